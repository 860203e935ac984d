"""Linear programmes over the ways of a decision diagram, rows made when they are violated; imports highspy when called.

The most violated row is a shortest way from the root to a constant, so no set or state is ever enumerated.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Final

from interlock.analysis.diagram import Diagram
from interlock.analysis.interval import Interval
from interlock.analysis.pace import Over, never
from interlock.analysis.shortest import Levels

if TYPE_CHECKING:
    import numpy as np
    from highspy._core import _Highs
    from numpy.typing import NDArray

TOLERANCE: Final = 1e-9
TIGHTEST: Final = 1e-10
"""The least tolerance that HiGHS accepts."""

BATCH: Final = 24
"""So many different violated rows are looked for before the programme is solved again."""

FEW: Final = 6
"""So many different violated states of each value are looked for before the programme is solved again."""

ROUNDS: Final = 400
"""So many times at most the programme of a function that is not monotone is solved,"""

VISITS: Final = 200_000_000
"""and only while the searches for violated states visit so many nodes in all: about 10 s."""

WIDE: Final = 4_000
"""Nodes from which on the states of a diagram are searched by numpy."""

BOX: Final = 64.0
"""Multipliers are kept below this; the bound found is valid with any, and the least if none is reached."""


def cover_by_rows(diagram: Diagram, weights: Sequence[float], over: Over = never, enough: float = math.inf) -> float:
    """Return the least weight of a fractional cover of the minimal cut sets of a monotone diagram.

    The value is that of a cover, so never below the least, and above it by a factor of at most 1 + 1e-9 unless the time was
    over before. Once it is known that the least weight is above `enough`, that is returned.
    """
    solver = _solver(weights, [1.0] * len(weights))
    levels = Levels(diagram)
    shares = [0.0] * len(weights)
    known: set[tuple[int, ...]] = set()
    while not over() and (fresh := [row for row in _violated(levels, shares) if tuple(row) not in known]):
        known.update(map(tuple, fresh))
        for row in fresh:
            solver.addRow(1.0, math.inf, len(row), row, [1.0] * len(row))
        shares = [max(0.0, share) for share in _solve(solver)]
        if _weight(weights, shares) > enough + TOLERANCE:  # without some rows it is no greater than with all
            return enough
    least = levels.lightest(shares)[0]
    some = _weight(weights, shares)
    return some / least if least > 0.0 else math.fsum(weights)


def _weight(weights: Sequence[float], shares: Sequence[float]) -> float:
    return math.fsum(weight * share for weight, share in zip(weights, shares, strict=True))


def _solver(costs: Sequence[float], caps: Sequence[float]) -> _Highs:
    """Return a silent programme without rows; the inner class, since making the outer one prints a notice."""
    from highspy._core import _Highs

    solver = _Highs()
    solver.setOptionValue("output_flag", False)  # noqa: FBT003
    solver.setOptionValue("primal_feasibility_tolerance", TIGHTEST)
    solver.setOptionValue("dual_feasibility_tolerance", TIGHTEST)
    for cost, cap in zip(costs, caps, strict=True):
        solver.addCol(cost, 0.0, cap, 0, [], [])
    return solver


def _solve(solver: _Highs) -> list[float]:
    """Return an optimal point; every programme here has one, so that none is found is a bug."""
    from highspy._core import HighsModelStatus

    solver.run()
    status = solver.getModelStatus()
    if status != HighsModelStatus.kOptimal:
        raise RuntimeError(f"no optimum of a bounded feasible programme: {status}")
    return [float(one) for one in solver.getSolution().col_value]


def _violated(levels: Levels, shares: Sequence[float]) -> Iterator[list[int]]:
    """Yield cut sets whose shares add up to less than 1, the lightest first, then others made to differ from it."""
    raised = list(shares)
    for _ in range(BATCH):
        weight, row = levels.lightest(raised)
        if weight >= 1.0 - TOLERANCE:
            return
        yield row
        for entry in row:
            raised[entry] += 1.0 / len(row)


def extreme(diagram: Diagram, ranges: Sequence[Interval], value: int, over: Over = never) -> float:
    """Return the greatest probability that a diagram has this value, over all joint laws with marginals in `ranges`.

    By duality the least of c + sum of max(upper u, lower u) such that c + (sum of u over the true leaves) is at
    least 1 in each state with this value and at least 0 in the others. Never below the truth: what the states that are
    not yet among the rows lack is added. That is all that is known
    where the rounds run out, or the time.
    """
    count = len(ranges)
    costs = [1.0, *(one.upper for one in ranges), *(-one.lower for one in ranges)]
    solver = _solver(costs, [BOX] * (1 + 2 * count))
    states = States(diagram)
    known: set[tuple[int, ...]] = set()
    least = 1.0
    for _ in range(min(ROUNDS, 2 + VISITS // (2 * FEW * len(diagram.level)))):
        if over():
            break
        found = _solve(solver)
        gains = [found[1 + leaf] - found[1 + count + leaf] for leaf in range(count)]
        spent = math.fsum(cost * one for cost, one in zip(costs, found, strict=True))
        lacking = [_lacking(states, gains, float(constant == value) - found[0], constant) for constant in (0, 1)]
        least = min(least, max(0.0, spent + max(0.0, *(rows[0][0] for rows in lacking))))
        fresh = [
            (float(constant == value), row)
            for constant, rows in enumerate(lacking)
            for lack, row in rows
            if lack > TOLERANCE and tuple(row) not in known
        ]
        if not fresh:
            break
        known.update(tuple(row) for _, row in fresh)
        for wanted, row in fresh:
            entries = [0, *(1 + leaf for leaf in row), *(1 + count + leaf for leaf in row)]
            solver.addRow(wanted, math.inf, len(entries), entries, [1.0] * (1 + len(row)) + [-1.0] * len(row))
    return least


def _lacking(states: States, gains: Sequence[float], wanted: float, constant: int) -> list[tuple[float, list[int]]]:
    """Return how much a state of least gains lacks, with its true leaves, then others made to differ from it."""
    raised = list(gains)
    rows: list[tuple[float, list[int]]] = []
    for _ in range(FEW):
        row = states.least(raised, constant)
        lack = wanted - math.fsum(gains[leaf] for leaf in row)
        rows.append((lack, row))
        if lack <= TOLERANCE or not row:
            break
        for leaf in row:
            raised[leaf] += lack / len(row)
    return rows


class States:
    """The states of the leaves of a diagram, of which one with the least sum of gains is found at a time."""

    __slots__ = ("_diagram", "_levels")

    def __init__(self, diagram: Diagram) -> None:
        """Group the nodes by level where that pays."""
        self._diagram = diagram
        self._levels = Levels(diagram) if len(diagram.level) >= WIDE else None

    def least(self, gains: Sequence[float], constant: int) -> list[int]:
        """Return the true leaves of a state with this value whose gains add up to the least."""
        below = [0.0]
        for gain in gains:
            below.append(below[-1] + min(0.0, gain))
        if self._levels is not None:
            total: Sequence[float] | NDArray[np.float64] = self._levels.least_states(gains, below, constant)
        else:
            total = _totals(self._diagram, gains, below, constant)
        return _state(self._diagram, gains, total, below)


def _totals(diagram: Diagram, gains: Sequence[float], below: Sequence[float], constant: int) -> list[float]:
    """Return for each node the least sum of gains, from its level on, over states in which it has this value."""
    total = [0.0 if node == constant else math.inf for node in (0, 1)]
    levels = diagram.level
    for _, level, high, low in diagram.nodes():
        then = total[high] + gains[level] + below[levels[high]] - below[level + 1]
        total.append(min(then, total[low] + below[levels[low]] - below[level + 1]))
    return total


def _state(
    diagram: Diagram,
    gains: Sequence[float],
    total: Sequence[float] | NDArray[np.float64],
    below: Sequence[float],
) -> list[int]:
    chosen: list[int] = []
    node, levels, at = diagram.root, diagram.level, 0
    while True:
        chosen.extend(leaf for leaf in range(at, levels[node]) if gains[leaf] < 0.0)
        if node < 2:
            return chosen
        level, high, low = levels[node], diagram.high[node], diagram.low[node]
        then = total[high] + gains[level] + below[levels[high]] - below[level + 1]
        otherwise = total[low] + below[levels[low]] - below[level + 1]
        if then < otherwise:
            chosen.append(level)
        node, at = (high if then < otherwise else low), level + 1
