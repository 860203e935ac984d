"""Closed forms for somebody who may try again: retries, layers probed one by one, audits of a share of the uses."""

from __future__ import annotations

import math
import sys
from collections.abc import Sequence
from fractions import Fraction
from typing import Final

from interlock.analysis.interval import Interval
from interlock.record import NamedTuple

WORK: Final = 100_000
"""Steps of a recursion over tries."""

LARGEST: Final = Fraction(sys.float_info.max)
"""The largest number that a float may be."""


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


def in_turn(chances: Sequence[float], tries: int, caught: float = 0.0) -> float:
    """Return the probability to get through all layers when each try is spent on one of them, until it opens.

    A layer opens with its chance at each try, independently, and stays open: the sum of geometric numbers of tries is at
    most `tries`. A try that opens nothing is the last with probability `caught`. By recursion over tries, or by the power of
    a matrix where that is less work; all terms are positive. Beyond `WORK` of both not all tries are made.
    """
    ways = len(chances) + 1
    stays = [*((1.0 - one) * (1.0 - caught) for one in chances), 1.0]
    if 2 * tries.bit_length() * ways**3 < ways * tries:
        step = [[0.0] * ways for _ in stays]
        for layer, stay in enumerate(stays):
            step[layer][layer : layer + 2] = [stay, *chances[layer : layer + 1]]
        return min(1.0, _power(step, tries)[0][-1])
    reached = [1.0, *(0.0 for _ in chances)]
    for _ in range(min(tries, WORK // ways)):
        for layer in range(len(chances), 0, -1):
            reached[layer] = reached[layer] * stays[layer] + reached[layer - 1] * chances[layer - 1]
        reached[0] *= stays[0]
    return min(1.0, reached[-1])


def _power(matrix: list[list[float]], exponent: int) -> list[list[float]]:
    """Return the power of a matrix that is zero below its diagonal, by squaring."""
    size = range(len(matrix))
    found, square = [[float(row == column) for column in size] for row in size], matrix
    while exponent:
        if exponent & 1:
            found = _product(found, square)
        square, exponent = _product(square, square), exponent >> 1
    return found


def _product(one: list[list[float]], other: list[list[float]]) -> list[list[float]]:
    size = range(len(one))
    return [
        [math.fsum(one[row][at] * other[at][column] for at in range(row, column + 1)) for column in size]
        for row in size
    ]


def probing(chances: Sequence[float], tries: int, caught: float = 0.0) -> Interval:
    """Return the greatest probability to get through all layers when a try is of one layer or of all that are shut.

    A layer that opens when it is tried alone stays open; of layers tried together nothing is kept unless all open. A try that
    opens nothing is the last with probability `caught`. By recursion over tries and sets of shut layers, and both ends are
    one; beyond `WORK` it lies between what is done one layer after the other, or all together, and what could be done if
    every layer were tried in every try.
    """
    shut = (1 << len(chances)) - 1
    if tries * (shut + 1) * (len(chances) + 1) <= WORK:
        best = _best(chances, tries, caught)
        return Interval(best, best)
    lower = max(in_turn(chances, tries, caught), retries(math.prod(chances), tries, caught))
    return Interval(lower, max(lower, math.prod(retries(one, tries) for one in chances)))


def _best(chances: Sequence[float], tries: int, caught: float) -> float:
    sets = [[at for at in range(len(chances)) if shut >> at & 1] for shut in range(1 << len(chances))]
    together = [math.prod(chances[at] for at in some) for some in sets]
    value = [1.0, *(0.0 for _ in sets[1:])]
    for _ in range(tries):
        after = [
            max(
                chance * value[left] + (1.0 - chance) * (1.0 - caught) * value[shut]
                for chance, left in ((together[shut], 0), *((chances[at], shut ^ 1 << at) for at in some))
            )
            for shut, some in enumerate(sets)
        ]
        if after == value:
            break
        value = after
    return min(1.0, value[-1])


class Effort(NamedTuple):
    """How many tries it takes on average to get through layers: one after the other, or all of them at once."""

    apart: float
    together: float


def effort(chances: Sequence[float]) -> Effort:
    """Return the sum of 1 / chance, and the inverse of the product; infinite where a layer never opens, or as good as never."""
    if not all(chances):
        return Effort(math.inf, math.inf)
    together = 1 / math.prod(Fraction(one) for one in chances)
    return Effort(math.fsum(1.0 / one for one in chances), float(together) if together < LARGEST else math.inf)


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

    None of them is audited with C(uses - attacks, audited) / C(uses, audited), in which the two numbers may change places: a
    product of as many terms as the smaller says. Then some of them harms unless each fails
    by itself, with the chance `missed`. By symmetry this is the value of the game in which the auditor chooses a set of uses
    and the attacker one of this size: both can do no better than at random.
    """
    if attacks > uses - audited:
        return 1.0
    fewer, more = sorted((attacks, audited))
    passed = math.exp(math.fsum(math.log((uses - more - at) / (uses - at)) for at in range(fewer)))
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
