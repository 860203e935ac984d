"""The cheapest choices that meet a demand which is told row by row, with a proof; imports highspy when called.

An integer programme over one switch for each option. Whoever makes the demand is shown a choice and answers with rows that
it violates and no choice that meets the demand does; so the optimum of the rows is a lower bound of the cost, and it is
the least cost once it meets the demand.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Final, TypeAlias

from interlock.analysis.pace import Over, never
from interlock.record import NamedTuple

if TYPE_CHECKING:
    from highspy._core import _Highs

LARGEST: Final = 10**9
"""Costs add up to no more than this, so that a floating-point solver tells integers apart."""

ROUNDS: Final = 2_000
"""So many choices at most are shown to whoever makes the demand."""

OTHERS: Final = 9
"""So many other choices of the least cost are looked for."""

CLOSE: Final = 1e-6


class Row(NamedTuple):
    """A sum of factors over the options that are chosen, which is ``least`` at least."""

    factors: Mapping[int, float]
    least: float


Demand: TypeAlias = Callable[[frozenset[int]], Sequence[Row]]
"""The rows that a choice violates, and no choice that meets the demand; none if it meets it."""


class Cheapest(NamedTuple):
    """The choices of the least cost that lack nothing: no choice that meets the demand costs less than ``bound``.

    Of choices of equal cost those are listed that hold no other of them; `more` tells that there may be further ones.
    ``rows`` are those on which the proof rests.
    """

    choices: tuple[tuple[int, ...], ...]
    cost: int
    bound: int
    rows: int
    more: bool


class Unmet(NamedTuple):
    """No choice meets the demand."""


class Unsettled(NamedTuple):
    """The rounds or the time ran out: no choice that meets the demand costs less than ``bound``."""

    bound: int


def cheapest(costs: Sequence[int], demand: Demand, over: Over = never) -> Cheapest | Unmet | Unsettled:
    """Return the choices of least total cost that meet a demand.

    Raises:
        ValueError: if a cost is negative, or they add up to more than `LARGEST`.
    """
    if any(cost < 0 for cost in costs) or sum(costs) > LARGEST:
        raise ValueError(f"costs lie between 0 and {LARGEST} in all")
    search = _Search(costs, demand, over)
    first = search.next()
    if not isinstance(first, frozenset):
        return first
    best = sum(costs[option] for option in first)
    proof = len(search.rows)
    found = [search.pruned(first)]
    more = False
    while len(found) <= OTHERS and found[-1]:
        search.exclude(found[-1])
        following = search.next()
        if isinstance(following, Unsettled):
            more = following.bound <= best
            break
        if isinstance(following, Unmet) or sum(costs[option] for option in following) > best:
            break
        found.append(search.pruned(following))
    else:
        more = bool(found[-1])
    return Cheapest(tuple(tuple(sorted(one)) for one in found), best, best, proof, more)


class _Search:
    """The programme with the rows so far."""

    def __init__(self, costs: Sequence[int], demand: Demand, over: Over) -> None:
        self._costs = costs
        self._demand = demand
        self._over = over
        self._solver = _switches(costs)
        self._rounds = 0
        self.rows: set[tuple[tuple[tuple[int, float], ...], float]] = set()

    def next(self) -> frozenset[int] | Unmet | Unsettled:
        """The cheapest choice that is not excluded and meets the demand."""
        bound = 0
        while self._rounds < ROUNDS and not self._over():
            self._rounds += 1
            solved = self._solve()
            if solved is None:
                return Unmet()
            choice, bound = solved
            violated = self._demand(choice)
            if not violated:
                return choice if sum(self._costs[option] for option in choice) <= bound else Unsettled(bound)
            fresh = [row for row in violated if self._is_new(row)]
            if not fresh:
                return Unsettled(bound)
            for row in fresh:
                self._add(row)
        return Unsettled(bound)

    def _is_new(self, row: Row) -> bool:
        key = (tuple(sorted(row.factors.items())), row.least)
        known = key in self.rows
        self.rows.add(key)
        return not known

    def _add(self, row: Row) -> None:
        options = sorted(row.factors)
        self._solver.addRow(row.least, math.inf, len(options), options, [row.factors[one] for one in options])

    def exclude(self, choice: frozenset[int]) -> None:
        """Bar a choice and all that hold it."""
        options = sorted(choice)
        self._solver.addRow(-math.inf, len(options) - 1.0, len(options), options, [1.0] * len(options))

    def pruned(self, choice: frozenset[int]) -> frozenset[int]:
        """The choice without what costs nothing and is not needed."""
        for option in sorted(choice):
            if self._costs[option] == 0 and not self._demand(choice - {option}):
                choice -= {option}
        return choice

    def _solve(self) -> tuple[frozenset[int], int] | None:
        """An optimum of the rows and the least cost that they allow; None if they allow nothing."""
        from highspy._core import HighsModelStatus

        self._solver.run()
        status = self._solver.getModelStatus()
        if status == HighsModelStatus.kInfeasible:
            return None
        if status != HighsModelStatus.kOptimal:
            raise RuntimeError(f"no optimum of a bounded integer programme: {status}")
        values = self._solver.getSolution().col_value
        bound = self._solver.getInfo().mip_dual_bound
        return frozenset(option for option, value in enumerate(values) if value > 0.5), math.ceil(bound - CLOSE)


def _switches(costs: Sequence[int]) -> _Highs:
    """A silent programme of one switch for each option, solved until nothing is left open."""
    from highspy._core import HighsVarType, _Highs

    solver = _Highs()
    solver.setOptionValue("output_flag", False)  # noqa: FBT003
    for option in ("mip_rel_gap", "mip_abs_gap"):
        solver.setOptionValue(option, 0.0)
    solver.setOptionValue("mip_feasibility_tolerance", 1e-9)
    for at, cost in enumerate(costs):
        solver.addCol(float(cost), 0.0, 1.0, 0, [], [])
        solver.changeColIntegrality(at, HighsVarType.kInteger)
    return solver
