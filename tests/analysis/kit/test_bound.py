from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interlock.analysis import bound as bounding
from interlock.analysis.boolean import Formula, Formulas
from interlock.analysis.bound import cover, dependence_bound
from interlock.analysis.compile import compile_formula
from interlock.analysis.cover import cover_of_ways, fractional_cover
from interlock.analysis.diagram import Compiled, mirror
from interlock.analysis.interval import Interval, point
from interlock.analysis.probability import probability_range
from interlock.analysis.programme import cover_by_rows, extreme
from tests.analysis.kit.oracle import MANY, SOME, Function, functions, subsets
from tests.analysis.kit.programme import greatest, least_cover

RANGES = st.lists(st.tuples(st.floats(0, 1), st.floats(0, 1)), min_size=8, max_size=8)


def compiled(formula: Formula) -> Compiled:
    found = compile_formula(formula)
    assert isinstance(found, Compiled)
    return found


def named(ranges: list[tuple[float, float]]) -> dict[str, Interval]:
    return {f"x{index}": Interval(*sorted(pair)) for index, pair in enumerate(ranges)}


def over_all_laws(function: Function, marginals: dict[str, Interval]) -> tuple[float, float]:
    states = subsets(function.names)
    upper = greatest(states, function.names, marginals, [function.holds(one) for one in states])
    lower = greatest(states, function.names, marginals, [not function.holds(one) for one in states])
    return 1 - lower, upper


@MANY
@given(functions(7), RANGES)
def test_the_bound_of_a_monotone_function_is_attained_by_some_law(
    function: Function, ranges: list[tuple[float, float]]
) -> None:
    found = dependence_bound(compiled(function.formula), named(ranges))
    assert found == pytest.approx(over_all_laws(function, named(ranges)), abs=1e-6)


@SOME
@given(functions(6, monotone=False), RANGES)
def test_the_bound_of_any_function_is_attained_by_some_law(
    function: Function, ranges: list[tuple[float, float]]
) -> None:
    found = dependence_bound(compiled(function.formula), named(ranges))
    assert found == pytest.approx(over_all_laws(function, named(ranges)), abs=1e-6)


@SOME
@given(functions(8), RANGES)
def test_rows_made_on_demand_reach_the_same_cover(function: Function, ranges: list[tuple[float, float]]) -> None:
    for _, diagram in compiled(function.formula).parts:
        if diagram.root > 1:
            weights = [pair[0] for pair in ranges][: len(diagram.leaves)]
            assert cover_by_rows(diagram, weights) == pytest.approx(cover(diagram, weights), rel=1e-7, abs=1e-9)
            assert cover_of_ways(diagram, weights, 10**9) == cover(diagram, weights)
            capped = min(1.0, float(cover(diagram, weights)))
            assert min(1.0, float(cover_by_rows(diagram, weights, enough=1.0))) == pytest.approx(capped, rel=1e-7)
            assert min(1.0, float(cover_of_ways(diagram, weights, 10**9, 1.0) or 0)) == capped


@SOME
@given(functions(8), RANGES)
def test_states_made_on_demand_agree_with_covers(function: Function, ranges: list[tuple[float, float]]) -> None:
    for _, diagram in compiled(function.formula).parts:
        if diagram.root > 1:
            own = list(named(ranges).values())[: len(diagram.leaves)]
            upper = min(1.0, cover(diagram, [one.upper for one in own]))
            lower = min(1.0, cover(mirror(diagram), [1 - one.lower for one in own]))
            assert extreme(diagram, own, 1) == pytest.approx(upper, abs=1e-6)
            assert extreme(diagram, own, 0) == pytest.approx(lower, abs=1e-6)


@MANY
@given(
    st.lists(st.sets(st.integers(0, 6), min_size=1, max_size=4).map(sorted), max_size=8),
    st.lists(st.floats(0, 2), min_size=7, max_size=7),
)
def test_exact_covers_agree_with_floating_ones(sets: list[list[int]], weights: list[float]) -> None:
    assert fractional_cover(sets, weights) == pytest.approx(least_cover(sets, weights), abs=1e-7)


@MANY
@given(functions(7, monotone=False), RANGES)
def test_independence_is_never_outside_the_bound(function: Function, ranges: list[tuple[float, float]]) -> None:
    whole = compiled(function.formula)
    free, bound = probability_range(whole, named(ranges)), dependence_bound(whole, named(ranges))
    assert isinstance(free, Interval)
    assert bound.lower - 1e-9 <= free.lower
    assert free.upper <= bound.upper + 1e-9


def test_three_holes_in_series_may_line_up() -> None:
    arena = Formulas()
    holes = {"a": point(0.2), "b": point(0.3), "c": point(0.4)}
    assert dependence_bound(compiled(arena.conj(map(arena.atom, "abc"))), holes) == Interval(0.0, 0.2)


def test_three_claims_hold_together_at_least_as_far_as_their_doubts_leave_room() -> None:
    arena = Formulas()
    claims = {"a": point(0.99), "b": point(0.98), "c": point(0.95)}
    found = dependence_bound(compiled(arena.conj(map(arena.atom, "abc"))), claims)
    assert found == pytest.approx((0.92, 0.95), rel=1e-12)


def test_a_threshold_of_many_needs_no_listing() -> None:
    arena = Formulas()
    names = [f"x{index}" for index in range(40)]
    found = dependence_bound(compiled(arena.at_least(20, map(arena.atom, names))), dict.fromkeys(names, point(0.3)))
    assert found == pytest.approx((0.0, 0.6), abs=1e-8)


def test_a_cover_that_takes_too_many_steps_is_left_to_a_solver() -> None:
    arena = Formulas()
    names = [f"x{index}" for index in range(12)]
    diagram = compiled(arena.at_least(6, map(arena.atom, names))).parts[-1].diagram
    weights = [0.01 * (3 + index) for index in range(12)]
    exact = cover_of_ways(diagram, weights, 10**6)
    assert cover_of_ways(diagram, weights, 1_000) is None
    assert exact is not None
    assert cover_by_rows(diagram, weights) == pytest.approx(float(exact), rel=1e-8)


def test_a_set_that_nothing_is_in_cannot_be_covered() -> None:
    with pytest.raises(ValueError, match="empty"):
        fractional_cover([[]], [])


@MANY
@given(st.integers(1, 6), RANGES)
def test_the_bound_of_a_threshold_is_that_of_the_programme_over_its_ways(
    threshold: int, pairs: list[tuple[float, float]]
) -> None:
    arena = Formulas()
    ranges = [Interval(*sorted(pair)) for pair in pairs[:6]]
    found = compiled(arena.at_least(threshold, [arena.atom(f"x{at}") for at in range(6)]))
    diagram = found.parts[-1].diagram
    own = [ranges[int(leaf.name[1:])] for leaf in diagram.leaves]
    upper = cover_by_rows(diagram, [one.upper for one in own])
    lower = 1 - cover_by_rows(mirror(diagram), [1 - one.lower for one in own])
    bound = dependence_bound(found, {f"x{at}": one for at, one in enumerate(ranges)})
    assert bound == pytest.approx((max(0.0, lower), min(1.0, upper)), abs=1e-8)


@MANY
@given(st.one_of(functions(8), functions(8, monotone=False)), RANGES, st.integers(0, 6))
def test_a_bound_that_is_stopped_holds_as_well(
    function: Function, pairs: list[tuple[float, float]], asked: int
) -> None:
    marginals = {f"x{at}": Interval(*sorted(pair)) for at, pair in enumerate(pairs)}
    whole, left = compiled(function.formula), iter(range(asked))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(bounding, "FEW", 0)
        patch.setattr(bounding, "STEPS", 0)
        stopped = dependence_bound(whole, marginals, lambda: next(left, None) is None)
    exact = dependence_bound(whole, marginals)
    assert stopped.lower <= exact.lower + 1e-8
    assert stopped.upper >= exact.upper - 1e-8
