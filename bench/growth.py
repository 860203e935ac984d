"""How a cost grows with size."""

from __future__ import annotations

from collections.abc import Iterable
from math import log
from statistics import linear_regression


def exponent(points: Iterable[tuple[float, float]]) -> float:
    """The p of the power law ``cost = c * size ** p`` that fits best: least squares between the logarithms."""
    logarithms = [(log(size), log(cost)) for size, cost in points]
    return linear_regression(*zip(*logarithms, strict=True)).slope
