from __future__ import annotations

import math
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interlock.analysis import cheapest as searching
from interlock.analysis.cheapest import LARGEST, Cheapest, Demand, Row, Unmet, Unsettled, cheapest
from interlock.analysis.demand import at_most
from tests.analysis.kit.oracle import MANY, subsets

SETS = st.lists(st.frozensets(st.integers(0, 5), max_size=4), max_size=6)
COSTS = st.lists(st.integers(0, 4), min_size=6, max_size=6)


def hitting(sets: Sequence[frozenset[int]]) -> Demand:
    """That each of the sets has a member that is chosen, told one set at a time."""

    def violated(choice: frozenset[int]) -> list[Row]:
        return [Row(dict.fromkeys(one, 1.0), 1.0) for one in sets if not one & choice][:1]

    return violated


def by_trying(costs: Sequence[int], sets: Sequence[frozenset[int]]) -> tuple[int, list[tuple[int, ...]]] | None:
    """The least cost over all choices, and the least sets among those that cost it."""
    choices = [frozenset(int(one) for one in chosen) for chosen in subsets(map(str, range(6)))]
    meeting = [one for one in choices if all(one & each for each in sets)]
    if not meeting:
        return None
    least = min(sum(costs[option] for option in one) for one in meeting)
    equal = [one for one in meeting if sum(costs[option] for option in one) == least]
    return least, sorted(tuple(sorted(one)) for one in equal if not any(other < one for other in equal))


@MANY
@given(SETS, COSTS)
def test_the_cheapest_hitting_sets_are_those_found_by_trying_all(sets: list[frozenset[int]], costs: list[int]) -> None:
    found, expected = cheapest(costs, hitting(sets)), by_trying(costs, sets)
    if expected is None:
        assert found == Unmet()
        return
    assert isinstance(found, Cheapest)
    assert (found.cost, found.bound) == (expected[0], expected[0])
    assert set(found.choices) <= set(expected[1])
    assert len(set(found.choices)) == len(found.choices)
    assert found.more or len(found.choices) == len(expected[1])


def test_rows_may_weigh_options() -> None:
    weights = {0: 3.0, 1: 2.0, 2: 2.0}

    def violated(choice: frozenset[int]) -> list[Row]:
        return [] if sum(weights[option] for option in choice) >= 4.0 else [Row(weights, 4.0)]

    found = cheapest([3, 2, 2], violated)
    assert isinstance(found, Cheapest)
    assert (found.choices, found.cost, found.more) == (((1, 2),), 4, False)


def test_what_demands_nothing_costs_nothing() -> None:
    found = cheapest([1, 2], hitting([]))
    assert found == Cheapest(((),), 0, 0, 0, more=False)


def test_where_the_rounds_run_out_the_bound_still_holds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(searching, "ROUNDS", 2)
    found = cheapest([1, 2, 4], hitting([frozenset({0}), frozenset({1}), frozenset({2})]))
    assert found == Unsettled(1)


def test_a_stop_is_asked_for_between_rounds() -> None:
    assert cheapest([1], hitting([frozenset({0})]), lambda: True) == Unsettled(0)


def test_a_demand_that_repeats_itself_is_not_followed_for_ever() -> None:
    assert cheapest([1], lambda _: [Row({0: 1.0}, 0.0)]) == Unsettled(0)


@pytest.mark.parametrize("costs", [[-1], [LARGEST, 1]])
def test_costs_that_cannot_be_told_apart_are_refused(costs: list[int]) -> None:
    with pytest.raises(ValueError, match="costs lie between"):
        cheapest(costs, hitting([]))


def test_large_costs_are_exact() -> None:
    costs = [333_333_333, 333_333_334, 333_333_332]
    found = cheapest(costs, hitting([frozenset({0, 1}), frozenset({1, 2}), frozenset({0, 2})]))
    assert isinstance(found, Cheapest)
    assert found.cost == 333_333_333 + 333_333_332
    assert found.choices == ((0, 2),)


# ---- measures that fall ----------------------------------------------------------------------------------------------

FACTORS = st.lists(st.sampled_from([0.0, 0.05, 0.1, 0.3, 0.5, 0.9, 1.0]), min_size=6, max_size=6)


@MANY
@given(
    FACTORS,
    st.lists(st.lists(st.integers(0, 5), min_size=1, max_size=4), min_size=1, max_size=3),
    COSTS,
    st.floats(0.0, 1.0),
    st.booleans(),
    st.booleans(),
)
def test_the_cheapest_choice_under_a_limit_is_that_found_by_trying_all(
    factors: list[float], terms: list[list[int]], costs: list[int], limit: float, by_ratios: bool, by_gains: bool
) -> None:
    def measure(choice: frozenset[int]) -> float:
        return sum(math.prod(factors[one] for one in set(term) & choice) for term in terms)

    def ratios(choice: frozenset[int], _value: float) -> dict[int, float]:
        return {one: factors[one] for one in range(6) if one not in choice}

    def gains(choice: frozenset[int], _value: float) -> dict[int, float]:
        return {
            one: (1 - factors[one])
            * sum(math.prod(factors[other] for other in set(term) & choice) for term in terms if one in term)
            for one in range(6)
            if one not in choice
        }

    found = cheapest(costs, at_most(limit, measure, costs, ratios if by_ratios else None, gains if by_gains else None))
    choices = [frozenset(map(int, one)) for one in subsets(map(str, range(6)))]
    meeting = [sum(costs[option] for option in one) for one in choices if measure(one) <= limit]
    if not meeting:
        assert found == Unmet()
        return
    assert isinstance(found, Cheapest)
    assert found.cost == min(meeting)
    assert all(measure(frozenset(one)) <= limit for one in found.choices)


def test_many_options_alike_are_settled_by_their_ratios() -> None:
    costs = [1] * 24

    def measure(choice: frozenset[int]) -> float:
        return 0.5 ** len(choice)

    found = cheapest(costs, at_most(0.5**12, measure, costs, lambda one, _: dict.fromkeys(set(range(24)) - one, 0.5)))
    assert isinstance(found, Cheapest)
    assert found.cost == 12
    assert found.rows < 20
    assert found.more
