"""Which ports an unknown name most probably means, so that their want of a wire is not told as a second mistake."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from interlock.diagram.element import Element, owner, port_name

_ALIKE = 0.6
"""The least similarity (of difflib, 0 to 1) at which two names of boxes are taken for one, its own customary value."""

_COMPARISONS = 20_000
"""How many names are compared at most, so that a file of nothing but mistakes costs linear time."""


def near(left: Sequence[Element], unknown: Iterable[Element]) -> set[Element]:
    """For each unknown port at most one of the ports left over: the one that it most probably means.

    That is the port of the same box with the closest name, however far (an input lacks a wire, a wrong one was named:
    one mistake); else a port of the same name in a box with a similar name. No port is meant by two names.

    Args:
        left: The ports that nothing accounts for, in the order that decides between equals.
        unknown: The ports that wires name and the diagram has not.
    """
    found: set[Element] = set()
    names = dict.fromkeys(unknown)
    if not names or not left:
        return found
    by_box = _grouped(left, [owner(port) for port in left])
    by_name = _grouped(left, [port_name(port) for port in left])
    comparisons = _COMPARISONS
    for name in names:
        # A bare name may be a box whose port was forgotten.
        own = by_box.get(name) or by_box.get(owner(name), [])
        pool = [port for port in own or by_name.get(port_name(name), []) if port not in found]
        comparisons -= len(pool)
        if comparisons < 0:
            break
        if own:
            found.update(_closest(port_name(name), pool, [port_name(port) for port in pool], 0.0))
        else:
            found.update(_closest(owner(name), pool, [owner(port) for port in pool], _ALIKE))
    return found


def _grouped(ports: Sequence[Element], keys: Sequence[str]) -> dict[str, list[Element]]:
    groups: dict[str, list[Element]] = {}
    for port, key in zip(ports, keys, strict=True):
        groups.setdefault(key, []).append(port)
    return groups


def _closest(name: str, pool: Sequence[Element], keys: Sequence[str], least: float) -> tuple[Element, ...]:
    """The first of the ports whose key is most similar to a name, if any is similar enough."""
    from difflib import SequenceMatcher

    matcher = SequenceMatcher(b=name, autojunk=False)
    ratios = []
    for key in keys:
        matcher.set_seq1(key)
        ratios.append(matcher.ratio())
    best = max(ratios, default=-1.0)
    return (pool[ratios.index(best)],) if best >= least else ()
