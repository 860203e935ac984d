"""What faults that arrive at random can tell: bounds on the information in their number and in their places."""

from __future__ import annotations

from math import e, exp, lgamma, log, pi
from typing import Final

LARGE: Final = 10_000.0
"""From this mean on the entropy is bounded by a formula instead of summed."""


def rate_bound(expected: float) -> float:
    """Return a bound, in nat, on what faults tell of a secret that sets their rate and nothing else.

    ``expected`` is the greatest number of faults that the secret can make one expect. It is the capacity of a Poisson channel
    of that peak without a background, and with one there is less.
    Source: Y. Kabanov, The capacity of a channel of the Poisson type (1978); M. Davis, Capacity and cutoff rate for
    Poisson-type channels (1980).
    """
    return expected / e


def entropy(expected: float) -> float:
    """Return the entropy, in nat, of a Poisson law, or for large means a bound from above.

    Source of the bound: T. Cover and J. Thomas, Elements of Information Theory, theorem 8.6.5 and problem 8.7, by which
    an integer of variance v has at most ln(2 pi e (v + 1/12)) / 2.
    """
    if expected <= 0.0:
        return 0.0
    if expected >= LARGE:
        return log(2.0 * pi * e * (expected + 1.0 / 12.0)) / 2.0
    reach = int(expected + 40.0 * expected**0.5 + 60.0)
    total = 0.0
    for number in range(reach):
        chance = number * log(expected) - expected - lgamma(number + 1.0)
        total -= exp(chance) * chance
    return total


def place_bound(expected: float, places: float) -> float:
    """Return a bound, in nat, on what faults tell of a secret that sets the place of each among so many, not their rate.

    It is the greatest entropy of the whole record: the number of faults follows a Poisson law of that mean, and given it each
    place tells ln(places) at most.
    """
    return entropy(expected) + expected * log(places)
