"""Demands on choices that more choosing never takes from: a measure that falls with each option is at most a limit."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from typing import Final, TypeAlias

from interlock.analysis.cheapest import Demand, Row

Choice: TypeAlias = frozenset[int]
Measure: TypeAlias = Callable[[Choice], float]
Shares: TypeAlias = Callable[[Choice, float], Mapping[int, float]]
"""Of a choice and its measure, a number for each option left out."""

SLACK: Final = 1e-9
"""Rows of rounded factors ask for so much less."""

ROUNDING: Final = 1e-8
"""A measure may be wrong by this share, so each option is taken to change it by so much more."""


def at_most(
    limit: float, measure: Measure, costs: Sequence[int], ratios: Shares | None = None, gains: Shares | None = None
) -> Demand:
    """Return the demand that a measure, which no option raises, is at most a limit.

    The rows for a choice S at which it is greater: one of the options outside a largest such choice around S; if for
    each option left out there is a ratio r such that adding some of them leaves at least the product of their ratios
    of the measure, the logarithms of the ratios that are chosen add up to that of what is too much; and if adding some
    takes at most the sum of their gains, these add up to what is too much.
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
        if len(rows[0].factors) > 1 and value < math.inf:
            if ratios is not None and limit > 0.0:
                excess = math.log(value / limit)
                rows.append(_row({at: _fall(ratio, excess) for at, ratio in ratios(choice, value).items()}))
            if gains is not None:
                slack = ROUNDING * value
                rows.append(_row({at: (gain + slack) / (value - limit) for at, gain in gains(choice, value).items()}))
        return [row for row in rows if row.factors or row is rows[0]]

    return violated


def _largest(choice: Choice, costs: Sequence[int], fails: Callable[[Choice], bool]) -> Choice:
    """Return a choice around another that fails as well, and no longer would with any one option more.

    The cheapest options are added first, so that the dearest are asked for.
    """
    for option in sorted(set(range(len(costs))) - choice, key=lambda one: (costs[one], one)):
        if fails(choice | {option}):
            choice |= {option}
    return choice


def _fall(ratio: float, excess: float) -> float:
    """Return the logarithm of a fall in units of what is too much."""
    return 1.0 if ratio <= 0.0 else (ROUNDING - math.log(ratio)) / excess


def _row(shares: Mapping[int, float]) -> Row:
    """Return the row of shares of what is too much; no option counts for more than all of that."""
    return Row({option: min(1.0, share) for option, share in shares.items() if share > 0.0}, 1.0 - SLACK)
