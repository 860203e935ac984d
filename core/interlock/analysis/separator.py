"""Vertices that routes cannot avoid: dominators, and least sets that meet every route (Menger)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from interlock.analysis.component import Arrows
from interlock.analysis.route import between
from interlock.record import NamedTuple

Side = tuple[str, bool]
"""A vertex as it is entered (False) or left (True)."""


class Separator(NamedTuple):
    """A least set of vertices that meets every route: as many as there are routes that share none of the allowed."""

    vertices: tuple[str, ...]


def dominators(arrows: Arrows, sources: Iterable[str], target: str) -> tuple[str, ...]:
    """Return the vertices that lie on every way from the sources to the target, in the order they are passed.

    The target is one of them, a source if it alone begins the ways. Empty if there is no way. Linear.
    """
    inside = between(arrows, sources, target)
    starts = [one for one in dict.fromkeys(sources) if one in inside]
    way = _shortest(inside, starts, target)
    position = {vertex: index for index, vertex in enumerate(way)}
    seen: set[str] = set()
    furthest = _advance(inside, starts, position, seen)
    found: list[str] = []
    for index, vertex in enumerate(way):
        if furthest == index:
            found.append(vertex)
        furthest = max(furthest, _advance(inside, inside[vertex], position, seen))
    return tuple(found)


def _shortest(inside: Arrows, starts: list[str], target: str) -> list[str]:
    came: dict[str, str | None] = dict.fromkeys(starts)
    pending = list(starts)
    for vertex in pending:
        for successor in inside[vertex]:
            if successor not in came:
                came[successor] = vertex
                pending.append(successor)
    if target not in came:
        return []
    way = [target]
    while (before := came[way[-1]]) is not None:
        way.append(before)
    return way[::-1]


def _advance(inside: Arrows, starts: Iterable[str], position: Mapping[str, int], seen: set[str]) -> int:
    """Return the furthest position on the way that is reached from `starts` by vertices off the way, not yet seen."""
    furthest = -1
    pending = list(starts)
    while pending:
        vertex = pending.pop()
        if vertex in position:
            furthest = max(furthest, position[vertex])
        elif vertex not in seen:
            seen.add(vertex)
            pending.extend(inside[vertex])
    return furthest


def least_separator(arrows: Arrows, sources: Iterable[str], target: str, allowed: Collection[str]) -> Separator | None:
    """Return a least set of allowed vertices that meets every way from the sources to the target.

    Of several the one nearest to the sources; None if some way has no allowed vertex. Without ways the empty set.
    Cost: the size of the answer plus one, times the size of the graph.
    Source: K. Menger (1927), by augmenting ways (L. Ford, D. Fulkerson 1956).
    """
    inside = between(arrows, sources, target)
    starts = [one for one in dict.fromkeys(sources) if one in inside]
    flow = _Flow(inside, frozenset(allowed))
    if not starts:
        return Separator(())
    if flow.is_unbounded(starts, target):
        return None
    while flow.augment(starts, target):
        pass
    met = flow.reached(starts)
    return Separator(tuple(sorted(one for one in inside if (one, False) in met and (one, True) not in met)))


class _Flow:
    """A flow of ways; through an allowed vertex there passes at most one, through others any number."""

    __slots__ = ("_allowed", "_arrows", "_backward", "_used")

    def __init__(self, arrows: Arrows, allowed: frozenset[str]) -> None:
        self._arrows = arrows
        self._allowed = allowed
        self._backward: dict[str, list[str]] = {}
        for vertex, successors in arrows.items():
            for one in successors:
                self._backward.setdefault(one, []).append(vertex)
        self._used: dict[tuple[Side, Side], int] = {}

    def is_unbounded(self, starts: Iterable[str], target: str) -> bool:
        """Tell whether some way has no allowed vertex."""
        pending = [one for one in starts if one not in self._allowed]
        seen = set(pending)
        while pending and target not in seen:
            fresh = [one for one in self._arrows[pending.pop()] if one not in self._allowed and one not in seen]
            seen.update(fresh)
            pending += fresh
        return target in seen

    def augment(self, starts: Iterable[str], target: str) -> bool:
        """Add one way to the flow, rerouting others, if there is room for one."""
        side: Side | None = (target, True)
        came = self.reached(starts, side)
        if side not in came:
            return False
        while side is not None:
            before = came[side]
            if before is not None:
                self._push(before, side)
            side = before
        return True

    def _push(self, one: Side, other: Side) -> None:
        if self._used.get((other, one), 0):
            self._used[other, one] -= 1
        else:
            self._used[one, other] = self._used.get((one, other), 0) + 1

    def reached(self, starts: Iterable[str], wanted: Side | None = None) -> dict[Side, Side | None]:
        """Return the sides that one more unit of flow can reach from the sources, each with the side before it.

        Only as many as are met, in depth, until the wanted one is.
        """
        came: dict[Side, Side | None] = {(one, False): None for one in starts}
        pending = list(came)
        while pending and wanted not in came:
            side = pending.pop()
            for after in self._residual(side):
                if after not in came:
                    came[after] = side
                    pending.append(after)
        return came

    def _residual(self, side: Side) -> list[Side]:
        vertex, left = side
        other = (vertex, not left)
        if left:
            found: list[Side] = [(one, False) for one in self._arrows[vertex]]
            return [*found, other] if self._used.get((other, side), 0) else found
        found = [(one, True) for one in self._backward.get(vertex, ()) if self._used.get(((one, True), side), 0)]
        room = vertex not in self._allowed or not self._used.get((side, other), 0)
        return [other, *found] if room else found
