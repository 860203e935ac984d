"""The rules of the kernel: each accepts what it is for, and refuses by its name what it is not for."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given, reject
from hypothesis import strategies as st

from interlock.kernel.amount import nonzero
from interlock.kernel.builtin import (
    ADD,
    AND,
    AT_MOST,
    BOOL,
    DIVIDE,
    EQUAL,
    FIN,
    IMPLIES,
    INT,
    LESS,
    LIST,
    MINIMUM,
    NAT,
    NOT,
    OPTION,
    PROP,
    REAL,
    SOME,
    SUBTRACT,
    TEXT,
    TYPE,
    UNIT,
    VEC,
    arrow,
)
from interlock.kernel.context import Context
from interlock.kernel.evaluate import Machine, evaluate
from interlock.kernel.judge import Refused, check, infer, level_of, same, truth, value_of
from interlock.kernel.quote import identity, quote
from interlock.kernel.signature import Entry, Signature
from interlock.kernel.subsume import subsumed
from interlock.kernel.term import (
    Apply,
    Constant,
    Free,
    Hole,
    Lambda,
    Large,
    Literal,
    Local,
    Pi,
    Project,
    Quantified,
    Record,
    Refinement,
    Sum,
    Term,
    Tuple,
    Universe,
)
from tests.kernel.worlds import DEPTH, VARIABLES, terms
from tests.kernel.worlds import context as world

SIMPLE = sorted(set(VARIABLES), key=VARIABLES.index)
SIGNATURE = Signature(
    {
        "Tag": Entry("Tag", "families", arrow(NAT, TYPE)),
        "At": Entry("At", "families", arrow(REAL, TYPE)),
        "Of": Entry("Of", "families", arrow(TYPE, TYPE)),
        "good": Entry("good", "predicates", arrow(NAT, PROP)),
    }
)
TAG, AT, OF, GOOD = (Constant(name) for name in SIGNATURE.entries)
N, K, B, F, G, R, POSITIVE, T = (Free(name) for name in ("n", "k", "b", "f", "g", "r", "positive", "t"))
HALF = Literal(Fraction(1, 2))
ABOVE = Refinement("x", NAT, Apply(LESS, (Literal(0), Local(0))))


def around() -> Context:
    types = {
        "n": NAT,
        "k": Apply(FIN, (Literal(3),)),
        "b": BOOL,
        "f": arrow(NAT, NAT),
        "g": Pi("x", NAT, Apply(TAG, (Local(0),))),
        "r": Record(("a", "t"), (NAT, Apply(TAG, (Local(0),)))),
        "positive": ABOVE,
        "t": Apply(TAG, (Literal(3),)),
    }
    return Context(SIGNATURE, {name: evaluate(type_, (), Machine()) for name, type_ in types.items()}, (), Machine())


def value(term: Term) -> Term:
    return evaluate(term, (), Machine())


WELL_TYPED: list[tuple[Term, Term]] = [
    (N, NAT),
    (K, NAT),
    (K, REAL),
    (Literal(0), Apply(FIN, (Literal(1),))),
    (Literal(3), INT),
    (Literal(3), REAL),
    (Literal(-3), INT),
    (Literal(Fraction(1, 2)), REAL),
    (Literal("a"), TEXT),
    (Literal(value=True), BOOL),
    (NAT, Universe(0)),
    (Universe(0), Universe(1)),
    (NAT, Universe(3)),
    (PROP, TYPE),
    (Apply(F, (K,)), NAT),
    (Apply(G, (Literal(3),)), Apply(TAG, (Literal(3),))),
    (Apply(G, (Apply(ADD, (N, Literal(1))),)), Apply(TAG, (Apply(ADD, (Literal(1), N)),))),
    (Project(R, "a"), NAT),
    (Project(R, "t"), Apply(TAG, (Project(R, "a"),))),
    (Tuple(("a", "t"), (Literal(3), T)), Record(("a", "t"), (NAT, Apply(TAG, (Local(0),))))),
    (Lambda("x", Local(0)), arrow(NAT, NAT)),
    (Lambda("x", Apply(G, (Local(0),))), Pi("x", NAT, Apply(TAG, (Local(0),)))),
    (Lambda("i", Literal(value=True)), Apply(VEC, (BOOL, Literal(2)))),
    (Literal(1), ABOVE),
    (
        Tuple(("a",), (Literal(2),)),
        Refinement("r", Record(("a",), (NAT,)), Apply(LESS, (Project(Local(0), "a"), Literal(3)))),
    ),
    (Lambda("x", Literal(3)), Refinement("f", arrow(NAT, NAT), Apply(LESS, (Literal(2), Apply(Local(0), (N,)))))),
    (POSITIVE, ABOVE),
    (POSITIVE, NAT),
    (POSITIVE, REAL),
    (Apply(ADD, (N, K)), NAT),
    (Apply(SUBTRACT, (N, K)), INT),
    (Apply(MINIMUM, (N, Literal(-1))), INT),
    (Apply(SUBTRACT, (HALF, N)), REAL),
    (Apply(SUBTRACT, (Literal(-1), N)), INT),
    (Apply(DIVIDE, (N, Literal(2))), REAL),
    (Apply(DIVIDE, (N, Apply(ADD, (Literal(1), Literal(1))))), REAL),
    (value(Apply(ADD, (N, N))), NAT),
    (value(Apply(SUBTRACT, (N, Literal(1)))), INT),
    (value(Apply(ADD, (N, Literal(Fraction(1, 2))))), REAL),
    (Apply(SOME, (NAT, N)), Apply(OPTION, (NAT,))),
    (Apply(EQUAL, (NAT, N, K)), PROP),
    (Apply(LESS, (N, Literal(Fraction(1, 2)))), PROP),
    (Apply(AND, (Apply(GOOD, (N,)), Apply(NOT, (Apply(AT_MOST, (N, K)),)))), PROP),
    (Quantified("forall", "x", NAT, Apply(GOOD, (Local(0),))), PROP),
    (Refinement("x", NAT, Apply(GOOD, (Local(0),))), TYPE),
    (Pi("x", NAT, Apply(TAG, (Local(0),))), TYPE),
    (Record(("a", "t"), (NAT, Apply(TAG, (Local(0),)))), TYPE),
    (Apply(OF, (Apply(LIST, (UNIT,)),)), TYPE),
    (truth(B), PROP),
    (nonzero(N, NAT), PROP),
]

ILL_TYPED: list[tuple[Term, Term, str]] = [
    (N, BOOL, "Subsume"),
    (N, ABOVE, "Refine"),
    (Literal(0), ABOVE, "Refine"),
    (
        Lambda("x", Literal(3)),
        Refinement("f", arrow(NAT, NAT), Apply(LESS, (Apply(Local(0), (N,)), Literal(3)))),
        "Refine",
    ),
    (Literal(-1), NAT, "Subsume"),
    (Literal(Fraction(1, 2)), INT, "Subsume"),
    (Literal("a"), NAT, "Subsume"),
    (Literal(value=True), NAT, "Subsume"),
    (Literal(1), BOOL, "Subsume"),
    (Literal(3), Apply(FIN, (Literal(3),)), "Subsume"),
    (Literal(-1), Apply(FIN, (Literal(3),)), "Subsume"),
    (Literal(0), Apply(FIN, (N,)), "Subsume"),
    (Universe(0), Universe(0), "Subsume"),
    (Universe(1), Universe(1), "Subsume"),
    (Pi("A", Universe(0), Local(0)), Universe(0), "Subsume"),
    (Record(("A",), (Universe(0),)), Universe(0), "Subsume"),
    (Refinement("A", Universe(0), Apply(EQUAL, (NAT, N, N))), Universe(0), "Subsume"),
    (Apply(LIST, (Universe(0),)), TYPE, "Subsume"),
    (Apply(OF, (Universe(0),)), TYPE, "Subsume"),
    (Apply(F, (B,)), NAT, "Subsume"),
    (Apply(F, (Literal(-1),)), NAT, "Subsume"),
    (Apply(F, (N, N)), NAT, "App"),
    (Apply(N, (N,)), NAT, "App"),
    (Apply(NAT, (N,)), TYPE, "App"),
    (Apply(LIST, (NAT, NAT)), TYPE, "App"),
    (Apply(G, (Literal(2),)), Apply(TAG, (Literal(3),)), "Subsume"),
    (Project(R, "z"), NAT, "Proj"),
    (Project(N, "a"), NAT, "Proj"),
    (Tuple(("a",), (Literal(3),)), Record(("a", "t"), (NAT, Apply(TAG, (Local(0),)))), "Tuple"),
    (Tuple(("t", "a"), (T, Literal(3))), Record(("a", "t"), (NAT, Apply(TAG, (Local(0),)))), "Tuple"),
    (Tuple(("a", "t"), (Literal(2), T)), Record(("a", "t"), (NAT, Apply(TAG, (Local(0),)))), "Subsume"),
    (Tuple(("a",), (Literal(3),)), NAT, "Infer"),
    (Lambda("x", Local(0)), NAT, "Infer"),
    (Lambda("x", B), arrow(NAT, NAT), "Subsume"),
    (Local(0), NAT, "Var"),
    (Free("unheard"), NAT, "Port"),
    (Constant("Unheard"), TYPE, "Const"),
    (ADD, arrow(NAT, NAT, NAT), "Const"),
    (Hole("h"), NAT, "Infer"),
    (Apply(ADD, (N,)), NAT, "Arith"),
    (Apply(ADD, (N, B)), NAT, "Arith"),
    (Apply(ADD, (N, N, N)), NAT, "Arith"),
    (Apply(DIVIDE, (N, Literal(0))), REAL, "Arith"),
    (Apply(DIVIDE, (N, K)), REAL, "Arith"),
    (Apply(SUBTRACT, (N, N)), NAT, "Subsume"),
    (Apply(SUBTRACT, (HALF, N)), INT, "Subsume"),
    (Apply(ADD, (N, HALF)), INT, "Subsume"),
    (Apply(MINIMUM, (N, HALF)), INT, "Subsume"),
    (Sum(frozenset({(frozenset({(B, 1)}), 2)})), NAT, "Arith"),
    (Sum(frozenset({(frozenset({(N, 1)}), -2)})), NAT, "Subsume"),
    (Apply(EQUAL, (NAT, N, B)), PROP, "Subsume"),
    (Apply(EQUAL, (NAT, N)), PROP, "App"),
    (Apply(LESS, (N, B)), PROP, "Arith"),
    (Apply(AND, (B, B)), PROP, "Subsume"),
    (Apply(AND, (truth(B),)), PROP, "App"),
    (Apply(IMPLIES, (truth(B), truth(B), truth(B))), PROP, "App"),
    (Quantified("forall", "x", NAT, Local(0)), PROP, "Subsume"),
    (Quantified("forall", "x", N, Apply(GOOD, (Literal(1),))), PROP, "Universe"),
    (Refinement("x", N, Apply(GOOD, (Literal(1),))), TYPE, "Universe"),
    (Refinement("x", NAT, Local(0)), TYPE, "Subsume"),
    (Pi("x", N, NAT), TYPE, "Universe"),
    (Pi("x", NAT, Local(0)), TYPE, "Universe"),
    (Record(("a", "b"), (NAT, Local(0))), TYPE, "Universe"),
    (Apply(TAG, (T,)), TYPE, "Subsume"),
]


@pytest.mark.parametrize(("term", "type_"), WELL_TYPED)
def test_what_is_well_typed_is_accepted(term: Term, type_: Term) -> None:
    here = around()
    check(term, value_of(type_, here), here)


@pytest.mark.parametrize(("term", "type_", "rule"), ILL_TYPED)
def test_what_is_ill_typed_is_refused_by_its_rule(term: Term, type_: Term, rule: str) -> None:
    here = around()
    with pytest.raises(Refused) as refusal:
        check(term, value_of(type_, here), here)
    assert refusal.value.rule == rule


def test_type_is_not_in_itself_in_any_disguise() -> None:
    here = around()
    assert level_of(Universe(0), here) == 1
    disguises = [
        Pi("x", Universe(0), Universe(0)),
        Pi("x", NAT, Universe(0)),
        Record(("a", "b"), (NAT, Universe(0))),
        Refinement("x", Universe(0), Apply(GOOD, (Literal(1),))),
        Pi("x", Pi("y", NAT, Universe(0)), NAT),
    ]
    for disguise in disguises:
        assert level_of(disguise, here) == 1
        for family in (LIST, OPTION, OF):
            with pytest.raises(Refused):
                infer(Apply(family, (disguise,)), here)


def test_quantifying_over_large_types_stays_a_proposition() -> None:
    assert infer(Quantified("forall", "A", Universe(0), Apply(GOOD, (Literal(1),))), around()) is PROP


def test_types_with_one_normal_form_are_the_same() -> None:
    here = around()
    left, right = (value_of(Apply(TAG, (Apply(ADD, pair),)), here) for pair in ((N, K), (K, N)))
    assert same(left, right, here)
    assert not same(left, NAT, here)


def test_that_a_number_is_not_nought_is_said_of_real_numbers() -> None:
    assert nonzero(N, NAT) is nonzero(N, REAL) is Apply(NOT, (Apply(EQUAL, (REAL, N, Literal(0))),))


def test_the_divisor_may_be_known_not_to_be_nought() -> None:
    known = Refinement("x", REAL, nonzero(Local(0), REAL))
    here = Context(SIGNATURE, {"d": evaluate(known, (), Machine())}, (), Machine())
    check(Apply(DIVIDE, (Literal(1), Free("d"))), REAL, here)


@given(st.data(), st.sampled_from(SIMPLE))
def test_terms_made_by_their_types_are_accepted(data: st.DataObject, type_: Term) -> None:
    here = world()
    term = data.draw(terms(type_, redexes=False))
    try:
        check(term, value_of(type_, here), here)
    except Large:
        reject()


@given(st.data(), st.sampled_from(SIMPLE), st.sampled_from(SIMPLE))
def test_terms_of_another_type_are_refused(data: st.DataObject, made: Term, asked: Term) -> None:
    here = world()
    numbers = (NAT, INT, REAL)
    one, other = value_of(made, here), value_of(asked, here)
    if subsumed(one, other, here) or (made in numbers and asked in numbers):
        return
    term = data.draw(terms(made, redexes=False, fuel=2))
    if isinstance(term, Lambda | Tuple):
        return  # what a constructor is of is told by the type it is checked against
    with pytest.raises(Refused):
        check(term, other, here)


@given(st.data(), st.sampled_from(SIMPLE))
def test_a_normal_form_has_the_type_of_its_term(data: st.DataObject, type_: Term) -> None:
    here = world()
    term = data.draw(terms(type_))
    try:
        normal = quote(evaluate(term, identity(DEPTH), here.machine), DEPTH, here.machine)
        check(normal, value_of(type_, here), here)
    except Large:
        reject()
