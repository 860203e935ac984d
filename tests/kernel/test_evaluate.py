"""Evaluation and quotation against what terms mean in Python."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

import pytest
from hypothesis import given, reject
from hypothesis import strategies as st

from interlock.kernel.builtin import (
    ADD,
    BOOL,
    CERTAIN,
    DIVIDE,
    FIN,
    HULL,
    INT,
    MAXIMUM,
    MINIMUM,
    MULTIPLY,
    NAT,
    POINT,
    PROP,
    REAL,
    VACUOUS,
    VEC,
    arrow,
)
from interlock.kernel.clause import Case, Clause, Variable
from interlock.kernel.convert import convertible
from interlock.kernel.evaluate import (
    CALL_LIMIT,
    STEP_LIMIT,
    Machine,
    apply,
    body,
    domain,
    evaluate,
    evaluate_in,
    expose,
    field_type,
    instantiate,
    project,
)
from interlock.kernel.part import children
from interlock.kernel.quote import identity, quote
from interlock.kernel.signature import Entry
from interlock.kernel.term import (
    Apply,
    Binder,
    Closure,
    Constant,
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
    Term,
    Tuple,
    Universe,
)
from tests.kernel.worlds import DEPTH, VARIABLES, alike, context, environments, meaning, terms

GROUND = [NAT, INT, REAL, BOOL]
SIMPLE = sorted(set(VARIABLES), key=VARIABLES.index)


def normal(term: Term, depth: int = DEPTH) -> Term:
    """The normal form of a term; too large ones are not looked at."""
    machine = Machine()
    try:
        return quote(evaluate(term, identity(depth), machine), depth, machine)
    except Large:
        reject()


@given(st.data(), st.sampled_from(GROUND), environments)
def test_evaluation_agrees_with_python(data: st.DataObject, type_: Term, values: tuple[Term, ...]) -> None:
    term = data.draw(terms(type_))
    machine = Machine()
    try:
        inner = tuple(evaluate(value, (), machine) for value in values)
        found = evaluate(term, inner, machine)
    except Large:
        reject()
    assert isinstance(found, Literal)
    expected = meaning(term, tuple(meaning(value, ()) for value in values))
    assert (found.value, isinstance(found.value, bool)) == (expected, isinstance(expected, bool))


@given(st.data(), st.sampled_from(SIMPLE))
def test_a_normal_form_is_its_own_normal_form(data: st.DataObject, type_: Term) -> None:
    once = normal(data.draw(terms(type_)))
    assert alike(once, normal(once))


@given(st.data(), st.sampled_from(GROUND), environments)
def test_a_normal_form_means_the_same(data: st.DataObject, type_: Term, values: tuple[Term, ...]) -> None:
    term = data.draw(terms(type_))
    world = tuple(meaning(value, ()) for value in values)
    assert meaning(normal(term), world) == meaning(term, world)


@given(st.data(), st.sampled_from(SIMPLE))
def test_a_value_is_convertible_with_its_quotation_read_back(data: st.DataObject, type_: Term) -> None:
    around = context()
    term = data.draw(terms(type_))
    try:
        value = evaluate(term, identity(DEPTH), around.machine)
        again = evaluate(quote(value, DEPTH, around.machine), identity(DEPTH), around.machine)
    except Large:
        reject()
    assert convertible(value, again, around, evaluate(type_, (), around.machine))


@given(st.data(), st.sampled_from(SIMPLE))
def test_quotation_at_a_greater_depth_shifts_bound_variables_only(data: st.DataObject, type_: Term) -> None:
    machine = Machine()
    try:
        value = evaluate(data.draw(terms(type_)), identity(DEPTH), machine)
        deeper = quote(value, DEPTH + 3, machine)
        back = quote(evaluate(deeper, identity(DEPTH + 3), machine), DEPTH, machine)
    except Large:
        reject()
    assert alike(back, quote(value, DEPTH, machine))


BINDERS = [
    Pi("n", NAT, Apply(FIN, (Local(0),))),
    Pi("n", NAT, NAT, implicit=True),
    Lambda("n", Apply(ADD, (Local(0), Literal(1)))),
    Record(("n", "k"), (NAT, Apply(FIN, (Local(0),)))),
    Refinement("n", NAT, Apply(Constant("<"), (Local(0), Literal(3)))),
    Quantified("forall", "n", NAT, Apply(Constant("<"), (Local(0), Literal(3)))),
]


@pytest.mark.parametrize("binder", BINDERS, ids=lambda binder: type(binder).__name__)
def test_each_binder_is_suspended_and_quoted_back(binder: Term) -> None:
    machine = Machine()
    value = evaluate(binder, (), machine)
    assert isinstance(value, Closure)
    assert quote(value, 0, machine).depth == binder.depth
    moved = quote(value, 2, machine)
    assert alike(quote(evaluate(moved, identity(2), machine), 0, machine), quote(value, 0, machine))


def test_a_function_takes_arguments_one_after_another() -> None:
    add = Lambda("a", Lambda("b", Apply(ADD, (Local(0), Local(1)))))
    machine = Machine()
    function = evaluate(add, (), machine)
    assert apply(function, (Literal(3), Literal(4)), machine) is Literal(7)
    assert apply(apply(function, (Literal(3),), machine), (Literal(4),), machine) is Literal(7)


def test_a_stuck_application_collects_its_arguments() -> None:
    machine = Machine()
    once = apply(Local(0), (Literal(1),), machine)
    assert apply(once, (Literal(2),), machine) is Apply(Local(0), (Literal(1), Literal(2)))


def test_a_partial_sum_computes_when_its_second_argument_comes() -> None:
    machine = Machine()
    partial = apply(ADD, (Literal(1),), machine)
    assert apply(partial, (Literal(2),), machine) is Literal(3)


def test_a_hole_is_filled_with_what_the_machine_has_for_it() -> None:
    term = Apply(Constant("Tag"), (Hole("a"),))
    assert evaluate(term, (), Machine()) is term
    assert evaluate(term, (), Machine({"a": Literal(3)})) is Apply(Constant("Tag"), (Literal(3),))
    assert evaluate(term, (), Machine({"a": Hole("b"), "b": Literal(3)})) is Apply(Constant("Tag"), (Literal(3),))
    closed = evaluate(Lambda("x", Local(0)), (), Machine())
    assert evaluate(Hole("a"), (), Machine({"a": closed})) is closed


def test_a_division_by_nought_is_left_as_it_is() -> None:
    assert evaluate(Apply(DIVIDE, (Literal(1), Literal(0))), (), Machine()) is Apply(DIVIDE, (Literal(1), Literal(0)))
    assert evaluate(Apply(DIVIDE, (Literal(1), Literal(2))), (), Machine()) is Literal(Fraction(1, 2))


def test_a_vector_is_exposed_as_a_function_type() -> None:
    machine = Machine()
    vector = Apply(VEC, (BOOL, Literal(3)))
    exposed = expose(vector)
    assert isinstance(exposed, Closure)
    assert domain(exposed, machine) is Apply(FIN, (Literal(3),))
    assert instantiate(exposed, Literal(0), machine) is BOOL
    assert expose(NAT) is NAT


def test_a_field_has_the_type_at_the_fields_before_it() -> None:
    machine = Machine()
    record = evaluate(Record(("n", "k"), (NAT, Apply(FIN, (Local(0),)))), (), machine)
    assert isinstance(record, Closure)
    assert field_type(Local(5), record, "k", machine) is Apply(FIN, (Project(Local(5), "n"),))
    assert field_type(Local(5), record, "z", machine) is None
    assert project(Tuple(("n",), (Literal(3),)), "n") is Literal(3)


def test_what_binds_no_single_variable_has_no_body() -> None:
    with pytest.raises(TypeError):
        body(Record(("n",), (NAT,)))


def test_a_number_beyond_its_steps_is_large() -> None:
    loop = evaluate(Lambda("x", Apply(ADD, (Local(0), Literal(1)))), (), Machine())
    with pytest.raises(Large):
        apply(loop, (Literal(1),), Machine(steps=0))
    with pytest.raises(Large):
        instantiate(loop, Literal(1), Machine(steps=0))  # type: ignore[arg-type]


def test_what_is_no_value_is_not_quoted() -> None:
    with pytest.raises(TypeError):
        quote(Lambda("x", Local(0)), 0, Machine())


@pytest.mark.parametrize("leaf", [Local(0), Universe(2), Literal("a"), Literal(value=True), PROP, Hole("h")])
def test_a_leaf_is_its_own_quotation(leaf: Term) -> None:
    assert quote(leaf, 1, Machine()) is leaf


def test_products_of_sums_are_sums_of_products() -> None:
    left = Apply(MULTIPLY, (Apply(ADD, (Local(0), Literal(1))), Apply(ADD, (Local(0), Literal(1)))))
    machine = Machine()
    value = evaluate(left, identity(1), machine)
    assert evaluate(value, (Literal(4),), machine) is Literal(25)
    assert evaluate(value, (Local(0),), machine) is value


def test_all_laws_on_one_certain_value_are_the_law_at_it() -> None:
    machine = Machine()
    certain = Apply(VACUOUS, (NAT, Apply(CERTAIN, (NAT, Local(0)))))
    assert evaluate(certain, identity(1), machine) is Apply(HULL, (NAT, Apply(POINT, (NAT, Local(0)))))
    assert evaluate(Apply(VACUOUS, (NAT, Local(0))), identity(1), machine) is Apply(VACUOUS, (NAT, Local(0)))


COUNT = Constant("count", reducible=True)


def counting(body: Term) -> Machine:
    """A machine that knows `count 0 = 0` and `count (n + 1) = body`."""
    clauses = (Clause((Case("0", ()),), Literal(0)), Clause((Case("+ 1", (Variable("n"),)),), body))
    return Machine(entries={"count": Entry("count", "functions", arrow(NAT, NAT), clauses=clauses)})


def test_calls_wait_for_one_another_up_to_the_limit() -> None:
    """A call at an open number waits for the one below it; closed ones are computed from below, however large."""
    after = counting(Apply(ADD, (Apply(COUNT, (Local(0),)), Literal(1))))
    open_ = {
        at: evaluate(Apply(ADD, (Local(0), Literal(at))), identity(1), after) for at in (CALL_LIMIT - 1, CALL_LIMIT)
    }
    found = evaluate(Apply(COUNT, (open_[CALL_LIMIT - 1],)), identity(1), after)
    assert found is evaluate(Apply(ADD, (Apply(COUNT, (Local(0),)), Literal(CALL_LIMIT - 1))), identity(1), after)
    with pytest.raises(Large):
        evaluate(Apply(COUNT, (open_[CALL_LIMIT],)), identity(1), after)
    after.rest()
    assert evaluate(Apply(COUNT, (Literal(5000),)), (), after) is Literal(5000)


def test_a_call_that_is_all_that_is_left_waits_for_nothing() -> None:
    passed = counting(Apply(COUNT, (Local(0),)))
    far = evaluate(Apply(ADD, (Local(0), Literal(10 * CALL_LIMIT))), identity(1), passed)
    assert evaluate(Apply(COUNT, (far,)), identity(1), passed) is Apply(COUNT, (Local(0),))


def test_a_call_with_more_arguments_than_patterns_goes_on_with_the_rest() -> None:
    clauses = (Clause((Variable("n"),), Lambda("m", Apply(ADD, (Local(0), Local(1))))),)
    machine = Machine(entries={"count": Entry("count", "functions", arrow(NAT, NAT, NAT), clauses=clauses)})
    assert evaluate(Apply(COUNT, (Literal(3), Literal(4))), (), machine) is Literal(7)
    assert evaluate(Apply(Apply(COUNT, (Literal(3),)), (Literal(4),)), (), machine) is Literal(7)


def test_a_function_without_clauses_or_arguments_stays() -> None:
    machine = Machine(entries={"count": Entry("count", "functions", arrow(NAT, NAT))})
    assert evaluate(Apply(COUNT, (Literal(3),)), (), machine) is Apply(COUNT, (Literal(3),))
    assert evaluate(COUNT, (), counting(Local(0))) is COUNT
    assert evaluate(ADD, (), machine) is ADD


def test_a_machine_rests_with_all_its_steps_and_more_for_more_things() -> None:
    machine = Machine(steps=1)
    machine.step()
    with pytest.raises(Large):
        machine.step()
    machine.waiting = CALL_LIMIT
    machine.rest(3)
    assert (machine.steps, machine.waiting) == (STEP_LIMIT + 300, 0)
    machine.rest()
    assert machine.steps == STEP_LIMIT


def test_what_is_quoted_is_quoted_in_all_its_parts() -> None:
    """At another depth its binders bind other levels, wherever they stand."""
    machine = Machine()
    function = evaluate(Lambda("x", Apply(Constant("Tag"), (Local(0),))), (), machine)
    called = Apply(Constant("made"), (function,))
    wholes: list[tuple[Term, Callable[[Term], Term]]] = [
        (Project(called, "a"), lambda inner: Project(Apply(Constant("made"), (inner,)), "a")),
        (Tuple(("a",), (function,)), lambda inner: Tuple(("a",), (inner,))),
        (Apply(Local(0), (called,)), lambda inner: Apply(Local(0), (Apply(Constant("made"), (inner,)),))),
    ]
    for value, around_it in wholes:
        assert alike(quote(value, 3, machine), around_it(Lambda("x", Apply(Constant("Tag"), (Local(3),)))))
    cube = evaluate(Apply(MULTIPLY, (called, Apply(MULTIPLY, (called, called)))), (), machine)
    more = evaluate(Apply(ADD, (Apply(MULTIPLY, (Literal(2), cube)), Literal(1))), (), machine)
    quoted = quote(more, 3, machine)
    assert evaluate(quoted, identity(3), machine) is not more
    assert convertible(evaluate(quoted, identity(3), machine), more, context())


FIN_OF = Apply(FIN, (Local(0),))
DEPENDENT = Apply(Constant("Tag"), (Local(0), Local(1), Local(2)))


@pytest.mark.parametrize(
    "binder",
    [
        Pi("x", NAT, Pi("y", FIN_OF, Lambda("z", DEPENDENT), implicit=True)),
        Lambda("x", Lambda("y", Lambda("z", DEPENDENT))),
        Record(("x", "y", "z"), (NAT, Pi("i", FIN_OF, Apply(FIN, (Local(1),))), Lambda("z", DEPENDENT))),
        Refinement("x", NAT, Quantified("forall", "y", FIN_OF, Quantified("exists", "z", NAT, DEPENDENT))),
        Quantified("exists", "x", Refinement("y", NAT, FIN_OF), Record(("y", "z"), (FIN_OF, Lambda("z", DEPENDENT)))),
    ],
)
def test_a_closed_binder_is_its_own_normal_form(binder: Term) -> None:
    """Names, braces and quantifiers included, and what stands under binders under binders."""
    machine = Machine()
    assert identical(quote(evaluate(binder, (), machine), 0, machine), binder)
    deeper = quote(evaluate(binder, (), machine), 4, machine)
    assert not identical(deeper, binder)
    assert identical(quote(evaluate(deeper, identity(4), machine), 0, machine), binder)


def identical(one: Term, other: Term) -> bool:
    """Whether two terms are written alike, names included."""
    if type(one) is not type(other):
        return False
    own = [name for name in ("name", "names", "implicit", "quantifier") if hasattr(one, name)]
    if any(getattr(one, name) != getattr(other, name) for name in own):
        return False
    inside = [children(one), children(other)]
    if not isinstance(one, Binder) and not any(isinstance(part, Binder) for part in (*inside[0], *inside[1])):
        return one is other
    return len(inside[0]) == len(inside[1]) and all(map(identical, *inside))


def test_extrema_are_computed_where_both_are_known() -> None:
    machine = Machine()
    two, three = Literal(2), Literal(3)
    assert (
        evaluate(Apply(MINIMUM, (two, three)), (), machine)
        is evaluate(Apply(MINIMUM, (three, two)), (), machine)
        is two
    )
    assert (
        evaluate(Apply(MAXIMUM, (two, three)), (), machine)
        is evaluate(Apply(MAXIMUM, (three, two)), (), machine)
        is three
    )
    assert evaluate(Apply(MAXIMUM, (two, Literal(Fraction(5, 2)))), (), machine) is Literal(Fraction(5, 2))
    for extremum in (MINIMUM, MAXIMUM):
        assert evaluate(Apply(extremum, (Local(0), Local(0))), identity(1), machine) is Local(0)
        assert evaluate(Apply(extremum, (Local(0), two)), identity(1), machine) is Apply(extremum, (Local(0), two))
        assert evaluate(Apply(extremum, (two, Local(0))), identity(1), machine) is Apply(extremum, (two, Local(0)))


@pytest.mark.parametrize(
    "term",
    [
        Literal(3),
        Local(1),
        Apply(Constant("Tag"), (Local(1), Local(0))),
        Apply(ADD, (Local(1), Local(0))),
        Apply(Local(1), (Local(0), Local(0))),
        Apply(Constant("Tag"), (Local(1), Literal(2))),
        Pi("x", Apply(FIN, (Local(0),)), Apply(FIN, (Local(2),))),
        Lambda("x", Apply(ADD, (Local(0), Local(2)))),
    ],
)
def test_what_is_behind_a_term_makes_no_difference_to_its_value(term: Term) -> None:
    machine = Machine()
    function = evaluate(Lambda("x", Lambda("y", Local(1))), (), machine)
    values = [Literal(5), function if isinstance(term, Apply) and term.head is Local(1) else Literal(6)]
    assert evaluate_in(term, [*values, Literal(7), Literal(8)], 2, machine) is evaluate(term, tuple(values), machine)
