"""Whether each target has exactly one source, and each mistake told once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import Literal, TypeAlias

from interlock.diagram.consequence import near
from interlock.diagram.element import Element, owner, port_name
from interlock.diagram.shape import Shape
from interlock.diagram.wiring import ends
from interlock.record import NamedTuple

End: TypeAlias = Literal["source", "target"]


class UnknownBox(NamedTuple):
    """A wire names a box that is not there; told at the first wire that does."""

    name: str
    end: End
    pair: int


class UnknownPort(NamedTuple):
    """A wire names a port that its box (``""``: the outside) has not."""

    box: str
    name: str
    end: End
    pair: int


class WrongDirection(NamedTuple):
    """A wire leaves a target or enters a source. ``swapped``: it does both, so turned round it would fit.

    Attributes:
        port: The port that stands at the wrong end; the wire's target if ``swapped``.
        is_a: What this port is, the opposite of what is due there.
        pair: The position of the wire.
        swapped: Whether both ends are wrong in this way.
    """

    port: Element
    is_a: End
    pair: int
    swapped: bool


class TwoSources(NamedTuple):
    """A second wire to a target that has one."""

    target: Element
    first: int
    second: int


class NoSource(NamedTuple):
    """A target to which no wire goes."""

    target: Element


class UnusedSource(NamedTuple):
    """A source from which no wire goes: allowed, and worth a word."""

    source: Element


WiringFault: TypeAlias = UnknownBox | UnknownPort | WrongDirection | TwoSources | NoSource | UnusedSource
Pair: TypeAlias = tuple[Element, Element]
OddPair: TypeAlias = tuple[int, Element, Element]


class _Ends(NamedTuple):
    """The ports of a diagram by what they are, and the boxes whose interface is not known."""

    sources: Mapping[Element, None]
    targets: Mapping[Element, None]
    boxes: AbstractSet[str]
    opaque: AbstractSet[str]


def wellformed(
    outer: Shape, boxes: Mapping[str, Shape], pairs: Iterable[Pair], opaque: AbstractSet[str] = frozenset()
) -> tuple[dict[Element, Element], tuple[WiringFault, ...]]:
    """The wires that hold, target to source, and what is wrong with the others.

    Each mistake is told once: a target or source whose wire is itself at fault is not reported as missing or unused,
    nor is, for each misnamed end, the port that it most probably means; and unused sources are reported only when
    every wire holds and no target lacks one, for what is missing may be their use. Which targets get no wire does not depend on
    the order of the pairs, except that of several sources of a target the first is kept.

    Args:
        outer: The outer interface.
        boxes: The interfaces of the boxes, in the order in which missing and unused ports are told.
        pairs: The wires as (source, target), in the author's order; faults give their positions.
        opaque: Boxes whose interface is not known because of another mistake: wires to and from them are left out
            silently.

    Returns:
        The wires; and the faults of single wires in their order, then missing sources; or unused sources. Linear in its input.
    """
    return judged(ends(outer, boxes), boxes, tuple(pairs), opaque)


def judged(
    ports: tuple[Mapping[Element, None], Mapping[Element, None]],
    boxes: Mapping[str, Shape],
    rows: Sequence[Pair],
    opaque: AbstractSet[str],
) -> tuple[dict[Element, Element], tuple[WiringFault, ...]]:
    """As `wellformed`, of the sources and targets that a diagram has."""
    sources, targets = ports
    wires: dict[Element, Element] = {}
    odd: list[OddPair] = []
    for at, (source, target) in enumerate(rows):
        if source in sources and target in targets and target not in wires:
            wires[target] = source
        else:
            odd.append((at, source, target))
    known = _Ends(sources, targets, boxes.keys(), opaque)
    faults = (*_faults_of_pairs(rows, odd, known), *_missing(wires, odd, known))
    return wires, faults or (() if odd else _unused(wires, known))


def _faults_of_pairs(rows: Sequence[Pair], odd: list[OddPair], known: _Ends) -> list[WiringFault]:
    """What is wrong with single wires; an unknown box is told at its first wire."""
    first = _first_sources(rows, known) if odd else {}
    found: list[WiringFault] = []
    told: set[str] = set()
    for at, source, target in odd:
        for fault in _diagnose(at, source, target, known, first):
            if not isinstance(fault, UnknownBox):
                found.append(fault)
            elif fault.name not in told:
                told.add(fault.name)
                found.append(fault)
    return found


def _first_sources(rows: Sequence[Pair], known: _Ends) -> dict[Element, int]:
    """The position of the wire that each target keeps."""
    first: dict[Element, int] = {}
    for at, (source, target) in enumerate(rows):
        if source in known.sources and target in known.targets:
            first.setdefault(target, at)
    return first


def _diagnose(
    at: int, source: Element, target: Element, known: _Ends, first: Mapping[Element, int]
) -> tuple[WiringFault, ...]:
    """What is wrong with one wire that could not be kept: nothing only if an end is opaque."""
    ends_at_fault = (_misfit(source, "source", at, known), _misfit(target, "target", at, known))
    match ends_at_fault:
        case (WrongDirection(), WrongDirection(port, is_a)):
            return (WrongDirection(port, is_a, at, swapped=True),)
        case (None, None) if source in known.sources and target in known.targets:
            return (TwoSources(target, first[target], at),)
        case _:
            return tuple(fault for fault in ends_at_fault if fault is not None)


def _misfit(port: Element, end: End, at: int, known: _Ends) -> WiringFault | None:
    """Why a port cannot stand at this end of a wire, ``None`` if it can or its box is opaque."""
    box = owner(port)
    fitting, opposite = (known.sources, known.targets) if end == "source" else (known.targets, known.sources)
    if port in fitting or (box and box in known.opaque):
        return None
    if port in opposite:
        return WrongDirection(port, "target" if end == "source" else "source", at, swapped=False)
    if box and box not in known.boxes:
        return UnknownBox(box, end, at)
    return UnknownPort(box, port_name(port), end, at)


def _missing(wires: Mapping[Element, Element], odd: list[OddPair], known: _Ends) -> tuple[NoSource, ...]:
    """The targets without a source that no faulty wire accounts for."""
    named = {element for _, *both in odd for element in both}
    missing = [target for target in known.targets if target not in wires and target not in named]
    meant = near(missing, [target for _, source, target in odd if _is_misnamed(source, target, known)])
    return tuple(NoSource(target) for target in missing if target not in meant)


def _is_misnamed(source: Element, target: Element, known: _Ends) -> bool:
    """Whether another target is meant by a faulty wire than the one named."""
    is_swapped = target in known.sources and source in known.targets
    return target not in known.targets and owner(target) not in known.opaque and not is_swapped


def _unused(wires: Mapping[Element, Element], known: _Ends) -> tuple[UnusedSource, ...]:
    """The sources from which no wire goes."""
    used = set(wires.values())
    return tuple(UnusedSource(source) for source in known.sources if source not in used)
