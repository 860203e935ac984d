"""Derivatives of a probability over all chances in intervals, and what these leave open of their order."""

from __future__ import annotations

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
"""and of fewer where corners times nodes would be more than so many."""

TIE: Final = 1e-12
"""Derivatives that differ by no more than this share are equal."""

Reals = tuple[float, float]
"""A closed interval of real numbers, by its ends."""


class Slopes(NamedTuple):
    """The ends of each derivative, and of the difference of each two, in the order of ``names``.

    ``exact`` tells that all ends are attained; else they enclose.
    """

    names: tuple[str, ...]
    each: tuple[Reals, ...]
    apart: tuple[tuple[Reals, ...], ...]
    exact: bool


def slopes(compiled: Compiled, ranges: Ranges, names: Sequence[str]) -> Slopes | None:
    """Return the ends of derivatives, and of their differences, where each chance may lie anywhere in its interval.

    Both are affine in each chance, so they are extreme at corners. The corners of up to `CORNERS` atoms with proper
    intervals, those with the most effect, are tried; if there are others, what is monotone in these encloses the rest.
    None where there are others and the function is not monotone.
    """
    tried = _tried(compiled, ranges)
    exact = all(ranges[name].lower == ranges[name].upper for name in compiled.atoms if name not in tried)
    if not exact and not compiled.monotone:
        return None
    each: list[Reals] | None = None
    apart: list[tuple[Reals, ...]] | None = None
    for corner in product(*(ranges[name] for name in tried)):
        here = dict(zip(tried, (Interval(end, end) for end in corner), strict=True))
        own = _around(compiled, {**ranges, **here}, names, exact=exact)
        pairs = [tuple((one[0] - other[1], one[1] - other[0]) for other in own) for one in own]
        each = own if each is None else [_hull(*two) for two in zip(each, own, strict=True)]
        apart = pairs if apart is None else [tuple(map(_hull, *two)) for two in zip(apart, pairs, strict=True)]
    assert each is not None
    assert apart is not None
    return Slopes(tuple(names), tuple(each), tuple(apart), exact)


def _tried(compiled: Compiled, ranges: Ranges) -> tuple[str, ...]:
    """Return the atoms whose ends are all tried: those that move the probability most, each by itself."""
    proper = [name for name in compiled.atoms if ranges[name].lower < ranges[name].upper]
    most = min(CORNERS, max(0, (STEPS // (compiled.size() + 1)).bit_length() - 1))
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
    apart = tuple(
        tuple(mean({name: one.apart[at][other] for name, one in parts.items()}) for other in count) for at in count
    )
    settled = all(low == high for low, high in each)
    return Slopes(some.names, each, apart, some.exact if len(parts) == 1 else settled)


def _greatest(values: Mapping[str, float], least: Mapping[str, float], most: Mapping[str, float]) -> float:
    """Return the greatest mean: what is left beside the least weights goes to the greatest values first."""
    left, total = max(0.0, 1.0 - sum(least[name] for name in values)), 0.0
    for name in sorted(values, key=lambda one: -values[one]):
        more = min(left, most[name] - least[name])
        total += (least[name] + more) * values[name]
        left -= more
    return total


class Standing(NamedTuple):
    """What of an order is known of one member: the best and the worst rank it may take, and those it is always above."""

    best: int
    worst: int
    above: tuple[str, ...]


def standings(found: Slopes) -> dict[str, Standing]:
    """Return what is known of the order of some derivatives; those that are equal share their ranks.

    One is always above another if their difference is positive for all chances. No rank outside these is ever taken; that
    each of them is, is not claimed.
    """
    count = len(found.names)
    margin = [TIE * max(abs(low), abs(high)) for low, high in found.each]
    over = [
        [found.apart[at][other][0] > max(margin[at], margin[other]) for other in range(count)] for at in range(count)
    ]
    standing: dict[str, Standing] = {}
    for at, name in enumerate(found.names):
        above = tuple(found.names[other] for other in range(count) if over[at][other])
        below = sum(over[other][at] for other in range(count))
        standing[name] = Standing(1 + below, count - len(above), above)
    return standing
