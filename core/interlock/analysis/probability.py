"""Probabilities of Boolean functions of independent atoms, exact by decision diagram."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import product
from typing import Final

from interlock.analysis.boolean import Formula
from interlock.analysis.diagram import Compiled, Diagram
from interlock.analysis.interval import Interval
from interlock.analysis.shortest import Levels
from interlock.record import NamedTuple

Chances = Mapping[str, float]
Ranges = Mapping[str, Interval]

WIDE: Final = 30_000
"""Nodes from which on a diagram is evaluated by numpy."""

CORNERS: Final = 12
"""At most so many atoms of a function that is not monotone may have proper intervals."""


class Undecided(NamedTuple):
    """Too many atoms have proper intervals for a function that is not monotone; these are they."""

    atoms: tuple[str, ...]


def probability(compiled: Compiled, chances: Chances) -> float:
    """Return the probability that the function holds when its atoms are independent with these chances.

    Linear in the diagrams. A function that never holds has 0, one that always does has 1.

    Raises:
        KeyError: if an atom of the function has no chance.
    """
    known: dict[Formula, float] = {}
    for top, diagram in compiled.parts:
        known[top] = expectation(diagram, _weights(diagram, known, chances))
    return known[compiled.parts[-1].top]


def _weights(diagram: Diagram, known: Mapping[Formula, float], chances: Chances) -> list[float]:
    return [chances[leaf.name] if leaf.operator == "atom" else known[leaf] for leaf in diagram.leaves]


def expectation(diagram: Diagram, weights: list[float]) -> float:
    """Return the probability of a diagram whose leaf at level i holds, independently, with chance `weights[i]`."""
    if len(diagram.level) >= WIDE:
        return Levels(diagram).expectation(weights)
    value = [0.0, 1.0]
    for _, level, high, low in diagram.nodes():
        chance = weights[level]
        value.append(chance * value[high] + (1.0 - chance) * value[low])
    return value[diagram.root]


def probability_range(compiled: Compiled, ranges: Ranges) -> Interval | Undecided:
    """Return the least and the greatest probability when each chance may lie anywhere in its interval.

    Both ends are attained: the probability is affine in each chance, so the corners decide, and for a monotone
    function two of them do. Otherwise every corner is tried, up to `CORNERS` atoms with proper intervals.
    """
    if compiled.monotone:
        lower = probability(compiled, {name: ranges[name].lower for name in compiled.atoms})
        return Interval(lower, max(lower, probability(compiled, {name: ranges[name].upper for name in compiled.atoms})))
    proper = tuple(name for name in compiled.atoms if ranges[name].lower < ranges[name].upper)
    if len(proper) > CORNERS:
        return Undecided(proper)
    found = [probability(compiled, corner) for corner in _corners(compiled, ranges)]
    return Interval(min(found), max(found))


def _corners(compiled: Compiled, ranges: Ranges) -> Iterator[dict[str, float]]:
    ends = [dict.fromkeys(ranges[name]) for name in compiled.atoms]
    for chosen in product(*ends):
        yield dict(zip(compiled.atoms, chosen, strict=True))
