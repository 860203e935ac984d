"""Quantities: the measure of a product, a quotient, a sum; what a division owes."""

from __future__ import annotations

from typing import Final

from interlock.kernel.builtin import DIVIDE, EQUAL, MEASURE, MULTIPLY, NOT, NUMERIC, QUANTITY, REAL
from interlock.kernel.context import Context
from interlock.kernel.convert import convertible
from interlock.kernel.dimension import PURE, combined, measure, measure_of, powers
from interlock.kernel.term import Apply, Literal, Term

ZERO: Final = Literal(0)
"""Nothing of any measure is nothing."""


def measured(operator: Term, types: tuple[Term, Term], values: tuple[Term, ...], context: Context) -> Term | None:
    """[Measure] Products and quotients of quantities multiply and divide measures; else both are of one measure, or 0."""
    one, other = (measure_of(type_) or PURE for type_ in types)
    if operator in (MULTIPLY, DIVIDE):
        both = combined(powers(one), powers(other), 1 if operator is MULTIPLY else -1)
        return quantity(measure(both))
    if values[0] is ZERO or values[1] is ZERO:
        return quantity(other if values[0] is ZERO else one)
    return quantity(one) if convertible(one, other, context, MEASURE) else None


def quantity(of: Term) -> Term:
    """The type of quantities of a measure; those of no measure are the reals."""
    return REAL if of is PURE else Apply(QUANTITY, (of,))


def nonzero(divisor: Term, type_: Term) -> Term:
    """The proposition that a number or quantity is not 0, which division owes; numbers are compared as reals."""
    return Apply(NOT, (Apply(EQUAL, (REAL if type_ in NUMERIC else type_, divisor, ZERO)),))
