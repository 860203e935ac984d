from __future__ import annotations

from hypothesis import given

from interlock.analysis.boolean import (
    FALSE,
    TRUE,
    Formulas,
    atoms,
    deciding,
    dual,
    evaluate,
    is_monotone,
    subformulas,
    sufficient,
)
from tests.analysis.kit.oracle import MANY, Function, functions, subsets


@MANY
@given(functions(6, monotone=False))
def test_a_formula_has_the_value_of_what_was_written(function: Function) -> None:
    assert all(evaluate(function.formula, one) == function.holds(one) for one in subsets(function.names))


@MANY
@given(functions(6, monotone=False))
def test_the_dual_negates_the_value_of_the_negated_atoms(function: Function) -> None:
    mirrored = dual(function.arena, function.formula)
    everything = frozenset(function.names)
    assert all(evaluate(mirrored, one) != function.holds(everything - one) for one in subsets(everything))


def test_the_same_formula_asked_for_twice_is_one_object() -> None:
    arena = Formulas()
    a, b, c = map(arena.atom, "abc")
    assert arena.conj((a, b)) is arena.conj((b, a, b))
    assert arena.at_least(2, (a, b, c)) is arena.at_least(2, (c, a, b))
    assert arena.atom("a") is a


def test_units_duplicates_and_absorbed_arguments_vanish() -> None:
    arena = Formulas()
    a, b = map(arena.atom, "ab")
    assert arena.conj(()) is TRUE
    assert arena.disj(()) is FALSE
    assert arena.conj((a, TRUE, a)) is a
    assert arena.disj((a, arena.conj((a, b)))) is a
    assert arena.conj((a, arena.negation(a))) is FALSE
    assert arena.negation(arena.negation(b)) is b
    assert arena.negation(TRUE) is FALSE


def test_at_least_counts_an_argument_as_often_as_it_occurs() -> None:
    arena = Formulas()
    a, b = map(arena.atom, "ab")
    assert evaluate(arena.at_least(2, (a, a, b)), {"a"})
    assert not evaluate(arena.at_least(2, (a, a, b)), {"b"})
    assert arena.at_least(0, (a,)) is TRUE
    assert arena.at_least(3, (a, b)) is FALSE
    assert arena.at_least(2, (TRUE, a, b)) is arena.disj((a, b))


def test_only_negation_makes_a_formula_count_as_not_monotone() -> None:
    arena = Formulas()
    a, b = map(arena.atom, "ab")
    assert is_monotone(arena.at_least(2, (a, b, arena.conj((a, b)))))
    assert not is_monotone(arena.exactly_one((a, b)))


def test_a_hundred_thousand_operators_deep_is_no_deeper_than_one() -> None:
    arena = Formulas()
    formula = arena.atom("first")
    for index in range(50_000):
        formula = arena.conj((arena.disj((formula, arena.atom(f"a{index}"))), arena.atom(f"b{index % 3}")))
    assert evaluate(formula, {"first", "b0", "b1", "b2"})
    assert not evaluate(dual(arena, formula), {"first"})
    assert len(atoms(formula)) == 50_004


def test_flattening_shared_conjunctions_stays_linear() -> None:
    arena = Formulas()
    formula = arena.atom("a")
    for index in range(2_000):
        formula = arena.conj((formula, arena.atom(f"b{index}")))
    assert sum(len(one.arguments) for one in subformulas(formula)) < 10_000


@MANY
@given(functions(monotone=False))
def test_the_atoms_that_suffice_are_those_that_hold_alone(function: Function) -> None:
    names = atoms(function.formula)
    assert sufficient(function.formula) == {name for name in names if evaluate(function.formula, {name})}


@MANY
@given(functions(6, monotone=False))
def test_the_atoms_that_decide_are_those_that_make_it_hold_in_some_state(function: Function) -> None:
    states = list(subsets(atoms(function.formula)))
    assert deciding(function.formula) == {
        name
        for name in atoms(function.formula)
        if any(function.holds(one | {name}) and not function.holds(one - {name}) for one in states)
    }
