"""The range of a probability over all joint laws as one linear programme, written out over all states."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from itertools import product
from typing import TYPE_CHECKING

from interlock.analysis.boolean import Formula, atoms, subformulas
from interlock.analysis.interval import Interval
from interlock.analysis.statement import Joint

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

TIGHTEST = 1e-10


def written_out(formula: Formula, joint: Joint) -> Interval | None:
    """The range of a function's probability, or None if no law is as stated."""
    functions = [formula, *(one for stated in joint.conditionals for one in (stated.event, stated.given))]
    names = tuple(sorted({name for one in functions for name in atoms(one)}))
    sets = [frozenset(names).intersection(one) for one in joint.independent]
    programme = Programme(names, joint, [one for one in sets if len(one) > 1])
    wanted = programme.truth(formula)
    upper, least = programme.greatest(wanted), programme.greatest(1.0 - wanted)
    return None if upper is None or least is None else Interval(1.0 - least, upper)


class Programme:
    """A linear programme whose columns are the states of some atoms."""

    def __init__(self, names: Sequence[str], joint: Joint, independent: Sequence[frozenset[str]]) -> None:
        import numpy as np

        states = np.arange(1 << len(names))
        self._columns = {name: (states >> at & 1).astype(np.float64) for at, name in enumerate(names)}
        self._everything = np.ones(len(states))
        rows = [*self._stated(names, joint), *self._products(joint.marginals, independent)]
        self._rows = [row for row, _, _ in rows]
        self._lower = [low for _, low, _ in rows]
        self._upper = [high for _, _, high in rows]

    def truth(self, formula: Formula) -> NDArray[np.float64]:
        """Return 1 for each state in which the formula holds, 0 for the others."""
        import numpy as np

        value: dict[Formula, NDArray[np.float64]] = {}
        for one in subformulas(formula):
            given = [value[argument] for argument in one.arguments]
            if one.operator == "atom":
                value[one] = self._columns[one.name]
            elif one.operator == "not":
                value[one] = 1.0 - given[0]
            else:
                needed = {"and": len(given), "or": 1, "at-least": one.threshold, "true": 0, "false": 1}[one.operator]
                value[one] = (sum(given, 0.0 * self._everything) >= needed).astype(np.float64)
        return value[formula]

    def _stated(self, names: Sequence[str], joint: Joint) -> Iterator[tuple[NDArray[np.float64], float, float]]:
        for name in names:
            yield self._columns[name], *joint.marginals[name]
        for event, ends, given in joint.conditionals:
            within = self.truth(given)
            both = self.truth(event) * within
            yield both - ends.lower * within, 0.0, math.inf
            yield both - ends.upper * within, -math.inf, 0.0

    def _products(
        self, marginals: Mapping[str, Interval], independent: Sequence[frozenset[str]]
    ) -> Iterator[tuple[NDArray[np.float64], float, float]]:
        """Rows for every way in which each atom of an independent set holds, fails, or is not looked at."""
        for some in independent:
            members = sorted(some)
            for signs in product((True, False, None), repeat=len(members)):
                looked = {name: one for name, one in zip(members, signs, strict=True) if one is not None}
                if len(looked) > 1:
                    yield self._cell(looked, marginals)

    def _cell(
        self, signs: Mapping[str, bool], marginals: Mapping[str, Interval]
    ) -> tuple[NDArray[np.float64], float, float]:
        row, lower, upper = self._everything, 1.0, 1.0
        for name, holds in signs.items():
            low, high = marginals[name]
            row = row * (self._columns[name] if holds else 1.0 - self._columns[name])
            lower, upper = lower * (low if holds else 1.0 - high), upper * (high if holds else 1.0 - low)
        return row, lower, upper

    def greatest(self, wanted: NDArray[np.float64]) -> float | None:
        """Return the greatest probability of the wanted states; None if there is no law."""
        from highspy._core import HighsModelStatus, _Highs

        solver = _Highs()
        solver.setOptionValue("output_flag", False)
        solver.setOptionValue("primal_feasibility_tolerance", TIGHTEST)
        solver.setOptionValue("dual_feasibility_tolerance", TIGHTEST)
        for one in wanted.tolist():
            solver.addCol(-one, 0.0, 1.0, 0, [], [])
        for row, low, high in zip(
            (self._everything, *self._rows), (1.0, *self._lower), (1.0, *self._upper), strict=True
        ):
            inside = row.nonzero()[0]
            solver.addRow(low, high, len(inside), inside, row[inside])
        solver.run()
        if solver.getModelStatus() == HighsModelStatus.kInfeasible:
            return None
        return -float(solver.getInfo().objective_function_value)
