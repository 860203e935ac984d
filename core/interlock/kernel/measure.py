"""Measures: the free abelian group on base units, with rational exponents and exact factors."""

from __future__ import annotations

import re
from collections.abc import Mapping
from fractions import Fraction

from interlock.record import NamedTuple


class Measure(NamedTuple):
    """``factor`` times a product of powers of base units, which are sorted by name and have exponents other than 0."""

    powers: tuple[tuple[str, Fraction], ...] = ()
    factor: Fraction = Fraction(1)

    def times(self, other: Measure, exponent: Fraction = Fraction(1)) -> Measure:
        """The product with a power of another measure; a factor other than 1 takes integral exponents only."""
        powers = dict(self.powers)
        for name, power in other.powers:
            powers[name] = powers.get(name, Fraction(0)) + power * exponent
        factor = self.factor * (other.factor**exponent.numerator if exponent.denominator == 1 else Fraction(1))
        return Measure(tuple(sorted((n, p) for n, p in powers.items() if p)), factor)

    def alike(self, other: Measure) -> bool:
        """Whether the two differ by a factor only."""
        return self.powers == other.powers


def spell_measure(powers: tuple[tuple[str, Fraction], ...]) -> str:
    """A measure without its factor, as a user writes it: `fault / (chip * hour)`; `1` if it is pure."""
    above = [_power(name, power) for name, power in powers if power > 0]
    below = [_power(name, -power) for name, power in powers if power < 0]
    over = " * ".join(above) or "1"
    if not below:
        return over
    return f"{over} / {below[0]}" if len(below) == 1 else f"{over} / ({' * '.join(below)})"


_FACTOR = re.compile(r"([^\W\d]\w*)(?:\^\(?(-?\d+(?:/\d+)?)\)?)?")


def read_measure(text: str) -> Measure:
    """The measure of a text as `spell_measure` writes it, over base units of the names that stand in it."""
    over, _, under = text.partition(" / ")
    result = Measure()
    for part, sign in ((over, 1), (under, -1)):
        for name, exponent in _FACTOR.findall(part):
            result = result.times(Measure(((name, Fraction(exponent or 1)),)), Fraction(sign))
    return result


def _power(name: str, power: Fraction) -> str:
    exponent = str(power) if power.denominator == 1 else f"({power})"
    return name if power == 1 else f"{name}^{exponent}"


def measure(powers: tuple[tuple[str, Fraction], ...], units: Mapping[str, Measure]) -> Measure:
    """The product of powers of named units. Raises KeyError for a unit that is not declared."""
    result = Measure()
    for name, exponent in powers:
        result = result.times(units[name], exponent)
    return result
