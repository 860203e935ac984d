"""Budgets of audits that are spent as a deployment goes on: the chance that one piece among many is looked at."""

from __future__ import annotations

from typing import Final

from interlock.analysis.tail import exactly, lower_tail

FAINT: Final = 1e-20
"""What is rarer is left out: a million of such add up to less than is printed."""


def looked_at_in_turn(before: int, budget: int, flagged: float) -> float:
    """Return the chance that a flagged piece is looked at after so many others, each flagged independently with a chance.

    Flagged pieces are looked at in their order until the budget is spent: fewer than ``budget`` of those before were flagged.
    """
    return lower_tail(budget - 1, before, flagged) if budget > 0 else 0.0


def looked_at_in_all(uses: int, budget: int, flagged: float) -> float:
    """Return how many pieces are looked at on average, of so many that are each flagged independently with a chance.

    The mean of min(N, m) for a binomial N is n q P(N' < m - 1) + m P(N >= m), N' of one piece less.
    """
    if budget <= 0:
        return 0.0
    below = lower_tail(budget - 2, uses - 1, flagged) if budget > 1 else 0.0
    return uses * flagged * below + budget * (1.0 - lower_tail(budget - 1, uses, flagged))


def looked_at_from_the_top(others: int, budget: int, above: float, level: float) -> float:
    """Return the chance that a piece is among the ``budget`` highest of it and others, ties broken at random.

    Each of the others is higher with the chance ``above`` and as high with the chance ``level``, independently. Given a
    higher ones the number T of equals is binomial, and the piece is looked at with min(1, m / (T + 1)), m = budget - a, of
    which the mean is P(T < m) + m P(T' > m) / ((n + 1) q), T' the equals among one more: the binomial law's own identity.
    """
    if budget > others:
        return 1.0
    chance = 0.0
    for higher in range(budget):
        weight = exactly(higher, others, above)
        if weight > FAINT:
            chance += weight * _tied(others - higher, budget - higher, level / (1.0 - above) if above < 1.0 else 0.0)
    return min(1.0, chance)


def _tied(equals: int, places: int, level: float) -> float:
    """The mean of min(1, places / (T + 1)), T the number of equals."""
    if level <= 0.0 or places > equals:
        return 1.0
    level = min(1.0, level)
    beyond = 1.0 - lower_tail(places, equals + 1, level)
    return lower_tail(places - 1, equals, level) + places * beyond / ((equals + 1) * level)
