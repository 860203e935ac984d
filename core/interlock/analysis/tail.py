"""What counts say of a chance: tails of the binomial law, and the bounds of Clopper and Pearson."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Final

from interlock.analysis.interval import Interval

HALVINGS: Final = 200
"""More halvings than any interval of floats admits; the search ends when no float lies between its ends."""


def lower_tail(successes: int, trials: int, chance: float) -> float:
    """Return the probability of at most so many successes among independent trials of this chance.

    All terms are positive and are added from the largest on, so nothing cancels.
    """
    if chance <= 0.0 or successes >= trials:
        return 1.0
    if chance >= 1.0:
        return 0.0
    if successes > trials * chance:
        return 1.0 - lower_tail(trials - successes - 1, trials, 1.0 - chance)
    odds = chance / (1.0 - chance)
    term, total = 1.0, 0.0
    for count in range(successes, -1, -1):
        total += term
        term *= count / ((trials - count + 1) * odds)
        if term < total * 1e-17:
            break
    return math.exp(_log_term(successes, trials, chance)) * total


def exactly(successes: int, trials: int, chance: float) -> float:
    """Return the probability of exactly so many successes among independent trials of this chance."""
    if not 0.0 < chance < 1.0:
        return float(successes == (trials if chance >= 1.0 else 0))
    return math.exp(_log_term(successes, trials, chance))


def _log_term(successes: int, trials: int, chance: float) -> float:
    ways = math.lgamma(trials + 1) - math.lgamma(successes + 1) - math.lgamma(trials - successes + 1)
    return ways + successes * math.log(chance) + (trials - successes) * math.log1p(-chance)


def upper_bound(successes: int, trials: int, confidence: float) -> float:
    """Return the chance at which so few successes have a probability of one minus the confidence.

    One-sided: it lies below the true chance in at most that share of repetitions, whatever the chance is.
    Source: C. Clopper and E. Pearson, Biometrika 26 (1934). Without trials, or at confidence 1, it is 1.
    """
    if successes == trials or confidence == 1.0:
        return 1.0
    if successes == 0:
        return -math.expm1(math.log1p(-confidence) / trials)
    return _where(lambda chance: lower_tail(successes, trials, chance) <= 1.0 - confidence)


def lower_bound(successes: int, trials: int, confidence: float) -> float:
    """Return the chance at which so many successes have a probability of one minus the confidence; see `upper_bound`."""
    if successes == 0 or confidence == 1.0:
        return 0.0
    return _where(lambda chance: lower_tail(successes - 1, trials, chance) <= confidence)


def _where(holds: Callable[[float], bool]) -> float:
    """Return the least float between 0 and 1 where a property holds that holds from some point on."""
    low, high = 0.0, 1.0
    for _ in range(HALVINGS):
        middle = (low + high) / 2.0
        if middle in (low, high):
            break
        low, high = (low, middle) if holds(middle) else (middle, high)
    return high


def clopper_pearson(successes: int, trials: int, confidence: float, sides: int = 1) -> Interval:
    """Return the bounds of a chance by counts: each end holds with the confidence, or, with two sides, both together.

    Raises:
        ValueError: unless 0 <= successes <= trials and 0 <= confidence <= 1.
    """
    if not (0 <= successes <= trials and 0.0 <= confidence <= 1.0):
        raise ValueError(f"no bounds for {successes} of {trials} at {confidence}")
    each = confidence if sides == 1 else (1.0 + confidence) / 2.0
    upper = upper_bound(successes, trials, each)
    return Interval(min(upper, lower_bound(successes, trials, each)), upper)
