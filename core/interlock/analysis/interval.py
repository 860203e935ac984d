"""Closed intervals of probabilities."""

from __future__ import annotations

from collections.abc import Iterable

from interlock.record import NamedTuple


class Interval(NamedTuple):
    """The set of reals from `lower` to `upper`, both attained, with 0 <= lower <= upper <= 1."""

    lower: float
    upper: float


UNIT = Interval(0.0, 1.0)


def interval(lower: float, upper: float) -> Interval:
    """Return the closed interval from `lower` to `upper`.

    Raises:
        ValueError: unless 0 <= lower <= upper <= 1 (which also refuses NaN).
    """
    if not 0.0 <= lower <= upper <= 1.0:
        raise ValueError(f"not a closed interval of probabilities: {lower!r} .. {upper!r}")
    return Interval(float(lower), float(upper))


def point(value: float) -> Interval:
    """Return the interval that holds `value` alone.

    Raises:
        ValueError: unless 0 <= value <= 1.
    """
    return interval(value, value)


def complement(one: Interval) -> Interval:
    """Return the values 1 - x for x in `one`."""
    return Interval(1.0 - one.upper, 1.0 - one.lower)


def product(many: Iterable[Interval]) -> Interval:
    """Return the products of one value from each interval; the empty product is 1."""
    lower, upper = 1.0, 1.0
    for one in many:
        lower, upper = lower * one.lower, upper * one.upper
    return Interval(lower, upper)


def capped_sum(many: Iterable[Interval]) -> Interval:
    """Return the values min(1, sum) with one summand from each interval; the empty sum is 0."""
    lower, upper = 0.0, 0.0
    for one in many:
        lower, upper = lower + one.lower, upper + one.upper
    return Interval(min(1.0, lower), min(1.0, upper))


def intersection(one: Interval, other: Interval) -> Interval | None:
    """Return the values that lie in both intervals, or None if there are none."""
    lower, upper = max(one.lower, other.lower), min(one.upper, other.upper)
    return Interval(lower, upper) if lower <= upper else None


def hull(one: Interval, other: Interval) -> Interval:
    """Return the least interval that holds both."""
    return Interval(min(one.lower, other.lower), max(one.upper, other.upper))
