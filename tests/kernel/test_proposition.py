"""What is decided without reasoning: never a falsehood, and every ground truth."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interlock.kernel.builtin import AND, AT_MOST, BOOL, EQUAL, FALSE, IMPLIES, LESS, NAT, NOT, OR, REAL, TEXT, TRUE
from interlock.kernel.context import opening
from interlock.kernel.evaluate import Machine, evaluate
from interlock.kernel.proposition import conjuncts, decide, follows
from interlock.kernel.quote import identity
from interlock.kernel.signature import Signature
from interlock.kernel.term import Apply, Constant, Free, Literal, Local, Term

UNKNOWN = Apply(Constant("p"), ())
numbers: st.SearchStrategy[Term] = st.one_of(st.integers(-2, 2), st.fractions(-2, 2, max_denominator=2)).map(Literal)
comparisons: st.SearchStrategy[Term] = st.one_of(
    st.builds(lambda a, b: Apply(EQUAL, (REAL, a, b)), numbers, numbers),
    st.builds(lambda o, a, b: Apply(o, (a, b)), st.sampled_from([LESS, AT_MOST]), numbers, numbers),
)


def _joined(inner: st.SearchStrategy[Term]) -> st.SearchStrategy[Term]:
    pairs = st.builds(lambda o, a, b: Apply(o, (a, b)), st.sampled_from([AND, OR, IMPLIES]), inner, inner)
    return st.one_of(pairs, inner.map(lambda p: Apply(NOT, (p,))))


ground = st.recursive(comparisons, _joined, max_leaves=6)
open_ = st.recursive(st.one_of(comparisons, st.sampled_from([Free("p"), Free("q")])), _joined, max_leaves=6)


def truth(proposition: Term, world: dict[str, bool]) -> bool:
    """The truth value in a world that says which unknown propositions hold."""
    if isinstance(proposition, Free):
        return world[proposition.name]
    assert isinstance(proposition, Apply)
    head = proposition.head
    if head is NOT:
        return not truth(proposition.arguments[0], world)
    if head in (EQUAL, LESS, AT_MOST):
        left, right = (side.value for side in proposition.arguments[-2:])  # type: ignore[attr-defined]
        return bool(left == right if head is EQUAL else left < right if head is LESS else left <= right)
    left, right = (truth(side, world) for side in proposition.arguments)
    return (left and right) if head is AND else (left or right) if head is OR else (not left or right)


@given(ground)
def test_every_ground_proposition_is_decided_rightly(proposition: Term) -> None:
    assert decide(proposition) is truth(proposition, {})


@given(open_, st.booleans(), st.booleans())
def test_what_is_decided_holds_in_every_world(proposition: Term, p: bool, q: bool) -> None:
    verdict = decide(proposition)
    assert verdict is None or verdict is truth(proposition, {"p": p, "q": q})


@given(open_, open_, st.booleans(), st.booleans())
def test_what_follows_from_true_facts_is_true(proposition: Term, fact: Term, p: bool, q: bool) -> None:
    world = {"p": p, "q": q}
    if truth(fact, world) and follows(proposition, conjuncts(fact), opening(Signature())):
        assert truth(proposition, world)


@pytest.mark.parametrize(
    ("proposition", "verdict"),
    [
        (Free("p"), None),
        (Apply(Constant("p"), (Literal(1),)), None),
        (Apply(EQUAL, (TEXT, Literal("a"), Literal("a"))), True),
        (Apply(EQUAL, (TEXT, Literal("a"), Literal("b"))), False),
        (Apply(EQUAL, (BOOL, TRUE, FALSE)), False),
        (Apply(EQUAL, (BOOL, Free("b"), Free("b"))), True),
        (Apply(EQUAL, (BOOL, Free("b"), TRUE)), None),
        (Apply(EQUAL, (NAT, Free("n"), Free("m"))), None),
        (Apply(LESS, (Free("n"), Free("n"))), False),
        (Apply(AT_MOST, (Free("n"), Free("n"))), True),
        (Apply(LESS, (Literal(Fraction(1, 3)), Literal(Fraction(1, 2)))), True),
    ],
)
def test_equations_and_inequalities_are_decided_as_far_as_they_are_ground(
    proposition: Term, verdict: bool | None
) -> None:
    assert decide(proposition) is verdict


def test_what_differs_by_a_number_is_decided() -> None:
    more = evaluate(Apply(Constant("+", reducible=True), (Local(0), Literal(1))), identity(1), Machine())
    assert decide(Apply(LESS, (Local(0), more))) is True
    assert decide(Apply(EQUAL, (NAT, Local(0), more))) is False
    assert decide(Apply(EQUAL, (NAT, more, Local(0)))) is False
    assert decide(Apply(LESS, (more, Local(0)))) is False
    assert decide(Apply(AT_MOST, (more, Local(0)))) is False


def test_every_part_of_a_conjunction_must_follow() -> None:
    p, q = Free("p"), Free("q")
    here = opening(Signature())
    both = Apply(AND, (p, Apply(AND, (q, p))))
    assert conjuncts(both) == (p, q, p)
    assert follows(both, (q, p), here)
    assert not follows(both, (p,), here)
    assert not follows(Apply(OR, (p, q)), (), here)


@pytest.mark.parametrize("head", [AND, OR, IMPLIES])
@pytest.mark.parametrize("left", ["true", "false", "p"])
@pytest.mark.parametrize("right", ["true", "false", "q"])
def test_a_connective_is_decided_just_if_it_is_the_same_in_every_world(head: Term, left: str, right: str) -> None:
    said = {"true": Apply(LESS, (Literal(0), Literal(1))), "false": Apply(LESS, (Literal(1), Literal(0)))}
    proposition = Apply(head, (said.get(left, Free(left)), said.get(right, Free(right))))
    found = {truth(proposition, {"p": p, "q": q}) for p in (True, False) for q in (True, False)}
    assert decide(proposition) is (found.pop() if len(found) == 1 else None)
    assert decide(Apply(NOT, (proposition,))) is (None if decide(proposition) is None else not decide(proposition))
