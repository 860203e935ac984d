"""Closed forms for somebody who may try again: retries, layers probed one by one, audits of a share of the uses."""

from __future__ import annotations

import math
from collections.abc import Sequence
from fractions import Fraction

from interlock.record import NamedTuple


def retries(escape: float, tries: float, caught: float = 0.0) -> float:
    """Return the probability that one of several independent tries escapes, each with the same chance.

    A try that does not escape is the last with probability `caught`. Without it, 1 - (1 - escape)^tries, for any number.
    """
    if escape in (0.0, 1.0) or caught == 1.0:
        return escape
    ending = escape + caught - escape * caught
    going_on = math.log1p(-escape) + math.log1p(-caught)
    return escape * (-math.expm1(tries * going_on) / ending)  # the quotient is a number of tries


def retries_bound(escape: float, tries: int) -> float:
    """Return the greatest probability that one of several tries escapes, however they depend on one another."""
    return min(1.0, escape * tries)


def probing(chances: Sequence[float], tries: int) -> float:
    """Return the probability to get through all layers when each try is spent on one of them, until it opens.

    A layer opens with its chance at each try, independently, and stays open: the sum of geometric numbers of tries is at
    most `tries`. By recursion over tries, all terms positive.
    """
    reached = [1.0, *(0.0 for _ in chances)]
    for _ in range(tries):
        for layer in range(len(chances), 0, -1):
            chance = chances[layer - 1]
            stays = 1.0 if layer == len(chances) else 1.0 - chances[layer]
            reached[layer] = reached[layer] * stays + reached[layer - 1] * chance
        reached[0] *= 1.0 - chances[0] if chances else 1.0
    return reached[-1]


class Effort(NamedTuple):
    """How many tries it takes on average to get through layers: one after the other, or all of them at once."""

    apart: float
    together: float


def effort(chances: Sequence[float]) -> Effort:
    """Return the sum of 1 / chance, and the inverse of the product; infinite where a layer never opens."""
    if not all(chances):
        return Effort(math.inf, math.inf)
    together = math.prod(Fraction(one) for one in chances)
    return Effort(math.fsum(1.0 / one for one in chances), float(1 / together))


def upfront_audit(uses: int, audited: int, attacks: float, missed: float = 0.0) -> float:
    """Return the probability that a deployment is safe of which some uses, chosen at random, are audited beforehand.

    Each use is an attack with the chance `attacks`. An attack that is audited is found, and then nothing is deployed; one
    that is not audited harms unless it fails by itself, with the chance `missed`. So the deployment is unsafe with
    (1 - attacks)^audited * (1 - (1 - (1 - missed) attacks)^(uses - audited)).
    Source: Greenblatt and others, AI Control, arXiv:2312.06942.
    """
    if attacks >= 1.0 and audited > 0:
        return 1.0
    harmful = attacks * (1.0 - missed)
    passed = math.exp(audited * math.log1p(-attacks)) if audited else 1.0
    harmed = 1.0 if harmful >= 1.0 else -math.expm1((uses - audited) * math.log1p(-harmful))
    return 1.0 - passed * (harmed if uses > audited else 0.0)


class Worst(NamedTuple):
    """The chance of an attack per use that makes a deployment least safe, and how safe it is then."""

    attacks: float
    safety: float


def worst_audit(uses: int, audited: int, missed: float = 0.0) -> Worst:
    """Return the attacker's best chance per use against an audit beforehand, by halving: the harm has one peak.

    The logarithm of the harm has the slope -a / (1 - p) + b h (1 - h p)^(b - 1) / (1 - (1 - h p)^b), h = 1 - missed.
    """
    harmful, rest = 1.0 - missed, uses - audited
    if not audited or not rest or not harmful:
        return Worst(1.0, upfront_audit(uses, audited, 1.0, missed))
    low, high = 0.0, 1.0
    while low < (middle := (low + high) / 2.0) < high:
        kept = math.exp(rest * math.log1p(-harmful * middle))
        gain = rest * harmful * kept / ((1.0 - harmful * middle) * (1.0 - kept)) if kept < 1.0 else math.inf
        low, high = (middle, high) if gain > audited / (1.0 - middle) else (low, middle)
    return Worst(low, upfront_audit(uses, audited, low, missed))


def audit_bound(uses: int, audited: int, missed: float = 0.0) -> float:
    """Return how safe a deployment is at least that is audited beforehand, however the attacks' failures go together.

    Whether attacks fail by themselves may depend on one another in any way, so k of them harm with at most k (1 - missed).
    With b uses that are not audited the harm is at most (1 - p)^audited * min(1, b (1 - missed) p), which is greatest at
    p = 1 / (audited + 1), or where the second factor reaches 1 if that is earlier.
    """
    harmful = (uses - audited) * (1.0 - missed)
    if harmful <= 0.0:
        return 1.0
    attacks = min(1.0 / (audited + 1), 1.0 / harmful)
    passed = math.exp(audited * math.log1p(-attacks)) if audited else 1.0
    return 1.0 - passed * min(1.0, harmful * attacks)


def counted_audit(uses: int, audited: int, attacks: int, missed: float = 0.0) -> float:
    """Return how safe an audited deployment is if exactly so many uses, chosen at random, are attacks.

    None of them is audited with C(uses - attacks, audited) / C(uses, audited), and then some of them harms unless each fails
    by itself, with the chance `missed`. By symmetry this is the value of the game in which the auditor chooses a set of uses
    and the attacker one of this size: both can do no better than at random.
    """
    if attacks > uses - audited:
        return 1.0
    passed = math.exp(math.fsum(math.log((uses - audited - at) / (uses - at)) for at in range(attacks)))
    return 1.0 - passed * (1.0 - missed**attacks)


class Counted(NamedTuple):
    """The number of attacks that makes a deployment least safe, and how safe it is then."""

    attacks: int
    safety: float


def worst_count(uses: int, audited: int, missed: float = 0.0) -> Counted:
    """Return the attacker's best number of attacks against an audit beforehand, by halving: the harm has one peak.

    One more attack multiplies the harm by (uses - audited - k) / (uses - k) and by (1 - missed^(k+1)) / (1 - missed^k); both
    fall with k. A chance per use is a mixture of numbers, so that this is at least as bad as `worst_audit`.
    """
    if missed >= 1.0 or uses <= audited:
        return Counted(min(1, uses - audited), 1.0)
    low, high = 1, uses - audited
    while low < high:
        at = (low + high) // 2
        kept = (uses - audited - at) / (uses - at)
        more = (1.0 - missed ** (at + 1)) / (1.0 - missed**at)
        low, high = (at + 1, high) if kept * more > 1.0 else (low, at)
    return Counted(low, counted_audit(uses, audited, low, missed))
