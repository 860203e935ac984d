"""Axes: from numbers to places, with ticks at round numbers."""

from __future__ import annotations

from collections.abc import Iterable
from math import ceil, floor, isfinite, log10
from typing import Final

from interlock.record import NamedTuple

_DECADES: Final = 1.5
"""A range of positive numbers over so many powers of ten asks for a logarithmic axis."""

_LEAST: Final = 1e-250
_MOST: Final = 1e250
"""Numbers nearer to zero are taken for zero, and farther ones have no place of their own."""


class Tick(NamedTuple):
    """A number on an axis and how it is written."""

    value: float
    words: str


class Axis(NamedTuple):
    """A map from the numbers between two ends to the places between two others; zero has its own on a logarithmic one.

    On a logarithmic axis `low` and `high` are powers of ten, and what is not positive is at `zero`.
    """

    low: float
    high: float
    start: float
    end: float
    logarithmic: bool = False
    zero: float = 0.0

    def place(self, value: float) -> float:
        """Where a number is; beyond an end, at that end."""
        if self.logarithmic:
            if value <= _LEAST:
                return self.zero
            share = (log10(value) - log10(self.low)) / (log10(self.high) - log10(self.low))
        else:
            share = (value - self.low) / (self.high - self.low)
        return self.start + (self.end - self.start) * min(1.0, max(0.0, share))

    def ticks(self, most: int) -> tuple[Tick, ...]:
        """So many round numbers at most, from the low end to the high."""
        return _powers(self, most) if self.logarithmic else _multiples(self, most)


def axis(values: Iterable[float], start: float, end: float, *, logarithmic: bool | None = None) -> Axis:
    """An axis for these numbers, from place to place; None: logarithmic where the positive ones range wide.

    Numbers that are not finite, or so large that their differences may not be, are left out of account; without any
    the axis goes from 0 to 1.
    """
    finite = sorted(value for value in values if isfinite(value) and abs(value) < _MOST)
    positive = [value for value in finite if value > _LEAST]
    if logarithmic is None:
        logarithmic = bool(positive) and finite[0] >= 0.0 and _asks(finite, positive)
    if logarithmic and positive:
        return _logarithmic(positive[0], positive[-1], start, end, apart=finite[0] <= _LEAST)
    low, high = (finite[0], finite[-1]) if finite else (0.0, 1.0)
    return _linear(low, high, start, end)


def _asks(finite: list[float], positive: list[float]) -> bool:
    """Whether the middle of the positive numbers would lie in the first tenth of a linear axis, and their range is wide."""
    wide = log10(positive[-1]) - log10(positive[0]) >= _DECADES
    return wide and positive[len(positive) // 2] < finite[-1] / 5


def _logarithmic(least: float, most: float, start: float, end: float, *, apart: bool) -> Axis:
    """Whole powers of ten around the numbers; where some are zero, their place is before the first."""
    low, high = floor(log10(least) + 1e-9), ceil(log10(most) - 1e-9)
    begin = start + (end - start) * 0.08 if apart else start
    return Axis(10.0**low, 10.0 ** max(high, low + 1), begin, end, logarithmic=True, zero=start)


def _linear(low: float, high: float, start: float, end: float) -> Axis:
    """Round ends around the numbers; zero is one of them if it is near."""
    if 0.0 <= low <= high / 2:
        low = 0.0
    if high - low <= max(_LEAST, abs(high) * 1e-9):
        room = abs(high) if abs(high) > _LEAST else 1.0
        low, high = low - room / 2, high + room / 2
    step = _step(high - low, 6)
    return Axis(floor(low / step + 1e-9) * step, ceil(high / step - 1e-9) * step, start, end)


def _step(range_: float, most: int) -> float:
    """The least of 1, 2, 5 times a power of ten that divides a range into so many parts at most."""
    rough = range_ / most
    power = 10.0 ** floor(log10(rough))
    return next(factor * power for factor in (1, 2, 5, 10) if factor * power >= rough * (1 - 1e-9))


def _multiples(axis_: Axis, most: int) -> tuple[Tick, ...]:
    step = _step(axis_.high - axis_.low, max(1, most - 1))
    first, last = ceil(axis_.low / step - 1e-9), floor(axis_.high / step + 1e-9)
    digits = max(4, 1 + ceil(log10(max(abs(first), abs(last), 1))))
    return tuple(Tick(k * step, written(k * step, digits)) for k in range(first, last + 1))


def _powers(axis_: Axis, most: int) -> tuple[Tick, ...]:
    low, high = round(log10(axis_.low)), round(log10(axis_.high))
    stride = max(1, ceil((high - low) / max(1, most - 1)))
    return tuple(Tick(10.0**k, _power(k)) for k in range(low, high + 1, stride))


def _power(exponent: int) -> str:
    return f"{10.0**exponent:g}" if -3 <= exponent <= 4 else f"1e{exponent}"


def written(value: float, digits: int = 4) -> str:
    """A number with so many significant digits at most."""
    return f"{value:.{digits}g}".replace("e-0", "e-").replace("e+0", "e").replace("e+", "e")
