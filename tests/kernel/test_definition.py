"""Functions made by hand: what has no meaning is refused by its rule, whoever wrote it."""

from __future__ import annotations

import pytest

from interlock.kernel.builtin import (
    ADD,
    BOOL,
    EQUAL,
    FALSE,
    LESS,
    NAT,
    OPTION,
    SOME,
    TRUE,
    TYPE,
    VEC,
    arrow,
)
from interlock.kernel.clause import Case, Pattern, Variable
from interlock.kernel.context import opening
from interlock.kernel.convert import convertible
from interlock.kernel.definition import doubled, entangled, equations, uncovered
from interlock.kernel.evaluate import evaluate
from interlock.kernel.signature import Entry
from interlock.kernel.term import (
    Apply,
    Constant,
    Lambda,
    Literal,
    Local,
    Pi,
    Quantified,
    Refinement,
    Term,
)
from tests.kernel.garden import (
    HIGH,
    LEAF,
    LEVEL,
    LOW,
    NODE,
    VOID,
    ZERO_,
    X,
    Y,
    Z,
    accepted,
    function,
    having,
    more,
    over,
    refused,
    tree,
)

ADD_ONE = Apply(ADD, (Local(0), Literal(1)))
DOUBLE = Constant("double", (False,), reducible=True)
SIZE = Constant("size", (True, False), reducible=True)
F = Constant("f", (False,), reducible=True)
TWO_CLAUSES = function(
    "double",
    arrow(NAT, NAT),
    ((ZERO_,), Literal(0)),
    ((more(X),), Apply(ADD, (Apply(DOUBLE, (Local(0),)), Literal(2)))),
)
SIZING = function(
    "size",
    over(tree(Local(0)), NAT),
    ((X, Case("leaf", ())), Literal(0)),
    (
        (X, Case("node", (X, Y, Z))),
        Apply(ADD, (Apply(SIZE, (Local(0), Local(1))), Apply(SIZE, (Local(0), Local(3))))),
    ),
)


def test_a_function_by_clauses_is_what_they_say() -> None:
    signature = accepted(TWO_CLAUSES, SIZING)
    machine = opening(signature).machine
    assert evaluate(Apply(DOUBLE, (Literal(5),)), (), machine) is Literal(10)
    leaf = Apply(LEAF, (NAT,))
    assert evaluate(Apply(SIZE, (NAT, Apply(NODE, (NAT, leaf, Literal(7), leaf)))), (), machine) is Literal(0)


def judged(type_: Term, *clauses: tuple[tuple[Pattern, ...], Term]) -> str:
    return refused(function("f", type_, *clauses))


@pytest.mark.parametrize(
    ("type_", "pattern"),
    [
        (NAT, Case("true", ())),
        (BOOL, ZERO_),
        (LEVEL, Case("leaf", ())),
        (tree(NAT), Case("low", ())),
        (LEVEL, Case("unheard", ())),
        (arrow(NAT, NAT), ZERO_),
        (Refinement("x", NAT, Apply(LESS, (Local(0), Literal(2)))), ZERO_),
        (LEVEL, Case("high", ())),
        (LEVEL, Case("high", (X, Y))),
        (LEVEL, Case("low", (X,))),
        (LEVEL, Case("high", (Case("low", ()),))),
        (tree(NAT), Case("node", (X, Y))),
        (NAT, Case("0", (X,))),
        (NAT, Case("+ 1", ())),
        (NAT, Case("+ 1", (X, Y))),
        (NAT, more(Case("true", ()))),
        (BOOL, Case("true", (X,))),
    ],
)
def test_a_pattern_is_a_constructor_of_its_type_with_all_arguments(type_: Term, pattern: Pattern) -> None:
    assert judged(arrow(type_, NAT), ((pattern,), Literal(0)), ((X,), Literal(0))) == "Clause"


def test_there_are_no_more_patterns_than_arguments() -> None:
    assert judged(arrow(NAT, NAT), ((X, Y), Literal(0))) == "Clause"
    accepted(function("f", arrow(NAT, NAT, NAT), ((X,), Lambda("y", Local(1)))))


def test_all_clauses_have_as_many_patterns() -> None:
    assert judged(arrow(NAT, NAT, NAT), ((ZERO_,), Lambda("y", Local(0))), ((more(X), Y), Literal(0))) == "Cover"


def test_a_body_has_the_type_at_its_patterns() -> None:
    row = Apply(VEC, (BOOL, Local(0)))
    type_ = Pi("n", NAT, Pi("v", row, Apply(VEC, (BOOL, Apply(ADD, (Local(0), Literal(1)))))))
    assert judged(type_, ((X, Y), Local(1))) == "Subsume"
    accepted(function("f", type_, ((X, Y), Lambda("i", TRUE))))
    assert judged(arrow(NAT, NAT), ((X,), TRUE)) == "Subsume"
    assert judged(arrow(LEVEL, NAT), ((Case("low", ()),), Literal(0)), ((Case("high", (X,)),), FALSE)) == "Subsume"
    accepted(function("f", arrow(LEVEL, NAT), ((Case("low", ()),), Literal(0)), ((Case("high", (X,)),), Local(0))))


def test_a_variable_of_a_pattern_has_the_type_that_its_constructor_gives() -> None:
    root = function("f", arrow(tree(BOOL), BOOL), ((Case("leaf", ()),), FALSE), ((Case("node", (X, Y, Z)),), Local(1)))
    accepted(root)
    assert (
        judged(arrow(tree(BOOL), BOOL), ((Case("leaf", ()),), FALSE), ((Case("node", (X, Y, Z)),), Local(0)))
        == "Subsume"
    )


def test_a_value_that_no_clause_covers_is_found() -> None:
    one = function("f", arrow(NAT, NAT), ((ZERO_,), Literal(0)))
    assert uncovered(one, having(one)) == (more(Variable("_")),)
    assert refused(one) == "Cover"


def test_a_value_that_two_clauses_cover_is_found() -> None:
    rows = (((ZERO_, X), Literal(0)), ((more(X), ZERO_), Literal(0)), ((X, more(ZERO_)), Literal(0)))
    two = function("f", arrow(NAT, NAT, NAT), *rows)
    assert doubled(two.clauses or ()) == (0, 2, (ZERO_, more(ZERO_)))
    apart = function("f", arrow(BOOL, NAT), ((Case("true", ()),), Literal(0)), ((Case("false", ()),), Literal(1)))
    assert doubled(apart.clauses or ()) is None
    assert judged(arrow(NAT, NAT), ((X,), Literal(0)), ((ZERO_,), Literal(0))) == "Cover"


def test_a_function_without_clauses_has_an_argument_that_cannot_be() -> None:
    accepted(function("f", arrow(NAT, VOID, BOOL)))
    accepted(function("f", arrow(VOID, NAT, BOOL)))
    assert judged(arrow(NAT, LEVEL, BOOL)) == "Cover"
    assert judged(NAT) == "Cover"
    accepted(Entry("Empty", "data", arrow(TYPE, TYPE)), function("f", arrow(Apply(Constant("Empty"), (NAT,)), BOOL)))
    both = function("f", arrow(NAT, LEVEL, BOOL))
    assert uncovered(both, having(both)) == (Variable("_"), Variable("_"))


def test_a_function_that_does_not_end_is_refused() -> None:
    assert judged(arrow(NAT, NAT), ((X,), Apply(F, (Local(0),)))) == "Descend"
    assert judged(arrow(NAT, NAT), ((X,), F)) == "Descend"
    assert judged(arrow(NAT, NAT), ((ZERO_,), Literal(0)), ((more(X),), Apply(F, (ADD_ONE,)))) == "Descend"


def test_functions_in_a_circle_are_refused() -> None:
    g = Constant("g", (False,), reducible=True)
    one = function("f", arrow(NAT, NAT), ((ZERO_,), Literal(0)), ((more(X),), Apply(g, (Local(0),))))
    other = function("g", arrow(NAT, NAT), ((ZERO_,), Literal(1)), ((more(X),), Apply(F, (Local(0),))))
    assert refused(one, other) == "Descend"
    assert entangled(one, having(one, other)) == "g"
    first = function("f", arrow(NAT, NAT), ((more(X),), Apply(g, (Local(0),))), ((ZERO_,), Literal(0)))
    assert refused(first, other) == "Descend"
    assert entangled(TWO_CLAUSES, having(TWO_CLAUSES)) == ""
    through_type = function("f", arrow(Apply(VEC, (BOOL, Apply(g, (Literal(0),)))), NAT), ((X,), Literal(0)))
    assert entangled(through_type, having(through_type, other)) == "g"


def test_clauses_are_equations_that_hold_for_all_values_of_their_variables() -> None:
    signature = having(TWO_CLAUSES, SIZING)
    at_nought, above = equations(TWO_CLAUSES, signature)
    assert at_nought is Apply(EQUAL, (NAT, Apply(DOUBLE, (Literal(0),)), Literal(0)))
    expected = Apply(EQUAL, (NAT, Apply(DOUBLE, (ADD_ONE,)), Apply(ADD, (Apply(DOUBLE, (Local(0),)), Literal(2)))))
    here = opening(signature)
    whole = Quantified("forall", "n", NAT, expected)
    assert convertible(evaluate(above, (), here.machine), evaluate(whole, (), here.machine), here)
    _, at_node = equations(SIZING, signature)
    domains = []
    while isinstance(at_node, Quantified):
        domains.append(at_node.domain)
        at_node = at_node.body
    assert domains == [TYPE, tree(Local(0)), Local(0), tree(Local(0))]
    assert isinstance(at_node, Apply)
    assert at_node.arguments[1] is Apply(SIZE, (Local(0), Apply(NODE, (Local(0), Local(1), Local(2), Local(3)))))


def test_a_constant_by_one_clause_without_patterns_is_its_body() -> None:
    one = function("one", NAT, ((), Literal(1)))
    signature = accepted(one)
    assert equations(one, signature) == (Apply(EQUAL, (NAT, Constant("one", reducible=True), Literal(1))),)
    assert evaluate(Constant("one", reducible=True), (), opening(signature).machine) is Literal(1)


def test_constructors_are_values_of_their_data() -> None:
    high = function("f", arrow(NAT, LEVEL), ((ZERO_,), LOW), ((more(X),), Apply(HIGH, (Local(0),))))
    accepted(high)
    some = function(
        "f", arrow(Apply(OPTION, (NAT,)), NAT), ((Case("none", ()),), Literal(0)), ((Case("some", (X,)),), Local(0))
    )
    signature = accepted(some)
    found = evaluate(
        Apply(Constant("f", (False,), reducible=True), (Apply(SOME, (NAT, Literal(4))),)),
        (),
        opening(signature).machine,
    )
    assert found is Literal(4)


def test_truth_values_are_told_apart() -> None:
    negated = function("f", arrow(BOOL, BOOL), ((Case("true", ()),), FALSE), ((Case("false", ()),), TRUE))
    signature = accepted(negated)
    on_truth, on_falsehood = equations(negated, signature)
    f = Constant("f", (False,), reducible=True)
    assert on_truth is Apply(EQUAL, (BOOL, Apply(f, (TRUE,)), FALSE))
    assert on_falsehood is Apply(EQUAL, (BOOL, Apply(f, (FALSE,)), TRUE))


def test_a_body_may_be_about_the_constructor_of_its_clause() -> None:
    of, at_low = Constant("Of"), Constant("atLow")
    families = (Entry("Of", "families", arrow(LEVEL, TYPE)), Entry("atLow", "functions", Apply(of, (LOW,))))
    always = Entry("atHigh", "functions", Pi("n", NAT, Apply(of, (Apply(HIGH, (Local(0),)),))))
    whole = Pi("l", LEVEL, Apply(of, (Local(0),)))
    high = Apply(Constant("atHigh"), (Local(0),))
    accepted(*families, always, function("f", whole, ((Case("low", ()),), at_low), ((Case("high", (X,)),), high)))
    swapped = function(
        "f", whole, ((Case("low", ()),), Apply(Constant("atHigh"), (Literal(0),))), ((Case("high", (X,)),), high)
    )
    assert refused(*families, always, swapped) == "Subsume"


def test_bodies_are_judged_with_the_functions_of_the_signature() -> None:
    row = Apply(VEC, (BOOL, Apply(DOUBLE, (Literal(1),))))
    accepted(TWO_CLAUSES, function("f", arrow(row, Apply(VEC, (BOOL, Literal(2)))), ((X,), Local(0))))
    assert (
        refused(TWO_CLAUSES, function("f", arrow(row, Apply(VEC, (BOOL, Literal(3)))), ((X,), Local(0)))) == "Subsume"
    )
