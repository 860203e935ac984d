from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interlock.analysis.boolean import Formulas
from interlock.analysis.bound import dependence_bound
from interlock.analysis.compile import compile_formula
from interlock.analysis.diagram import Compiled
from interlock.analysis.interval import Interval, point
from interlock.analysis.joint import Certified, Conditional, Joint, NoLaw, TooMany, joint_bound
from interlock.analysis.probability import probability
from tests.analysis.kit.oracle import SOME, Function, functions, subsets

RANGES = st.lists(st.tuples(st.floats(0, 1), st.floats(0, 1)), min_size=8, max_size=8)
LAWS = st.lists(st.floats(0.001, 1), min_size=64, max_size=64)


def compiled(function: Function) -> Compiled:
    found = compile_formula(function.formula)
    assert isinstance(found, Compiled)
    return found


def certified(found: object) -> Certified:
    assert isinstance(found, Certified)
    assert found.gap < 1e-6
    return found


@SOME
@given(functions(6, monotone=False), RANGES)
def test_with_marginals_alone_it_is_the_other_bound(function: Function, ranges: list[tuple[float, float]]) -> None:
    marginals = {f"x{at}": Interval(*sorted(pair)) for at, pair in enumerate(ranges)}
    found = certified(joint_bound(function.formula, Joint(marginals)))
    assert found.range == pytest.approx(dependence_bound(compiled(function), marginals), abs=1e-6)


@SOME
@given(functions(6, monotone=False), st.lists(st.floats(0.01, 0.99), min_size=6, max_size=6))
def test_where_all_are_independent_it_is_the_product(function: Function, numbers: list[float]) -> None:
    marginals = {name: point(one) for name, one in zip(function.names, numbers, strict=False)}
    found = certified(joint_bound(function.formula, Joint(marginals, (), (frozenset(function.names),))))
    exact = probability(compiled(function), dict(zip(function.names, numbers, strict=False)))
    assert found.range == pytest.approx((exact, exact), abs=1e-6)


@SOME
@given(functions(5), functions(5), LAWS, st.floats(0, 0.2))
def test_any_law_that_is_as_stated_lies_within_the_bound(
    function: Function, other: Function, law: list[float], slack: float
) -> None:
    states = subsets(f"x{at}" for at in range(5))
    total = sum(law[: len(states)])
    chance = {state: one / total for state, one in zip(states, law, strict=False)}
    marginals = {f"x{at}": point(sum(p for state, p in chance.items() if f"x{at}" in state)) for at in range(5)}
    given_ = function.arena.atom("x0")
    event = function.arena.rewrite(other.formula, {})
    within = sum(p for state, p in chance.items() if "x0" in state)
    both = sum(p for state, p in chance.items() if "x0" in state and other.holds(state))
    stated = Conditional(event, Interval(max(0.0, both / within - slack), min(1.0, both / within + slack)), given_)
    found = certified(joint_bound(function.formula, Joint(marginals, (stated,))))
    truth = sum(p for state, p in chance.items() if function.holds(state))
    assert found.range.lower - 1e-7 <= truth <= found.range.upper + 1e-7


def three() -> Formulas:
    return Formulas()


def test_golden_bounds() -> None:
    arena = three()
    a, b, c = (arena.atom(name) for name in "abc")
    marginals = {"a": point(0.2), "b": point(0.3), "c": point(0.4)}
    every = arena.conj((a, b, c))
    assert certified(joint_bound(every, Joint(marginals))).range == pytest.approx((0.0, 0.2))
    pair = Joint(marginals, (), (frozenset("ab"),))
    assert certified(joint_bound(every, pair)).range == pytest.approx((0.0, 0.06))
    known = Joint(marginals, (Conditional(a, Interval(0.0, 0.02), b),))
    assert certified(joint_bound(every, known)).range == pytest.approx((0.0, 0.006))
    assert certified(joint_bound(every, Joint(marginals, (), (frozenset("abc"),)))).range == pytest.approx(
        (0.024, 0.024)
    )


def test_intervals_of_independent_atoms_give_bounds_that_are_attained_by_conjunctions() -> None:
    arena = three()
    both = arena.conj((arena.atom("a"), arena.atom("b")))
    marginals = {"a": Interval(0.1, 0.2), "b": Interval(0.3, 0.5)}
    found = certified(joint_bound(both, Joint(marginals, (), (frozenset("ab"),))))
    assert found.range == pytest.approx((0.03, 0.1))


def test_statements_that_no_law_meets_are_told() -> None:
    arena = three()
    a, b = arena.atom("a"), arena.atom("b")
    marginals = {"a": point(0.5), "b": point(0.5)}
    stated = Conditional(a, Interval(0.0, 0.1), b), Conditional(a, Interval(0.0, 0.1), arena.negation(b))
    assert joint_bound(a, Joint(marginals, stated)) == NoLaw()


def test_too_many_atoms_are_told_by_name() -> None:
    arena = three()
    names = [f"x{at}" for at in range(17)]
    marginals = dict.fromkeys(names, point(0.5))
    assert joint_bound(arena.conj(map(arena.atom, names)), Joint(marginals)) == TooMany(tuple(sorted(names)))
