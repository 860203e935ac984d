"""Mixtures over a partition whose weights lie in intervals: the exact ends, by filling up the best cells first."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from fractions import Fraction

from interlock.analysis.interval import Interval

Weights = Mapping[str, Interval]
"""The weight of each cell; cut to those with which all can sum to one, by `cut`."""


def cut(stated: Mapping[str, tuple[Fraction, Fraction] | None]) -> dict[str, Interval] | None:
    """Return for each cell the weights that it can have while all sum to one, or None if they cannot.

    Computed in exact fractions. A cell without a weight (None) may have any.
    """
    given = {name: (Fraction(0), Fraction(1)) if one is None else one for name, one in stated.items()}
    least, most = sum(low for low, _ in given.values()), sum(high for _, high in given.values())
    if not least <= 1 <= most:
        return None
    return {
        name: Interval(float(max(low, 1 - (most - high))), float(min(high, 1 - (least - low))))
        for name, (low, high) in given.items()
    }


def mixture(weights: Weights, values: Mapping[str, Interval]) -> Interval:
    """Return the least and the greatest mean of values, one from each cell's interval, over weights that sum to one.

    Exact: the mean is increasing in each value, and linear in the weights, so that what is left beside their least is
    given to the best cells first.
    """
    ends = (
        _greatest(weights, {name: -one.lower for name, one in values.items()}),
        _greatest(weights, {name: one.upper for name, one in values.items()}),
    )
    return Interval(max(0.0, -ends[0]), min(1.0, ends[1]))


def _greatest(weights: Weights, values: Mapping[str, float]) -> float:
    return math.fsum(weight * values[name] for name, weight in _filled(weights, values).items())


def _filled(weights: Weights, values: Mapping[str, float]) -> dict[str, float]:
    """Return the weights that sum to one and make the mean greatest."""
    found = {name: one.lower for name, one in weights.items()}
    left = max(0.0, 1.0 - math.fsum(found.values()))
    for name in sorted(weights, key=lambda one: -values[one]):
        more = min(left, weights[name].upper - weights[name].lower)
        found[name] += more
        left -= more
    return found


def conditional(weights: Weights, values: Mapping[str, Interval], among: Sequence[str]) -> Interval:
    """Return the ends of the mean given that one of these cells holds, over weights under which one can.

    A ratio of linear functions, maximised by W. Dinkelbach's iteration (Management Science 13, 1967), which is finite
    here since it walks the corners of the polytope of weights.
    """
    lower = _ratio(weights, {name: -values[name].lower for name in among})
    upper = _ratio(weights, {name: values[name].upper for name in among})
    return Interval(max(0.0, -lower), min(1.0, upper))


def _ratio(weights: Weights, values: Mapping[str, float]) -> float:
    """Return the greatest mean of the values over their cells, given that one of these holds."""
    best = min(values.values())
    while True:
        gains = {name: values[name] - best if name in values else 0.0 for name in weights}
        found = _filled(weights, gains)
        mass = math.fsum(found[name] for name in values)
        better = math.fsum(found[name] * values[name] for name in values) / mass if mass > 0.0 else best
        if better <= best:
            return best
        best = better
