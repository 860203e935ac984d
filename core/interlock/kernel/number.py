"""Polynomial normal forms of Nat, Int and Real terms, with exact coefficients."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Final, TypeAlias

from interlock.kernel.builtin import ONE_OF
from interlock.kernel.dimension import PURE, combined, measure, powers
from interlock.kernel.term import Apply, Large, Literal, Monomial, Sum, Term

Polynomial: TypeAlias = Mapping[Monomial, int | Fraction]

ONE: Final[Monomial] = frozenset()
DEGREE_LIMIT: Final = 64
"""The largest exponent of an atom."""

TERM_LIMIT: Final = 512
"""The largest number of monomials in a normal form."""


def polynomial(value: Term) -> dict[Monomial, int | Fraction]:
    """A numeric value as a polynomial in its atoms."""
    if isinstance(value, Sum):
        return dict(value.terms)
    if isinstance(value, Literal) and isinstance(value.value, int | Fraction):
        return {ONE: value.value} if value.value else {}
    return {frozenset({(value, 1)}): 1}


def normal(terms: Polynomial) -> Term:
    """The value that a polynomial is: a literal, an atom, or a `Sum`."""
    terms = {monomial: coefficient for monomial, coefficient in terms.items() if coefficient}
    if len(terms) > TERM_LIMIT:
        raise Large
    if not terms:
        return Literal(0)
    if len(terms) == 1:
        ((monomial, coefficient),) = terms.items()
        if not monomial:
            return Literal(coefficient)
        if coefficient == 1 and len(monomial) == 1:
            ((atom, exponent),) = monomial
            if exponent == 1:
                return atom
    return Sum(frozenset((m, _integral(c)) for m, c in terms.items()))


def _integral(coefficient: int | Fraction) -> int | Fraction:
    value = Literal(coefficient).value
    assert isinstance(value, int | Fraction)
    return value


def plus(left: Polynomial, right: Polynomial, sign: int = 1) -> dict[Monomial, int | Fraction]:
    """The polynomial left + sign * right."""
    total = dict(left)
    for monomial, coefficient in right.items():
        total[monomial] = total.get(monomial, 0) + sign * coefficient
    return total


def times(left: Polynomial, right: Polynomial) -> dict[Monomial, int | Fraction]:
    """The polynomial left * right."""
    if len(left) * len(right) > TERM_LIMIT**2:
        raise Large
    total: dict[Monomial, int | Fraction] = {}
    for m, a in left.items():
        for n, b in right.items():
            monomial = _product(m, n)
            total[monomial] = total.get(monomial, 0) + a * b
    return total


def _product(left: Monomial, right: Monomial) -> Monomial:
    if not left or not right:
        return left or right
    exponents = dict(left)
    for atom, exponent in right:
        exponents[atom] = exponents.get(atom, 0) + exponent
        if exponents[atom] > DEGREE_LIMIT:
            raise Large
    units = [atom for atom in exponents if isinstance(atom, Apply) and atom.head is ONE_OF]
    if units and (len(units) > 1 or exponents[units[0]] > 1):
        return _one_unit(exponents, units)
    return frozenset(exponents.items())


def _one_unit(exponents: dict[Term, int], units: Sequence[Apply]) -> Monomial:
    """A monomial with the product of its units as one: `unit u * unit v` is `unit (u * v)`, and `unit 1` is 1."""
    total: dict[Term, Fraction] = {}
    for unit in units:
        total = combined(total, powers(unit.arguments[0]), exponents.pop(unit))
    if total:
        exponents[Apply(ONE_OF, (measure(total),))] = 1
    return frozenset(exponents.items())


def plain_amount(value: Term) -> tuple[int | Fraction, Term] | None:
    """The number and measure of `5 "hour"`, and of a literal; None of what no literal says."""
    terms = polynomial(value)
    if not terms:
        return 0, PURE
    if len(terms) != 1:
        return None
    ((monomial, coefficient),) = terms.items()
    if not monomial:
        return coefficient, PURE
    (atom, exponent), *others = monomial
    if others or exponent != 1 or not (isinstance(atom, Apply) and atom.head is ONE_OF):
        return None
    return coefficient, atom.arguments[0]
