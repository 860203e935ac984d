from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interlock.analysis.boolean import TRUE, Formula, Formulas
from interlock.analysis.bound import dependence_bound
from interlock.analysis.compile import compile_formula
from interlock.analysis.diagram import Compiled
from interlock.analysis.interval import Interval, point
from interlock.analysis.joint import Certified, NoLaw, TooMany, joint_bound
from interlock.analysis.probability import probability
from interlock.analysis.statement import Conditional, Joint
from tests.analysis.kit.every_state import written_out
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


def test_statements_are_used_at_thirty_atoms() -> None:
    arena = three()
    names = [f"x{at:02}" for at in range(30)]
    marginals = dict.fromkeys(names, point(0.5))
    pairs = tuple(frozenset(names[at : at + 2]) for at in range(0, 30, 2))
    every = arena.conj(map(arena.atom, names))
    assert certified(joint_bound(every, Joint(marginals))).range == pytest.approx((0.0, 0.5))
    assert certified(joint_bound(every, Joint(marginals, (), pairs))).range == pytest.approx((0.0, 0.25))


def test_rare_events_keep_their_digits() -> None:
    arena = three()
    a, b, c = (arena.atom(name) for name in "abc")
    marginals = {"a": point(1e-8), "b": point(2e-8), "c": Interval(0.0, 1.0)}
    both = joint_bound(arena.conj((a, b)), Joint(marginals, (), (frozenset("ab"),)))
    assert certified(both).range == pytest.approx((2e-16, 2e-16), rel=1e-6, abs=0)
    stated = Conditional(a, point(1e-3), c), Conditional(c, point(0.5), b)
    found = certified(joint_bound(arena.conj((b, c)), Joint(marginals, stated)))
    assert found.range == pytest.approx((1e-8, 1e-8), rel=1e-6, abs=0)
    assert (
        joint_bound(a, Joint(marginals, (Conditional(a, Interval(0.0, 1.1e-8)), Conditional(b, point(2.1e-8)))))
        == NoLaw()
    )


@SOME
@given(st.integers(0, 1 << 32))
def test_states_made_as_they_are_needed_give_what_all_states_give(seed: int) -> None:
    formula, joint = stated_at_random(Random(seed))
    found, exact = joint_bound(formula, joint), written_out(formula, joint)
    if exact is None:
        assert found == NoLaw()
    else:
        assert certified(found).range == pytest.approx(exact, abs=1e-7)


@SOME
@given(st.integers(0, 1 << 32), st.integers(0, 20_000))
def test_wherever_the_rounds_stop_the_ends_hold_and_are_off_by_no_more_than_the_gap(seed: int, work: int) -> None:
    formula, joint = stated_at_random(Random(seed))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("interlock.analysis.master.WORK", work)
        found = joint_bound(formula, joint)
    exact = written_out(formula, joint)
    if exact is not None:
        assert isinstance(found, Certified)
        assert found.range.lower - 1e-9 <= exact.lower <= found.range.lower + found.gap + 1e-7
        assert found.range.upper - found.gap - 1e-7 <= exact.upper <= found.range.upper + 1e-9


def stated_at_random(chance: Random) -> tuple[Formula, Joint]:
    """A function of up to seven atoms, some of them certain or impossible, and statements that may contradict."""
    arena, names = Formulas(), [f"x{at}" for at in range(chance.randint(1, 7))]
    marginals = {name: ends(chance) for name in names}
    sizes = [chance.randint(1, min(4, len(names))) for _ in range(chance.choice((0, 1, 2)))]
    conditionals = [
        Conditional(some(arena, names, chance, 2), ends(chance), some(arena, names, chance, 2) if one else TRUE)
        for one in range(chance.choice((0, 0, 1, 2, 3)))
    ]
    independent = tuple(frozenset(chance.sample(names, size)) for size in sizes)
    return some(arena, names, chance, 3), Joint(marginals, tuple(conditionals), independent)


def ends(chance: Random) -> Interval:
    lower, upper = sorted((chance.random(), chance.random()))
    certain = chance.choice((0.0, 1.0))
    return chance.choice(
        (Interval(lower, upper), point(lower), Interval(0.0, upper), Interval(lower, 1.0), point(certain), point(upper))
    )


def some(arena: Formulas, names: Sequence[str], chance: Random, depth: int) -> Formula:
    if depth == 0 or chance.random() < 0.3:
        one = arena.atom(chance.choice(names))
    else:
        parts = [some(arena, names, chance, depth - 1) for _ in range(chance.choice((2, 2, 3)))]
        one = chance.choice((arena.conj, arena.disj, arena.exactly_one))(parts)
    return one if chance.random() < 0.8 else arena.negation(one)


def test_what_needs_too_large_a_graph_is_told_with_its_atoms(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("interlock.analysis.track.FIRST", 1000)
    monkeypatch.setattr("interlock.analysis.track.BUDGET", 1000)
    arena = three()
    names = [f"x{at:02}" for at in range(16)]
    marginals = dict.fromkeys(names, point(0.5))
    every = arena.conj(map(arena.atom, names))
    pairs = tuple(map(frozenset, combinations(names, 2)))
    assert joint_bound(every, Joint(marginals, (), pairs)) == TooMany(tuple(names))
    assert joint_bound(every, Joint(marginals, (), (frozenset(names[:9]),))) == TooMany(tuple(names))
