from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from itertools import combinations, islice

from hypothesis import given
from hypothesis import strategies as st

from interlock.analysis.bottleneck import bottlenecks
from interlock.analysis.route import Question, Tally, count_routes
from interlock.analysis.separator import Separator, dominators, least_separator
from interlock.analysis.thinnest import thinnest_routes
from tests.analysis.kit.oracle import MANY, every_route, graphs

Graph = Mapping[str, list[str]]
VERTICES = [f"v{index}" for index in range(7)]
MARKED = st.frozensets(st.sampled_from(VERTICES))
SOURCES = st.lists(st.sampled_from(VERTICES), min_size=1, max_size=3)
TARGET = st.sampled_from(VERTICES)


@MANY
@given(graphs, SOURCES, TARGET, MARKED)
def test_routes_are_counted_by_marks(graph: Graph, sources: list[str], target: str, marked: frozenset[str]) -> None:
    found = count_routes(graph, Question(tuple(sources), target, marked))
    expected = Counter(sum(one in marked for one in route) for route in every_route(graph, sources, target))
    assert found.by_marks == expected
    assert list(found.by_marks) == sorted(found.by_marks)
    assert found.complete


@MANY
@given(graphs, SOURCES, TARGET, MARKED, st.integers(0, 10))
def test_counting_that_stops_counts_no_route_twice(
    graph: Graph, sources: list[str], target: str, marked: frozenset[str], steps: int
) -> None:
    question = Question(tuple(sources), target, marked)
    part, whole = count_routes(graph, question, steps), count_routes(graph, question)
    assert all(number <= whole.by_marks[marks] for marks, number in part.by_marks.items())
    assert part.by_marks == whole.by_marks or not part.complete


@MANY
@given(graphs, SOURCES, TARGET, MARKED)
def test_the_thinnest_routes_come_first(graph: Graph, sources: list[str], target: str, marked: frozenset[str]) -> None:
    expected = sorted(
        every_route(graph, sources, target),
        key=lambda route: (sum(one in marked for one in route), len(route), route),
    )
    assert list(thinnest_routes(graph, Question(tuple(sources), target, marked))) == expected


@MANY
@given(graphs, SOURCES, TARGET)
def test_dominators_lie_on_every_route(graph: Graph, sources: list[str], target: str) -> None:
    routes = every_route(graph, sources, target)
    found = dominators(graph, sources, target)
    assert set(found) == (set(routes[0]).intersection(*routes) if routes else set())
    assert all(tuple(one for one in route if one in found) == found for route in routes)


@MANY
@given(graphs, SOURCES, MARKED)
def test_a_bottleneck_is_the_first_marked_vertex_on_every_route(
    graph: Graph, sources: list[str], marked: frozenset[str]
) -> None:
    found = bottlenecks(graph, sources, marked)
    for target in VERTICES:
        routes = every_route(graph, sources, target)
        assert (target in found) == bool(routes)
        if routes:
            passed = [one for one in routes[0] if one in marked and all(one in route for route in routes)]
            assert found[target] == next(iter(passed), None)


def test_a_bottleneck_is_found_though_a_circle_behind_it_once_was_thought_to_have_none() -> None:
    """All that comes to `e` passes `d`; while a source is not known to lead to `d` by itself, it seems to pass that source."""
    graph = {"s": ["a", "b"], "t": ["d"], "a": ["d"], "d": ["e"], "e": ["e", "s"]}
    found = bottlenecks(graph, ["t", "s"], frozenset("stabde"))
    assert found == {"t": "t", "s": "s", "a": "s", "b": "s", "d": "d", "e": "d"}


@MANY
@given(graphs, SOURCES, TARGET, MARKED)
def test_a_least_separator_meets_every_route_and_no_smaller_set_does(
    graph: Graph, sources: list[str], target: str, allowed: frozenset[str]
) -> None:
    routes = [set(one) for one in every_route(graph, sources, target)]
    meeting = [
        set(one)
        for size in range(len(allowed) + 1)
        for one in combinations(sorted(allowed), size)
        if all(route & set(one) for route in routes)
    ]
    found = least_separator(graph, sources, target, allowed)
    if not meeting:
        assert found is None
    else:
        assert found is not None
        assert set(found.vertices) in meeting
        assert len(found.vertices) == len(meeting[0])


def test_two_to_the_hundred_routes_are_counted_and_the_thinnest_named() -> None:
    graph = {"a0": ["b0", "c0"]}
    for index in range(100):
        graph[f"a{index}"] = [f"b{index}", f"c{index}"]
        graph[f"b{index}"] = graph[f"c{index}"] = [f"a{index + 1}"]
    question = Question(("a0",), "a100", frozenset(f"b{index}" for index in range(100)))
    assert count_routes(graph, question).total == 2**100
    first = next(thinnest_routes(graph, question))
    assert not any(one.startswith("b") for one in first)
    assert len(list(islice(thinnest_routes(graph, question), 50))) == 50
    assert least_separator(graph, ("a0",), "a100", {one for one in graph if one[0] in "bc"}) == Separator(("b0", "c0"))


def test_a_cycle_is_named_and_its_routes_are_still_counted() -> None:
    graph = {"s": ["a", "b"], "a": ["b", "t"], "b": ["a", "t"]}
    assert count_routes(graph, Question(("s",), "t", frozenset("b"))) == Tally({0: 1, 1: 3}, True, ("a", "b"))


def test_long_routes_come_in_order_without_comparing_what_they_share() -> None:
    size = 4_000
    graph = {f"v{index:04}": [f"v{index + 1:04}", f"v{index + 2:04}"] for index in range(size)}
    found = list(islice(thinnest_routes(graph, Question(("v0000",), f"v{size:04}")), 4))
    assert [len(one) for one in found] == [2_001, 2_002, 2_002, 2_002]
    assert found == sorted(found, key=lambda route: (len(route), route))
