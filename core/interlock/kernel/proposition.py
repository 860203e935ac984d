"""Entailment: ground arithmetic, connectives and facts by conversion; for all else the context's oracle is asked."""

from __future__ import annotations

from interlock.kernel.builtin import AND, AT_MOST, EQUAL, IMPLIES, LESS, NOT, OR
from interlock.kernel.context import Context
from interlock.kernel.convert import convertible
from interlock.kernel.number import normal, plain_amount, plus, polynomial
from interlock.kernel.term import Apply, Literal, Term


def decide(proposition: Term) -> bool | None:
    """The truth value of a ground proposition's value, None where it is not ground."""
    if not isinstance(proposition, Apply):
        return None
    head, arguments = proposition.head, proposition.arguments
    if head is NOT:
        inner = decide(arguments[0])
        return None if inner is None else not inner
    if head in (AND, OR, IMPLIES):
        return _connective(head, decide(arguments[0]), decide(arguments[1]))
    if head in (EQUAL, LESS, AT_MOST):
        return _comparison(head, arguments[-2], arguments[-1])
    return None


def _connective(head: Term, left: bool | None, right: bool | None) -> bool | None:  # noqa: FBT001 - truth values
    if head is IMPLIES:
        head, left = OR, None if left is None else not left
    absorbing = head is OR
    if absorbing in (left, right):
        return absorbing
    return None if left is None or right is None else not absorbing


def _comparison(head: Term, left: Term, right: Term) -> bool | None:
    if head is EQUAL and left is right:
        return True
    if isinstance(left, Literal) and isinstance(right, Literal) and head is EQUAL:
        return left.value == right.value
    difference = plain_amount(normal(plus(polynomial(left), polynomial(right), -1)))
    if difference is None:
        return None
    value = difference[0]  # one of a unit is positive
    return value == 0 if head is EQUAL else value < 0 if head is LESS else value <= 0


def conjuncts(proposition: Term) -> tuple[Term, ...]:
    """The members of a conjunction."""
    if isinstance(proposition, Apply) and proposition.head is AND:
        return conjuncts(proposition.arguments[0]) + conjuncts(proposition.arguments[1])
    return (proposition,)


def follows(proposition: Term, facts: tuple[Term, ...], context: Context) -> bool:
    """Whether every conjunct is true on the ground, is one of the facts, or is granted by the context's oracle."""
    known = facts + context.known if context.known else facts
    return all(
        decide(part) is True
        or any(convertible(part, fact, context) for fact in known)
        or _granted(part, known, context)
        for part in conjuncts(proposition)
    )


def _granted(goal: Term, facts: tuple[Term, ...], context: Context) -> bool:
    context.machine.asked += 1
    return context.oracle.grants(goal, facts, context)
