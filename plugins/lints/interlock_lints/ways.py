"""Ways through a graph with labels: who comes to whom, all pairs at once, and a shortest way as the witness of one."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Final

from interlock.api.diagram import Element
from interlock.api.kit import components
from interlock.api.record import NamedTuple
from interlock_lints.relation import Relation

Arrows = Mapping[str, Sequence[str]]
Ends = Mapping[Element, Collection[Element]]
"""Boxes, or whatever is asked about, each with the vertices at which ways to or from it begin or end."""
After = list[tuple[int, ...]]
"""For each vertex, by its number, those to which its arrows lead."""


NEAR: Final = 2_000
"""Among so many vertices a way is looked for by itself."""


class Part(NamedTuple):
    """Vertices of a graph: a row in which every arrow leads onward, or a knot, which is a strong component of several."""

    vertices: Sequence[int]
    knotted: bool


class Web(NamedTuple):
    """A graph: its vertices with their numbers, and parts of it in an order in which arrows lead from part to part."""

    names: tuple[Element, ...]
    places: Mapping[str, int]
    after: After
    parts: tuple[Part, ...]

    def without(self, fewer: Mapping[int, tuple[int, ...]]) -> Web:
        """The graph with fewer arrows from some vertices. Linear in the knots."""
        after = self.after.copy()
        for one, many in fewer.items():
            after[one] = many
        parts: list[Part] = []
        for part in self.parts:
            parts += _parts(_parted(part.vertices, after)) if part.knotted else (part,)
        return Web(self.names, self.places, after, tuple(parts))


def web(arrows: Arrows, vertices: Iterable[str] = ()) -> Web:
    """The graph of some arrows, with vertices that may have none. Linear."""
    found = components(arrows, (*arrows, *vertices))
    found.reverse()
    names = tuple([Element(one) for part in found for one in part])
    places: dict[str, int] = {name: at for at, name in enumerate(names)}
    after = [tuple([places[each] for each in arrows.get(one, ())]) for one in names]
    return Web(names, places, after, tuple(_parts([places[one] for one in part] for part in found)))


def _parts(components: Iterable[Sequence[int]]) -> Iterator[Part]:
    """Rows, as long as may be, and knots, from strong components in order."""
    row: list[int] = []
    for one in components:
        if len(one) == 1:
            row += one
        else:
            yield Part(row, knotted=False)
            yield Part(one, knotted=True)
            row = []
    yield Part(row, knotted=False)


def _parted(knot: Sequence[int], after: After) -> Iterator[tuple[int, ...]]:
    """The strong components of what is left of a knot, in order."""
    inside = frozenset(knot)
    left = {str(one): [str(each) for each in after[one] if each in inside] for one in knot}
    for part in reversed(components(left, left)):
        yield tuple(map(int, part))


class Marks(NamedTuple):
    """A set of marks at each vertex, as the bits of a number."""

    web: Web
    bits: Sequence[int]

    def at(self, vertices: Iterable[Element]) -> int:
        """The marks of some vertices, all together."""
        found, places, bits = 0, self.web.places, self.bits
        for one in vertices:
            at = places.get(one)
            found |= bits[at] if at is not None else 0
        return found

    def having(self, marks: int) -> list[Element]:
        """The vertices at which all of these marks are."""
        return [name for name, bits in zip(self.web.names, self.bits, strict=True) if bits & marks == marks]

    def relate(self, seconds: tuple[Element, ...], firsts: Ends) -> Relation:
        """Each first with the seconds of which marks are at its vertices."""
        return Relation(seconds, {first: self.at(ends) for first, ends in firsts.items()})


class Ways:
    """The ways along some arrows. A way may come to a vertex that is ``shut``, and go no further."""

    def __init__(self, graph: Web, shut: Iterable[Element] = ()) -> None:
        """Leave out the arrows that begin where it is shut."""
        closed = {graph.places[one]: () for one in shut if one in graph.places}
        self._web = graph.without(closed) if closed else graph
        self._kept: tuple[frozenset[int], dict[int, int]] = (frozenset(), {})

    def onward(self, marks: Mapping[Element, int]) -> Marks:
        """What comes to each vertex: the marks of all from which a way leads to it, its own too.

        Linear, times the length of a mark in words.
        """
        bits, after = self._begin(marks), self._web.after
        for part in self._web.parts:
            if part.knotted:
                self._share(bits, part.vertices)
            for one in part.vertices:
                if mark := bits[one]:
                    for each in after[one]:
                        bits[each] |= mark
        return Marks(self._web, bits)

    def backward(self, marks: Mapping[Element, int]) -> Marks:
        """What each vertex leads to: the marks of all to which a way leads from it, its own too. Likewise."""
        bits, after = self._begin(marks), self._web.after
        for part in reversed(self._web.parts):
            for one in reversed(part.vertices):
                for each in after[one]:
                    bits[one] |= bits[each]
            if part.knotted:
                self._share(bits, part.vertices)
        return Marks(self._web, bits)

    def _begin(self, marks: Mapping[Element, int]) -> list[int]:
        bits = [0] * len(self._web.names)
        for one, mark in marks.items():
            at = self._web.places.get(one)
            if at is not None:
                bits[at] = mark
        return bits

    @staticmethod
    def _share(bits: list[int], part: Iterable[int]) -> None:
        """Give each vertex of a strong component what any of them has."""
        whole = 0
        for one in part:
            whole |= bits[one]
        for one in part:
            bits[one] = whole

    def come(self, sources: Ends, targets: Ends) -> Relation:
        """Each target with the sources from which a way leads to it."""
        return self.onward(marked(sources)).relate(tuple(sources), targets)

    def lead(self, sources: Ends, targets: Ends) -> Relation:
        """Each source with the targets to which a way leads from it."""
        return self.backward(marked(targets)).relate(tuple(targets), sources)

    def shortest(
        self, starts: Iterable[Element], ends: Iterable[Element], avoid: Iterable[Element] = ()
    ) -> tuple[Element, ...]:
        """A shortest way from a start to an end, past none that is to be avoided; empty if there is none.

        The ends that were asked for last are kept with all ways to them, so that many starts in a row cost one walk.
        """
        closed = frozenset(self._numbers(avoid))
        found = self._walk(self._web.after, starts, ends, closed, None if closed else NEAR)
        return self._toward(starts, frozenset(self._numbers(ends))) if found is None else found

    def _toward(self, starts: Iterable[Element], ends: frozenset[int]) -> tuple[Element, ...]:
        """A shortest way, by the tree of all ways to the ends."""
        if self._kept[0] != ends:
            came = dict.fromkeys(ends, -1)
            pending = list(came)
            for one in pending:
                for each in self._before[one]:
                    if each not in came:
                        came[each] = one
                        pending.append(each)
            self._kept = ends, came
        ways = (tuple(self._traced(self._kept[1], one)) for one in self._numbers(starts) if one in self._kept[1])
        return min(ways, key=len, default=())

    def nearest(self, starts: Iterable[Element], ends: Iterable[Element]) -> tuple[Element, ...]:
        """The same, looked for from the ends: the first of the starts that is met begins it."""
        return (self._walk(self._before, ends, starts, frozenset(), None) or ())[::-1]

    @cached_property
    def _before(self) -> After:
        found: list[list[int]] = [[] for _ in self._web.names]
        for one, many in enumerate(self._web.after):
            for each in many:
                found[each].append(one)
        return [tuple(one) for one in found]

    def _numbers(self, vertices: Iterable[Element]) -> Iterator[int]:
        return (self._web.places[one] for one in vertices if one in self._web.places)

    def _walk(
        self, after: After, starts: Iterable[Element], ends: Iterable[Element], avoid: frozenset[int], most: int | None
    ) -> tuple[Element, ...] | None:
        """A shortest way; None if it was not found among so many vertices."""
        wanted = frozenset(self._numbers(ends))
        came: dict[int, int] = {one: -1 for one in self._numbers(starts) if one not in avoid}
        pending = list(came)
        for one in pending:
            if one in wanted:
                return tuple(reversed(list(self._traced(came, one))))
            for each in after[one]:
                if each not in came and each not in avoid:
                    came[each] = one
                    pending.append(each)
            if most is not None and len(came) > most:
                return None
        return ()

    def _traced(self, came: Mapping[int, int], end: int) -> Iterator[Element]:
        while end >= 0:
            yield self._web.names[end]
            end = came[end]


def marked(ends: Ends) -> dict[Element, int]:
    """A bit for each, in order, at all of its vertices."""
    marks: dict[Element, int] = {}
    for at, vertices in enumerate(ends.values()):
        for one in vertices:
            marks[one] = marks.get(one, 0) | 1 << at
    return marks
