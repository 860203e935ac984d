"""Routes: simple ways through a directed graph from sources to a target, counted by their marks."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from typing import Final

from interlock.analysis.component import Arrows, components, is_cyclic
from interlock.record import NamedTuple

STEPS: Final = 100_000
"""Inside components with cycles at most so many steps are made, unless the caller says otherwise."""

Route = tuple[str, ...]
Counts = dict[int, int]


class Question(NamedTuple):
    """The routes asked for: which vertices they may start from, where they end, which vertices are marked."""

    sources: tuple[str, ...]
    target: str
    marked: AbstractSet[str] = frozenset()


class Tally(NamedTuple):
    """The number of routes for each number of marked vertices on them, least first.

    `complete` is False if there may be more routes than were counted; `cyclic` are the vertices on cycles that
    routes may touch. Without such vertices the count is complete, however large.
    """

    by_marks: Mapping[int, int]
    complete: bool
    cyclic: tuple[str, ...]

    @property
    def total(self) -> int:
        """The number of routes counted."""
        return sum(self.by_marks.values())


def between(arrows: Arrows, sources: Iterable[str], target: str) -> dict[str, tuple[str, ...]]:
    """Return the part of a graph that routes to the target use: no loops, no arrows that leave the target."""
    reached = reach(arrows, sources)
    backward: dict[str, list[str]] = {}
    for vertex in reached:
        for successor in arrows.get(vertex, ()):
            backward.setdefault(successor, []).append(vertex)
    useful = reach(backward, (target,)) if target in reached else {}
    return {
        vertex: () if vertex == target else _onward(vertex, arrows.get(vertex, ()), useful)
        for vertex in reached
        if vertex in useful
    }


def _onward(vertex: str, successors: Iterable[str], useful: Collection[str]) -> Route:
    return tuple(dict.fromkeys(one for one in successors if one in useful and one != vertex))


def reach(arrows: Arrows, sources: Iterable[str]) -> dict[str, None]:
    """Return the vertices that ways from the sources reach, the sources too."""
    reached = dict.fromkeys(sources)
    pending = list(reached)
    while pending:
        for successor in arrows.get(pending.pop(), ()):
            if successor not in reached:
                reached[successor] = None
                pending.append(successor)
    return reached


def count_routes(arrows: Arrows, question: Question, steps: int = STEPS) -> Tally:
    """Return how many routes there are with each number of marked vertices.

    A route begins at any source, passes no vertex twice and ends when it comes to the target. Nothing is listed
    but, one component with cycles at a time, the simple ways inside it; after so many steps there, counting them
    stops. Otherwise linear in the graph times the number of marks.
    """
    inside = between(arrows, question.sources, question.target)
    ordered = components(inside, inside)
    counter = _Counter(inside, question, steps)
    for component in ordered:
        counter.count(component)
    starts = [one for one in dict.fromkeys(question.sources) if one in inside]
    cyclic = tuple(sorted(vertex for one in ordered if is_cyclic(one, inside) for vertex in one))
    return Tally(counter.total(starts), counter.steps >= 0, cyclic)


class _Counter:
    """The routes from each vertex where a component is entered, by marks; components come targets first."""

    __slots__ = ("_inside", "_question", "_totals", "steps")

    def __init__(self, inside: Arrows, question: Question, steps: int) -> None:
        self._inside = inside
        self._question = question
        self._totals: dict[str, Counts] = {}
        self.steps = steps

    def total(self, vertices: Iterable[str]) -> Counts:
        """Return the routes from some vertices."""
        found: Counts = {}
        for vertex in vertices:
            _add(found, self._totals[vertex], 0)
        return dict(sorted(found.items()))

    def count(self, component: tuple[str, ...]) -> None:
        """Count the routes from the vertices of a component, given those from all that it leads to."""
        own = frozenset(component)
        exits = {vertex: self._leave(vertex, own) for vertex in component}
        for vertex in component:
            found: Counts = {}
            for last, marks in self._ways(vertex, own):
                _add(found, exits[last], marks)
            self._totals[vertex] = found

    def _leave(self, vertex: str, own: AbstractSet[str]) -> Counts:
        if vertex == self._question.target:
            return {0: 1}
        return self.total(one for one in self._inside[vertex] if one not in own)

    def _ways(self, start: str, own: AbstractSet[str]) -> Iterator[tuple[str, int]]:
        """Yield last vertex and marks of each simple way inside a component, as long as there are steps left."""
        marked = self._question.marked
        trail = {start: iter(self._inside[start])}
        marks = int(start in marked)
        yield start, marks
        while trail and len(own) > 1:
            vertex, successors = next(reversed(trail.items()))
            after = next((one for one in successors if one in own and one not in trail), None)
            if after is None:
                del trail[vertex]
                marks -= int(vertex in marked)
                continue
            self.steps -= 1
            if self.steps < 0:
                return
            trail[after] = iter(self._inside[after])
            marks += int(after in marked)
            yield after, marks


def _add(total: Counts, more: Mapping[int, int], shift: int) -> None:
    for marks, number in more.items():
        total[marks + shift] = total.get(marks + shift, 0) + number
