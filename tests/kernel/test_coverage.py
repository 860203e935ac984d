"""Coverage and overlap of patterns against all values up to a height, one by one."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interlock.kernel.builtin import FALSE, NAT, TRUE
from interlock.kernel.clause import (
    Case,
    Pattern,
    Variable,
    denoted,
    matched,
    spell_pattern,
    spell_patterns,
    tower,
    variables,
)
from interlock.kernel.coverage import Row, missing, overlap
from interlock.kernel.evaluate import Machine, evaluate
from interlock.kernel.number import normal, plus, polynomial
from interlock.kernel.quote import identity
from interlock.kernel.term import Apply, Constant, Large, Literal, Local, Term
from tests.kernel.garden import GARDEN, HIGH, LEAF, LOW, NODE, ZERO_, X, Y, Z, more

SORTS = {"Nat": "0", "Bool": "true", "Level": "low", "Tree": "leaf"}
"""Data, each with one of its constructors."""

FIELDS = {"+ 1": ("Nat",), "high": ("Nat",), "node": ("Tree", "Nat", "Tree")}
"""The data of the arguments of constructors; trees are of numbers here, and what they hold stands between their branches."""

HEIGHT = 3


def family(constructor: str) -> tuple[tuple[str, int], ...]:
    owner = "Tree" if constructor in ("leaf", "node") else GARDEN.owner(constructor)
    return tuple((name, len(FIELDS.get(name, ()))) for name, _ in GARDEN.constructors(owner) or ())


def values(sort: str, height: int) -> list[Case]:
    """All values of data up to a height, as patterns without variables."""
    if not height:
        return []
    return [
        Case(name, arguments)
        for name, _ in family(SORTS[sort])
        for arguments in product(*(values(of, height - 1) for of in FIELDS.get(name, ())))
    ]


def matches(pattern: Pattern, value: Case) -> bool:
    if isinstance(pattern, Variable):
        return True
    same = pattern.constructor == value.constructor
    return same and all(matches(p, v) for p, v in zip(pattern.arguments, value.arguments, strict=True))  # type: ignore[arg-type]


def patterns(sort: str, height: int) -> st.SearchStrategy[Pattern]:
    variable: st.SearchStrategy[Pattern] = st.just(X)
    cases = [
        st.tuples(*(patterns(of, height - 1) for of in FIELDS.get(name, ()))).map(
            lambda arguments, name=name: Case(name, arguments)  # type: ignore[misc]
        )
        for name, _ in family(SORTS[sort])
        if height > 1 or name not in FIELDS
    ]
    return st.one_of(variable, *cases)


ROW_SORTS = ("Nat", "Tree", "Bool")
rows = st.lists(st.tuples(*(patterns(sort, 2) for sort in ROW_SORTS)), max_size=5)
ALL_ROWS = list(product(*(values(sort, HEIGHT) for sort in ROW_SORTS)))


@given(rows)
def test_what_is_missing_is_just_what_no_row_matches(found: list[Row]) -> None:
    gap = missing(found, len(ROW_SORTS), family, Machine())
    unmatched = [v for v in ALL_ROWS if not any(all(map(matches, row, v)) for row in found)]
    assert (gap is None) == (not unmatched)
    if gap is not None:
        here = [v for v in ALL_ROWS if all(map(matches, gap, v))]
        assert here
        assert all(v in unmatched for v in here)


@given(st.tuples(*(patterns(s, 3) for s in ROW_SORTS)), st.tuples(*(patterns(s, 2) for s in ROW_SORTS)))
def test_two_rows_overlap_in_just_the_values_that_both_match(one: Row, other: Row) -> None:
    both = overlap(one, other)
    for value in ALL_ROWS:
        shared = all(map(matches, one, value)) and all(map(matches, other, value))
        assert shared == (both is not None and all(map(matches, both, value)))


def test_a_column_without_constructors_is_passed_over() -> None:
    assert missing([(X, ZERO_)], 2, GARDEN.siblings, Machine()) == (Variable("_"), more(Variable("_")))
    assert missing([], 2, GARDEN.siblings, Machine()) == (Variable("_"), Variable("_"))
    assert missing([()], 0, GARDEN.siblings, Machine()) is None


def test_splitting_takes_steps() -> None:
    with pytest.raises(Large):
        missing([(ZERO_,), (more(X),)], 1, GARDEN.siblings, Machine(steps=2))


def node(left: Term, here: Term, right: Term) -> Term:
    return Apply(NODE, (NAT, left, here, right))


N, LEAVES = Local(0), Apply(LEAF, (NAT,))
N_AND_TWO = normal(plus(polynomial(N), polynomial(Literal(2))))


@pytest.mark.parametrize(
    ("pattern", "value", "found"),
    [
        (X, N, (N,)),
        (ZERO_, Literal(0), ()),
        (ZERO_, Literal(1), None),
        (ZERO_, N, None),
        (ZERO_, Literal(value=False), None),
        (more(X), Literal(3), (Literal(2),)),
        (more(more(X)), Literal(1), None),
        (more(X), N, None),
        (
            more(X),
            N_AND_TWO,
            (evaluate(Apply(Constant("+", reducible=True), (N, Literal(1))), identity(1), Machine()),),
        ),
        (more(more(X)), N_AND_TWO, (N,)),
        (more(more(more(X))), N_AND_TWO, None),
        (more(ZERO_), Literal(1), ()),
        (more(X), Literal(value=True), None),
        (Case("true", ()), TRUE, ()),
        (Case("true", ()), Literal(value=False), None),
        (Case("true", ()), N, None),
        (Case("false", ()), FALSE, ()),
        (Case("low", ()), LOW, ()),
        (Case("low", ()), Apply(HIGH, (N,)), None),
        (Case("high", (X,)), Apply(HIGH, (N,)), (N,)),
        (Case("high", (more(X),)), Apply(HIGH, (Literal(2),)), (Literal(1),)),
        (Case("leaf", ()), LEAVES, ()),
        (Case("node", (X, Y, Z)), node(LEAVES, Literal(7), N), (LEAVES, Literal(7), N)),
        (Case("node", (X, Y, Case("node", (X, Y, Z)))), node(LEAVES, N, LEAVES), None),
    ],
)
def test_a_value_is_matched_by_its_constructor_with_the_parameters_left_out(
    pattern: Pattern, value: Term, found: tuple[Term, ...] | None
) -> None:
    assert matched((pattern,), (value,)) == found


def test_variables_are_bound_from_left_to_right() -> None:
    assert matched((X, Case("high", (Y,)), Z), (N, Apply(HIGH, (Literal(1),)), TRUE)) == (N, Literal(1), TRUE)
    assert variables((X, Case("node", (Y, Case("high", (Z,)), X)), Z)) == ("x", "y", "z", "x", "z")


@pytest.mark.parametrize(
    ("coefficients", "known"),
    [
        ({frozenset({(N, 1)}): 1, frozenset(): 1}, True),
        ({frozenset({(N, 1)}): 2, frozenset(): 3}, True),
        ({frozenset({(N, 1)}): -1, frozenset(): 1}, False),
        ({frozenset({(N, 1)}): 2}, False),
        ({frozenset({(N, 1)}): 1, frozenset(): -1}, False),
    ],
)
def test_a_sum_has_a_number_before_it_if_it_is_natural_and_at_least_one(
    coefficients: dict[frozenset[tuple[Term, int]], int], known: bool
) -> None:
    value = normal(coefficients)
    found = matched((more(X),), (value,))
    assert found == ((normal(plus(polynomial(value), {frozenset(): 1}, -1)),) if known else None)


@pytest.mark.parametrize(
    ("pattern", "text", "inner"),
    [
        (X, "x", "x"),
        (ZERO_, "0", "0"),
        (more(more(ZERO_)), "2", "2"),
        (more(more(X)), "x + 2", "(x + 2)"),
        (Case("kit.low", ()), "low", "low"),
        (Case("kit.high", (more(X),)), "high (x + 1)", "(high (x + 1))"),
    ],
)
def test_a_pattern_is_spelled_as_the_author_writes_it(pattern: Pattern, text: str, inner: str) -> None:
    assert spell_pattern(pattern) == text
    assert spell_pattern(pattern, inner=True) == inner
    assert spell_patterns("kit.f", (pattern, ZERO_)) == f"f {inner} 0"


def test_a_pattern_stands_for_a_number_over_its_variables() -> None:
    assert tower(more(more(X))) == (2, X)
    assert denoted(more(more(X)), 0) == (N_AND_TWO, 1)
    assert denoted(more(ZERO_), 4) == (Literal(1), 4)
    assert denoted(Case("node", (X, Y, Case("high", (Z,)))), 4) == (None, 7)


def test_what_is_under_a_constructor_is_looked_into() -> None:
    rows = [(ZERO_,), (more(ZERO_),), (more(more(more(X))),)]
    assert missing(rows, 1, GARDEN.siblings, Machine()) == (more(more(ZERO_)),)
    assert missing([*rows, (more(more(X)),)], 1, GARDEN.siblings, Machine()) is None


def test_only_data_have_constructors() -> None:
    assert GARDEN.constructors("Tree") == (("leaf", 0), ("node", 3))
    assert GARDEN.constructors("Void") == ()
    assert [GARDEN.constructors(name) for name in ("leaf", "node", "unheard", "List")] == [None] * 4
