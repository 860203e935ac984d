"""Data made by hand: constructors mention them strictly positively, or they have no meaning."""

from __future__ import annotations

import pytest

from interlock.kernel.builtin import (
    BOOL,
    EQUAL,
    LIST,
    NAT,
    OPTION,
    POSSIBLE,
    TYPE,
    VEC,
    arrow,
)
from interlock.kernel.data import Occurrence, ill_founded, positive_in, reaches
from interlock.kernel.script import judge_signature
from interlock.kernel.signature import Entry
from interlock.kernel.term import (
    Apply,
    Constant,
    Literal,
    Local,
    Pi,
    Record,
    Refinement,
    Term,
    Universe,
)
from tests.kernel.garden import (
    GARDEN,
    LEVEL,
    TREE,
    ZERO_,
    X,
    accepted,
    function,
    having,
    more,
    over,
    refused,
    tree,
)


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
    two = function("h", arrow(NAT, NAT), ((more(X),), Apply(Constant("g"), (Local(0),))), ((ZERO_,), Literal(0)))
    assert reaches("h", "g", having(two))
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
