"""Numerals in terms."""

from __future__ import annotations

from fractions import Fraction
from typing import Final

from interlock.elaborate.elaboration import Elaboration
from interlock.elaborate.fault import TooLarge
from interlock.kernel.builtin import UNKNOWN
from interlock.kernel.term import Literal, Term
from interlock.syntax import expression as s

_EXPONENT: Final = 400


def number(node: s.Numeral, e: Elaboration) -> Term:
    """The exact value of a numeral; a fault where it is too large to be exact."""
    _, _, exponent = node.text.lower().partition("e")
    digits = exponent.lstrip("+-")
    if (digits and (len(digits) > len(str(_EXPONENT)) or int(digits) > _EXPONENT)) or len(node.text) > _EXPONENT:
        e.faults.append(TooLarge(e.site(node), "digits of a number", _EXPONENT))
        return UNKNOWN
    return Literal(Fraction(node.text))
