"""Routes: simple ways through a directed graph from sources to a target, counted and listed by their marks."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from heapq import heappop, heappush
from itertools import islice
from typing import Final, NamedTuple

from interlock.analysis.component import Arrows, components, is_cyclic

MOST: Final = 100_000
"""In graphs with cycles at most so many routes are counted, unless the caller says otherwise."""

Route = tuple[str, ...]


class Question(NamedTuple):
    """The routes asked for: which vertices they may start from, where they end, which vertices are marked."""

    sources: tuple[str, ...]
    target: str
    marked: AbstractSet[str] = frozenset()


class Tally(NamedTuple):
    """The number of routes for each number of marked vertices on them, least first.

    `complete` is False if there are more routes than were counted, `cyclic` are the vertices on cycles that
    routes may touch; without such vertices the count is exact, however large.
    """

    by_marks: Mapping[int, int]
    complete: bool
    cyclic: tuple[str, ...]

    @property
    def total(self) -> int:
        """The number of routes counted."""
        return sum(self.by_marks.values())


def between(arrows: Arrows, sources: Iterable[str], target: str) -> dict[str, tuple[str, ...]]:
    """Return the part of a graph on ways from the sources to the target, arrows in their given order."""
    reached = reach(arrows, sources)
    backward: dict[str, list[str]] = {}
    for vertex in reached:
        for successor in arrows.get(vertex, ()):
            backward.setdefault(successor, []).append(vertex)
    useful = set(reach(backward, (target,)))
    return {
        vertex: tuple(dict.fromkeys(one for one in arrows.get(vertex, ()) if one in useful and one in reached))
        for vertex in reached
        if vertex in useful
    }


def reach(arrows: Arrows, sources: Iterable[str], barred: Collection[str] = ()) -> dict[str, None]:
    """Return the vertices that ways from the sources reach, the sources too, without entering a barred vertex."""
    reached = dict.fromkeys(one for one in sources if one not in barred)
    pending = list(reached)
    while pending:
        for successor in arrows.get(pending.pop(), ()):
            if successor not in reached and successor not in barred:
                reached[successor] = None
                pending.append(successor)
    return reached


def count_routes(arrows: Arrows, question: Question, most: int = MOST) -> Tally:
    """Return how many routes there are with each number of marked vertices, without listing them if no cycle is near.

    A route begins at any source, passes no vertex twice and ends when it comes to the target. Linear in the graph
    times the number of marks where it has no cycle; else routes are listed, and counting stops after `most`.
    """
    inside = between(arrows, question.sources, question.target)
    ordered = components(inside, inside)
    cyclic = tuple(sorted(vertex for one in ordered if is_cyclic(one, inside) for vertex in one))
    if cyclic:
        return _count_listed(inside, question, most, cyclic)
    totals: dict[str, dict[int, int]] = {}
    for (vertex,) in ordered:
        totals[vertex] = _extend(vertex, inside, question, totals)
    starts = [totals[one] for one in dict.fromkeys(question.sources) if one in totals]
    return Tally(_add(starts, 0), complete=True, cyclic=())


def _extend(
    vertex: str, inside: Arrows, question: Question, totals: Mapping[str, Mapping[int, int]]
) -> dict[int, int]:
    """Return the routes from `vertex` by marks, given those from its successors."""
    following = [{0: 1}] if vertex == question.target else [dict(totals[one]) for one in inside[vertex]]
    return _add(following, int(vertex in question.marked))


def _add(many: Sequence[Mapping[int, int]], shift: int) -> dict[int, int]:
    total: dict[int, int] = {}
    for one in many:
        for marks, number in one.items():
            total[marks + shift] = total.get(marks + shift, 0) + number
    return dict(sorted(total.items()))


def _count_listed(inside: Arrows, question: Question, most: int, cyclic: tuple[str, ...]) -> Tally:
    found: dict[int, int] = {}
    listed = 0
    for route in islice(_simple(inside, question), most + 1):
        listed += 1
        if listed <= most:
            marks = sum(vertex in question.marked for vertex in route)
            found[marks] = found.get(marks, 0) + 1
    return Tally(dict(sorted(found.items())), listed <= most, cyclic)


def _simple(inside: Arrows, question: Question) -> Iterator[Route]:
    """Yield the routes, depth first; before each step it is made sure that the target can still be reached."""
    for source in dict.fromkeys(question.sources):
        trail: dict[str, Iterator[str]] = {}
        if source in inside:
            trail[source] = _onward(inside, source, trail, question.target)
        while trail:
            vertex = next(reversed(trail))
            after = next(trail[vertex], None)
            if vertex == question.target:
                yield tuple(trail)
            if after is None or vertex == question.target:
                del trail[vertex]
            else:
                trail[after] = _onward(inside, after, trail, question.target)


def _onward(inside: Arrows, vertex: str, trail: Mapping[str, object], target: str) -> Iterator[str]:
    """Return the successors of `vertex` from which the target is reached without the trail or `vertex`."""
    barred = {vertex, *trail}
    return iter([one for one in inside[vertex] if one not in barred and target in reach(inside, (one,), barred)])


def thinnest_routes(arrows: Arrows, question: Question) -> Iterator[Route]:
    """Yield the routes with fewest marked vertices first, then shortest, then in alphabetical order.

    Lazy: each next route costs about its length times the arrows left (one logarithm more for the queue).
    """
    inside = between(arrows, question.sources, question.target)
    acyclic = not any(is_cyclic(one, inside) for one in components(inside, inside))
    togo = _Remaining(inside, question, acyclic=acyclic)
    queue: list[tuple[tuple[int, int], Route, tuple[int, int]]] = []
    for source in sorted(dict.fromkeys(question.sources)):
        if source in inside:
            heappush(queue, (togo.after((source,))[source], (source,), (0, 0)))
    while queue:
        _, trail, spent = heappop(queue)
        if trail[-1] == question.target:
            yield trail
            continue
        left = togo.after(trail)
        marks, length = spent[0] + int(trail[-1] in question.marked), spent[1] + 1
        for successor in inside[trail[-1]]:
            if successor in left and successor not in trail:
                more = left[successor]
                heappush(queue, ((marks + more[0], length + more[1]), (*trail, successor), (marks, length)))


class _Remaining:
    """The least (marks, vertices) of a way from each vertex to the target, those at both ends counted."""

    __slots__ = ("_acyclic", "_backward", "_best", "_question")

    def __init__(self, inside: Arrows, question: Question, *, acyclic: bool) -> None:
        self._question = question
        self._acyclic = acyclic
        self._backward: dict[str, list[str]] = {}
        for vertex, successors in inside.items():
            for one in successors:
                self._backward.setdefault(one, []).append(vertex)
        self._best = self._search(())

    def after(self, trail: Route) -> Mapping[str, tuple[int, int]]:
        """Return the least ways that avoid all of the trail but its last vertex, and those of that vertex.

        Without cycles no way can come back to the trail, so one table serves all.
        """
        return self._best if self._acyclic else self._search(trail[:-1])

    def _search(self, barred: Route) -> dict[str, tuple[int, int]]:
        closed, best = set(barred), dict[str, tuple[int, int]]()
        target = self._question.target
        queue = [(int(target in self._question.marked), 1, target)]
        while queue:
            marks, length, vertex = heappop(queue)
            if vertex in closed:
                continue
            closed.add(vertex)
            best[vertex] = (marks, length)
            for before in self._backward.get(vertex, ()):
                if before not in closed:
                    heappush(queue, (marks + int(before in self._question.marked), length + 1, before))
        return best
