"""For each vertex the first marked one that no way to it avoids: what of the dominators is asked most, for all at once."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from heapq import heapify, heappop, heappush
from typing import TypeVar

V = TypeVar("V", bound=str)


def bottlenecks(arrows: Mapping[V, Iterable[V]], sources: Iterable[V], marked: Collection[V]) -> dict[V, V | None]:
    """Return for each vertex that is reached the first marked one that every way to it from the sources passes, if any.

    A vertex is on its own ways. One pass over the graph where nothing goes round, else as many as circles lie within one
    another; where ways come together the last vertex that they share is looked for along them.
    Source: K. Cooper, T. Harvey and K. Kennedy, A simple, fast dominance algorithm (2001).
    """
    begun = dict.fromkeys(sources)
    order = _onward(arrows, begun)
    gates = _gates(arrows, order, begun)
    first: dict[V, V | None] = {}
    for vertex in order:
        gate = gates[vertex]
        before = None if gate is None else first[gate]
        first[vertex] = before if before is not None else vertex if vertex in marked else None
    return first


def _gates(arrows: Mapping[V, Iterable[V]], order: list[V], begun: Collection[V]) -> dict[V, V | None]:
    """For each vertex the last other one that every way to it passes, if any."""
    before: dict[V, list[V]] = {vertex: [] for vertex in order}
    for vertex in order:
        for after in arrows.get(vertex, ()):
            before[after].append(vertex)
    place = {vertex: at for at, vertex in enumerate(order)}
    found: dict[V, V | None] = dict.fromkeys(begun)
    changed = True
    while changed:
        changed = False
        for vertex in order:
            if vertex not in begun:
                gate = _shared((one for one in before[vertex] if one in found), found, place)
                changed |= vertex not in found or found[vertex] != gate
                found[vertex] = gate
    return found


def _shared(vertices: Iterable[V], gates: Mapping[V, V | None], place: Mapping[V, int]) -> V | None:
    """The last vertex on the gates of all, each its own last: of those that differ the one that stands last goes back."""
    left = set(vertices)
    latest = [(-place[one], one) for one in left]
    heapify(latest)
    while len(left) > 1:
        last = heappop(latest)[1]
        gate = gates[last]
        if gate is None:
            return None
        left.discard(last)
        if gate not in left:
            left.add(gate)
            heappush(latest, (-place[gate], gate))
    return latest[0][1]


def _onward(arrows: Mapping[V, Iterable[V]], sources: Iterable[V]) -> list[V]:
    """The vertices that are reached, each before those that it leads to, but for circles."""
    left: list[V] = []
    seen: set[V] = set()
    for source in sources:
        if source in seen:
            continue
        seen.add(source)
        trail: list[tuple[V, Iterator[V]]] = [(source, iter(arrows.get(source, ())))]
        while trail:
            after = next((one for one in trail[-1][1] if one not in seen), None)
            if after is None:
                left.append(trail.pop()[0])
            else:
                seen.add(after)
                trail.append((after, iter(arrows.get(after, ()))))
    return left[::-1]
