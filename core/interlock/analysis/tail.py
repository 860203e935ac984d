"""What counts say of a chance: tails of the binomial law, and the bounds of Clopper and Pearson."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Final

from interlock.analysis.interval import Interval

MOST: Final = 10**15
"""Up to so many trials floats have every count."""

CLOSE: Final = 1e-16
"""A continued fraction ends where a step changes it by no more than this share."""

FACTORIALS: Final = 16
"""From this count on a few terms of its series give the error of Stirling's formula."""

NEAR: Final = 0.1
"""Below this relative distance a deviance is taken by its series."""

HALVINGS: Final = 200
"""More halvings than any interval of floats admits; the search ends when no float lies between its ends."""


def lower_tail(successes: int, trials: int, chance: float) -> float:
    """Return the probability of at most so many successes among independent trials of this chance, up to `MOST` trials.

    A term of the law times a continued fraction of positive terms, as many as the logarithm of the counts asks for unless
    the chance is next to what was counted. Source: A. Didonato and A. Morris, ACM TOMS 18 (1992), algorithm 708.
    """
    if chance <= 0.0 or successes >= trials:
        return 1.0
    if chance >= 1.0:
        return 0.0
    if successes > trials * chance:
        return 1.0 - lower_tail(trials - successes - 1, trials, 1.0 - chance)
    if successes == 0:
        return math.exp(trials * math.log1p(-chance))
    weight = math.exp(_log_term(successes, trials, chance))
    return min(1.0, weight * chance * (trials - successes) * _fraction(trials - successes, successes + 1, chance))


def _fraction(failures: int, beyond: int, chance: float) -> float:
    """Return the incomplete beta function I(1 - chance; failures, beyond) over its leading factor."""
    surplus = 1.0 + (failures + beyond) * chance - beyond
    share, least = beyond / failures, 1.0 + 1.0 / failures
    ratio, before = least / surplus, 0.0
    upper, lower = (0.0, 1.0), (1.0, surplus / least)
    step, whole = 0, 1.0
    while ratio != before:
        step += 1
        part, size = step / failures, failures - 1.0 + 2.0 * step
        weight = step * (beyond - step) * (1.0 - chance)
        alpha = whole * (whole + share) * (failures / size) ** 2 * weight * (1.0 - chance)
        beta = step + weight / size + (part + 1.0) / (least + 2.0 * part) * (surplus + step * (chance + 1.0))
        whole = part + 1.0
        upper = upper[1], alpha * upper[0] + beta * upper[1]
        lower = lower[1], alpha * lower[0] + beta * lower[1]
        ratio, before = upper[1] / lower[1], ratio
        if abs(ratio - before) <= CLOSE * ratio:
            break
        upper, lower = (upper[0] / lower[1], ratio), (lower[0] / lower[1], 1.0)
    return ratio


def exactly(successes: int, trials: int, chance: float) -> float:
    """Return the probability of exactly so many successes among independent trials of this chance."""
    if not 0.0 < chance < 1.0:
        return float(successes == (trials if chance >= 1.0 else 0))
    return math.exp(_log_term(successes, trials, chance))


def _log_term(successes: int, trials: int, chance: float) -> float:
    """Return the logarithm of a term of the law, with as many digits for large counts as for small ones.

    Source: C. Loader, Fast and accurate computation of binomial probabilities (2000).
    """
    failures = trials - successes
    if successes == 0 or failures == 0:
        return failures * math.log1p(-chance) if failures else successes * math.log(chance)
    error = _stirling(trials) - _stirling(successes) - _stirling(failures)
    apart = _deviance(successes, trials * chance) + _deviance(failures, trials * (1.0 - chance))
    return error - apart + 0.5 * (math.log(trials / successes) - math.log(2.0 * math.pi * failures))


def _stirling(count: int) -> float:
    """Return how much Stirling's formula is below the logarithm of the factorial of a positive count."""
    if count < FACTORIALS:
        return math.lgamma(count + 1) - (count + 0.5) * math.log(count) + count - 0.5 * math.log(2.0 * math.pi)
    square = 1.0 / count**2
    return (1 / 12 - square * (1 / 360 - square * (1 / 1260 - square / 1680))) / count


def _deviance(count: int, mean: float) -> float:
    """Return count * log(count / mean) + mean - count, by a series where these nearly cancel."""
    apart = (count - mean) / (count + mean)
    if abs(apart) >= NEAR:
        return count * math.log(count / mean) + mean - count
    total, before, power, odd = (count - mean) * apart, math.nan, 2.0 * count * apart, 1
    while total != before:
        power, odd, before = power * apart**2, odd + 2, total
        total += power / odd
    return total


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
