"""Numerals in terms."""

from __future__ import annotations

from fractions import Fraction
from typing import Final

from interlock.elaborate.elaboration import Comparison, Elaboration, Place
from interlock.elaborate.fault import TooLarge
from interlock.elaborate.metavariable import is_unknown
from interlock.kernel.builtin import FIN, INT, LESS, NAT, REAL, UNKNOWN
from interlock.kernel.term import INTEGER_LIMIT, Apply, Literal, Term
from interlock.syntax import expression as s

_EXPONENT: Final = 400


def number(node: s.Numeral, e: Elaboration) -> Term:
    """The exact value of a numeral; a fault where it is too large to be exact."""
    _, _, exponent = node.text.lower().partition("e")
    if exponent and abs(int(exponent)) > _EXPONENT:
        e.faults.append(TooLarge(e.site(node), "the exponent of a number", _EXPONENT))
        return UNKNOWN
    value = Fraction(node.text)
    if value.denominator == 1 and value >= INTEGER_LIMIT:
        e.faults.append(TooLarge(e.site(node), "the largest integer", INTEGER_LIMIT - 1))
        return UNKNOWN
    return Literal(value)


def numeral(node: s.Numeral, expected: Term, place: Place, e: Elaboration, what: str) -> Term:
    """A literal; without an expected numeric type an integer is a Nat, one with point or exponent a Real."""
    literal = number(node, e)
    if literal is UNKNOWN or not isinstance(literal, Literal) or is_unknown(expected):
        return literal
    integral = isinstance(literal.value, int) and node.text.isdigit()
    if expected is REAL or (expected in (NAT, INT) and integral):
        return literal
    if isinstance(expected, Apply) and expected.head is FIN and integral:
        e.owe(Apply(LESS, (literal, expected.arguments[0])), (), place, e.site(node))
        return literal
    found = NAT if integral else REAL
    fits = e.compare(Comparison(literal, found, expected, place, e.site(node), what))
    return literal if fits else UNKNOWN
