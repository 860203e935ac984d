from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from interlock.diagram.cycle import components, induced, postorder, shortest_cycle, topological
from interlock.diagram.element import Element
from tests.diagram.oracle import closure, girth, knots


@st.composite
def graphs(draw: st.DrawFn) -> list[list[int]]:
    size = draw(st.integers(1, 7))
    vertices = st.integers(0, size - 1)
    return [sorted(draw(st.sets(vertices, max_size=2))) for _ in range(size)]


def named(graph: list[list[int]]) -> set[tuple[Element, Element]]:
    return {(Element(str(u)), Element(str(v))) for u, row in enumerate(graph) for v in row}


@given(graphs())
def test_the_order_and_what_is_on_or_behind_a_cycle_are_all_vertices(graph: list[list[int]]) -> None:
    order, stuck = topological(graph)
    paths = closure(named(graph))
    on_cycles = {u for u, v in paths if u == v}
    behind = {v for u, v in paths if u in on_cycles}
    assert {Element(str(vertex)) for vertex in stuck} == behind
    assert sorted(order + stuck) == list(range(len(graph)))
    place = {vertex: at for at, vertex in enumerate(order)}
    assert all(place[u] < place[v] for u in order for v in graph[u] if v in place)


@given(graphs())
def test_components_are_the_classes_of_mutual_reachability_in_the_order_of_the_graph(graph: list[list[int]]) -> None:
    found = components(graph)
    assert sorted(vertex for component in found for vertex in component) == list(range(len(graph)))
    place = {vertex: at for at, component in enumerate(found) for vertex in component}
    paths = closure(named(graph))
    assert all(place[u] <= place[v] for u, row in enumerate(graph) for v in row)
    assert all(
        (place[u] == place[v])
        == (u == v or {(Element(str(u)), Element(str(v))), (Element(str(v)), Element(str(u)))} <= paths)
        for u in place
        for v in place
    )
    assert len(knots(named(graph))) <= len(found)


@given(graphs(), st.sampled_from((1, 2_000_000)))
def test_a_shortest_cycle_is_a_cycle_and_with_time_enough_a_shortest(graph: list[list[int]], search: int) -> None:
    cycle = shortest_cycle(graph, search)
    assert bool(cycle) == bool(girth(named(graph)))
    assert len(cycle) == len(set(cycle)) >= girth(named(graph))
    assert all(v in graph[u] for u, v in zip(cycle, [*cycle[1:], *cycle[:1]], strict=True))
    if search > 1:
        assert len(cycle) == girth(named(graph))


@given(graphs())
def test_a_depth_first_search_leaves_every_vertex_once(graph: list[list[int]]) -> None:
    assert sorted(postorder(graph)) == list(range(len(graph)))


def test_an_induced_graph_keeps_the_edges_between_its_vertices() -> None:
    assert induced([[2, 1], [2], [0]], [2, 0]) == [[1], [0]]


def test_a_ring_of_a_hundred_thousand_needs_no_recursion() -> None:
    ring = [[(at + 1) % 100_000] for at in range(100_000)]
    assert len(shortest_cycle(ring)) == len(components(ring)[0]) == 100_000
