"""The ways of single crossings, from the box that gives to one that takes, through the diagrams in which they lie."""

from __future__ import annotations

from collections.abc import Iterator

from interlock.api.diagram import Element
from interlock_boundaries.answer import Crossing
from interlock_boundaries.ground import Ground


class Tracer:
    """Finds ways in a graph, of which it keeps what all of them need."""

    def __init__(self, network: Ground) -> None:
        """Note where ways begin and end, and how they come into what is nested."""
        self._network = network
        self._seats = network.seats()
        self._origins = frozenset(network.origins)
        self._outward = {
            inner: outer for outer, many in network.arrows.items() if outer not in self._seats for inner in many
        }
        self._taught: dict[str, Element] = {}
        for (_, out), arrow in network.lessons.items():
            self._taught.setdefault(arrow, out)

    def witness(self, one: Crossing) -> Iterator[Element]:
        """The way of what crosses from the box, or outer input, that gives it to one that takes it, by a learn wire's name."""
        yield from reversed(self._back(Element(one.source)))
        target = Element(one.target)
        if one.element.startswith("learn:"):
            yield Element(one.element)
            target = self._taught.get(one.element, target)
        yield from self._onward(target)

    def _back(self, source: Element) -> list[Element]:
        """The only way from where something comes up to a source, backwards."""
        way = [source]
        while way[-1] not in self._origins:
            before = self._network.sources.get(way[-1]) or self._outward.get(way[-1])
            if before is None or before in way:
                break
            way.append(before)
        return way

    def _onward(self, start: Element) -> list[Element]:
        """The shortest way on to a port of a box that holds no diagram, or to an outer output."""
        came: dict[Element, Element | None] = {start: None}
        pending = [start]
        for vertex in pending:
            after = self._network.arrows.get(vertex, ())
            if vertex in self._seats or not after:
                way = [vertex]
                while (before := came[way[-1]]) is not None:
                    way.append(before)
                return way[::-1]
            for one in after:
                if one not in came:
                    came[one] = vertex
                    pending.append(one)
        return [start]
