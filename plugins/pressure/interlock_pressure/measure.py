"""How much pressure a learn wire may carry, in nats."""

from __future__ import annotations

from fractions import Fraction
from functools import reduce
from math import log
from typing import Final

from interlock.api.diagram import Learn, Quantity
from interlock.api.record import NamedTuple

BIT: Final = Fraction(log(2))
"""A bit in nats."""


LARGEST: Final = Fraction(10**100)
"""Numbers beyond this are not believed."""


class Range(NamedTuple):
    """From how much to how much, in nats; None where nothing bounds it."""

    low: Fraction | None
    high: Fraction | None


FREE: Final = Range(None, None)
"""What carries data is not bounded."""

UNSTATED: Final = Range(Fraction(0), None)
"""What has no number may carry nothing, or anything."""

ONCE: Final = Range(Fraction(1), Fraction(1))


def lesser(one: Range, other: Range) -> Range:
    """The lesser of two amounts."""
    return Range(_least(one.low, other.low), _least(one.high, other.high))


def greater(one: Range, other: Range) -> Range:
    """The greater of two amounts."""
    return Range(_most(one.low, other.low), _most(one.high, other.high))


def times(one: Range, many: Range) -> Range:
    """So much, so many times."""
    return Range(_product(one.low, many.low), _product(one.high, many.high))


def _least(one: Fraction | None, other: Fraction | None) -> Fraction | None:
    return other if one is None else one if other is None else min(one, other)


def _most(one: Fraction | None, other: Fraction | None) -> Fraction | None:
    return None if one is None or other is None else max(one, other)


def _product(one: Fraction | None, other: Fraction | None) -> Fraction | None:
    return None if one is None or other is None else one * other


def misfit(learn: Learn) -> str:
    """What is wrong with the numbers of a learn wire, or nothing."""
    stated: dict[str, object] = {
        "choices": learn.choices,
        "budget": learn.budget,
        "times": learn.times,
        "weight": learn.weight,
    }
    horizon: object = learn.horizon
    numbers = {key: one for key, one in stated.items() if isinstance(one, Quantity)}
    if any(one.high > LARGEST for one in numbers.values()):
        return f"no number of a learn wire is above {float(LARGEST):g}"
    if "choices" in numbers and numbers["choices"].low < 1:
        return "it chooses among one thing at least"
    if "choices" in numbers and "budget" in numbers:
        return "it has `choices` or a `budget`, and not both"
    negative = next((key for key, one in numbers.items() if one.low < 0), "")
    if negative:
        return f"its `{negative}` is not negative"
    return "its horizon is one step at least" if horizon == 0 else ""


def strength(learn: Learn) -> Range:
    """The pressure of a learn wire: `times` (once, unless said) what it takes to make one of its choices.

    That is the logarithm of `choices`, or the `budget`, the lesser if both are stated; from nothing to no bound if neither is,
    or if they are no amounts.
    """
    stated = [one for one in (_logarithm(learn.choices), _amount(learn.budget)) if one is not None]
    many = ONCE if learn.times is None else _amount(learn.times)
    return times(reduce(lesser, stated), many) if stated and many is not None else UNSTATED


def _amount(stated: object) -> Range | None:
    """A number that is not negative, and not beyond all use."""
    fits = isinstance(stated, Quantity) and stated.low >= 0 and stated.high <= LARGEST
    return Range(stated.low, stated.high) if isinstance(stated, Quantity) and fits else None


def _logarithm(stated: object) -> Range | None:
    """The natural logarithm of a number of choices."""
    if not isinstance(stated, Quantity) or stated.low < 1 or stated.high > LARGEST:
        return None
    return Range(Fraction(_log(stated.low)), Fraction(_log(stated.high)))


def _log(value: Fraction) -> float:
    """The natural logarithm of a fraction of any size."""
    return log(value.numerator) - log(value.denominator)
