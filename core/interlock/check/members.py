"""How many boxes a family has, where the parameters of its proposal have values."""

from __future__ import annotations

from collections.abc import Mapping

from interlock.check.checked import CheckedBox, CheckedDiagram
from interlock.kernel.builtin import MAXIMUM, MINIMUM
from interlock.kernel.evaluate import Machine, evaluate
from interlock.kernel.number import normal, plus, polynomial, times
from interlock.kernel.term import Apply, Free, Large, Literal, Sum, Term

Setting = Mapping[str, Term]
"""The values of the parameters of a proposal, as far as they are known."""


def usual(diagram: CheckedDiagram) -> Setting:
    """The parameters of a proposal at their defaults."""
    return diagram.defaults


def within(box: CheckedBox, setting: Setting) -> Setting:
    """The parameters of the proposal in a box, at the box's arguments."""
    return {name: valued(term, setting) for name, term in box.arguments}


def number_of(box: CheckedBox, setting: Setting) -> int | None:
    """How many boxes a family has; None where its number is not known."""
    found = None if box.copies is None else valued(box.copies, setting)
    return found.value if isinstance(found, Literal) and isinstance(found.value, int) else None


def valued(term: Term, setting: Setting) -> Term:
    """A number over parameters at their values; what is no arithmetic is left as it is."""
    match term:
        case Free(name=name):
            return setting.get(name, term)
        case Sum():
            return _sum(term, setting)
        case Apply(head=head, arguments=arguments) if head in (MINIMUM, MAXIMUM):
            return evaluate(Apply(head, tuple(valued(one, setting) for one in arguments)), (), Machine())
        case _:
            return term


def _sum(term: Sum, setting: Setting) -> Term:
    total = polynomial(Literal(0))
    try:
        for monomial, coefficient in term.terms:
            product = polynomial(Literal(coefficient))
            for atom, exponent in monomial:
                for _ in range(exponent):
                    product = times(product, polynomial(valued(atom, setting)))
            total = plus(total, product)
        return normal(total)
    except Large:
        return term
