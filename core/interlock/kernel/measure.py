"""Measures: the free abelian group on base units, with rational exponents and exact factors.

The root of a factor is a number that may not be rational: `day^(1/2)` is 2 * 6^(1/2) times `hour^(1/2)`. What is not
rational of it stands among the powers, as primes with exponents between 0 and 1, so that nothing is lost.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from fractions import Fraction
from math import floor

from interlock.kernel.dimension import primes
from interlock.record import NamedTuple


class Measure(NamedTuple):
    """``factor`` times a product of powers of base units and primes, which are sorted by name; no exponent is 0."""

    powers: tuple[tuple[str, Fraction], ...] = ()
    factor: Fraction = Fraction(1)

    def times(self, other: Measure, exponent: Fraction = Fraction(1)) -> Measure:
        """The product with a power of another measure. Raises Large for the root of a factor that is hard to factor."""
        powers = dict(self.powers)
        for name, power in (*other.powers, *(_root(other.factor) if exponent.denominator != 1 else ())):
            powers[name] = powers.get(name, Fraction(0)) + power * exponent
        factor = self.factor * (other.factor**exponent.numerator if exponent.denominator == 1 else Fraction(1))
        for name, power in powers.items():
            if name.isdecimal():
                factor *= Fraction(int(name)) ** floor(power)
                powers[name] = power - floor(power)
        return Measure(tuple(sorted((n, p) for n, p in powers.items() if p)), factor)


def _root(factor: Fraction) -> list[tuple[str, Fraction]]:
    """A factor as powers of primes."""
    above, below = primes(factor.numerator), primes(factor.denominator)
    return [
        *((str(prime), Fraction(power)) for prime, power in above.items()),
        *((str(prime), Fraction(-power)) for prime, power in below.items()),
    ]


def spell_measure(powers: tuple[tuple[str, Fraction], ...]) -> str:
    """A measure without its factor, as a user writes it: `fault / (chip * hour)`; `1` if it is pure."""
    above = [_power(name, power) for name, power in powers if power > 0]
    below = [_power(name, -power) for name, power in powers if power < 0]
    over = " * ".join(above) or "1"
    if not below:
        return over
    return f"{over} / {below[0]}" if len(below) == 1 else f"{over} / ({' * '.join(below)})"


_FACTOR = re.compile(r"([^\W\d][\w']*|\d\d+|[2-9])(?:\^\(?(-?\d+(?:/\d+)?)\)?)?")


def read_measure(text: str) -> Measure:
    """The measure of a text as `spell_measure` writes it, over base units of the names that stand in it."""
    over, _, under = text.partition(" / ")
    return product(
        (name, sign * Fraction(exponent or 1))
        for part, sign in ((over, 1), (under, -1))
        for name, exponent in _FACTOR.findall(part)
    )


def _power(name: str, power: Fraction) -> str:
    exponent = str(power) if power.denominator == 1 else f"({power})"
    return name if power == 1 else f"{name}^{exponent}"


def product(powers: Iterable[tuple[str, Fraction]]) -> Measure:
    """The product of powers of names, taken as base units."""
    result = Measure()
    for name, exponent in powers:
        result = result.times(Measure(((name, exponent),)))
    return result


def measure(powers: tuple[tuple[str, Fraction], ...], units: Mapping[str, Measure]) -> Measure:
    """The product of powers of named units. Raises KeyError for a unit that is not declared."""
    result = Measure()
    for name, exponent in powers:
        result = result.times(units[name], exponent)
    return result
