"""What the prover says is compared with trying all values; what it must not prove, it does not."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from fractions import Fraction
from itertools import product

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from interlock.check.prove import Fact, Proved, Prover, Refuted, Unproved
from interlock.check.solve import STEP_LIMIT
from interlock.kernel.builtin import (
    ADD,
    AND,
    AT_MOST,
    DIVIDE,
    EQUAL,
    FALSE,
    FIN,
    IMPLIES,
    INT,
    LESS,
    MAXIMUM,
    MINIMUM,
    MULTIPLY,
    NAT,
    NOT,
    OR,
    PROP,
    REAL,
    TEXT,
    TRUE,
    arrow,
)
from interlock.kernel.context import Context
from interlock.kernel.evaluate import Machine, evaluate
from interlock.kernel.judge import truth
from interlock.kernel.signature import Entry, Signature
from interlock.kernel.term import (
    Apply,
    Constant,
    Free,
    Literal,
    Local,
    Quantified,
    Record,
    Refinement,
    Sum,
    Term,
    Universe,
)

MANY = 2000 if os.environ.get("INTERLOCK_MANY") else 60
SIZE = 4
"""How many values each variable of a random question has."""

GOOD, CERT, SIZE_OF = Constant("kit.good"), Constant("kit.Cert"), Constant("kit.size")
SIGNATURE = Signature(
    {
        "kit.good": Entry("kit.good", "predicates", arrow(NAT, PROP)),
        "kit.Cert": Entry("kit.Cert", "families", arrow(NAT, Universe(0))),
        "kit.size": Entry("kit.size", "functions", arrow(TEXT, NAT)),
    }
)
PROVER = Prover()
HASTY = Prover(STEP_LIMIT // 100)
"""What takes more steps than this may have been too long to find out that a premise can be left out."""


def value(term: Term) -> Term:
    return evaluate(term, (), Machine())


def around(**types: Term) -> Context:
    return Context(SIGNATURE, {name: value(type_) for name, type_ in types.items()}, (), Machine())


def verdict(goal: Term, *facts: Term, prover: Prover = PROVER, **types: Term) -> Proved | Refuted | Unproved:
    named = [Fact(f"fact {at}", value(fact)) for at, fact in enumerate(facts)]
    return prover.entail(named, value(goal), around(**types))


def less(left: Term, right: Term) -> Term:
    return Apply(LESS, (left, right))


def at_most(left: Term, right: Term) -> Term:
    return Apply(AT_MOST, (left, right))


def number(value: int | Fraction) -> Term:
    return Literal(value)


A, B, C = Free("a"), Free("b"), Free("c")
VARIABLES: tuple[Term, ...] = (A, B, C)


# ---- by trying all values --------------------------------------------------------------------------------------------


def linear() -> st.SearchStrategy[Term]:
    coefficient = st.integers(-3, 3)
    rows = st.tuples(coefficient, coefficient, coefficient, coefficient)
    sums = rows.map(lambda row: _combination(row[:3], row[3]))
    pairs = st.tuples(sums, sums)
    return st.one_of(sums, pairs.map(lambda p: Apply(MINIMUM, p)), pairs.map(lambda p: Apply(MAXIMUM, p)))


def _combination(coefficients: Sequence[int], constant: int) -> Term:
    total: Term = Literal(constant)
    for variable, coefficient in zip(VARIABLES, coefficients, strict=True):
        total = Apply(ADD, (total, Apply(MULTIPLY, (Literal(coefficient), variable))))
    return total


def propositions() -> st.SearchStrategy[Term]:
    pairs = st.tuples(linear(), linear())
    atoms = st.one_of(
        pairs.map(lambda p: less(*p)),
        pairs.map(lambda p: at_most(*p)),
        pairs.map(lambda p: Apply(EQUAL, (REAL, *p))),
    )
    return st.recursive(
        atoms,
        lambda inner: st.one_of(
            inner.map(lambda p: Apply(NOT, (p,))),
            st.tuples(st.sampled_from((AND, OR, IMPLIES)), inner, inner).map(lambda t: Apply(t[0], t[1:])),
        ),
        max_leaves=4,
    )


ARITHMETIC: dict[Term, Callable[[int, int], int]] = {
    ADD: lambda a, b: a + b,
    MULTIPLY: lambda a, b: a * b,
    MINIMUM: min,
    MAXIMUM: max,
}
RELATIONS: dict[Term, Callable[[int, int], bool]] = {LESS: lambda a, b: a < b, AT_MOST: lambda a, b: a <= b}


def computed(term: Term, world: dict[Term, int]) -> int:
    """The number that a term is; written from the language, not from the encoding."""
    if isinstance(term, Literal):
        assert isinstance(term.value, int)
        return term.value
    if isinstance(term, Free):
        return world[term]
    assert isinstance(term, Apply)
    return ARITHMETIC[term.head](computed(term.arguments[0], world), computed(term.arguments[1], world))


def true(term: Term, world: dict[Term, int]) -> bool:
    assert isinstance(term, Apply)
    head, arguments = term.head, term.arguments
    if head is NOT:
        return not true(arguments[0], world)
    if head in (AND, OR, IMPLIES):
        left, right = true(arguments[0], world), true(arguments[1], world)
        return (left and right) if head is AND else (left or right) if head is OR else (not left or right)
    left_number, right_number = computed(arguments[-2], world), computed(arguments[-1], world)
    return left_number == right_number if head is EQUAL else RELATIONS[head](left_number, right_number)


@settings(max_examples=MANY, deadline=None)
@given(facts=st.lists(propositions(), max_size=3), goal=propositions())
def test_a_verdict_is_that_of_trying_all_values(facts: list[Term], goal: Term) -> None:
    worlds = [dict(zip(VARIABLES, row, strict=True)) for row in product(range(SIZE), repeat=3)]
    possible = [world for world in worlds if all(true(fact, world) for fact in facts)]
    assume(possible)  # what contradicts itself is told by itself, and not looked for in what a goal does not touch
    below = Apply(FIN, (Literal(SIZE),))
    found = verdict(goal, *facts, a=below, b=below, c=below)
    if all(true(goal, world) for world in possible):
        assert isinstance(found, Proved)
    else:
        assert isinstance(found, Refuted)
        shown = {Free(name): int(text) for name, text in found.counterexample}
        assert any(shown.items() <= world.items() and not true(goal, world) for world in possible)


@settings(max_examples=MANY // 2, deadline=None)
@given(facts=st.lists(propositions(), min_size=1, max_size=3), goal=propositions())
def test_the_facts_named_prove_it_and_none_of_them_can_be_left_out(facts: list[Term], goal: Term) -> None:
    found = verdict(goal, *facts, a=INT, b=INT, c=INT)
    # Facts that contradict one another are told as such before anything is proved from them.
    given_facts = [Fact("", value(fact)) for fact in facts]
    if isinstance(found, Proved) and PROVER.consistent(given_facts, around(a=INT, b=INT, c=INT)):
        needed = list(found.premises)
        assert isinstance(
            PROVER.entail([Fact("", f) for f in needed], value(goal), around(a=INT, b=INT, c=INT)), Proved
        )
        for at in range(len(needed)):
            fewer = [Fact("", fact) for fact in (*needed[:at], *needed[at + 1 :])]
            assert not isinstance(HASTY.entail(fewer, value(goal), around(a=INT, b=INT, c=INT)), Proved)


# ---- types -----------------------------------------------------------------------------------------------------------


def some(domain: Term, body: Term, quantifier: str = "exists") -> Term:
    return Quantified(quantifier, "x", domain, body)


X = Local(0)
CERTAIN = truth(TRUE)


def test_there_is_no_certificate_unless_one_is_known() -> None:
    goal = some(Apply(CERT, (A,)), CERTAIN)
    assert not isinstance(verdict(goal, a=NAT), Proved)
    assert isinstance(verdict(goal, Apply(EQUAL, (Apply(CERT, (A,)), B, B)), a=NAT, b=Apply(CERT, (A,))), Proved)


def test_that_there_is_a_value_is_false_where_there_need_be_none() -> None:
    model = Constant("kit.Model")
    signature = Signature({"kit.Model": Entry("kit.Model", "families", arrow(Universe(0), Universe(0)))})
    context = Context(signature, {"s": Universe(0)}, (), Machine())
    goal = value(some(Apply(model, (Free("s"),)), CERTAIN))
    found = Prover().entail([], goal, context)
    assert found == Refuted((("Model s", "no value"),), ())
    known = [Fact("m", value(Apply(EQUAL, (Apply(model, (Free("s"),)), Free("m"), Free("m")))))]
    with_one = Context(signature, {**context.free, "m": Apply(model, (Free("s"),))}, (), Machine())
    assert isinstance(Prover().entail([], goal, with_one), Unproved)
    assert isinstance(Prover().entail(known, goal, with_one), Proved)


def test_nor_is_there_one_in_a_record() -> None:
    assert not isinstance(verdict(some(Record(("c",), (Apply(CERT, (A,)),)), CERTAIN), a=NAT), Proved)


def test_of_an_empty_family_everything_is_true() -> None:
    empty = Refinement("n", NAT, less(Local(0), number(0)))
    assert isinstance(verdict(some(empty, truth(FALSE), "forall")), Proved)
    assert not isinstance(verdict(some(Apply(CERT, (number(0),)), truth(FALSE), "forall")), Proved)


def test_quantifiers_range_over_their_type_only() -> None:
    at_least_none = at_most(number(0), X)
    assert isinstance(verdict(some(NAT, at_least_none, "forall")), Proved)
    assert not isinstance(verdict(some(INT, at_least_none, "forall")), Proved)
    assert isinstance(verdict(some(INT, less(X, number(0)))), Proved)
    assert not isinstance(verdict(some(NAT, less(X, number(0)))), Proved)
    assert isinstance(verdict(some(Apply(FIN, (A,)), less(X, A), "forall"), a=NAT), Proved)


def test_there_is_a_member_of_an_index_only_where_there_are_some() -> None:
    goal = some(Apply(FIN, (A,)), CERTAIN)
    assert not isinstance(verdict(goal, a=NAT), Proved)
    assert isinstance(verdict(goal, less(number(2), A), a=NAT), Proved)


def test_reals_are_dense_and_exact() -> None:
    between = Apply(AND, (less(A, X), less(X, B)))
    assert isinstance(verdict(some(REAL, between), less(A, B), a=REAL, b=REAL), Proved)
    assert not isinstance(verdict(some(INT, between), less(A, B), a=INT, b=INT), Proved)
    third = number(Fraction(1, 3))
    triple = Apply(EQUAL, (REAL, Apply(MULTIPLY, (number(3), A)), number(1)))
    assert isinstance(verdict(triple, Apply(EQUAL, (REAL, A, third)), a=REAL), Proved)


def test_a_quotient_by_nothing_is_not_some_number() -> None:
    quotient = Apply(DIVIDE, (A, B))
    assert not isinstance(verdict(Apply(EQUAL, (REAL, quotient, number(0))), a=REAL, b=REAL), Proved)
    back = Apply(EQUAL, (REAL, Apply(MULTIPLY, (quotient, B)), A))
    assert isinstance(verdict(back, less(number(0), B), a=REAL, b=REAL), Proved)
    assert not isinstance(verdict(back, a=REAL, b=REAL), Proved)


def test_texts_differ_and_there_are_more_of_them() -> None:
    same = Apply(EQUAL, (TEXT, Literal("one"), Literal("two")))
    assert isinstance(verdict(Apply(NOT, (same,))), Proved)
    is_one, is_two = (Apply(EQUAL, (TEXT, A, Literal(text))) for text in ("one", "two"))
    assert isinstance(verdict(Apply(OR, (is_one, is_two)), a=TEXT), Refuted)
    assert isinstance(verdict(Apply(NOT, (is_two,)), is_one, a=TEXT), Proved)


def test_a_function_has_one_value_at_one_argument_and_that_is_of_its_type() -> None:
    here, there = Apply(SIZE_OF, (A,)), Apply(SIZE_OF, (B,))
    assert isinstance(verdict(Apply(EQUAL, (REAL, here, there)), Apply(EQUAL, (TEXT, A, B)), a=TEXT, b=TEXT), Proved)
    assert isinstance(verdict(at_most(number(0), here), a=TEXT), Proved)


# ---- counterexamples -------------------------------------------------------------------------------------------------


def test_what_a_predicate_may_mean_refutes_nothing() -> None:
    assert isinstance(verdict(less(number(3), A), Apply(GOOD, (A,)), a=NAT), Unproved)
    assert isinstance(verdict(Apply(GOOD, (A,)), a=NAT), Unproved)
    assert isinstance(verdict(Apply(GOOD, (A,)), Apply(GOOD, (A,)), a=NAT), Proved)


def test_a_counterexample_is_as_small_as_it_can_be_and_named() -> None:
    found = verdict(less(number(3), A), less(number(2), A), a=NAT)
    assert isinstance(found, Refuted)
    assert found.counterexample == (("a", "3"),)


def test_an_irrational_counterexample_is_none() -> None:
    square = Apply(EQUAL, (REAL, Apply(MULTIPLY, (A, A)), number(2)))
    assert not isinstance(verdict(Apply(NOT, (square,)), less(number(0), A), a=REAL), Proved | Refuted)


def test_facts_may_contradict_each_other() -> None:
    high, low = (Fact("", value(one)) for one in (less(number(3), A), less(A, number(2))))
    assert PROVER.consistent([high], around(a=NAT)) is True
    assert PROVER.consistent([high, low], around(a=NAT)) is False
    assert PROVER.consistent([Fact("", value(less(A, number(0))))], around(a=NAT)) is False
    assert PROVER.consistent([Fact("", value(less(A, number(0))))], around(a=INT)) is True


# ---- the solver ------------------------------------------------------------------------------------------------------


def test_questions_that_differ_in_names_only_are_asked_once() -> None:
    prover = Prover()
    for name in ("a", "b", "c"):
        assert isinstance(
            verdict(less(number(2), Free(name)), less(number(3), Free(name)), prover=prover, **{name: NAT}), Proved
        )
    assert len(prover._answers) == 1


def test_an_answer_is_the_same_each_time() -> None:
    cube = Apply(MULTIPLY, (A, Apply(MULTIPLY, (A, A))))
    goal = less(Apply(ADD, (cube, B)), number(70))
    found = {repr(verdict(goal, less(A, B), prover=Prover(), a=NAT, b=NAT)) for _ in range(3)}
    assert len(found) == 1


def test_a_limit_is_said_and_is_in_steps() -> None:
    cubes: Term = number(0)
    for variable in VARIABLES:
        cubes = Apply(ADD, (cubes, Apply(MULTIPLY, (variable, Apply(MULTIPLY, (variable, variable))))))
    found = verdict(Apply(NOT, (Apply(EQUAL, (REAL, cubes, number(33))),)), prover=Prover(1000), a=INT, b=INT, c=INT)
    assert found == Unproved("limit", ())


def test_without_the_solver_nothing_is_decided_but_what_has_no_variables(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "z3", None)
    assert verdict(less(number(2), A), prover=Prover(), a=NAT) == Unproved("no-solver", ())
    assert isinstance(verdict(less(number(3), number(2)), prover=Prover()), Refuted)


def test_the_normal_form_of_a_sum_does_not_hang_on_the_order_of_a_set() -> None:
    terms = frozenset({(frozenset({(A, 1)}), 2), (frozenset({(B, 1)}), 3), (frozenset({(A, 1), (B, 2)}), -1)})
    found = [PROVER.entail([], less(Sum(terms), number(5)), around(a=NAT, b=NAT)) for _ in range(2)]
    assert found[0] == found[1]
