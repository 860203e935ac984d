from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interlock.analysis.boolean import Formula, Formulas
from interlock.analysis.compile import compile_formula
from interlock.analysis.diagram import Compiled, Exhausted
from interlock.analysis.interval import Interval, point
from interlock.analysis.probability import CORNERS, Undecided, probability, probability_range
from tests.analysis.kit.oracle import MANY, Function, chance, functions

CHANCES = st.lists(st.floats(0, 1), min_size=8, max_size=8)


def compiled(formula: Formula) -> Compiled:
    found = compile_formula(formula)
    assert isinstance(found, Compiled)
    return found


@MANY
@given(functions(monotone=False), CHANCES)
def test_the_probability_is_the_sum_over_all_states(function: Function, chances: list[float]) -> None:
    given_chances = {f"x{index}": one for index, one in enumerate(chances)}
    found = probability(compiled(function.formula), given_chances)
    assert found == pytest.approx(chance(function, given_chances), abs=1e-12)


@MANY
@given(functions(5, monotone=False), CHANCES, CHANCES)
def test_the_ends_of_a_range_are_the_extremes_over_all_corners(
    function: Function, lower: list[float], upper: list[float]
) -> None:
    ranges = {f"x{index}": Interval(*sorted(pair)) for index, pair in enumerate(zip(lower, upper, strict=True))}
    corners = [dict[str, float]()]
    for name in function.names:
        corners = [{**one, name: end} for one in corners for end in ranges[name]]
    found = probability_range(compiled(function.formula), ranges)
    assert isinstance(found, Interval)
    assert found.lower == pytest.approx(min(chance(function, one) for one in corners), abs=1e-12)
    assert found.upper == pytest.approx(max(chance(function, one) for one in corners), abs=1e-12)


def test_golden_values_of_gates() -> None:
    arena = Formulas()
    a, b, c, d = map(arena.atom, "abcd")
    both = compiled(arena.disj((arena.conj((a, b)), arena.conj((a, c)))))
    assert probability(both, {"a": 0.1, "b": 0.5, "c": 0.5}) == pytest.approx(0.075, rel=1e-12)
    series = compiled(arena.conj((arena.disj((a, b)), arena.disj((c, d)))))
    assert probability(series, {"a": 0.5, "b": 0.7, "c": 0.5, "d": 0.7}) == pytest.approx(0.85**2, rel=1e-12)
    two_of_three = compiled(arena.at_least(2, (a, b, c)))
    assert probability(two_of_three, dict.fromkeys("abc", 0.2)) == pytest.approx(0.104, rel=1e-12)
    assert probability(two_of_three, {"a": 0.1, "b": 0.12, "c": 0.15}) == pytest.approx(0.0414, rel=1e-12)
    one = compiled(arena.exactly_one((a, b)))
    assert probability(one, {"a": 0.07, "b": 0.06}) == pytest.approx(0.1216, rel=1e-12)
    claims = compiled(arena.conj((a, b, c)))
    assert probability(claims, {"a": 0.99, "b": 0.98, "c": 0.95}) == pytest.approx(0.92169, rel=1e-12)
    holes = {"a": point(0.2), "b": point(0.3), "c": point(0.4)}
    assert probability_range(claims, holes) == pytest.approx((0.024, 0.024), rel=1e-12)


def test_two_pumps_and_two_valves_with_common_causes() -> None:
    arena = Formulas()
    pumps = arena.disj((arena.conj((arena.atom("p1"), arena.atom("p2"))), arena.atom("p")))
    valves = arena.disj((arena.conj((arena.atom("v1"), arena.atom("v2"))), arena.atom("v")))
    single, shared = dict.fromkeys(("p1", "p2", "v1", "v2"), 0.08), dict.fromkeys("pv", 0.02)
    lines = [arena.disj((arena.atom(f"p{n}"), arena.atom("p"), arena.atom(f"v{n}"), arena.atom("v"))) for n in (1, 2)]
    apart = probability(compiled(arena.conj(lines)), {**dict.fromkeys(single, 0.1), **dict.fromkeys(shared, 0.0)})
    assert apart == pytest.approx(0.0361, rel=1e-12)
    assert probability(compiled(arena.conj(lines)), {**single, **shared}) == pytest.approx(0.062259, abs=5e-7)
    assert probability(compiled(arena.disj((pumps, valves))), {**single, **shared}) < 0.0523


def test_small_probabilities_keep_their_digits() -> None:
    arena = Formulas()
    layers = [arena.disj((arena.atom(f"a{index}"), arena.atom(f"b{index}"))) for index in range(10)]
    chances = {f"{side}{index}": 5e-3 for side in "ab" for index in range(10)}
    found = probability(compiled(arena.conj(layers)), chances)
    assert found == pytest.approx((2 * 5e-3 - 25e-6) ** 10, rel=1e-12)


def test_too_many_intervals_on_a_function_that_is_not_monotone_are_named() -> None:
    arena = Formulas()
    names = [f"x{index:02}" for index in range(CORNERS + 1)]
    found = probability_range(compiled(arena.exactly_one(map(arena.atom, names))), dict.fromkeys(names, Interval(0, 1)))
    assert found == Undecided(tuple(names))


def test_a_deep_chain_of_modules_is_compiled_in_linear_time() -> None:
    arena = Formulas()
    formula = arena.atom("start")
    for index in range(5_000):
        formula = arena.conj((arena.disj((formula, arena.atom(f"a{index}"))), arena.atom(f"b{index}")))
    whole = compiled(formula)
    assert len(whole.parts) == 10_000
    assert probability(whole, dict.fromkeys(whole.atoms, 1.0)) == 1.0


def test_a_spent_budget_is_an_answer() -> None:
    arena = Formulas()
    pairs = [
        arena.conj((arena.atom(f"a{i}"), arena.atom(f"b{(i * 7 + j) % 40}"))) for i in range(40) for j in (0, 3, 5)
    ]
    found = compile_formula(arena.disj(pairs), budget=1_000)
    assert isinstance(found, Exhausted)
    assert found.budget == 1_000
    assert found.reached >= 1_000
