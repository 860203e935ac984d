"""Derivatives of a probability over all chances in intervals, and what these leave open of their order."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from itertools import product
from typing import Final

from interlock.analysis.diagram import Compiled
from interlock.analysis.importance import Effects, effects
from interlock.analysis.interval import Interval
from interlock.analysis.probability import Ranges
from interlock.record import NamedTuple

CORNERS: Final = 8
"""The chances of so many atoms at most are tried at both ends,"""

STEPS: Final = 400_000
"""and of fewer where corners times nodes and pairs would be more than so many."""

PAIRS: Final = 40
"""Differences are looked at between so many derivatives at most."""

TIE: Final = 1e-12
"""Derivatives that differ by no more than this share are equal."""

Reals = tuple[float, float]
"""A closed interval of real numbers, by its ends."""


class Slopes(NamedTuple):
    """The ends of each derivative, and of the difference of each two, in the order of ``names``.

    ``exact`` tells that all ends are attained; else they enclose. Where there are more than `PAIRS` names, or all
    derivatives are points, ``apart`` is empty.
    """

    names: tuple[str, ...]
    each: tuple[Reals, ...]
    apart: tuple[tuple[Reals, ...], ...]
    exact: bool

    def difference(self, at: int, other: int) -> Reals:
        """Return the ends of the difference of two derivatives."""
        if self.apart:
            return self.apart[at][other]
        return self.each[at][0] - self.each[other][1], self.each[at][1] - self.each[other][0]


def slopes(compiled: Compiled, ranges: Ranges, names: Sequence[str]) -> Slopes | None:
    """Return the ends of derivatives, and of their differences, where each chance may lie anywhere in its interval.

    Both are affine in each chance, so they are extreme at corners. The corners of up to `CORNERS` atoms with proper
    intervals, those with the most effect, are tried; if there are others, what is monotone in these encloses the rest.
    None where there are others and the function is not monotone.
    """
    names = tuple(names)
    tried = _tried(compiled, ranges, len(names))
    exact = all(ranges[name].lower == ranges[name].upper for name in compiled.atoms if name not in tried)
    if not exact and not compiled.monotone:
        return None
    found: tuple[list[Reals], list[tuple[Reals, ...]]] | None = None
    for corner in product(*(ranges[name] for name in tried)):
        here = dict(zip(tried, (Interval(end, end) for end in corner), strict=True))
        own = _around(compiled, {**ranges, **here}, names, exact=exact)
        pairs = _apart(own) if len(names) <= PAIRS and (tried or not exact) else []
        found = (own, pairs) if found is None else _wider(found, own, pairs)
    assert found is not None, "there is one corner at least"
    return Slopes(names, tuple(found[0]), tuple(found[1]), exact)


def _apart(own: Sequence[Reals]) -> list[tuple[Reals, ...]]:
    return [tuple((one[0] - other[1], one[1] - other[0]) for other in own) for one in own]


def _wider(
    found: tuple[list[Reals], list[tuple[Reals, ...]]], own: list[Reals], pairs: list[tuple[Reals, ...]]
) -> tuple[list[Reals], list[tuple[Reals, ...]]]:
    """Return the hulls of what was found with what is at one more corner."""
    each, apart = found
    return list(map(_hull, each, own)), [tuple(map(_hull, *two)) for two in zip(apart, pairs, strict=True)]


def _tried(compiled: Compiled, ranges: Ranges, names: int) -> tuple[str, ...]:
    """Return the atoms whose ends are all tried: those that move the probability most, each by itself."""
    proper = [name for name in compiled.atoms if ranges[name].lower < ranges[name].upper]
    pairs = names**2 if names <= PAIRS else names
    most = min(CORNERS, max(0, (STEPS // (compiled.size() + pairs + 1)).bit_length() - 1))
    if len(proper) > most:
        base = effects(compiled, {name: midpoint(ranges[name]) for name in compiled.atoms}).atoms
        proper.sort(key=lambda name: -abs(base[name].slope) * (ranges[name].upper - ranges[name].lower))
    return tuple(proper[:most])


def midpoint(one: Interval) -> float:
    """Return the middle of an interval; of a point, the point itself."""
    return one.lower if one.lower == one.upper else (one.lower + one.upper) / 2.0


def _around(compiled: Compiled, ranges: Ranges, names: Sequence[str], *, exact: bool) -> list[Reals]:
    """Return what encloses each derivative: itself if all chances are points, else by its two terms, both monotone."""
    least = effects(compiled, {name: ranges[name].lower for name in compiled.atoms})
    if exact:
        return [(least.atoms[name].slope, least.atoms[name].slope) for name in names]
    most = effects(compiled, {name: ranges[name].upper for name in compiled.atoms})
    return [_enclosed(least, most, name) for name in names]


def _enclosed(least: Effects, most: Effects, name: str) -> Reals:
    low, high = least.atoms[name], most.atoms[name]
    return max(0.0, low.given - high.without), high.given - low.without


def _hull(one: Reals, other: Reals) -> Reals:
    return min(one[0], other[0]), max(one[1], other[1])


def mixed_slopes(parts: Mapping[str, Slopes], least: Mapping[str, float], most: Mapping[str, float]) -> Slopes:
    """Return the derivatives of a mixture whose weights lie from ``least`` to ``most`` and sum to one.

    The chances of each cell vary by themselves, so the ends enclose where one chance means the same in several cells.
    """
    some = next(iter(parts.values()))
    count = range(len(some.names))

    def mean(ends: Mapping[str, Reals]) -> Reals:
        below = {name: -low for name, (low, _) in ends.items()}
        return -_greatest(below, least, most), _greatest({name: high for name, (_, high) in ends.items()}, least, most)

    each = tuple(mean({name: one.each[at] for name, one in parts.items()}) for at in count)
    varied = len(parts) > 1 and least != most and len(some.names) <= PAIRS
    pairs = count if varied or any(one.apart for one in parts.values()) else ()
    apart = tuple(
        tuple(mean({name: one.difference(at, other) for name, one in parts.items()}) for other in pairs) for at in pairs
    )
    points = all(low == high for one in parts.values() for low, high in one.each)
    return Slopes(some.names, each, apart, some.exact if len(parts) == 1 else points)


def _greatest(values: Mapping[str, float], least: Mapping[str, float], most: Mapping[str, float]) -> float:
    """Return the greatest mean: what is left beside the least weights goes to the greatest values first."""
    left, total = max(0.0, 1.0 - sum(least[name] for name in values)), 0.0
    for name in sorted(values, key=lambda one: -values[one]):
        more = min(left, most[name] - least[name])
        total += (least[name] + more) * values[name]
        left -= more
    return total


class Standing(NamedTuple):
    """What of an order is known of one member: the best and the worst rank it may take, and those it is always above.

    The latter are named where differences were looked at.
    """

    best: int
    worst: int
    above: tuple[str, ...]


def standings(found: Slopes) -> dict[str, Standing]:
    """Return what is known of the order of some derivatives; those that are equal share their ranks.

    One is always above another if their difference is positive for all chances. No rank outside these is ever taken; that
    each of them is, is not claimed.
    """
    margin = [TIE * max(abs(low), abs(high)) for low, high in found.each]
    if not found.apart:
        return _sorted(found, margin)
    count = range(len(found.names))
    over = [[found.apart[at][other][0] > max(margin[at], margin[other]) for other in count] for at in count]
    return {
        name: Standing(
            1 + sum(over[other][at] for other in count),
            len(count) - sum(over[at]),
            tuple(found.names[other] for other in count if over[at][other]),
        )
        for at, name in enumerate(found.names)
    }


def _sorted(found: Slopes, margin: Sequence[float]) -> dict[str, Standing]:
    """Return ranks by the ends of each derivative alone, without naming which is above which."""
    lows = sorted(low - slack for (low, _), slack in zip(found.each, margin, strict=True))
    highs = sorted(high + slack for (_, high), slack in zip(found.each, margin, strict=True))
    return {
        name: Standing(1 + len(lows) - bisect_right(lows, high), len(highs) - bisect_left(highs, low), ())
        for name, (low, high) in zip(found.names, found.each, strict=True)
    }
