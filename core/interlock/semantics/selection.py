"""Ways to choose under a law by a score: each turns a law over finitely many options into another, in nats of divergence.

A score is a number for each option. Laws are given and returned as tuples of probabilities in the order of the options.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from itertools import accumulate, groupby
from math import exp, expm1, fsum, inf, log, log1p, sqrt
from typing import Final

from interlock.record import NamedTuple

Law = tuple[float, ...]

HALF: Final = 0.5
"""Of a sum beyond it the logarithm is taken by what is left to 1."""


class Nowhere(NamedTuple):
    """No option with a positive probability meets what is demanded."""


def tilted(law: Sequence[float], score: Sequence[float], temperature: float) -> Law:
    """Return the law q that maximises E_q[score] - temperature * KL(q || law): law * exp(score / temperature), scaled.

    At temperature 0 its limit, the law given the greatest score; at an infinite one the law itself.
    """
    top = max(value for mass, value in zip(law, score, strict=True) if mass > 0)
    if temperature == 0:
        weights = [mass if value == top else 0.0 for mass, value in zip(law, score, strict=True)]
    else:
        weights = [
            mass * exp((value - top) / temperature) if mass > 0 else 0.0 for mass, value in zip(law, score, strict=True)
        ]
    return _scaled(weights)


def conditioned(law: Sequence[float], score: Sequence[float], least: float) -> Law | Nowhere:
    """Return the law given that the score is at least so much.

    Of the laws under which that is certain it is the one of least divergence from the law, so it is also what comes of asking
    for the score first and for little divergence then (I. Csiszár, I-divergence geometry, 1975).
    """
    weights = [mass if value >= least else 0.0 for mass, value in zip(law, score, strict=True)]
    return _scaled(weights) if any(weights) else Nowhere()


def best_of(law: Sequence[float], score: Sequence[float], number: float) -> Law:
    """Return the law of the best of so many independent draws, drawn at random among equals.

    A level of the score with mass m, of which F has no more and G less, is chosen with probability F^n - G^n.
    """
    chosen = [0.0] * len(law)
    levels = _levels(law, score, rising=True)
    masses = [fsum(law[at] for at in places) for places in levels]
    upto = list(accumulate(masses))
    above = [0.0, *accumulate(reversed(masses))][-2::-1]  # by itself: a sum of 1 - 1e-16 to a high power is nothing
    for places, mass, within, rest in zip(levels, masses, upto, above, strict=True):
        won = exp(number * (log1p(-rest) if rest < HALF else log(within)))
        if mass < within:
            won *= -expm1(number * log1p(-mass / within))
        for at in places:
            chosen[at] = won * law[at] / mass
    return _scaled(chosen)


def quantilized(law: Sequence[float], score: Sequence[float], share: float) -> Law:
    """Return the law of a draw from the share of the law's mass with the greatest scores; of equals each gives its part.

    No option is more than 1 / share times as probable as before, so the mean of a cost that is nowhere negative grows at most
    by that factor (J. Taylor, Quantilizers, 2016).
    """
    chosen = [0.0] * len(law)
    left = share
    for places in _levels(law, score, rising=False):
        mass = fsum(law[at] for at in places)
        taken = min(mass, left)
        left -= taken
        for at in places:
            chosen[at] = law[at] if taken == mass else taken * law[at] / mass
        if left <= 0:
            break
    return _scaled(chosen)


class Split(NamedTuple):
    """A divergence in two parts, in nats: of the law of a score, and on average of the laws given the score."""

    total: float
    along: float
    off: float


def split(chosen: Sequence[float], law: Sequence[float], score: Sequence[Hashable]) -> Split:
    """Return KL(q || p) = KL(q_r || p_r) + E_q KL(q(. | r) || p(. | r)), the chain rule; infinite where p lacks an option of q."""
    after, before = _masses(chosen, score), _masses(law, score)
    along = divergence(list(after.values()), [before[value] for value in after])
    off = fsum(
        mass * _ratio(mass / after[value], law[at] / before[value] if before[value] > 0 else 0.0)
        for at, (mass, value) in enumerate(zip(chosen, score, strict=True))
        if mass > 0
    )
    return Split(divergence(chosen, law), along, max(0.0, off))


def divergence(chosen: Sequence[float], law: Sequence[float]) -> float:
    """Return KL(q || p) in nats; infinite where p lacks an option of q."""
    return max(0.0, fsum(mass * _ratio(mass, other) for mass, other in zip(chosen, law, strict=True) if mass > 0))


def along_only(chosen: Sequence[float], law: Sequence[float], score: Sequence[Hashable]) -> Law:
    """Return the law that has the score of the first and, given the score, everything else of the second."""
    after, before = _masses(chosen, score), _masses(law, score)
    return tuple(
        after[value] * mass / before[value] if before[value] > 0 else 0.0
        for mass, value in zip(law, score, strict=True)
    )


def off_bound(off: float, values: Sequence[float]) -> float:
    """Return how much the mean of values can differ by a divergence off the score: their range times sqrt(half of it).

    Source: M. Pinsker (1964) and Jensen's inequality. No more than their range.
    """
    reach = max(values) - min(values)
    return reach if off == inf else reach * min(1.0, sqrt(off / 2))


def best_of_bound(number: float) -> float:
    """Return log n - (n - 1) / n, which the divergence of the best of n from the law does not exceed, ties or not.

    Source: A. Beirami and others, arXiv:2401.01879.
    """
    return log(number) - (number - 1) / number


def mean(law: Sequence[float], values: Sequence[float]) -> float:
    """Return the mean of values."""
    return fsum(mass * value for mass, value in zip(law, values, strict=True))


def largest_factor(chosen: Sequence[float], law: Sequence[float]) -> float:
    """Return by which factor the mean of a cost that is nowhere negative can grow at most: the greatest of q / p."""
    return max((mass / other if other > 0 else inf) for mass, other in zip(chosen, law, strict=True) if mass > 0)


def _ratio(mass: float, other: float) -> float:
    return log(mass / other) if other > 0 else inf


def _masses(law: Sequence[float], score: Sequence[Hashable]) -> Mapping[Hashable, float]:
    masses: dict[Hashable, list[float]] = {}
    for mass, value in zip(law, score, strict=True):
        masses.setdefault(value, []).append(mass)
    return {value: fsum(some) for value, some in masses.items()}


def _levels(law: Sequence[float], score: Sequence[float], *, rising: bool) -> list[list[int]]:
    """The options with a positive probability, those with equal scores together, by score."""
    order = sorted((at for at, mass in enumerate(law) if mass > 0), key=score.__getitem__, reverse=not rising)
    return [list(places) for _, places in groupby(order, key=score.__getitem__)]


def _scaled(weights: Sequence[float]) -> Law:
    total = fsum(weights)
    return tuple(weight / total for weight in weights)
