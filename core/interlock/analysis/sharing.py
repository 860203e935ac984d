"""How much of the chance of alike events comes from causes that several of them share.

In a group of m events of chance Q, each set of k of them has a cause of its own, which brings about just these, with the
chance `share[k] * Q`; all causes are independent. Sources: NUREG/CR-4780 (1988); the Open-PSA Model Exchange Format.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from itertools import product
from math import comb
from typing import Final, Literal

Model = Literal["beta", "mgl", "alpha", "phi"]
Shares = tuple[Fraction, ...]
"""The shares of causes of one, two, ..., m events."""

Range = tuple[Fraction, Fraction]


def shares(model: Model, factors: Sequence[Fraction], size: int) -> Shares:
    """Return the share of a cause of each number of events.

    `beta`: one factor, the part that comes from a cause of all. `mgl`: size - 1 factors, each the chance that a cause of
    k events or more is one of k + 1 or more. `alpha`: size factors, the parts of all causes that are causes of k events
    (as tests of all at once show them). `phi`: the shares themselves.

    Raises:
        ValueError: if there are not so many factors, or a factor is not between 0 and 1, or all alphas are 0.
    """
    wanted = {"beta": 1, "mgl": size - 1, "alpha": size, "phi": size}[model]
    if len(factors) != wanted or size < 2:
        raise ValueError(f"{model} of {size} takes {wanted} factors")
    if not all(0 <= one <= 1 for one in factors) or (model == "alpha" and not any(factors)):
        raise ValueError(f"no factors of {model}: {factors}")
    return _MODELS[model](factors, size)


def _beta(factors: Sequence[Fraction], size: int) -> Shares:
    return (1 - factors[0], *(Fraction(0) for _ in range(size - 2)), factors[0])


def _greek(factors: Sequence[Fraction], size: int) -> Shares:
    found, reached = [], Fraction(1)
    for number, following in enumerate((*factors, Fraction(0)), 1):
        found.append(reached * (1 - following) / comb(size - 1, number - 1))
        reached *= following
    return tuple(found)


def _alpha(factors: Sequence[Fraction], size: int) -> Shares:
    total = sum((number * one for number, one in enumerate(factors, 1)), Fraction(0))
    return tuple(number * one / (total * comb(size - 1, number - 1)) for number, one in enumerate(factors, 1))


def _phi(factors: Sequence[Fraction], size: int) -> Shares:
    return tuple(factors)


_MODELS: Final[dict[Model, Callable[[Sequence[Fraction], int], Shares]]] = {
    "beta": _beta,
    "mgl": _greek,
    "alpha": _alpha,
    "phi": _phi,
}


def share_ranges(model: Model, factors: Sequence[Range], size: int) -> tuple[Range, ...]:
    """Return the least and the greatest of each share for factors in intervals, by their corners.

    Each end is exact: a share is affine in each factor, or for alphas monotone in it. Not all are attained together.

    Raises:
        ValueError: as `shares`.
    """
    corners = [shares(model, one, size) for one in product(*(dict.fromkeys(pair) for pair in factors))]
    return tuple((min(column), max(column)) for column in zip(*corners, strict=True))
