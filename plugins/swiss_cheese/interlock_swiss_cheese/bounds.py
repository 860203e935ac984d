"""Ends of probabilities with the method that found them."""

from __future__ import annotations

from interlock.api.kit import Interval
from interlock.api.record import dataclass


@dataclass(frozen=True, slots=True)
class Bounds:
    """Ends of a probability, and how they were found.

    ``method`` names its steps. Exact: `lp`, a linear programme, and `bdd`, a decision diagram; `joint lp`, a programme over
    joint laws, up to a certified gap of 1e-6, or of `within` where it was stopped. Outer bounds, where that is too large: `frechet`, over all joint laws, and
    under independence `association`, or `independence` where something is negated. Of a function that is not monotone `lp` is never too narrow, and exact where its
    rounds did not run out. Then: `choices`, the greatest over what an adversary may choose; `retries`, independent tries;
    `probing`, layers tried one at a time; `union bound`, which holds however tries depend on one another; `stopped`, where
    the time was over, so that the ends may be wide.
    """

    lower: float
    upper: float
    method: str

    @property
    def range(self) -> Interval:
        """The interval."""
        return Interval(self.lower, self.upper)


def of(found: Interval, method: str) -> Bounds:
    """An interval with its method."""
    return Bounds(found.lower, found.upper, method)
