"""Conversion: an equivalence that respects meaning, with eta for functions, records and the unit type."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given, reject
from hypothesis import strategies as st

from interlock.kernel.builtin import ADD, BOOL, FIN, NAT, PROP, REAL, TRUE, TYPE, UNIT, VEC, arrow
from interlock.kernel.context import Context
from interlock.kernel.convert import argument_types, convertible, type_of
from interlock.kernel.evaluate import Machine, evaluate
from interlock.kernel.quote import identity, quote
from interlock.kernel.signature import Entry, Signature
from interlock.kernel.subsume import subsumed
from interlock.kernel.term import (
    Apply,
    Constant,
    Free,
    Lambda,
    Large,
    Literal,
    Local,
    Pi,
    Project,
    Quantified,
    Record,
    Refinement,
    Term,
    Tuple,
    Universe,
)
from tests.kernel.worlds import BUNDLE, DEPTH, PAIR, UNARY, VARIABLES, context, environments, meaning, terms

GROUND = [NAT, BOOL, REAL]
SIMPLE = sorted(set(VARIABLES), key=VARIABLES.index)


def value(term: Term, around: Context) -> Term:
    try:
        return evaluate(term, identity(around.depth), around.machine)
    except Large:
        reject()


@given(st.data(), st.sampled_from(SIMPLE))
def test_every_term_is_convertible_with_itself(data: st.DataObject, type_: Term) -> None:
    around = context()
    term = value(data.draw(terms(type_)), around)
    assert convertible(term, term, around, value(type_, around))
    assert convertible(term, term, around)


@given(st.data(), st.sampled_from(GROUND), environments)
def test_convertible_terms_mean_the_same(data: st.DataObject, type_: Term, values: tuple[Term, ...]) -> None:
    around = context()
    left, right = data.draw(terms(type_, fuel=2)), data.draw(terms(type_, fuel=2))
    one, other = value(left, around), value(right, around)
    forward = convertible(one, other, around, value(type_, around))
    assert forward == convertible(other, one, around, value(type_, around))
    if forward:
        world = tuple(meaning(inner, ()) for inner in values)
        assert meaning(left, world) == meaning(right, world)


@given(st.data(), st.sampled_from(SIMPLE))
def test_conversion_is_transitive(data: st.DataObject, type_: Term) -> None:
    around = context()
    a, b, c = (value(data.draw(terms(type_, fuel=1)), around) for _ in range(3))
    at = value(type_, around)
    if convertible(a, b, around, at) and convertible(b, c, around, at):
        assert convertible(a, c, around, at)


@given(st.data())
def test_a_function_is_what_it_does(data: st.DataObject) -> None:
    around = context()
    function = value(data.draw(terms(UNARY, redexes=False)), around)
    deeper = quote(function, DEPTH + 1, around.machine)
    expanded = value(Lambda("x", Apply(deeper, (Local(DEPTH),))), around)
    for known in (value(UNARY, around), None):
        assert convertible(function, expanded, around, known)
        assert convertible(expanded, function, around, known)


@given(st.data(), st.sampled_from([PAIR, BUNDLE]))
def test_a_record_is_its_fields(data: st.DataObject, type_: Record) -> None:
    around = context()
    record = value(data.draw(terms(type_, redexes=False)), around)
    term = quote(record, DEPTH, around.machine)
    expanded = value(Tuple(type_.names, tuple([Project(term, name) for name in type_.names])), around)
    assert convertible(record, expanded, around, value(type_, around))
    assert convertible(expanded, record, around)


SIGNATURE = Signature(
    {
        "Tag": Entry("Tag", "families", arrow(NAT, TYPE)),
        "Plain": Entry("Plain", "families", arrow(UNIT, TYPE)),
        "Law": Entry("Law", "families", arrow(UNARY, TYPE)),
        "Poly": Entry("Poly", "families", Pi("A", TYPE, Pi("x", Local(0), TYPE))),
    }
)
PORTS = {
    "u": UNIT,
    "v": UNIT,
    "n": NAT,
    "m": NAT,
    "f": evaluate(UNARY, (), Machine()),
    "r": evaluate(PAIR, (), Machine()),
}
U, V, N, M, F, R = (Free(name) for name in PORTS)


def around() -> Context:
    return Context(SIGNATURE, PORTS, (), Machine())


def same(left: Term, right: Term, type_: Term | None = None) -> bool:
    here = around()
    forward = convertible(value(left, here), value(right, here), here, None if type_ is None else value(type_, here))
    assert forward == convertible(
        value(right, here), value(left, here), here, None if type_ is None else value(type_, here)
    )
    return forward


def test_values_of_the_unit_type_are_equal() -> None:
    assert same(U, V, UNIT)
    assert same(Apply(Constant("Plain"), (U,)), Apply(Constant("Plain"), (V,)))
    assert same(Apply(Constant("Poly"), (UNIT, U)), Apply(Constant("Poly"), (UNIT, V)))
    assert not same(Apply(Constant("Poly"), (NAT, N)), Apply(Constant("Poly"), (NAT, M)))
    assert same(Lambda("n", U), Lambda("n", V), arrow(NAT, UNIT))


def test_functions_and_records_are_expanded_inside_arguments() -> None:
    assert same(Apply(Constant("Law"), (F,)), Apply(Constant("Law"), (Lambda("n", Apply(F, (Local(0),))),)))
    swapped = Tuple(("x", "y"), (Project(R, "x"), Project(R, "y")))
    assert same(Apply(Constant("Poly"), (PAIR, R)), Apply(Constant("Poly"), (PAIR, swapped)))
    assert not same(Tuple(("x",), (N,)), Tuple(("y",), (N,)))
    assert not same(Tuple(("x",), (N,)), Tuple(("x",), (M,)))


def test_a_refined_type_compares_like_its_domain() -> None:
    refined = Refinement("f", UNARY, Apply(Constant("="), (NAT, Apply(Local(0), (N,)), N)))
    assert same(F, Lambda("n", Apply(F, (Local(0),))), refined)


BINDERS = [
    Pi("a", NAT, Apply(FIN, (Local(0),))),
    Pi("a", NAT, Apply(FIN, (Apply(ADD, (Local(0), Literal(1))),))),
    Pi("a", REAL, NAT),
    Record(("a", "b"), (NAT, Apply(FIN, (Local(0),)))),
    Record(("a", "b"), (NAT, NAT)),
    Record(("a", "c"), (NAT, Apply(FIN, (Local(0),)))),
    Refinement("a", NAT, Apply(Constant("<"), (Local(0), N))),
    Refinement("a", NAT, Apply(Constant("<"), (Local(0), M))),
    Refinement("a", REAL, Apply(Constant("<"), (Local(0), N))),
    Quantified("forall", "a", NAT, Apply(Constant("<"), (Local(0), N))),
    Quantified("exists", "a", NAT, Apply(Constant("<"), (Local(0), N))),
    Lambda("a", Local(0)),
    Lambda("a", N),
    NAT,
    N,
    Universe(0),
    PROP,
    Apply(FIN, (N,)),
    Project(R, "x"),
    Project(R, "y"),
    Literal(1),
    Apply(ADD, (N, Literal(1))),
    Apply(ADD, (N, M)),
    Tuple(("x",), (N,)),
]


@pytest.mark.parametrize("one", range(len(BINDERS)))
def test_terms_of_different_form_are_told_apart(one: int) -> None:
    for other, term in enumerate(BINDERS):
        assert same(BINDERS[one], term) == (one == other), (one, other)


def test_names_of_bound_variables_do_not_matter() -> None:
    assert same(Pi("a", NAT, Apply(FIN, (Local(0),))), Pi("b", NAT, Apply(FIN, (Local(0),))))
    assert same(Record(("a",), (NAT,)), Record(("a",), (NAT,)))


def test_a_vector_is_a_function_type() -> None:
    function = Pi("i", Apply(FIN, (Literal(3),)), BOOL)
    assert same(Apply(VEC, (BOOL, Literal(3))), function)
    assert not same(Apply(VEC, (BOOL, Literal(4))), function)
    assert not same(NAT, function)


def test_the_type_of_a_neutral_value_is_found_from_its_head() -> None:
    here = around()
    assert type_of(N, here) is NAT
    assert type_of(Apply(F, (N,)), here) is NAT
    assert type_of(Project(R, "x"), here) is NAT
    assert type_of(Project(N, "x"), here) is None
    assert type_of(Apply(N, (N,)), here) is None
    assert type_of(Apply(FIN, (N,)), here) is None
    assert type_of(Constant("Tag"), here) is not None
    assert type_of(Constant("Unheard"), here) is None
    assert type_of(Local(0), here) is None
    assert type_of(Local(0), here.bind(BOOL)) is BOOL
    assert type_of(Literal(3), here) is None
    assert type_of(Free("unheard"), here) is None


def test_what_is_said_of_a_function_does_not_hide_that_it_is_one() -> None:
    here = around()
    said = Refinement("f", Refinement("f", Apply(VEC, (BOOL, Literal(3))), TRUE), TRUE)
    inner = here.bind(value(said, here))
    call = Apply(Local(inner.depth - 1), (Literal(0),))
    assert type_of(call, inner) is BOOL
    assert argument_types(call.head, call.arguments, inner) == (Apply(FIN, (Literal(3),)),)


def test_neutral_values_are_compared_argument_by_argument() -> None:
    two = Constant("two")
    assert not same(Apply(two, (N,)), Apply(two, (N, M)))
    assert same(Apply(two, (N, M)), Apply(two, (N, M)))
    assert not same(Apply(two, (N, M)), Apply(two, (M, M)))
    assert not same(Apply(Project(R, "x"), (N,)), Apply(Project(R, "y"), (N,)))
    assert not same(Project(Project(R, "x"), "z"), Project(Project(R, "y"), "z"))
    lambdas = [Apply(two, (Lambda("a", body),)) for body in (Local(0), N)]
    assert not same(*lambdas)


ETA = Lambda("a", Apply(F, (Local(0),)))


@pytest.mark.parametrize(
    "around_it",
    [
        lambda inner: Apply(Constant("two"), (inner,)),
        lambda inner: Project(Apply(Constant("two"), (inner,)), "x"),
        lambda inner: Project(Project(Apply(Constant("two"), (inner,)), "x"), "y"),
        lambda inner: Apply(Project(Apply(Constant("two"), (inner,)), "x"), (N,)),
        lambda inner: Apply(ADD, (Apply(Constant("two"), (inner,)), N)),
        lambda inner: Tuple(("x",), (inner,)),
    ],
)
def test_equal_parts_make_equal_wholes(around_it: Callable[[Term], Term]) -> None:
    """Here the two are not one object: one has a function where the other has what that function does."""
    assert around_it(F) is not around_it(ETA)
    assert same(around_it(F), around_it(ETA))
    assert not same(around_it(F), around_it(Lambda("a", Literal(0))))


def test_the_field_of_a_call_has_a_type_at_that_call() -> None:
    """Where it is known to be of a type with one value, any two are equal: eta at `Unit`."""
    pair = Record(("n", "u"), (NAT, UNIT))
    signature = Signature({"make": Entry("make", "functions", arrow(arrow(NAT, NAT), pair))})
    here = Context(signature, {"f": evaluate(arrow(NAT, NAT), (), Machine()), "n": NAT}, (), Machine())
    made = [evaluate(Apply(Constant("make"), (inner,)), (), here.machine) for inner in (F, ETA)]
    assert convertible(Project(made[0], "n"), Project(made[1], "n"), here)
    assert type_of(Project(made[1], "u"), here) is UNIT


@pytest.mark.parametrize("kind", [Apply, Project, Tuple])
def test_a_node_that_is_made_twice_is_equal_to_itself(kind: type[Term], monkeypatch: pytest.MonkeyPatch) -> None:
    """The tables of nodes are a memo: what is missing from one costs time and never changes a verdict."""

    def made() -> Term:
        called = Apply(F, (Tuple(("x",), (N,)),))
        return Project(Apply(Project(called, "x"), (called,)), "y")

    once = made()
    monkeypatch.setattr(kind, "_nodes", {})
    again = made()
    assert once is not again
    assert same(once, again)


def test_records_are_equal_only_if_all_their_fields_are() -> None:
    ports = {**PORTS, "q": PORTS["r"]}
    here = Context(SIGNATURE, ports, (), Machine())
    assert not convertible(R, Free("q"), here, ports["r"])
    first = Tuple(("x", "y"), (Project(R, "x"), Project(Free("q"), "y")))
    assert not convertible(R, first, here, ports["r"])
    assert not convertible(Free("q"), first, here, ports["r"])


@pytest.mark.parametrize(
    "type_",
    [
        Record(("a", "b"), (UNIT, UNIT)),
        Refinement("x", UNIT, Apply(Constant("="), (UNIT, Local(0), U))),
        arrow(NAT, UNIT),
        arrow(NAT, Record(("a",), (UNIT,))),
        Pi("n", NAT, arrow(Apply(FIN, (Local(0),)), UNIT)),
    ],
)
def test_types_of_one_value_have_one(type_: Term) -> None:
    here = Context(SIGNATURE, {"p": value(type_, around()), "q": value(type_, around())}, (), Machine())
    assert convertible(Free("p"), Free("q"), here, here.free["p"])
    assert not convertible(Free("p"), Free("q"), here)


def test_what_is_equal_where_a_variable_is_of_one_type_need_not_be_elsewhere() -> None:
    """One machine remembers what it found of closed values only: others depend on the types of their variables."""
    here = around()
    one, other = (Apply(Local(0), (Local(at),)) for at in (1, 2))
    single, several = (here.bind(value(arrow(of, TYPE), here)).bind(of).bind(of) for of in (UNIT, NAT))
    for _ in range(2):
        assert convertible(one, other, single)
        assert not convertible(one, other, several)
        assert subsumed(one, other, single)
        assert not subsumed(one, other, several)
