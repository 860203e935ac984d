"""For each vertex the first marked one that no way to it avoids: what of the dominators is asked most, for all at once."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import TypeVar

V = TypeVar("V", bound=str)


def bottlenecks(arrows: Mapping[V, Iterable[V]], sources: Iterable[V], marked: Collection[V]) -> dict[V, V | None]:
    """Return for each vertex that is reached the first marked one that every way to it from the sources passes, if any.

    A vertex is on its own ways. The first is that of all that lead to the vertex, where they agree; if not, only the vertex
    itself can be one. One pass over the graph where nothing goes round, else as many as circles lie within one another.
    """
    begun = dict.fromkeys(sources)
    order = _onward(arrows, begun)
    before: dict[V, list[V]] = {}
    for vertex in order:
        for after in arrows.get(vertex, ()):
            before.setdefault(after, []).append(vertex)
    first: dict[V, V | None] = {vertex: _own(vertex, marked) for vertex in begun}
    changed = True
    while changed:
        changed = False
        for vertex in order:
            if vertex not in begun:
                found = _agreed([first[one] for one in before[vertex] if one in first]) or _own(vertex, marked)
                changed |= vertex in first and first[vertex] != found
                changed |= vertex not in first and any(one not in first for one in before[vertex])
                first[vertex] = found
    return first


def _own(vertex: V, marked: Collection[V]) -> V | None:
    return vertex if vertex in marked else None


def _agreed(values: list[V | None]) -> V | None:
    """What all are, if they are one thing."""
    return values[0] if all(one == values[0] for one in values) else None


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
