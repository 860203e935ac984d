"""Random functions of up to 16 events: the engine against the sum over all states, in every way that it has."""

from __future__ import annotations

import random
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interlock.analysis import compile as compiling
from interlock.analysis import enclose as enclosing
from interlock.analysis import native, programme
from interlock.analysis import probability as evaluating
from interlock.analysis.boolean import Formula, Formulas, is_monotone
from interlock.analysis.bound import dependence_bound
from interlock.analysis.compile import compile_formula
from interlock.analysis.cut import count, cut_sets, path_sets, profile
from interlock.analysis.diagram import Compiled, Diagram, Exhausted
from interlock.analysis.enclose import enclose, enclose_independent
from interlock.analysis.interval import Interval, point
from interlock.analysis.module import Module, condense, decompose
from interlock.analysis.native import build_natively, parse_export
from interlock.analysis.order import orders
from interlock.analysis.probability import expectation, probability
from interlock.analysis.shortest import Levels
from tests.analysis.kit import truth
from tests.analysis.kit.oracle import MANY, SOME, Function, functions

MONOTONE = range(5_000 if truth.FULL else 500)
OTHERS = range(10**6, 10**6 + (2_000 if truth.FULL else 200))
RANGES = st.lists(st.tuples(st.floats(0, 1), st.floats(0, 1)), min_size=8, max_size=8)


def compiled(formula: Formula) -> Compiled:
    found = compile_formula(formula)
    assert isinstance(found, Compiled)
    return found


def agrees(seed: int, *, monotone: bool) -> bool:
    """Whether probability, number and orders of minimal solutions are those of the truth table."""
    drawn = truth.draw(seed, monotone=monotone)
    chosen = random.Random(seed)
    chances = [chosen.choice((chosen.random(), chosen.random() * 1e-4, 0.5)) for _ in drawn.names]
    found = compiled(drawn.formula)
    value = probability(found, dict(zip(drawn.names, chances, strict=True)))
    cuts = cut_sets(found)
    assert not isinstance(cuts, Exhausted)
    expected = truth.minimal_solutions(drawn)
    same = value == pytest.approx(truth.probability(drawn, chances), rel=1e-9, abs=1e-15)
    return same and profile(cuts) == expected and count(cuts) == sum(expected.values())


@pytest.mark.slow
def test_monotone_functions_have_the_probability_and_the_cut_sets_of_their_truth_table() -> None:
    assert [seed for seed in MONOTONE if not agrees(seed, monotone=True)] == []


@pytest.mark.slow
def test_other_functions_have_the_probability_and_the_minimal_solutions_of_their_truth_table() -> None:
    assert [seed for seed in OTHERS if not agrees(seed, monotone=False)] == []


def test_all_that_is_made_natively_has_the_same_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compiling, "PURE", 0)
    monkeypatch.setattr(compiling, "FIRST", 4)
    monkeypatch.setattr(compiling, "SECOND", 16)
    monkeypatch.setattr(evaluating, "WIDE", 0)
    monkeypatch.setattr(native, "WIDE", 0)
    for seed in range(40):
        assert agrees(seed, monotone=seed % 2 == 0), seed


# ---- metamorphic laws ------------------------------------------------------------------------------------------------


@MANY
@given(functions(monotone=False), st.permutations(range(8)), st.lists(st.floats(0, 1), min_size=8, max_size=8))
def test_other_names_for_the_events_change_nothing(function: Function, images: list[int], chances: list[float]) -> None:
    arena = Formulas()
    renamed = {arena.atom(f"x{at}"): arena.atom(f"y{images[at]}") for at in range(8)}
    moved = function.arena.rewrite(
        function.formula, {function.arena.atom(f"x{at}"): function.arena.atom(f"y{images[at]}") for at in range(8)}
    )
    assert len(renamed) == 8
    first = probability(compiled(function.formula), {f"x{at}": one for at, one in enumerate(chances)})
    second = probability(compiled(moved), {f"y{images[at]}": one for at, one in enumerate(chances)})
    assert second == pytest.approx(first, rel=1e-12, abs=1e-15)


@SOME
@given(functions(6), RANGES)
def test_one_more_conjunct_never_raises_a_bound_and_one_more_disjunct_never_lowers_it(
    function: Function, ranges: list[tuple[float, float]]
) -> None:
    marginals = {f"x{at}": Interval(*sorted(pair)) for at, pair in enumerate(ranges)}
    extra = function.arena.atom("x7")
    both = function.arena.conj((function.formula, extra))
    either = function.arena.disj((function.formula, extra))
    least, plain, most = (dependence_bound(compiled(one), marginals) for one in (both, function.formula, either))
    assert least.upper <= plain.upper + 1e-9
    assert least.lower <= plain.lower + 1e-9
    assert most.upper >= plain.upper - 1e-9
    assert most.lower >= plain.lower - 1e-9


@SOME
@given(functions(6, monotone=False), RANGES)
def test_what_is_enclosed_lies_inside(function: Function, ranges: list[tuple[float, float]]) -> None:
    marginals = {f"x{at}": Interval(*sorted(pair)) for at, pair in enumerate(ranges)}
    outer, inner = enclose(function.formula, marginals), dependence_bound(compiled(function.formula), marginals)
    assert outer.lower <= inner.lower + 1e-9
    assert outer.upper >= inner.upper - 1e-9


@MANY
@given(st.one_of(functions(8), functions(8, monotone=False)), st.lists(st.floats(0, 1), min_size=8, max_size=8))
def test_the_probability_under_independence_is_enclosed(function: Function, chances: list[float]) -> None:
    stated = {f"x{at}": chance for at, chance in enumerate(chances)}
    exact = probability(compiled(function.formula), stated)
    outer = enclose_independent(function.formula, {name: point(one) for name, one in stated.items()})
    assert outer.lower - 1e-12 <= exact <= outer.upper + 1e-12


@MANY
@given(st.one_of(functions(6), functions(6, monotone=False)), RANGES, st.lists(st.floats(0, 1), min_size=8, max_size=8))
def test_it_is_enclosed_for_all_values_of_intervals_with_and_without_knowing_what_is_shared(
    function: Function, ranges: list[tuple[float, float]], shares: list[float]
) -> None:
    marginals = {f"x{at}": Interval(*sorted(pair)) for at, pair in enumerate(ranges)}
    within = zip(marginals.items(), shares, strict=True)
    stated = {name: one.lower + share * (one.upper - one.lower) for (name, one), share in within}
    exact = probability(compiled(function.formula), stated)
    with pytest.MonkeyPatch.context() as patch:
        for room in (enclosing.ROOM, 0):
            patch.setattr(enclosing, "ROOM", room)
            outer = enclose_independent(function.formula, marginals)
            assert outer.lower - 1e-12 <= exact <= outer.upper + 1e-12


def test_a_tree_without_repetitions_is_enclosed_exactly_however_rare_it_is() -> None:
    arena = Formulas()
    x = [arena.atom(f"x{at}") for at in range(9)]
    voted = arena.at_least(2, [arena.conj(x[:2]), arena.negation(arena.disj(x[2:4])), x[4]])
    top = arena.conj((voted, arena.disj(x[5:7]), x[7], x[8]))
    for scale in (1.0, 1e-20):
        stated = {f"x{at}": scale * (at + 1) / 10 for at in range(9)}
        exact = probability(compiled(top), stated)
        outer = enclose_independent(top, {name: point(one) for name, one in stated.items()})
        assert outer == pytest.approx((exact, exact), rel=1e-9)
        assert exact > 0


def test_what_never_happens_has_the_bounds_zero_without_a_sign() -> None:
    arena = Formulas()
    found = enclose_independent(arena.disj(map(arena.atom, "ab")), {"a": point(0.0), "b": point(0.0)})
    assert str(found) == str(point(0.0))


def test_what_one_event_opens_twice_is_no_rarer_than_the_event() -> None:
    arena = Formulas()
    shared = arena.atom("shared")
    sides = [arena.disj((shared, arena.conj((arena.atom(f"{side}1"), arena.atom(f"{side}2"))))) for side in "lr"]
    top = arena.conj((*sides, arena.atom("apart")))
    outer = enclose_independent(top, {name: point(0.1) for name in ("shared", "l1", "l2", "r1", "r2", "apart")})
    assert outer == pytest.approx((0.1 * 0.109**2, 0.1 * 0.109))


def test_the_bound_of_a_threshold_is_that_of_all_joint_laws() -> None:
    arena = Formulas()
    for size in range(1, 6):
        for threshold in range(1, size + 1):
            top = arena.at_least(threshold, [arena.atom(f"x{at}") for at in range(size)])
            marginals = {f"x{at}": point((at + 1) / 7) for at in range(size)}
            exact = dependence_bound(compiled(top), marginals)
            assert enclose(top, marginals) == pytest.approx(exact, abs=1e-9)


# ---- arrays against lists --------------------------------------------------------------------------------------------


def diagrams() -> Iterator[Diagram]:
    """Some diagrams that are no constants."""
    for seed in range(60):
        drawn = truth.draw(seed, monotone=seed % 2 == 0)
        yield from (part.diagram for part in compiled(drawn.formula).parts if part.diagram.root > 1)


def test_levels_give_the_same_sums_as_nodes() -> None:
    for at, diagram in enumerate(diagrams()):
        chosen = random.Random(at)
        weights = [chosen.random() for _ in diagram.leaves]
        assert Levels(diagram).expectation(weights) == pytest.approx(expectation(diagram, weights), rel=1e-12)


def test_states_of_least_gains_are_found_on_arrays_as_on_lists(monkeypatch: pytest.MonkeyPatch) -> None:
    def least(diagram: Diagram, gains: list[float], constant: int) -> float:
        return sum(gains[leaf] for leaf in programme.States(diagram).least(gains, constant))

    for at, diagram in enumerate(diagrams()):
        chosen = random.Random(at)
        gains = [chosen.uniform(-1, 1) for _ in diagram.leaves]
        for constant in (0, 1):
            monkeypatch.setattr(programme, "WIDE", 10**9)
            plain = least(diagram, gains, constant)
            monkeypatch.setattr(programme, "WIDE", 0)
            assert least(diagram, gains, constant) == pytest.approx(plain, abs=1e-12)


def test_an_export_is_read_by_numpy_as_without(monkeypatch: pytest.MonkeyPatch) -> None:
    read = 0
    for seed in range(30):
        module = _largest(truth.draw(seed, monotone=False).formula)
        if module is None:
            continue
        order = orders(module)[0]
        monkeypatch.setattr(native, "WIDE", 0)
        wide = build_natively(module, order, 10**5, 10**6)
        plain = compiling.build(module, order, 10**6)
        assert isinstance(wide, Diagram)
        assert isinstance(plain, Diagram)
        weights = [random.Random(seed).random() for _ in order]
        assert expectation(wide, weights) == pytest.approx(expectation(plain, weights), rel=1e-12)
        assert len(wide.level) == len(plain.level)
        read += 1
    assert read > 10


def _largest(formula: Formula) -> Module | None:
    """The largest module of a formula that is no constant."""
    arena = Formulas()
    own = condense(arena, formula)
    if own.operator in ("true", "false", "atom"):
        return None
    return max(decompose(arena, own), key=lambda module: len(module.leaves))


def test_path_sets_on_the_same_diagrams_are_those_of_the_dual() -> None:
    from interlock.analysis.cut import minimal_path_sets

    for seed in range(100):
        formula = truth.draw(seed, monotone=True).formula
        assert is_monotone(formula)
        same, dual = path_sets(compiled(formula)), minimal_path_sets(formula)
        assert not isinstance(same, Exhausted)
        assert not isinstance(dual, Exhausted)
        assert profile(same) == profile(dual)


def test_an_export_may_name_either_terminal_first() -> None:
    text = ".ids 0 1\n.nodes\n1 T 0 0\n2 F 0 0\n3 1 1 2\n4 0 3 2\n.end\n"
    arena = Formulas()
    leaves = (arena.atom("a"), arena.atom("b"))
    for wide in (0, 10**9):
        found = parse_export(text, leaves, wide)
        assert ([*found.level], [*found.high], [*found.low], found.root) == (
            [2, 2, 1, 0],
            [0, 1, 1, 2],
            [0, 1, 0, 0],
            3,
        )
