"""Measures among terms: vectors over the rationals, written as products of powers.

The basis is the primes (a unit of 24 hours is 2^3 * 3 * hour, so that factors compose exactly at every exponent), the base
units, and whatever else has the type Measure. Equal measures have one normal form.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from math import lcm
from typing import Final, TypeAlias

from interlock.kernel.builtin import NUMERIC, QUANTITY, UNKNOWN
from interlock.kernel.term import INTEGER_LIMIT, Apply, Large, Literal, Product, Term

Powers: TypeAlias = Mapping[Term, Fraction]

PURE: Final = Product(frozenset())
"""The measure of pure numbers."""

POWER_LIMIT: Final = 64
"""The largest number of factors in a normal form."""

PRIME_LIMIT: Final = 10**5
"""A factor between units is to have prime factors below this, but for one below its square."""


def powers(value: Term) -> dict[Term, Fraction]:
    """A measure as a vector."""
    return dict(value.powers) if isinstance(value, Product) else {value: Fraction(1)}


def measure(vector: Powers) -> Term:
    """The value that a vector is: an atom, or a `Product`."""
    rest = {atom: exponent for atom, exponent in vector.items() if exponent}
    if len(rest) > POWER_LIMIT or any(max(abs(e.numerator), e.denominator) >= INTEGER_LIMIT for e in rest.values()):
        raise Large
    if len(rest) == 1:
        ((atom, exponent),) = rest.items()
        if exponent == 1 and not isinstance(atom, Literal):
            return atom
    return Product(frozenset(rest.items()))


def combined(left: Powers, right: Powers, exponent: Fraction | int = 1) -> dict[Term, Fraction]:
    """The vector left + exponent * right: a product with a power."""
    total = dict(left)
    for atom, power in right.items():
        total[atom] = total.get(atom, Fraction(0)) + exponent * power
    return {atom: power for atom, power in total.items() if power}


def mapped(value: Product, image: Callable[[Term], Term]) -> Term:
    """The product in which every atom is replaced by its image; unknown if one of these is, for unknown things do not cancel."""
    total: dict[Term, Fraction] = {}
    for atom, exponent in value.powers:
        factor = atom if isinstance(atom, Literal) else image(atom)
        if factor is UNKNOWN:
            return UNKNOWN
        total = combined(total, powers(factor), exponent)
    return measure(total)


def scale(factor: Fraction | int) -> dict[Term, Fraction]:
    """A positive number as a product of powers of primes. Raises Large for one that is hard to factor."""
    factor = Fraction(factor)
    above, below = primes(factor.numerator), primes(factor.denominator)
    return combined(
        {Literal(p): Fraction(e) for p, e in above.items()}, {Literal(p): Fraction(e) for p, e in below.items()}, -1
    )


def primes(number: int) -> dict[int, int]:
    """The prime factors of a natural number above 0 with their exponents. Raises Large for one that is hard to factor."""
    found: dict[int, int] = {}
    prime = 2
    while prime * prime <= number:
        if prime > PRIME_LIMIT:
            raise Large
        while number % prime == 0:
            found[prime] = found.get(prime, 0) + 1
            number //= prime
        prime += 1 if prime == 2 else 2
    if number > 1:
        found[number] = found.get(number, 0) + 1
    return found


def factor_of(value: Term) -> Fraction | None:
    """The number that a measure is; None where something else than primes has a part in it, or a root."""
    root = root_of(value)
    return root[0] if root is not None and root[1] == 1 else None


def root_of(value: Term) -> tuple[Fraction, int] | None:
    """The number and the degree such that a measure is the root of it, of the least degree; None if it is no such root."""
    vector = powers(value)
    degree = lcm(*(exponent.denominator for exponent in vector.values()))
    product = Fraction(1)
    for atom, exponent in vector.items():
        prime = atom.value if isinstance(atom, Literal) else None
        if not isinstance(prime, int) or abs(exponent * degree) > POWER_LIMIT:
            return None
        product *= Fraction(prime) ** int(exponent * degree)
    return product, degree


def ratio(left: Term, right: Term) -> Term:
    """The quotient of two measures."""
    return measure(combined(powers(left), powers(right), -1))


def measure_of(type_: Term) -> Term | None:
    """The measure of the members of a type: that of a quantity, none but `PURE` of a number, None of all else."""
    if isinstance(type_, Apply) and type_.head is QUANTITY:
        return type_.arguments[0]
    return PURE if type_ in NUMERIC else None
