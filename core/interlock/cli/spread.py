"""Values of a parameter between two ends, as `--sweep n=A..B:POINTS` asks for them."""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction
from typing import Final

from interlock.cli.exit import CannotRunError
from interlock.record import NamedTuple

MOST: Final = 1000
"""More values than this are not gone through."""

POINTS: Final = 11
"""So many, where it is not said how many."""

_NUMBER: Final = r"-?[0-9]+(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?"
_RANGE: Final = re.compile(rf"({_NUMBER})\s*\.\.\s*({_NUMBER})(?:\s*:\s*([0-9]+))?")


class Spread(NamedTuple):
    """So many points between two ends, evenly, the ends among them."""

    low: Fraction
    high: Fraction
    points: int

    def values(self, *, whole: bool) -> tuple[str, ...]:
        """The points as they are written; ``whole`` ones are rounded, and each is there once."""
        step = (self.high - self.low) / (self.points - 1)
        every = (self.low + at * step for at in range(self.points))
        return tuple(dict.fromkeys(str(round(one)) if whole else _decimal(one) for one in every))


def _decimal(number: Fraction) -> str:
    """The number with twelve digits at most."""
    if number.denominator == 1:
        return str(number.numerator)
    return f"{Decimal(f'{float(number):.12g}'):f}"


def read_spread(words: str) -> Spread | None:
    """`A..B` or `A..B:POINTS`; None if it is neither.

    Raises:
        CannotRunError: there are too few points, or too many, or the first end is not the lower one.
    """
    found = _RANGE.fullmatch(words)
    if found is None:
        return None
    low, high, points = Fraction(found[1]), Fraction(found[2]), int(found[3] or POINTS)
    if low >= high:
        raise CannotRunError(f"--sweep {words!r}: the first end is not below the second")
    if points < 2:
        raise CannotRunError(f"--sweep {words!r}: a range has two points at least")
    at_most(points)
    return Spread(low, high, points)


def at_most(count: int) -> None:
    """Refuses a sweep of absurd size.

    Raises:
        CannotRunError: there are more values than are gone through.
    """
    if count > MOST:
        raise CannotRunError(f"--sweep asks for {count:,} values, and at most {MOST:,} are gone through")
