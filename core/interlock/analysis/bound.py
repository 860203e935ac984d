"""The range of a function's probability over all joint laws of its atoms with given marginals (Fréchet bounds)."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from fractions import Fraction
from itertools import accumulate
from typing import Final

from interlock.analysis.boolean import Formula
from interlock.analysis.cover import Number, cover_of_ways, fractional_cover
from interlock.analysis.cut import minimise_here
from interlock.analysis.diagram import Compiled, Diagram, Exhausted, is_constant, mirror
from interlock.analysis.interval import Interval
from interlock.analysis.pace import Over, never
from interlock.analysis.programme import cover_by_rows, extreme

FEW: Final = 24
"""At most so many minimal sets of a module are written out for the exact simplex method."""

NARROW: Final = 4_000
"""At most so many nodes has a diagram whose minimal sets are sought one by one for that method,"""

STEPS: Final = 400_000
"""and at most so many entries of its tableaux are computed: about as long as it takes to load a solver."""


def dependence_bound(compiled: Compiled, marginals: Mapping[str, Interval], over: Over = never) -> Interval:
    """Return the least and the greatest probability of a function over all joint laws with these marginals.

    For a monotone function the greatest is min(1, V), V the least weight of a fractional cover of its minimal cut
    sets by atoms that weigh their upper marginals; the least is one minus the same for path sets and complements
    (the linear programme's dual). Modules are joined by their own bounds, since laws of disjoint atoms can be
    coupled at will. Thresholds and small modules are solved exactly; others to 1e-9, rounded outwards. Once the time is
    over the interval may be wider.

    Raises:
        KeyError: if an atom of the function has no marginal.
    """
    known: dict[Formula, Interval] = {}
    for top, diagram in compiled.parts:
        ranges = [marginals[leaf.name] if leaf.operator == "atom" else known[leaf] for leaf in diagram.leaves]
        known[top] = _threshold(top, diagram, ranges) or _bound(diagram, ranges, over, monotone=compiled.monotone)
    return known[compiled.parts[-1].top]


def _threshold(top: Formula, diagram: Diagram, ranges: Sequence[Interval]) -> Interval | None:
    """Return the range of a threshold of different leaves; None of another function.

    Source: L. Rüschendorf, Sharpness of Fréchet bounds (1981).
    """
    leaves = {leaf: at for at, leaf in enumerate(diagram.leaves)}
    places = {leaves[one] for one in top.arguments if one in leaves}
    if top.operator != "at-least" or len(places) < len(top.arguments):
        return None
    upper = _likeliest(top.threshold, [Fraction(ranges[at].upper) for at in places])
    beyond = _likeliest(len(places) - top.threshold + 1, [1 - Fraction(ranges[at].lower) for at in places])
    return Interval(float(1 - beyond), float(upper))


def _likeliest(threshold: int, chances: Sequence[Fraction]) -> Fraction:
    """Return the greatest probability of so many events: for the j likeliest taken as certain, that of the rest."""
    below = list(accumulate(sorted(chances)))
    return min(Fraction(1), *(below[-1 - certain] / (threshold - certain) for certain in range(threshold)))


def _bound(diagram: Diagram, ranges: Sequence[Interval], over: Over, *, monotone: bool) -> Interval:
    if is_constant(diagram):
        return Interval(float(diagram.root), float(diagram.root))
    if not monotone:
        return Interval(1.0 - extreme(diagram, ranges, 0, over), extreme(diagram, ranges, 1, over))
    upper = cover(diagram, [one.upper for one in ranges], over, enough=1.0)
    rest = [1 - Fraction(one.lower) for one in ranges]  # exact, so that 1e-20 is not lost
    lower = 1 - cover(mirror(diagram), rest, over, enough=1.0)
    return Interval(max(0.0, float(lower)), min(1.0, float(upper)))


def cover(diagram: Diagram, weights: Sequence[Number], over: Over = never, *, enough: float = math.inf) -> Number:
    """Return the least weight of a fractional cover of the minimal cut sets of a monotone diagram.

    A fraction where it was computed exactly; once the time is over, the weight of some cover; some number that is at least
    `enough` where the least weight is.
    """
    used = [weights[level] for level in diagram.level[2:]]
    if all(low == 0 for low in diagram.low[2:]):
        return min(used)
    if all(high == 1 for high in diagram.high[2:]):
        return sum((Fraction(one) for one in used), Fraction(0))
    sets = _few_sets(diagram)
    if sets is not None:
        return fractional_cover(sets, weights)
    found = cover_of_ways(diagram, weights, STEPS, enough) if len(diagram.level) <= NARROW else None
    return cover_by_rows(diagram, [float(one) for one in weights], over, enough) if found is None else found


def _few_sets(diagram: Diagram) -> list[tuple[int, ...]] | None:
    """Return the minimal cut sets as sets of levels, or None if there are more than `FEW`."""
    family = minimise_here(diagram, 64 * FEW)
    if isinstance(family, Exhausted):
        return None
    found: list[list[tuple[int, ...]]] = [[], [()]]
    for _, level, high, low in family.nodes():
        found.append([*((level, *one) for one in found[high]), *found[low]])
        if len(found[-1]) > FEW:
            return None
    return found[family.root]
