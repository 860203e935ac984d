"""Least cuts of a network: the arcs of least total capacity without which nothing leads from a source to a target."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Final

from interlock.record import NamedTuple

NOTHING: Final = Fraction(0)


class Arc(NamedTuple):
    """An arrow, and how much may flow along it; None: no bound."""

    source: str
    target: str
    capacity: Fraction | None


class LeastCut(NamedTuple):
    """A least cut: its total capacity, and its arcs by their positions; None and no arc if every cut is unbounded."""

    total: Fraction | None
    arcs: tuple[int, ...]


def least_cut(arcs: Sequence[Arc], source: str, target: str) -> LeastCut:
    """Return a least set of arcs by capacity that meets every way from the source to the target.

    Of several the one nearest to the source. Capacities are exact, so that the search ends. Cost: the size of the network
    for each way along which the flow is raised; each fills or empties an arc.
    Source: L. Ford and D. Fulkerson (1956); shortest ways first, J. Edmonds and R. Karp (1972).
    """
    flow = _Flow(arcs)
    while True:
        came = flow.reached(source, target)
        if target not in came:
            cut = tuple(at for at, arc in enumerate(arcs) if arc.source in came and arc.target not in came)
            return LeastCut(sum((arcs[at].capacity or NOTHING for at in cut), NOTHING), cut)
        if not flow.raised(target, came):
            return LeastCut(None, ())


class _Flow:
    """A flow on the arcs: what passes each, and where it may be raised."""

    __slots__ = ("_arcs", "_at", "_passes")

    def __init__(self, arcs: Sequence[Arc]) -> None:
        self._arcs = arcs
        self._passes = [NOTHING] * len(arcs)
        self._at: dict[
            str, list[int]
        ] = {}  # the arcs of a vertex: those that leave it, and those that enter as ~ position
        for at, arc in enumerate(arcs):
            self._at.setdefault(arc.source, []).append(at)
            self._at.setdefault(arc.target, []).append(~at)

    def _room(self, way: int) -> Fraction | None:
        """By how much more may pass along an arc, or against it."""
        if way < 0:
            return self._passes[~way]
        capacity = self._arcs[way].capacity
        return None if capacity is None else capacity - self._passes[way]

    def _after(self, vertex: str) -> Iterator[tuple[str, int]]:
        for way in self._at.get(vertex, ()):
            if self._room(way) != NOTHING:
                yield (self._arcs[way].target if way >= 0 else self._arcs[~way].source), way

    def reached(self, source: str, target: str) -> dict[str, tuple[str, int] | None]:
        """Where more may flow from the source, until the target is met, each with where it came from."""
        came: dict[str, tuple[str, int] | None] = {source: None}
        pending = [source]
        for vertex in pending:
            for after, way in self._after(vertex):
                if after not in came:
                    came[after] = (vertex, way)
                    pending.append(after)
            if target in came:
                break
        return came

    def raised(self, target: str, came: dict[str, tuple[str, int] | None]) -> bool:
        """Raise the flow along the way that was met as far as it goes; False if it goes without end."""
        ways: list[int] = []
        step = came[target]
        while step is not None:
            ways.append(step[1])
            step = came[step[0]]
        rooms = [room for room in map(self._room, ways) if room is not None]
        if not rooms:
            return False
        for way in ways:
            self._passes[~way if way < 0 else way] += -min(rooms) if way < 0 else min(rooms)
        return True
