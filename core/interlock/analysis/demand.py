"""Demands on choices that more choosing never takes from: a measure that falls with each option is at most a limit."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from typing import Final, TypeAlias

from interlock.analysis.cheapest import Demand, Row

Choice: TypeAlias = frozenset[int]
Measure: TypeAlias = Callable[[Choice], float]
Ratios: TypeAlias = Callable[[Choice], Mapping[int, float]]

SLACK: Final = 1e-9
"""Rows of rounded factors ask for so much less."""


def at_most(limit: float, measure: Measure, costs: Sequence[int], ratios: Ratios | None = None) -> Demand:
    """Return the demand that a measure, which no option raises, is at most a limit.

    The rows for a choice S at which it is greater: one of the options outside a largest such choice around S; and, if
    for each option left out there is a ratio r such that adding some of them leaves at least the product of their ratios
    of the measure, the logarithms of the ratios that are chosen add up to that of what is too much.
    """
    known: dict[Choice, float] = {}

    def measured(choice: Choice) -> float:
        if choice not in known:
            known[choice] = measure(choice)
        return known[choice]

    def violated(choice: Choice) -> Sequence[Row]:
        value = measured(choice)
        if value <= limit:
            return ()
        around = _largest(choice, costs, lambda one: measured(one) > limit)
        rows = [Row(dict.fromkeys(sorted(set(range(len(costs))) - around), 1.0), 1.0)]
        if ratios is not None and 0.0 < limit < value < math.inf and len(rows[0].factors) > 1:
            rows.append(_by_ratios(ratios(choice), math.log(value / limit)))
        return rows

    return violated


def _largest(choice: Choice, costs: Sequence[int], fails: Callable[[Choice], bool]) -> Choice:
    """Return a choice around another that fails as well, and no longer would with any one option more.

    The cheapest options are added first, so that the dearest are asked for.
    """
    for option in sorted(set(range(len(costs))) - choice, key=lambda one: (costs[one], one)):
        if fails(choice | {option}):
            choice |= {option}
    return choice


def _by_ratios(ratios: Mapping[int, float], excess: float) -> Row:
    """Return the row of logarithms in units of what is too much; no option counts for more than all of that."""
    shares = {option: 1.0 if ratio <= 0.0 else min(1.0, -math.log(ratio) / excess) for option, ratio in ratios.items()}
    return Row({option: share for option, share in shares.items() if share > 0.0}, 1.0 - SLACK)
