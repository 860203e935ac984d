"""Finite directed graphs on 0..n-1: a topological order, strongly connected components, a shortest cycle."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from typing import TypeAlias

Successors: TypeAlias = Sequence[Sequence[int]]

_SEARCH = 2_000_000
"""How many edges the search for a shortest cycle follows at most; beyond, the shortest found so far is given."""


def topological(successors: Successors) -> tuple[list[int], list[int]]:
    """An order in which each vertex comes after its predecessors, and the vertices on or behind a cycle.

    The first is as long as it can be; the second is empty iff the graph is acyclic. Kahn's algorithm, linear.
    """
    waits = [0] * len(successors)
    for row in successors:
        for vertex in row:
            waits[vertex] += 1
    order = [vertex for vertex, count in enumerate(waits) if not count]
    for vertex in order:  # grows while it is walked
        for following in successors[vertex]:
            waits[following] -= 1
            if not waits[following]:
                order.append(following)
    return order, [vertex for vertex, count in enumerate(waits) if count]


def postorder(successors: Successors) -> list[int]:
    """All vertices in the order in which a depth-first search from 0, 1, ... leaves them. No recursion, linear."""
    left: list[int] = []
    seen = [False] * len(successors)
    for root in range(len(successors)):
        if seen[root]:
            continue
        seen[root] = True
        stack: list[tuple[int, Iterator[int]]] = [(root, iter(successors[root]))]
        while stack:
            vertex, rest = stack[-1]
            for following in rest:
                if not seen[following]:
                    seen[following] = True
                    stack.append((following, iter(successors[following])))
                    break
            else:
                left.append(vertex)
                stack.pop()
    return left


def components(successors: Successors) -> list[list[int]]:
    """The strongly connected components, each before those that it leads to. Kosaraju's algorithm, linear."""
    predecessors: list[list[int]] = [[] for _ in successors]
    for vertex, row in enumerate(successors):
        for following in row:
            predecessors[following].append(vertex)
    taken = [False] * len(successors)
    found: list[list[int]] = []
    for root in reversed(postorder(successors)):
        if taken[root]:
            continue
        taken[root] = True
        component = [root]
        for vertex in component:  # grows while it is walked
            for before in predecessors[vertex]:
                if not taken[before]:
                    taken[before] = True
                    component.append(before)
        found.append(sorted(component))
    return found


def induced(successors: Successors, vertices: Sequence[int]) -> list[list[int]]:
    """The subgraph on some vertices, numbered anew in their order, the edges of each in ascending order."""
    number = {vertex: at for at, vertex in enumerate(vertices)}
    return [sorted(number[other] for other in successors[vertex] if other in number) for vertex in vertices]


def shortest_cycle(successors: Successors, search: int = _SEARCH) -> list[int]:
    """A shortest cycle of a graph, empty if it is acyclic.

    Breadth-first search from the vertices where a depth-first search meets itself: each cycle passes one. Where more
    than ``search`` edges would have to be followed, the shortest cycle found by then (always one).
    """
    rank = {vertex: at for at, vertex in enumerate(reversed(postorder(successors)))}
    heads = {v for u, row in enumerate(successors) for v in row if rank[v] <= rank[u]}
    best: list[int] = []
    for head in sorted(heads):
        came, search = _walk_back(successors, head, len(best), search)
        if head in came:
            best = _trace(came, head)
        if best and search <= 0:
            break
    return best


def _walk_back(successors: Successors, head: int, bound: int, search: int) -> tuple[dict[int, int], int]:
    """By breadth-first search from ``head``, where each vertex was reached from, until ``head`` itself is.

    Only walks shorter than ``bound`` are followed (0: all). Also returns what is left of ``search``.
    """
    came: dict[int, int] = {}
    depth = {head: 1}
    queue = deque([head])
    while queue and head not in came:
        vertex = queue.popleft()
        if bound and (depth[vertex] >= bound or search <= 0):
            break
        search -= len(successors[vertex])
        for following in successors[vertex]:
            if following not in came:
                came[following] = vertex
                depth.setdefault(following, depth[vertex] + 1)
                queue.append(following)
    return came, search


def _trace(came: Mapping[int, int], head: int) -> list[int]:
    """The cycle through ``head`` that the search found, from ``head`` on."""
    cycle = [head]
    while came[cycle[-1]] != head:
        cycle.append(came[cycle[-1]])
    return [head, *reversed(cycle[1:])]
