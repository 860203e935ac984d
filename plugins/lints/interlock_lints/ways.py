"""Ways through a graph with labels: who comes to whom, all pairs at once, and a shortest way as the witness of one."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cached_property

from interlock.api.diagram import Element
from interlock.api.kit import components, reach
from interlock.api.record import NamedTuple

Arrows = Mapping[Element, tuple[Element, ...]]
Ends = Mapping[Element, Collection[Element]]
"""Boxes, or whatever is asked about, each with the vertices at which ways to or from it begin or end."""


class Relation(NamedTuple):
    """Pairs: by each first a set of seconds, as the bits of a number."""

    seconds: tuple[Element, ...]
    rows: Mapping[Element, int]

    def of(self, first: Element) -> tuple[Element, ...]:
        """The seconds of a first, in order."""
        return tuple(_named(self.rows.get(first, 0), self.seconds))

    def pairs(self) -> Iterator[tuple[Element, Element]]:
        """Every pair, in order."""
        return ((first, second) for first, row in self.rows.items() for second in _named(row, self.seconds))

    def within(self, other: Relation) -> Relation:
        """The pairs that another relation over the same seconds has, too."""
        return Relation(self.seconds, {first: row & other.rows.get(first, 0) for first, row in self.rows.items()})

    def without(self, other: Relation) -> Relation:
        """The pairs that another relation over the same seconds has not."""
        return Relation(self.seconds, {first: row & ~other.rows.get(first, 0) for first, row in self.rows.items()})


def _named(row: int, seconds: tuple[Element, ...]) -> Iterator[Element]:
    while row:
        least = row & -row
        yield seconds[least.bit_length() - 1]
        row ^= least


class Ways:
    """The ways along some arrows. A way may come to a vertex that is ``shut``, and go no further."""

    def __init__(self, arrows: Arrows, shut: Collection[Element] = ()) -> None:
        """Leave out the arrows that begin where it is shut."""
        self._arrows: dict[str, tuple[Element, ...]] = {one: after for one, after in arrows.items() if one not in shut}

    @cached_property
    def back(self) -> Ways:
        """The same ways, walked backwards."""
        turned: dict[Element, list[Element]] = {}
        for one, after in self._arrows.items():
            for each in after:
                turned.setdefault(each, []).append(Element(one))
        return Ways({one: tuple(before) for one, before in turned.items()})

    def spread(self, marks: Mapping[Element, int]) -> dict[Element, int]:
        """What comes to each vertex: the union of the marks of all from which a way leads to it, its own too.

        Linear in the arrows that are reached, times the length of a mark in words.
        """
        found = dict(marks)
        for component in reversed(components(self._arrows, marks)):
            vertices = [Element(one) for one in component]
            whole = 0
            for one in vertices:
                whole |= found.get(one, 0)
            for one in vertices:
                found[one] = whole
            for one in vertices:
                for after in self._arrows.get(one, ()):
                    found[after] = found.get(after, 0) | whole
        return found

    def come(self, sources: Ends, targets: Ends) -> Relation:
        """Each target with the sources from which a way leads to it."""
        return relation(tuple(sources), self.spread(marked(sources)), targets)

    def lead(self, sources: Ends, targets: Ends) -> Relation:
        """Each source with the targets to which a way leads from it."""
        return self.back.come(targets, sources)

    def onward(self, starts: Iterable[Element]) -> frozenset[str]:
        """What ways from some vertices reach, these too."""
        return frozenset(reach(self._arrows, starts))

    def shortest(
        self, starts: Iterable[Element], ends: Collection[Element], avoid: Collection[Element] = ()
    ) -> tuple[Element, ...]:
        """A shortest way from a start to an end, past none that is to be avoided; empty if there is none."""
        came: dict[Element, Element | None] = {one: None for one in starts if one not in avoid}
        pending = list(came)
        for one in pending:
            if one in ends:
                return _traced(came, one)
            for after in self._arrows.get(one, ()):
                if after not in came and after not in avoid:
                    came[after] = one
                    pending.append(after)
        return ()


def relation(seconds: tuple[Element, ...], marks: Mapping[Element, int], firsts: Ends) -> Relation:
    """Each first with the seconds whose marks have come to one of its vertices."""
    return Relation(seconds, {first: _union(marks, ends) for first, ends in firsts.items()})


def marked(ends: Ends) -> dict[Element, int]:
    """A bit for each, in order, at all of its vertices."""
    marks: dict[Element, int] = {}
    for at, vertices in enumerate(ends.values()):
        for one in vertices:
            marks[one] = marks.get(one, 0) | 1 << at
    return marks


def _union(marks: Mapping[Element, int], vertices: Iterable[Element]) -> int:
    whole = 0
    for one in vertices:
        whole |= marks.get(one, 0)
    return whole


def _traced(came: Mapping[Element, Element | None], end: Element) -> tuple[Element, ...]:
    way = [end]
    while (before := came[way[-1]]) is not None:
        way.append(before)
    return tuple(reversed(way))
