"""The engine against enumeration, on random small worlds."""

from __future__ import annotations

from itertools import combinations

from hypothesis import assume, given, settings

from interlock.api.diagram import Element
from interlock.api.kit import evaluate
from tests.swiss_cheese.diagrams import ROUTES, SWISS_CHEESE, asked, propagated
from tests.swiss_cheese.oracle import World, happens, minimal, state_of, ways
from tests.swiss_cheese.worlds import checked, worlds

HAZARD = Element("hazards:harmed")


@given(worlds())
@settings(max_examples=50, deadline=None)
def test_the_top_event_holds_in_the_same_event_states_as_by_iteration(world: World) -> None:
    top = propagated(checked(world)).state[HAZARD]
    events = world.events()
    for size in range(len(events) + 1):
        for some in combinations(events, size):
            assert evaluate(top, set(some)) == happens(world, some), some


@given(worlds())
@settings(max_examples=40, deadline=None)
def test_each_type_is_at_each_place_just_when_iteration_says_so(world: World) -> None:
    propagation = propagated(checked(world))
    events = world.events()
    for some in ((), tuple(events), *((event,) for event in events)):
        state = state_of(world, some)
        found = {at for name, at in propagation.places.items() if evaluate(propagation.state[name], set(some))}
        assert found == {(failure, place) for place, failures in state.items() for failure in failures}


@given(worlds())
@settings(max_examples=40, deadline=None)
def test_the_minimal_cut_sets_are_those_found_by_trying_all_sets(world: World) -> None:
    table = asked(checked(world)).results[SWISS_CHEESE].hazards["harmed"].minimal_cut_sets
    found = minimal(world)
    assert table is not None
    assert sorted(table.listed) == sorted(found)
    assert table.count == len(found)
    assert dict(table.by_order) == {size: n for size in range(9) if (n := sum(len(one) == size for one in found))}


@given(worlds())
@settings(max_examples=25, deadline=None)
def test_the_minimal_path_sets_are_the_minimal_sets_that_meet_every_cut_set(world: World) -> None:
    table = asked(checked(world)).results[SWISS_CHEESE].hazards["harmed"].minimal_path_sets
    cuts = [set(one) for one in minimal(world)]
    meeting: list[set[str]] = []
    events = world.events()
    for size in range(len(events) + 1):
        for some in map(set, combinations(events, size)):
            if all(some & one for one in cuts) and not any(one <= some for one in meeting):
                meeting.append(some)
    assert table is not None
    assert sorted(map(sorted, table.listed)) == sorted(map(sorted, meeting))


@given(worlds(forwards=True))
@settings(max_examples=100, deadline=None)
def test_routes_and_the_barriers_on_them_are_those_found_by_walking(world: World) -> None:
    found = asked(checked(world), ROUTES).results[ROUTES].hazards[HAZARD]
    assert found.complete
    assert dict(found.by_barriers) == ways(world)


@given(worlds())
@settings(max_examples=40, deadline=None)
def test_where_wires_go_round_no_route_is_lost_and_none_is_credited_with_more_barriers(world: World) -> None:
    found = asked(checked(world), ROUTES).results[ROUTES].hazards[HAZARD]
    walked = ways(world)
    assume(found.complete and sum(walked.values()) < 2000)
    assert sum(found.by_barriers.values()) == sum(walked.values())
    for most in range(max(walked, default=0) + 1):
        thin = sum(number for met, number in found.by_barriers.items() if met <= most)
        assert thin >= sum(number for met, number in walked.items() if met <= most)


@given(worlds())
@settings(max_examples=40, deadline=None)
def test_a_hazard_that_can_happen_by_an_event_has_a_route(world: World) -> None:
    ran = asked(checked(world))
    cuts = ran.results[SWISS_CHEESE].hazards["harmed"].minimal_cut_sets
    routes = ran.results[ROUTES].hazards[HAZARD]
    assert cuts is not None
    assert bool(cuts.count) == bool(sum(routes.by_barriers.values()))
