"""Data and functions made by hand: what has no meaning is refused by its rule, whoever wrote it."""

from __future__ import annotations

import pytest

from interlock.kernel.builtin import (
    ADD,
    BOOL,
    EQUAL,
    FALSE,
    LESS,
    LIST,
    NAT,
    OPTION,
    POSSIBLE,
    SOME,
    TRUE,
    TYPE,
    VEC,
    arrow,
)
from interlock.kernel.clause import Case, Pattern, Variable
from interlock.kernel.context import opening
from interlock.kernel.convert import convertible
from interlock.kernel.data import Occurrence, ill_founded, positive_in, reaches
from interlock.kernel.definition import doubled, entangled, equations, uncovered
from interlock.kernel.evaluate import evaluate
from interlock.kernel.judge import Refused
from interlock.kernel.script import judge_signature
from interlock.kernel.signature import Entry, Signature
from interlock.kernel.term import (
    Apply,
    Constant,
    Lambda,
    Literal,
    Local,
    Pi,
    Quantified,
    Record,
    Refinement,
    Term,
    Universe,
)
from tests.kernel.garden import (
    GARDEN,
    HIGH,
    LEAF,
    LEVEL,
    LOW,
    NODE,
    TREE,
    VOID,
    ZERO_,
    X,
    Y,
    Z,
    function,
    having,
    more,
    over,
    tree,
)


def refused(*entries: Entry) -> str:
    signature = having(*entries)
    with pytest.raises(Refused) as refusal:
        judge_signature(signature, signature.entries.values())
    return refusal.value.rule


def accepted(*entries: Entry) -> Signature:
    signature = having(*entries)
    judge_signature(signature, signature.entries.values())
    return signature


def bush(*constructors: Term, type_: Term = TYPE) -> tuple[Entry, ...]:
    """Data `Bush` with these types of constructors."""
    names = tuple(f"c{at}" for at in range(len(constructors)))
    made = (Entry(name, "data", type_, of="Bush") for name, type_ in zip(names, constructors, strict=True))
    return (Entry("Bush", "data", type_, constructors=names), *made)


BUSH = Constant("Bush")
POT = Apply(BUSH, (Local(0),))


def test_the_garden_is_in_order() -> None:
    judge_signature(GARDEN, GARDEN.entries.values())


@pytest.mark.parametrize(
    "domain",
    [
        BUSH,
        arrow(NAT, BUSH),
        arrow(NAT, BOOL, BUSH),
        Record(("a", "b"), (NAT, BUSH)),
        Apply(LIST, (BUSH,)),
        Apply(OPTION, (Apply(LIST, (BUSH,)),)),
        Apply(VEC, (BUSH, Literal(3))),
        tree(BUSH),
        tree(arrow(NAT, BUSH)),
        arrow(arrow(NAT, BOOL), BUSH),
    ],
)
def test_data_may_stand_where_they_are_strictly_positive(domain: Term) -> None:
    accepted(*bush(arrow(domain, BUSH)))


@pytest.mark.parametrize(
    ("domain", "reason"),
    [
        (arrow(BUSH, NAT), "negative"),
        (arrow(arrow(BUSH, NAT), NAT), "negative"),
        (arrow(NAT, BUSH, NAT), "negative"),
        (arrow(arrow(NAT, BUSH), BUSH), "negative"),
        (Record(("a", "b"), (NAT, arrow(BUSH, NAT))), "negative"),
        (Apply(LIST, (arrow(BUSH, NAT),)), "negative"),
        (Apply(POSSIBLE, (BUSH,)), "nested"),
        (Refinement("x", NAT, Apply(EQUAL, (TYPE, BUSH, BUSH))), "nested"),
        (Apply(LIST, (Apply(POSSIBLE, (BUSH,)),)), "nested"),
    ],
)
def test_data_may_not_stand_elsewhere(domain: Term, reason: str) -> None:
    made = bush(BUSH, arrow(NAT, domain, BUSH))
    assert ill_founded("Bush", having(*made)) == Occurrence("c1", reason)  # type: ignore[arg-type]
    assert refused(*made) in ("Data", "Subsume", "Universe")


def test_data_at_other_parameters_than_their_own_have_no_meaning() -> None:
    own, other = over(POT, POT), over(Apply(BUSH, (Apply(LIST, (Local(0),)),)), POT)
    accepted(*bush(own, type_=arrow(TYPE, TYPE)))
    assert refused(*bush(other, type_=arrow(TYPE, TYPE))) == "Data"
    assert ill_founded("Bush", having(*bush(other, type_=arrow(TYPE, TYPE)))) == Occurrence("c0", "varied")


@pytest.mark.parametrize(
    "type_",
    [
        NAT,
        arrow(BUSH, NAT),
        arrow(NAT, tree(BUSH)),
        LEVEL,
    ],
)
def test_a_constructor_gives_the_data_themselves(type_: Term) -> None:
    assert refused(*bush(type_)) == "Data"


@pytest.mark.parametrize("type_", [over(Apply(BUSH, (NAT,))), over(BUSH), over(Apply(TREE, (Local(0),)))])
def test_a_constructor_gives_the_data_at_their_own_parameters(type_: Term) -> None:
    assert refused(*bush(type_, type_=arrow(TYPE, TYPE))) in ("Data", "Universe")


def test_what_a_constructor_takes_is_small() -> None:
    assert refused(*bush(arrow(TYPE, BUSH))) == "Data"
    assert refused(*bush(arrow(NAT, arrow(NAT, TYPE), BUSH))) == "Data"
    accepted(*bush(over(Local(0), POT), type_=arrow(TYPE, TYPE)))
    accepted(*bush(over(POT), type_=Pi("A", Universe(0), TYPE)))
    both = Apply(BUSH, (Local(0), Local(1)))
    two = Pi("A", TYPE, Pi("B", TYPE, arrow(Local(0), Local(1), both), implicit=True), implicit=True)
    accepted(*bush(two, type_=arrow(TYPE, TYPE, TYPE)))


def test_data_in_a_circle_with_other_declarations_have_no_meaning() -> None:
    ivy = Constant("Ivy")
    made = (*bush(arrow(ivy, BUSH)), Entry("Ivy", "data", TYPE, constructors=("twig",)))
    circle = (*made, Entry("twig", "data", arrow(BUSH, ivy), of="Ivy"))
    assert ill_founded("Bush", having(*circle)) == Occurrence("c0", "circular", "Ivy")
    assert refused(*circle) == "Data"
    accepted(*made, Entry("twig", "data", arrow(LEVEL, ivy), of="Ivy"))


def test_data_in_a_circle_with_a_function_have_no_meaning() -> None:
    shape = function("shape", arrow(NAT, TYPE), ((X,), BUSH))
    assert refused(*bush(arrow(Apply(Constant("shape", reducible=True), (Literal(0),)), BUSH)), shape) == "Data"


def test_what_a_declaration_rests_on_is_found_through_others() -> None:
    signature = having(
        function("f", arrow(NAT, NAT), ((X,), Apply(Constant("g"), (Local(0),)))), *bush(arrow(NAT, BUSH))
    )
    assert reaches("f", "g", signature)
    assert reaches("Bush", "Nat", signature)
    assert reaches("Bush", "c0", signature)
    assert not reaches("Bush", "f", signature)
    assert not reaches("f", "Bush", signature)


@pytest.mark.parametrize(
    ("field", "positive"),
    [
        (Local(0), True),
        (POT, True),
        (NAT, True),
        (Apply(LIST, (Local(0),)), True),
        (tree(Apply(LIST, (Local(0),))), True),
        (arrow(NAT, Local(0)), True),
        (Record(("a", "b"), (NAT, Local(0))), True),
        (Record(("a", "b"), (NAT, arrow(Local(0), NAT))), False),
        (arrow(Local(0), NAT), False),
        (arrow(arrow(Local(0), NAT), NAT), False),
        (Apply(POSSIBLE, (Local(0),)), False),
        (Apply(LIST, (arrow(Local(0), NAT),)), False),
        (Refinement("x", Local(0), Apply(EQUAL, (Local(0), Local(1), Local(1)))), False),
        (Apply(Local(0), (NAT,)), False),
    ],
)
def test_a_parameter_is_positive_where_all_fields_admit_it(field: Term, positive: bool) -> None:
    signature = having(*bush(over(NAT, POT), over(NAT, field, POT), type_=arrow(TYPE, TYPE)))
    assert positive_in(BUSH, 0, signature) is positive


def test_declared_families_and_lengths_are_not_positive_in_anything() -> None:
    signature = having(Entry("Bag", "families", arrow(TYPE, TYPE), variance=("covariant",)))
    assert not positive_in(Constant("Bag"), 0, signature)
    assert not positive_in(Constant("leaf"), 0, signature)
    assert [positive_in(VEC, at, signature) for at in range(2)] == [True, False]


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
