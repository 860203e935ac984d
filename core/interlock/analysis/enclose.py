"""Bounds of a formula's probability in linear time, for functions whose decision diagram is too large."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from interlock.analysis.boolean import Formula, subformulas
from interlock.analysis.interval import Interval, complement, product


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
    """Return an interval that holds the probability of a monotone formula whose atoms are independent.

    Monotone functions of independent variables are associated (J. Esary, F. Proschan, D. Walkup, 1967): a conjunction
    is at least as probable as the product of its parts' probabilities, a disjunction at most as if they were
    independent.

    Raises:
        KeyError: if an atom of the formula has no marginal.
    """
    known: dict[Formula, Interval] = {}
    for one in subformulas(formula):
        assert one.operator != "not", "only monotone functions are associated"
        if one.operator == "atom":
            known[one] = marginals[one.name]
            continue
        parts = [known[part] for part in one.arguments]
        plain = _joined(one, parts)
        if one.operator == "and":
            plain = Interval(max(plain.lower, product(parts).lower), plain.upper)
        elif one.operator == "or":
            least = product(complement(part) for part in parts).lower
            plain = Interval(plain.lower, min(plain.upper, 1.0 - least))
        known[one] = Interval(min(plain), max(plain))
    return known[formula]


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
