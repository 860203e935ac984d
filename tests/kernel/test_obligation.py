"""The kernel relies on a certificate only where it says just what is owed, of variables of just these types."""

from __future__ import annotations

import pytest

from interlock.kernel.builtin import FIN, INT, LESS, NAT, PROP, REAL, arrow
from interlock.kernel.clause import Clause, Variable
from interlock.kernel.context import SILENT, Context, opening
from interlock.kernel.evaluate import Machine, evaluate
from interlock.kernel.obligation import Certificate, Discharged, normal_shape, shape
from interlock.kernel.proposition import follows
from interlock.kernel.signature import Entry, Signature
from interlock.kernel.subsume import fits, subsumed
from interlock.kernel.term import (
    Apply,
    Constant,
    Free,
    Lambda,
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
)

GOOD = Constant("kit.good")
SIGNATURE = Signature({"kit.good": Entry("kit.good", "predicates", arrow(NAT, PROP))})


def less(left: Term, right: Term) -> Term:
    return Apply(LESS, (left, right))


A, X = Free("a"), Local(0)
TWO, THREE = Literal(2), Literal(3)
HERE = Context(SIGNATURE, {"a": NAT}, (), Machine())
PLAIN = Certificate(less(TWO, A), (), (("a", NAT),), (less(THREE, A),))


def test_a_certificate_discharges_what_it_states() -> None:
    assert follows(less(TWO, A), (less(THREE, A),), HERE.asking(Discharged([PLAIN])))


def test_without_one_nothing_is_granted() -> None:
    assert not follows(less(TWO, A), (less(THREE, A),), HERE)
    assert not follows(less(TWO, A), (less(THREE, A),), HERE.asking(Discharged()))


@pytest.mark.parametrize(
    ("goal", "facts", "context"),
    [
        (less(Literal(1), A), (less(THREE, A),), HERE),
        (less(TWO, A), (), HERE),
        (less(TWO, A), (less(TWO, Free("b")),), HERE),
        (less(TWO, A), (less(THREE, A),), Context(SIGNATURE, {"a": INT}, (), Machine())),
        (less(TWO, A), (less(THREE, A),), Context(SIGNATURE, {}, (), Machine())),
        (less(TWO, A), (less(THREE, A),), HERE.bind(NAT)),
    ],
    ids=["another goal", "a missing premise", "another premise", "another type", "no such variable", "a binder more"],
)
def test_one_that_states_something_else_does_not_help(goal: Term, facts: tuple[Term, ...], context: Context) -> None:
    assert not follows(goal, facts, context.asking(Discharged([PLAIN])))


def test_the_types_of_bound_variables_count() -> None:
    certificate = Certificate(less(X, THREE), (Apply(FIN, (THREE,)),), (), ())
    oracle = Discharged([certificate])
    inside = opening(SIGNATURE, oracle)
    assert follows(less(X, THREE), (), inside.bind(Apply(FIN, (THREE,))))
    assert not follows(less(X, THREE), (), inside.bind(NAT))


def test_a_free_variable_may_be_a_function() -> None:
    type_ = Pi("n", NAT, Apply(FIN, (X,)))
    certificate = Certificate(less(TWO, Apply(Free("f"), (TWO,))), (), (("f", shape(type_)),), ())
    for found, granted in ((type_, True), (Pi("n", NAT, Apply(FIN, (TWO,))), False)):
        here = Context(SIGNATURE, {"f": evaluate(found, (), Machine())}, (), Machine(), (), Discharged([certificate]))
        assert follows(less(TWO, Apply(Free("f"), (TWO,))), (), here) is granted
        # Under a binder, too: what is free is bound by none of them.
        assert not follows(less(TWO, Apply(Free("f"), (TWO,))), (), here.bind(NAT))


def test_a_certificate_from_the_equations_of_a_function_needs_a_function_that_has_some() -> None:
    certificate = Certificate(less(TWO, A), (), (("a", NAT),), (), ("double",))
    oracle = Discharged([certificate])
    for clauses, granted in (((Clause((Variable("n"),), X),), True), ((), False), (None, False)):
        entry = Entry("double", "functions", arrow(NAT, NAT), clauses=clauses)
        here = Context(Signature({"double": entry}), {"a": NAT}, (), Machine(), (), oracle)
        assert follows(less(TWO, A), (), here) is granted
    assert not follows(less(TWO, A), (), HERE.asking(oracle))


def test_a_lemma_is_a_premise_everywhere_and_a_guarantee_once_it_stands() -> None:
    machine = Machine()
    lemma = Quantified("forall", "n", NAT, Apply(GOOD, (Local(0),)))
    said = shape(Quantified("forall", "other", NAT, Apply(GOOD, (Local(0),))))
    certificate = Certificate(Apply(GOOD, (A,)), (), (("a", NAT),), (said,))
    assert follows(Apply(GOOD, (A,)), (), HERE.asking(Discharged([certificate], [lemma])))
    oracle = Discharged([certificate])
    assert not follows(Apply(GOOD, (A,)), (), HERE.asking(oracle))
    oracle.stand(evaluate(lemma, (), machine), HERE)
    assert follows(Apply(GOOD, (A,)), (), HERE.asking(oracle))


def test_what_rests_on_an_oracle_is_asked_of_it_each_time() -> None:
    found, expected = (evaluate(Refinement("n", NAT, less(k, X)), (), HERE.machine) for k in (THREE, TWO))
    certificate = Certificate(less(TWO, X), (NAT,), (), (less(THREE, X),))
    context = Context(SIGNATURE, {}, (), HERE.machine, (), Discharged([certificate]))
    assert subsumed(found, expected, context)
    assert not subsumed(found, expected, context.asking(SILENT))


def test_what_is_owed_of_a_value_is_owed_of_that_value() -> None:
    expected = evaluate(Refinement("n", REAL, less(TWO, X)), (), HERE.machine)
    assert fits(THREE, NAT, expected, HERE)
    assert not fits(TWO, NAT, expected, HERE)
    assert not fits(THREE, NAT, expected, HERE, widening=False)


TERMS = (
    Apply(GOOD, (Lambda("x", X),)),
    Pi("x", NAT, Apply(GOOD, (X,))),
    Pi("x", NAT, Apply(GOOD, (X,)), implicit=True),
    Record(("x", "y"), (NAT, Apply(FIN, (X,)))),
    Refinement("x", NAT, Apply(GOOD, (X,))),
    Refinement("x", INT, Apply(GOOD, (X,))),
    Quantified("forall", "x", NAT, Apply(GOOD, (X,))),
    Quantified("exists", "x", NAT, Apply(GOOD, (X,))),
    Tuple(("x",), (Lambda("x", X),)),
    Project(Apply(Free("f"), (Lambda("x", X),)), "x"),
    Sum(frozenset({(frozenset({(Apply(Free("f"), (Lambda("x", X),)), 1)}), 2)})),
    less(A, THREE),
)


def test_shapes_are_those_of_terms_up_to_the_names_of_bound_variables() -> None:
    shapes = [shape(term) for term in TERMS]
    assert len(set(shapes)) == len(TERMS)
    assert shape(Lambda("x", X)) == shape(Lambda("y", X)) != shape(Lambda("x", A))
    assert normal_shape(evaluate(TERMS[1], (), Machine()), 0, HERE) == shapes[1]


def test_a_value_that_is_not_quoted_has_no_shape() -> None:
    with pytest.raises(TypeError):
        shape(evaluate(TERMS[1], (), Machine()))


def test_the_kernels_oracle_notes_nothing() -> None:
    oracle = Discharged([PLAIN])
    mark = oracle.mark()
    oracle.retract(mark)
    assert follows(less(TWO, A), (less(THREE, A),), HERE.asking(oracle))
    assert SILENT.mark() == mark
    SILENT.retract(mark)
