"""The ways of single crossings, from the box that gives to one that takes, through the diagrams in which they lie."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property

from interlock.api.diagram import Element
from interlock_boundaries.answer import Crossing
from interlock_boundaries.ground import Ground


class Tracer:
    """Finds ways in a graph, of which it keeps what all of them need."""

    def __init__(self, network: Ground) -> None:
        """Look at nothing yet."""
        self._network = network

    @cached_property
    def _seats(self) -> frozenset[Element]:
        """Where ways begin and end."""
        return self._network.seats()

    @cached_property
    def _origins(self) -> frozenset[Element]:
        return frozenset(self._network.origins)

    @cached_property
    def _outward(self) -> Mapping[Element, Element]:
        """How ways come into what is nested."""
        arrows = self._network.arrows
        return {inner: outer for outer, many in arrows.items() if outer not in self._seats for inner in many}

    @cached_property
    def _taught(self) -> Mapping[str, Element]:
        """The first output that each learn wire sets."""
        return {arrow: out for (_, out), arrow in reversed(list(self._network.lessons.items()))}

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
