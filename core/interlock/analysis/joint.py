"""Probabilities over all joint laws with stated marginals, conditional probabilities and independent sets.

The programme is written out over all states, so it is for few atoms (`FEW`); highspy and numpy are imported when called.
Its ends are certified: weak duality makes a bound of any multipliers, and the gap to a law that was found is returned.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from itertools import product
from typing import TYPE_CHECKING, Final

from interlock.analysis.boolean import TRUE, Formula, atoms, subformulas
from interlock.analysis.interval import Interval
from interlock.record import NamedTuple

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

FEW: Final = 16
"""The atoms of a programme that is written out, 65,536 states."""

APART: Final = 8
"""The atoms of a set whose independence is written out, 256 cells."""

TIGHTEST: Final = 1e-10
"""The least tolerance that HiGHS accepts."""


class Conditional(NamedTuple):
    """The probability of a function given another lies in an interval, or the other has the probability 0."""

    event: Formula
    range: Interval
    given: Formula = TRUE


class Joint(NamedTuple):
    """What is stated of a joint law: marginals, conditional probabilities, and sets of independent atoms.

    With marginals in intervals a product of them is one of numbers in intervals, so independence gives bounds.
    """

    marginals: Mapping[str, Interval]
    conditionals: tuple[Conditional, ...] = ()
    independent: tuple[frozenset[str], ...] = ()


class Certified(NamedTuple):
    """Ends that hold for every law, and how far at most laws that were found stay behind them."""

    range: Interval
    gap: float


class TooMany(NamedTuple):
    """The atoms are too many to write the programme out."""

    atoms: tuple[str, ...]


class NoLaw(NamedTuple):
    """No joint law is as stated."""


def joint_bound(formula: Formula, joint: Joint) -> Certified | TooMany | NoLaw:
    """Return the least and the greatest probability of a function over all joint laws that are as stated.

    Raises:
        KeyError: if an atom of the function or of a statement has no marginal.
    """
    functions = [formula, *(one for stated in joint.conditionals for one in (stated.event, stated.given))]
    names = tuple(sorted({name for one in functions for name in atoms(one)}))
    sets = [frozenset(names).intersection(one) for one in joint.independent]
    if len(names) > FEW or any(len(one) > APART for one in sets):
        return TooMany(names)
    programme = _Programme(names, joint, [one for one in sets if len(one) > 1])
    wanted = programme.truth(formula)
    upper, least = programme.greatest(wanted), programme.greatest(1.0 - wanted)
    if upper is None or least is None:
        return NoLaw()
    lower = max(0.0, 1.0 - least[0])
    return Certified(Interval(lower, max(lower, min(1.0, upper[0]))), max(upper[1], least[1]))


class _Programme:
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
            for signs in product((True, False), repeat=len(members)):
                yield self._cell(dict(zip(members, signs, strict=True)), marginals)
            if any(marginals[name].lower < marginals[name].upper for name in members):
                for looked in product((True, False), repeat=len(members)):
                    chosen = [name for name, one in zip(members, looked, strict=True) if one]
                    if len(chosen) > 1:
                        yield self._cell(dict.fromkeys(chosen, True), marginals)

    def _cell(
        self, signs: Mapping[str, bool], marginals: Mapping[str, Interval]
    ) -> tuple[NDArray[np.float64], float, float]:
        row, lower, upper = self._everything, 1.0, 1.0
        for name, holds in signs.items():
            low, high = marginals[name]
            row = row * (self._columns[name] if holds else 1.0 - self._columns[name])
            lower, upper = lower * (low if holds else 1.0 - high), upper * (high if holds else 1.0 - low)
        return row, lower, upper

    def greatest(self, wanted: NDArray[np.float64]) -> tuple[float, float] | None:
        """Return a bound on the probability of the wanted states and its gap to a law; None if there is no law."""
        from highspy._core import HighsModelStatus, _Highs

        solver = _Highs()
        solver.setOptionValue("output_flag", False)  # noqa: FBT003
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
        found = -float(solver.getInfo().objective_function_value)
        bound = self._certified(wanted, [-one for one in solver.getSolution().row_dual[1:]])
        return bound, max(0.0, bound - found)

    def _certified(self, wanted: NDArray[np.float64], multipliers: Sequence[float]) -> float:
        """Return what the multipliers prove: the worst state beyond them, and what their rows allow at most."""
        excess, allowed = wanted.copy(), 0.0
        for row, low, high, one in zip(self._rows, self._lower, self._upper, multipliers, strict=True):
            end = high if one > 0.0 else low
            if one != 0.0 and math.isfinite(end):
                excess -= one * row
                allowed += one * end
        return float(excess.max()) + allowed
