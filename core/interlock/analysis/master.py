"""Linear programmes over the joint laws of some leaves; a state is made when it betters the law (column generation).

Weak duality makes a bound of any multipliers of the rows and the best state beyond them, so an end is certified wherever
the rounds stop. highspy and numpy are imported when called.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from interlock.analysis.programme import TIGHTEST
from interlock.record import NamedTuple

if TYPE_CHECKING:
    from highspy._core import _Highs

    from interlock.analysis.statement import Row
    from interlock.analysis.ways import Numbers, Signs, Ways

WORK: Final = 2_000_000_000
"""Entries of programmes, and ten times the nodes of the graph, that are looked at in all rounds: about a minute."""

SCATTERED: Final = 3
"""So many states for each row are made before the first round."""

CLOSE: Final = 1e-9
"""An end is taken that is as close as this, as a part of itself, to that of a law."""

LACK: Final = 1e-9
"""What a law may lack of a row, as a part of the row's scale."""

RARE: Final = 0.05
"""Features that are no likelier are rare,"""

MARGINS: Final = (1e-4, 1e-7, 2.0 * TIGHTEST, 0.0)
"""and each of them costs one of these times its weight in states; the next is for when no state betters the law.

A state that may only have the probability 1e-18 can better the law by no more than that, however much it is worth; with
a price on rareness such states do not hide those that matter.
"""

SLIGHT: Final = 1e-12
"""States that better the law by no more than this are not made."""

TINY: Final = 1e-60
"""No scale or ceiling but 0 is smaller."""

LEAST: Final = 1e-12
"""The least coefficient that HiGHS keeps where it is asked to."""


class End(NamedTuple):
    """No law gives more than `bound`, and one that was found gives less by `gap`."""

    bound: float
    gap: float


class Master:
    """The laws on the states that were made so far, among which `begin` looks for one that meets all rows.

    The probability of a state is measured by its cap, the least ceiling of its features, and each row by its scale, so
    that what is rare is not lost in a tolerance.
    """

    def __init__(self, graph: Ways, rows: Sequence[Row], ceilings: Sequence[float]) -> None:
        """Take the rows, and for each feature a number that its probability never exceeds."""
        import numpy as np

        self._graph = graph
        self._ceilings = np.asarray([max(one, TINY) if one > 0.0 else 0.0 for one in ceilings])
        self._matrix = np.zeros((len(rows), len(ceilings)))
        scales = [max(row.scale, TINY) for row in rows]
        for at, (row, scale) in enumerate(zip(rows, scales, strict=True)):
            for feature, weight in row.weights:
                self._matrix[at, feature] += weight / scale
        self._lower = np.asarray([row.lower / scale for row, scale in zip(rows, scales, strict=True)])
        self._upper = np.asarray([row.upper / scale for row, scale in zip(rows, scales, strict=True)])
        self._barred = self._ceilings == 0.0
        rare = ~self._barred & (self._ceilings < RARE)
        self._rareness = np.where(rare, 1.0 / np.where(rare, self._ceilings, 1.0), 0.0)
        self._rare = int(rare.sum())
        self._known: set[bytes] = set()
        self._has = np.zeros((0, len(ceilings)))
        self._caps = np.zeros(0)
        self._work = 0
        self._solver = _elastic(self._lower.tolist(), self._upper.tolist())

    def begin(self) -> bool | None:
        """Tell whether a law meets all rows; None where the rounds end before it is certain."""
        import numpy as np

        nothing = np.zeros(len(self._ceilings))
        margins = list(MARGINS)
        self._scatter()
        while margins and (lacking := self._solved()) is not None:
            if lacking <= LACK:
                self._settle()
                return True
            bound, bettered = self._priced(nothing, margins[0])
            if bound < -LACK:
                return False
            if not bettered:
                del margins[0]
        return None

    def _settle(self) -> None:
        """Let from now on no more be lacking than is, and cost nothing."""
        for at, one in enumerate(self._solver.getSolution().col_value[: 2 * (1 + len(self._lower))]):
            self._solver.changeColBounds(at, 0.0, max(0.0, one))
            self._solver.changeColCost(at, 0.0)

    def greatest(self, feature: int, sign: float) -> End:
        """Return a bound on the probability of a feature, or on its negative, over the laws that meet all rows."""
        import numpy as np

        scale = float(self._ceilings[feature]) or 1.0
        aim = np.zeros(len(self._ceilings))
        aim[feature] = sign / scale
        for at, worth in enumerate((self._has @ aim * self._caps).tolist(), 2 * (1 + len(self._lower))):
            self._solver.changeColCost(at, -worth)
        least, found = math.inf, -math.inf
        margins = list(MARGINS)
        while margins and (cost := self._solved()) is not None:
            found = max(found, -cost)
            bound, bettered = self._priced(aim, margins[0])
            least = min(least, bound)
            if least - found <= CLOSE * abs(least):
                break
            if not bettered:
                del margins[0]
        bound = min(max(sign, 0.0) * scale, least * scale)
        return End(bound, min(scale, max(0.0, bound - found * scale)))

    def _scatter(self) -> None:
        """Make states that look like chance and are the same each time, in each another part of the leaves true."""
        import numpy as np

        chance, many = np.random.default_rng(0), SCATTERED * len(self._lower)
        states = np.unique(chance.random((many, self._graph.depth)) < chance.random((many, 1)), axis=0)
        has = self._graph.features(states).astype(np.float64)
        allowed = ~(has[:, self._barred] > 0.0).any(axis=1)
        self._make(states[allowed], has[allowed], np.zeros(len(self._ceilings)))

    def _solved(self) -> float | None:
        """Return the optimum on the states made so far, or None if HiGHS finds none or the work is spent."""
        from highspy._core import HighsModelStatus

        self._work += len(self._lower) * len(self._caps) + 10 * self._graph.size
        if self._work > WORK:
            return None
        for scaling in (True, False):
            if not scaling:  # its own scaling of what is scaled already may lose the optimum: begin anew without
                self._solver.clearSolver()
                self._solver.setOptionValue("simplex_scale_strategy", 0)
            self._solver.run()
            if self._solver.getModelStatus() == HighsModelStatus.kOptimal:
                return float(self._solver.getInfo().objective_function_value)
        return None

    def _priced(self, aim: Numbers, margin: float) -> tuple[float, bool]:
        """Return what the multipliers prove of the aim, and whether a state was made that betters the law."""
        import numpy as np

        duals = np.asarray(self._solver.getSolution().row_dual)
        ends = np.where(duals[1:] < 0.0, self._upper, self._lower)
        multipliers = np.where(np.isfinite(ends), -duals[1:], 0.0)
        allowed = float(multipliers @ np.where(np.isfinite(ends), ends, 0.0)) + margin * self._rare
        worth = aim - multipliers @ self._matrix - margin * self._rareness
        excess, states = self._graph.best(np.where(self._barred, -math.inf, worth))
        fresh = states[[one.tobytes() not in self._known for one in states]]
        has = self._graph.features(fresh).astype(np.float64)
        bettering = has @ worth + float(duals[0]) > SLIGHT
        self._make(fresh[bettering], has[bettering], aim)
        return allowed + excess, bool(bettering.any())

    def _make(self, states: Signs, has: Numbers, aim: Numbers) -> None:
        import numpy as np

        caps = np.where(has > 0.0, self._ceilings, 1.0).min(axis=1)
        columns = np.column_stack((np.ones(len(states)), has @ self._matrix.T)) * caps[:, np.newaxis]
        for state, column, worth in zip(states, columns, (has @ aim * caps).tolist(), strict=True):
            self._known.add(state.tobytes())
            inside = column.nonzero()[0]
            self._solver.addCol(-worth, 0.0, math.inf, len(inside), inside, column[inside])
        self._has = np.vstack((self._has, has))
        self._caps = np.append(self._caps, caps)


def _elastic(lower: Sequence[float], upper: Sequence[float]) -> _Highs:
    """Return a programme whose first row says that all is 1; what a row lacks or has too much is paid for."""
    from highspy._core import _Highs

    solver = _Highs()
    solver.setOptionValue("output_flag", False)  # noqa: FBT003
    solver.setOptionValue("small_matrix_value", LEAST)
    solver.setOptionValue("primal_feasibility_tolerance", TIGHTEST)
    solver.setOptionValue("dual_feasibility_tolerance", TIGHTEST)
    for low, high in zip((1.0, *lower), (1.0, *upper), strict=True):
        solver.addRow(low, high, 0, [], [])
    for at in range(1 + len(lower)):
        for sign in (1.0, -1.0):
            solver.addCol(1.0, 0.0, math.inf, 1, [at], [sign])
    return solver
