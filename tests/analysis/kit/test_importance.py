from __future__ import annotations

from collections.abc import Mapping, Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interlock.analysis.boolean import FALSE, TRUE, Formula, Formulas
from interlock.analysis.compile import compile_formula
from interlock.analysis.cut import CutSets, cut_sets
from interlock.analysis.diagram import Compiled, Diagram
from interlock.analysis.importance import Effect, effects, leaf_effects, occurrence, rests, slope_ceilings, sums
from interlock.analysis.shortest import Levels
from tests.analysis.kit.oracle import MANY, SOME, Function, chance, functions, minimal

CHANCES = st.lists(st.floats(0, 1), min_size=10, max_size=10)
REL, ABS = 1e-9, 1e-12


def compiled(formula: Formula) -> Compiled:
    found = compile_formula(formula)
    assert isinstance(found, Compiled)
    return found


def families(formula: Formula) -> CutSets:
    found = cut_sets(compiled(formula))
    assert isinstance(found, CutSets)
    return found


def named(chances: Sequence[float]) -> dict[str, float]:
    return {f"x{index}": one for index, one in enumerate(chances)}


def effect(function: Function, chances: Mapping[str, float], name: str) -> tuple[float, float, float]:
    """The effect of an atom by the probabilities of all states, one atom decided."""
    without, given_it = (chance(function, {**chances, name: float(end)}) for end in (0, 1))
    return without, given_it, given_it - without


@MANY
@given(functions(10, monotone=False), CHANCES)
def test_each_effect_is_that_of_deciding_the_atom_in_all_states(function: Function, chances: list[float]) -> None:
    known = named(chances)
    found = effects(compiled(function.formula), known)
    assert found.probability == pytest.approx(chance(function, known), rel=REL, abs=ABS)
    for name, one in found.atoms.items():
        assert one == pytest.approx(effect(function, known, name), rel=REL, abs=ABS)


@SOME
@given(functions(8), CHANCES, CHANCES, CHANCES)
def test_no_derivative_is_above_its_ceiling(
    function: Function, one: list[float], other: list[float], shares: list[float]
) -> None:
    ends = [(min(pair), max(pair)) for pair in zip(one, other, strict=True)]
    within = named([low + share * (high - low) for (low, high), share in zip(ends, shares, strict=True)])
    diagrams = compiled(function.formula)
    found = slope_ceilings(diagrams, named([low for low, _ in ends]), named([high for _, high in ends]))
    own = effects(diagrams, within).atoms
    assert all(own[name].slope <= found[name] + 1e-12 for name in diagrams.atoms)


@SOME
@given(functions(8, monotone=False), CHANCES)
def test_numpy_finds_the_same_effects(function: Function, chances: list[float]) -> None:
    for _, diagram in compiled(function.formula).parts:
        weights = chances[: len(diagram.leaves)]
        value, rows = Levels(diagram).effects(weights)
        expected, own = leaf_effects(diagram, weights)
        assert value == pytest.approx(expected, rel=REL, abs=ABS)
        assert [Effect(*row) for row in rows] == [pytest.approx(one, rel=REL, abs=ABS) for one in own]


def occurs(function: Function, chances: Mapping[str, float], name: str) -> float:
    """The probability that a minimal cut set that holds an atom is among the true atoms, over all states."""
    sets = [frozenset(one) for one in minimal(function.solutions) if name in one]
    states = frozenset(one for one in function.solutions if any(cut <= one for cut in sets))
    return chance(function._replace(solutions=states), chances)


@MANY
@given(functions(8), CHANCES)
def test_the_occurrence_of_a_cut_set_with_an_atom_is_that_over_all_states(
    function: Function, chances: list[float]
) -> None:
    known, diagrams = named(chances), compiled(function.formula)
    found = occurrence(diagrams, known, families(function.formula))
    bounds = occurrence(diagrams, known, None)
    for name in diagrams.atoms:
        expected = occurs(function, known, name)
        assert found[name] == pytest.approx((expected, expected), rel=REL, abs=ABS)
        assert bounds[name].lower - 1e-12 <= expected <= bounds[name].upper + 1e-12


@SOME
@given(functions(8), CHANCES)
def test_sums_over_cut_sets_are_never_less_than_their_union(function: Function, chances: list[float]) -> None:
    for _, family in families(function.formula).parts:
        weights = chances[: len(family.leaves)]
        exact = rests(family, weights)
        assert exact is not None
        by_sums = sums(family, weights)
        assert by_sums == pytest.approx(Levels(family).sums(weights), rel=REL, abs=ABS)
        assert all(one <= most + 1e-12 for one, most in zip(exact, by_sums, strict=True))
        assert by_sums == pytest.approx(_listed(family, weights), rel=REL, abs=ABS)


def _listed(family: Diagram, weights: Sequence[float]) -> list[float]:
    """The sums over the sets written out."""
    found: list[list[frozenset[int]]] = [[], [frozenset()]]
    for _, level, high, low in family.nodes():
        found.append([*(one | {level} for one in found[high]), *found[low]])
    total = [0.0] * len(weights)
    for one in found[family.root]:
        for leaf in one:
            product = 1.0
            for other in one - {leaf}:
                product *= weights[other]
            total[leaf] += product
    return total


# ---- values known from elsewhere -------------------------------------------------------------------------------------


def test_series_of_two_parallel_pairs() -> None:
    arena = Formulas()
    p, v, q, w = map(arena.atom, ("p1", "v1", "p2", "v2"))
    lines = arena.conj((arena.disj((p, v)), arena.disj((q, w))))
    found = effects(compiled(lines), {"p1": 0.5, "v1": 0.7, "p2": 0.5, "v2": 0.7})
    assert found.probability == pytest.approx(0.7225, rel=1e-12)
    assert found.atoms["p1"] == pytest.approx((0.7 * 0.85, 0.85, 0.3 * 0.85), rel=1e-12)
    assert found.atoms["v2"] == pytest.approx((0.5 * 0.85, 0.85, 0.5 * 0.85), rel=1e-12)


def test_two_of_three() -> None:
    arena = Formulas()
    found = effects(compiled(arena.at_least(2, map(arena.atom, "abc"))), {"a": 0.1, "b": 0.12, "c": 0.15})
    assert found.probability == pytest.approx(0.0414, rel=1e-12)
    assert found.atoms["a"] == pytest.approx((0.018, 0.252, 0.234), rel=1e-12)
    assert found.atoms["c"] == pytest.approx((0.012, 0.208, 0.196), rel=1e-12)


def test_what_the_function_cannot_do_without_leaves_nothing_and_small_chances_keep_their_digits() -> None:
    arena = Formulas()
    layers = [arena.at_least(2, [arena.atom(f"{side}{at}") for side in "abc"]) for at in range(5)]
    key = arena.conj((arena.atom("key"), *layers))
    chances = {f"{side}{at}": 1e-4 for side in "abc" for at in range(5)}
    found = effects(compiled(key), {**chances, "key": 1e-3})
    each = 3e-8 - 2e-12
    assert found.atoms["key"] == pytest.approx((0.0, each**5, each**5), rel=1e-12)
    assert found.atoms["key"].without == 0.0
    assert found.atoms["a3"].without == pytest.approx(1e-3 * each**4 * 1e-8, rel=1e-12)


def test_of_what_it_does_not_depend_on_a_function_has_no_effect() -> None:
    arena = Formulas()
    a, b = arena.atom("a"), arena.atom("b")
    either = arena.disj((arena.conj((a, b)), arena.conj((a, arena.negation(b)))))
    found = effects(compiled(either), {"a": 0.25, "b": 0.5})
    assert found.atoms["b"] == pytest.approx((0.25, 0.25, 0.0))
    assert effects(compiled(TRUE), {}) == (1.0, {})
    assert effects(compiled(FALSE), {}) == (0.0, {})


@settings(max_examples=10, deadline=None)
@given(st.integers(3_000, 6_000), st.floats(1e-5, 1e-3))
def test_long_chains_are_weighed_without_recursion(length: int, each: float) -> None:
    arena = Formulas()
    found = effects(
        compiled(arena.disj(arena.atom(f"e{at}") for at in range(length))), {f"e{at}": each for at in range(length)}
    )
    assert found.atoms["e7"].slope == pytest.approx((1 - each) ** (length - 1), rel=1e-9)
