"""Linear programmes written out in full."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from highspy._core import _Highs

from interlock.analysis.interval import Interval


def greatest(
    states: Sequence[frozenset[str]], names: Sequence[str], marginals: Mapping[str, Interval], wanted: Sequence[bool]
) -> float:
    """Return the greatest probability of the wanted states over all laws on the states with these marginals."""
    solver = _silent()
    for one in wanted:
        solver.addCol(-float(one), 0.0, 1.0, 0, [], [])
    everything = list(range(len(states)))
    solver.addRow(1.0, 1.0, len(everything), everything, [1.0] * len(everything))
    for name in names:
        inside = [index for index, state in enumerate(states) if name in state]
        solver.addRow(marginals[name].lower, marginals[name].upper, len(inside), inside, [1.0] * len(inside))
    solver.run()
    return -float(solver.getInfo().objective_function_value)


def least_cover(sets: Sequence[Sequence[int]], weights: Sequence[float]) -> float:
    """Return the least weight of a fractional cover of the sets."""
    solver = _silent()
    for weight in weights:
        solver.addCol(weight, 0.0, math.inf, 0, [], [])
    for one in sets:
        solver.addRow(1.0, math.inf, len(one), list(one), [1.0] * len(one))
    solver.run()
    return float(solver.getInfo().objective_function_value)


def _silent() -> _Highs:
    solver = _Highs()
    solver.setOptionValue("output_flag", False)
    return solver
