"""Routes in order: fewest marks first, then shortest, then alphabetical."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from heapq import heapify, heappop, heappush

from interlock.analysis.component import Arrows, components
from interlock.analysis.route import Question, Route, between

Cost = tuple[int, int]
"""Marked vertices, and vertices."""


def thinnest_routes(arrows: Arrows, question: Question) -> Iterator[Route]:
    """Yield the routes with fewest marked vertices first, then shortest, then in alphabetical order.

    Lazy: each next route costs about its length times the arrows at a vertex, in components with cycles times
    the component's arrows, since what remains of them must be searched at each step.
    """
    inside = between(arrows, question.sources, question.target)
    remaining = _Remaining(inside, question)
    queue = _Queue()
    for source in dict.fromkeys(question.sources):
        if source in inside:
            queue.push(remaining.least[source], _Trail(None, source, (0, 0)))
    while trail := queue.pop():
        if trail.last == question.target:
            yield trail.route()
            continue
        spent = remaining.step(trail.last, trail.spent)
        for successor, more in remaining.onward(trail):
            queue.push((spent[0] + more[0], spent[1] + more[1]), _Trail(trail, successor, spent))


class _Queue:
    """Trails by the least cost of a route that they begin; those of equal cost are put in order when it is their turn."""

    __slots__ = ("_costs", "_now", "_trails")

    def __init__(self) -> None:
        self._costs: list[Cost] = []
        self._trails: dict[Cost, list[_Trail]] = {}
        self._now: Cost | None = None

    def push(self, cost: Cost, trail: _Trail) -> None:
        """Add a trail whose cost is at least that of the last trail taken."""
        if cost not in self._trails:
            self._trails[cost] = []
            heappush(self._costs, cost)
        if cost == self._now:
            heappush(self._trails[cost], trail)
        else:
            self._trails[cost].append(trail)

    def pop(self) -> _Trail | None:
        """Take the first trail."""
        while self._costs and not self._trails[self._costs[0]]:
            del self._trails[heappop(self._costs)]
        if not self._costs:
            return None
        if self._costs[0] != self._now:
            self._now = self._costs[0]
            heapify(self._trails[self._now])
        return heappop(self._trails[self._now])


class _Trail:
    """The beginning of a route; `spent` is the cost of all but its last vertex. Ordered alphabetically.

    `jump` is some trail that this one goes on from, so chosen that any other is found in logarithmically many steps
    (E. Myers, An applicative random-access stack, 1983).
    """

    __slots__ = ("before", "depth", "jump", "last", "spent")

    def __init__(self, before: _Trail | None, last: str, spent: Cost) -> None:
        self.before = before
        self.last = last
        self.spent = spent
        self.depth: int = before.depth + 1 if before else 1
        self.jump: _Trail = before.jump_beyond() if before else self

    def jump_beyond(self) -> _Trail:
        """Return the jump of a trail one vertex longer."""
        once, twice = self.jump, self.jump.jump
        return twice if self.depth - once.depth == once.depth - twice.depth else self

    def route(self) -> Route:
        """Return the vertices in order."""
        return tuple(self.backward())[::-1]

    def backward(self) -> Iterator[str]:
        """Yield the vertices from the last to the first."""
        trail: _Trail | None = self
        while trail:
            yield trail.last
            trail = trail.before

    def __lt__(self, other: _Trail) -> bool:
        """Compare where the trails part; most of the vertices that they share are not looked at."""
        one, two = self._shortened(other.depth), other._shortened(self.depth)
        while one.before is not two.before and one.before and two.before:
            apart = one.jump is not two.jump
            one, two = (one.jump, two.jump) if apart else (one.before, two.before)
        return (one.last, self.depth) < (two.last, other.depth)

    def _shortened(self, depth: int) -> _Trail:
        trail = self
        while trail.depth > depth and trail.before:
            trail = trail.jump if trail.jump.depth >= depth else trail.before
        return trail


class _Remaining:
    """The least cost of a way from each vertex to the target, that of both ends included."""

    __slots__ = ("_backward", "_component", "_inside", "_question", "least")

    def __init__(self, inside: Arrows, question: Question) -> None:
        self._inside = inside
        self._question = question
        self._component: dict[str, frozenset[str]] = {}
        for one in components(inside, inside):
            self._component.update(dict.fromkeys(one, frozenset(one)))
        self._backward: dict[str, list[str]] = {}
        for vertex, successors in inside.items():
            for successor in successors:
                self._backward.setdefault(successor, []).append(vertex)
        ends = [(self.step(question.target, (0, 0)), question.target)] if question.target in inside else []
        self.least = self._search(ends, inside)

    def step(self, vertex: str, cost: Cost) -> Cost:
        """Return a cost with that of one more vertex."""
        return cost[0] + int(vertex in self._question.marked), cost[1] + 1

    def onward(self, trail: _Trail) -> list[tuple[str, Cost]]:
        """Return the successors from which the target is reached without the trail, with the least cost of it.

        A way never comes back to a component that it has left, so only the last vertex's own is searched again.
        """
        component = self._component[trail.last]
        successors = self._inside[trail.last]
        if len(component) == 1:
            return [(one, self.least[one]) for one in successors]
        left = self._around(trail, component)
        return [
            (one, left[one] if one in component else self.least[one])
            for one in successors
            if one in left or one not in component
        ]

    def _around(self, trail: _Trail, component: frozenset[str]) -> dict[str, Cost]:
        """Return the least costs from the vertices of a component that are not on the trail."""
        barred: set[str] = set()
        for vertex in trail.backward():
            if vertex not in component:
                break
            barred.add(vertex)
        open_to = sorted(component - barred)
        ends = [end for one in open_to for end in self._ends(one, component)]
        return self._search(ends, frozenset(open_to))

    def _ends(self, vertex: str, component: frozenset[str]) -> Iterator[tuple[Cost, str]]:
        if vertex == self._question.target:
            yield self.step(vertex, (0, 0)), vertex
        for one in self._inside[vertex]:
            if one not in component:
                yield self.step(vertex, self.least[one]), vertex

    def _search(self, ends: list[tuple[Cost, str]], within: Collection[str]) -> dict[str, Cost]:
        """Return the least costs from vertices within a set, given some costs at which ways may end."""
        found: dict[str, Cost] = {}
        queue = sorted(ends)
        while queue:
            cost, vertex = heappop(queue)
            if vertex in found:
                continue
            found[vertex] = cost
            for before in self._backward.get(vertex, ()):
                if before not in found and before in within:
                    heappush(queue, (self.step(before, cost), before))
        return found
