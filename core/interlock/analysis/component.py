"""Strongly connected components and feedback vertices of a directed graph with string vertices."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

Arrows = Mapping[str, Sequence[str]]
"""For each vertex the vertices its arrows go to; a vertex that is no key has no arrows."""


def components(arrows: Arrows, vertices: Iterable[str]) -> list[tuple[str, ...]]:
    """Return the strongly connected components of all that `vertices` reach, targets before sources.

    Each vertex is in one component. Linear in vertices and arrows.
    Source: R. Tarjan, Depth-first search and linear graph algorithms (1972).
    """
    search = _Search(arrows)
    for vertex in vertices:
        if vertex not in search.number:
            search.visit(vertex)
    return search.found


class _Search:
    """One depth-first search: numbers by first visit, and the least number reached inside the stack."""

    __slots__ = ("_arrows", "_least", "_open", "_pending", "found", "number")

    def __init__(self, arrows: Arrows) -> None:
        self._arrows = arrows
        self._least: dict[str, int] = {}
        self._pending: list[str] = []
        self._open: set[str] = set()
        self.number: dict[str, int] = {}
        self.found: list[tuple[str, ...]] = []

    def visit(self, root: str) -> None:
        """Find the components reached from `root` that are not found yet."""
        trail = [(root, self._enter(root))]
        while trail:
            vertex, targets = trail[-1]
            target = next(targets, None)
            if target is None:
                trail.pop()
                self._leave(vertex, trail[-1][0] if trail else vertex)
            elif target not in self.number:
                trail.append((target, self._enter(target)))
            elif target in self._open:
                self._least[vertex] = min(self._least[vertex], self.number[target])

    def _enter(self, vertex: str) -> Iterator[str]:
        self.number[vertex] = self._least[vertex] = len(self.number)
        self._pending.append(vertex)
        self._open.add(vertex)
        return iter(self._arrows.get(vertex, ()))

    def _leave(self, vertex: str, parent: str) -> None:
        self._least[parent] = min(self._least[parent], self._least[vertex])
        if self._least[vertex] == self.number[vertex]:
            cut = len(self._pending) - 1
            while self._pending[cut] != vertex:
                cut -= 1
            self.found.append(tuple(self._pending[cut:]))
            self._open.difference_update(self._pending[cut:])
            del self._pending[cut:]


def is_cyclic(component: Sequence[str], arrows: Arrows) -> bool:
    """Tell whether a strongly connected component holds a cycle, be it of one vertex."""
    return len(component) > 1 or component[0] in arrows.get(component[0], ())


def feedback(component: Sequence[str], arrows: Arrows) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Split a component into vertices that meet every cycle and the rest, targets of arrows first in the rest.

    The first part holds the targets of the backward arrows of one depth-first search: small, not always least.
    """
    inside = set(component)
    entered: set[str] = {component[0]}
    left: dict[str, None] = {}
    met: dict[str, None] = {}
    trail = [(component[0], iter(arrows.get(component[0], ())))]
    while trail:
        vertex, targets = trail[-1]
        target = next(targets, None)
        if target is None:
            trail.pop()
            left[vertex] = None
        elif target in inside and target not in entered:
            entered.add(target)
            trail.append((target, iter(arrows.get(target, ()))))
        elif target in inside and target not in left:
            met[target] = None
    return tuple(met), tuple(vertex for vertex in left if vertex not in met)
