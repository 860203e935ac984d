"""d-separation, against every trail, and against laws."""

from __future__ import annotations

from collections.abc import Iterator

from hypothesis import given, settings
from hypothesis import strategies as st

from interlock.analysis.dependence import connected
from interlock.analysis.route import reach

NAMES = "abcdef"
Pairs = frozenset[tuple[str, str]]


@st.composite
def graphs(draw: st.DrawFn) -> Pairs:
    """A graph whose arrows go on in the alphabet."""
    pairs = [(one, other) for at, one in enumerate(NAMES) for other in NAMES[at + 1 :]]
    return frozenset(draw(st.lists(st.sampled_from(pairs), max_size=10)))


def trails(graph: Pairs, start: str, end: str) -> Iterator[list[str]]:
    """Every way from one vertex to another, along arrows and against them."""
    pending = [[start]]
    while pending:
        trail = pending.pop()
        if trail[-1] == end:
            yield trail
            continue
        pending += [[*trail, one] for one in NAMES if one not in trail and {(trail[-1], one), (one, trail[-1])} & graph]


def active(graph: Pairs, trail: list[str], given: set[str]) -> bool:
    """Whether no inner vertex blocks a trail: one where arrows meet unless it, or what follows from it, is given."""
    arrows = {one: [b for a, b in graph if a == one] for one in NAMES}
    for before, vertex, after in zip(trail, trail[1:], trail[2:], strict=False):
        meets = (before, vertex) in graph and (after, vertex) in graph
        if meets and not given & reach(arrows, (vertex,)).keys():
            return False
        if not meets and vertex in given:
            return False
    return True


@settings(max_examples=800, deadline=None)
@given(graphs(), st.permutations(NAMES), st.integers(0, 4))
def test_two_vertices_are_connected_if_some_trail_is_active(graph: Pairs, order: list[str], number: int) -> None:
    start, end, *others = order
    known = set(others[:number])
    arrows = {one: tuple(b for a, b in sorted(graph) if a == one) for one in NAMES}
    found = connected(arrows, (start,), {end}, known)
    assert found == any(active(graph, trail, known) for trail in trails(graph, start, end))


def test_a_common_effect_connects_its_causes_once_it_is_known() -> None:
    arrows = {"rain": ("wet",), "hose": ("wet",), "wet": ("slip",)}
    assert not connected(arrows, ("rain",), {"hose"}, ())
    assert connected(arrows, ("rain",), {"hose"}, {"slip"})
    assert not connected(arrows, ("rain",), {"slip"}, {"wet"})
