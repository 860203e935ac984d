"""Chances of faults that arrive at a constant rate, from the number of them that is expected."""

from __future__ import annotations

import math
from typing import Final

SMALL: Final = 1e-3
"""Below this the mean is summed as a series, whose next term is less than 1e-17 of it."""


def at_least_one(expected: float) -> float:
    """Return the probability of a fault or more where so many are expected: 1 - exp(-expected), for small ones too."""
    return -math.expm1(-expected)


def mean_until_found(expected: float) -> float:
    """Return the mean, over an interval between tests, of the probability that there was a fault since its start.

    ``expected`` counts those of the whole interval: 1 - (1 - exp(-expected)) / expected, about half of it if small.
    """
    if expected < SMALL:
        return expected * (1 / 2 - expected * (1 / 6 - expected * (1 / 24 - expected * (1 / 120 - expected / 720))))
    return 1.0 + math.expm1(-expected) / expected
