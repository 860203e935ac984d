"""What lies inside of enclosures that may hold one another, and which of them cut through each other."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

Inside = Mapping[str, Sequence[str]]
"""For each enclosure the boxes and enclosures that it names."""


def interior(name: str, inside: Inside, boxes: Collection[str] = ()) -> frozenset[str]:
    """The boxes inside of an enclosure, also those in the enclosures inside.

    A name that is also one of ``boxes`` is the box; an enclosure's own name in its list is that of a box.
    """
    seen: set[str] = set()
    found: set[str] = set()
    pending = [(name, each) for each in inside[name]]
    while pending:
        holder, each = pending.pop()
        if each in boxes or each not in inside or each == holder:
            found.add(each)
        elif each not in seen:
            seen.add(each)
            pending += [(each, below) for below in inside[each]]
    return frozenset(found)


def holds_itself(name: str, inside: Inside) -> bool:
    """Whether an enclosure lies inside of one that lies inside of it."""
    seen: set[str] = set()
    pending = [each for each in inside[name] if each != name and each in inside]
    while pending:
        each = pending.pop()
        if each == name:
            return True
        if each not in seen:
            seen.add(each)
            pending += [below for below in inside[each] if below != each and below in inside]
    return False


def overlap(one: frozenset[str], other: frozenset[str]) -> frozenset[str]:
    """The boxes that two enclosures share although neither lies in the other; empty where they are nested or apart."""
    shared = one & other
    return frozenset() if shared in (one, other) else shared


def parents(interiors: Mapping[str, frozenset[str]]) -> dict[str, str | None]:
    """The enclosure just around each, of enclosures that are nested or apart; of two alike the later one is around."""
    order = sorted(interiors, key=lambda name: len(interiors[name]))  # stable, so of two alike the earlier is inner
    return {name: next(_around(name, order[at + 1 :], interiors), None) for at, name in enumerate(order)}


def _around(name: str, larger: Sequence[str], interiors: Mapping[str, frozenset[str]]) -> Iterator[str]:
    return (other for other in larger if interiors[name] and interiors[name] <= interiors[other])
