"""Numbers of ways and least sets of wires on random graphs, against a walk of every way and a search through all sets."""

from __future__ import annotations

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from interlock.api.diagram import Element
from interlock_boundaries.closing import LIMIT, Course, closing
from interlock_boundaries.condensed import Condensed, topological
from interlock_boundaries.tally import MANY, summed, walked
from tests.analysis.kit.oracle import MANY as EXAMPLES

POINTS = 7
Arrow = tuple[int, int, bool]
"""From where, to where, and whether it is a wire."""


def graph(arrows: list[Arrow], points: int = POINTS) -> Condensed:
    """A graph whose wires are called by their numbers; ways end at the point 0."""
    wires = [f"w{at}" if wired else None for at, (_, _, wired) in enumerate(arrows)]
    tails, heads = [tail for tail, _, _ in arrows], [head for _, head, _ in arrows]
    out = [[at for at, tail in enumerate(tails) if tail == point] for point in range(points)]
    into = [[at for at, head in enumerate(heads) if head == point] for point in range(points)]
    named = [None if one is None else Element(one) for one in wires]
    return Condensed({}, tails, heads, named, out, into, {}, (), frozenset(), None in wires, 0)


def course(starts: list[int], shut: frozenset[int] = frozenset(), points: int = POINTS) -> Course:
    """Ways from some points, which come to no point that is shut, to the point 0."""
    marks = bytearray(point in shut for point in range(points))
    return Course(starts, bytearray([1, *[0] * (points - 1)]), marks)


def ways(arrows: list[Arrow], asked: Course) -> list[tuple[int, ...]]:
    """Every way as its arrows."""
    found: list[tuple[int, ...]] = []
    pending: list[tuple[int, frozenset[int], tuple[int, ...]]] = [(s, frozenset([s]), ()) for s in asked.starts]
    while pending:
        point, met, way = pending.pop()
        if asked.ends[point]:
            found.append(way)
            continue
        for at, (tail, head, _) in enumerate(arrows):
            if tail == point and head not in met and not asked.shut[head]:
                pending.append((head, met | {head}, (*way, at)))
    return found


@st.composite
def questions(draw: st.DrawFn) -> tuple[list[Arrow], Course]:
    """A graph with circles or without, parallel wires and arrows that are none, and ways through some of it."""
    forward = draw(st.booleans())
    pairs = [(a, b) for a in range(POINTS) for b in range(POINTS) if (a > b if forward else a != b) and a]
    drawn = draw(st.lists(st.tuples(st.sampled_from(pairs), st.integers(0, 5)), max_size=12))
    starts = draw(st.lists(st.integers(1, POINTS - 1), min_size=1, max_size=3, unique=True))
    shut = frozenset(draw(st.lists(st.integers(1, POINTS - 1), max_size=1))).union(starts)
    return [(a, b, kind > 0) for (a, b), kind in drawn], course(starts, shut)


@EXAMPLES
@given(questions())
def test_what_closes_all_ways_is_least_and_what_none_avoids_is_found(drawn: tuple[list[Arrow], Course]) -> None:
    arrows, asked = drawn
    every = [{at for at in way if arrows[at][2]} for way in ways(arrows, asked)]
    found = closing(graph(arrows), asked)
    if not all(every):
        assert found == (None, None, ())
        return
    wires = [at for at, (_, _, wired) in enumerate(arrows) if wired]
    least = next(
        k for k in range(len(wires) + 1) if any(all(w & set(c) for w in every) for c in combinations(wires, k))
    )
    assert found.width == least
    assert found.least is not None and len(found.least) == least
    assert all(way & set(found.least) for way in every)
    assert set(found.unavoidable) == (set.intersection(*every) if every else set())


@EXAMPLES
@given(questions())
def test_ways_are_counted_and_most_go_by_the_wire_that_is_named(drawn: tuple[list[Arrow], Course]) -> None:
    arrows, asked = drawn
    every, net = ways(arrows, asked), graph(arrows)
    order = topological(net, range(POINTS))
    assert (order is None) == bool(_circles(arrows))
    counts = [walked(net, asked, [1] * POINTS, None, 0)]
    if order is not None:
        counts.append(summed(net, asked, order, None))
    by = {f"w{at}": sum(at in way for way in every) for at, one in enumerate(arrows) if one[2]}
    most = max(by.values(), default=0)
    for found in counts:
        assert (found.ways, found.complete) == (len(every), True)
        assert (0 if found.closes is None else found.closes) == most
        if most:
            assert net.wires[found.best or 0] == min(name for name, many in by.items() if many == most)


def _circles(arrows: list[Arrow]) -> set[int]:
    """The points that come back to themselves."""
    ahead = {point: {head for tail, head, _ in arrows if tail == point} for point in range(POINTS)}
    for _ in range(POINTS):
        ahead = {point: many.union(*(ahead[one] for one in many)) for point, many in ahead.items()}
    return {point for point, many in ahead.items() if point in many}


def test_a_circle_on_no_way_keeps_nothing_from_being_counted() -> None:
    arrows = [(1, 0, True), (2, 3, True), (3, 2, True), (1, 2, True)]
    assert topological(graph(arrows), [1]) is None
    assert topological(graph(arrows), [1], bytearray([1, 1, 0, 0, 0, 0, 0])) == [1, 0]


def test_more_wires_than_are_told_apart_are_many() -> None:
    wide = [(1, 0, True)] * (LIMIT + 1)
    assert closing(graph(wide), course([1])) == (LIMIT + 1, None, ())
    assert closing(graph(wide[1:]), course([1])).least == tuple(range(LIMIT))


def test_more_ways_than_are_told_apart_still_have_a_wire_by_which_most_go() -> None:
    """A thousand forks in a row, behind one of two wires."""
    steps = 1_000
    forks = [(at, at - 1, True) for at in range(steps, 0, -1) for _ in range(2)]
    arrows = [*forks, (steps + 1, steps, True), (steps + 1, 0, True)]
    net = graph(arrows, steps + 2)
    order = topological(net, [steps + 1])
    assert order is not None
    found = summed(net, course([steps + 1], points=steps + 2), order, None)
    assert (found.ways, found.complete, found.closes) == (MANY, False, None)
    assert found.best == len(arrows) - 2
