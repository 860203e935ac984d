"""Bounds of a formula's probability in little time, for functions whose decision diagram is too large."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from functools import reduce
from operator import or_
from typing import Final, TypeAlias

from interlock.analysis.boolean import Formula, Formulas, subformulas
from interlock.analysis.interval import Interval, complement
from interlock.analysis.module import condense

Ranges: TypeAlias = Mapping[Formula, Interval]
Supports: TypeAlias = Mapping[Formula, int]

ROOM: Final = 1 << 30
"""Bits for which atoms stand in which formula."""

TERMS: Final = 1_000_000
"""Additions for the probability of a threshold."""


def enclose(formula: Formula, marginals: Mapping[str, Interval]) -> Interval:
    """Return an interval that holds the probability of a formula under every joint law with these marginals.

    Operator by operator, by the bounds of M. Fréchet (1935), so it may be wider than the range itself.

    Raises:
        KeyError: if an atom of the formula has no marginal.
    """
    known: dict[Formula, Interval] = {}
    for one in subformulas(formula):
        known[one] = (
            marginals[one.name] if one.operator == "atom" else _joined(one, [known[part] for part in one.arguments])
        )
    return known[formula]


def enclose_independent(formula: Formula, marginals: Mapping[str, Interval]) -> Interval:
    """Return an interval that holds the probability of a formula whose atoms are independent.

    Parts that share no atom are independent, and an operator on some of its parts bounds it on one side. Where nothing is
    negated all parts are associated (J. Esary, F. Proschan, D. Walkup, 1967): a conjunction is then at least as probable
    as the product of its parts' probabilities, a disjunction at most as if they were independent.

    Raises:
        KeyError: if an atom of the formula has no marginal.
    """
    whole = condense(Formulas(), formula)
    met = subformulas(whole)
    supports = _supports(met)
    known: dict[Formula, Interval] = {}
    associated: dict[Formula, bool] = {}
    for one in met:
        associated[one] = one.operator != "not" and all(associated[part] for part in one.arguments)
        if one.operator == "atom":
            known[one] = marginals[one.name]
        else:
            found = _together(one, known, supports, associated=associated[one])
            known[one] = Interval(min(found), max(found))
    return known[whole]


def _supports(met: Sequence[Formula]) -> Supports:
    """Return the atoms of each formula as bits; nothing if they would take too much room."""
    names = [one for one in met if one.operator == "atom"]
    if len(names) * len(met) > ROOM:
        return {}
    found = {one: 1 << at for at, one in enumerate(names)}
    for one in met:
        if one.operator != "atom":
            found[one] = reduce(or_, (found[part] for part in one.arguments), 0)
    return found


def _apart(parts: Iterable[Formula], supports: Supports) -> list[Formula]:
    """Return some of the parts that share no atom with each other, the first with preference."""
    chosen: list[Formula] = []
    met = 0
    for part in parts:
        support = supports.get(part, -1)  # what is not known may share all
        if not support & met:
            chosen.append(part)
            met |= support
    return chosen


def _together(one: Formula, known: Ranges, supports: Supports, *, associated: bool) -> Interval:
    """Return a range of the probability of an operator by the ranges of its parts."""
    if one.operator not in ("and", "or", "at-least"):
        return _joined(one, [known[part] for part in one.arguments])
    rising = sorted(one.arguments, key=lambda part: known[part].upper)
    falling = sorted(one.arguments, key=lambda part: -known[part].lower)
    rare = [known[part].upper for part in _apart(rising, supports)]
    likely = [known[part].lower for part in _apart(falling, supports)]
    lowers, uppers = zip(*(known[part] for part in one.arguments), strict=True)
    free = associated or len(rare) == len(uppers)
    if one.operator == "and":
        return Interval(math.prod(lowers) if free else max(0.0, math.fsum(lowers) - len(lowers) + 1), math.prod(rare))
    if one.operator == "or":
        return Interval(_some(likely), _some(uppers) if free else min(1.0, math.fsum(uppers)))
    plain = _joined(one, [known[part] for part in one.arguments])
    if one.threshold * len(uppers) > TERMS:
        return plain
    upper = _tail(max(0, one.threshold - len(uppers) + len(rare)), rare)
    return Interval(max(plain.lower, _tail(one.threshold, likely)), min(plain.upper, upper))


def _some(chances: Sequence[float]) -> float:
    """Return the probability of one of some independent events at least, exact where it is tiny."""
    return 1.0 if 1.0 in chances else 0.0 - math.expm1(math.fsum(math.log1p(-one) for one in chances))


def _tail(threshold: int, chances: Sequence[float]) -> float:
    """Return the probability of so many of some independent events at least, a sum without differences."""
    if threshold == 0:
        return 1.0
    reached = [1.0, *[0.0] * threshold]
    for chance in chances:
        reached[threshold] += reached[threshold - 1] * chance
        for count in range(threshold - 1, 0, -1):
            reached[count] = reached[count] * (1.0 - chance) + reached[count - 1] * chance
        reached[0] *= 1.0 - chance
    return reached[threshold]


def _joined(one: Formula, parts: Sequence[Interval]) -> Interval:
    """Return the range of an operator's probability over all joint laws of its arguments."""
    match one.operator:
        case "false":
            return Interval(0.0, 0.0)
        case "true":
            return Interval(1.0, 1.0)
        case "not":
            return complement(parts[0])
        case "and":
            threshold = len(parts)
        case "or":
            threshold = 1
        case _:
            threshold = one.threshold
    upper = _at_least(threshold, [part.upper for part in parts])
    lower = 1.0 - _at_least(len(parts) - threshold + 1, [1.0 - part.lower for part in parts])
    return Interval(max(0.0, min(lower, upper)), upper)


def _at_least(threshold: int, chances: Sequence[float]) -> float:
    """Return the greatest probability of at least ``threshold`` events: for the j likeliest taken as certain, the rest's.

    Source: L. Rüschendorf, Sharpness of Fréchet bounds (1981).
    """
    rising = sorted(chances)
    sums, found = 0.0, 1.0
    below = []
    for chance in rising:
        sums = math.fsum((sums, chance))
        below.append(sums)
    for certain in range(threshold):
        found = min(found, below[len(rising) - certain - 1] / (threshold - certain))
    return found
