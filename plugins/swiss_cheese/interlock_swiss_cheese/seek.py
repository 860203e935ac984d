"""The search for the cheapest changes that meet targets, one by one and all together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from math import gcd, lcm

from interlock.api.analysis import Request
from interlock.api.choice import LARGEST, Cheapest, Demand, Row, Unmet, Unsettled, cheapest
from interlock.api.diagram import Element
from interlock.api.record import NamedTuple, replace
from interlock_swiss_cheese.adopt import Workshop
from interlock_swiss_cheese.goal import Goal, goals
from interlock_swiss_cheese.option import Option
from interlock_swiss_cheese.propagation import Asked, Propagation
from interlock_swiss_cheese.remedy import Remedies, Remedy


class Prices(NamedTuple):
    """Costs as integers: so many steps of ``step`` each."""

    steps: tuple[int, ...]
    step: Fraction
    unit: str

    def told(self, steps: int) -> float:
        """A cost as a number of the unit."""
        return float(steps * self.step)


def seek(propagation: Propagation, wanted: Mapping[Element, Asked], request: Request) -> Remedies:
    """The cheapest changes for the targets of some hazards, of the changes that are offered: one at least."""
    prices = _prices(propagation.options)
    each: dict[Element, tuple[Remedy, ...]] = {}
    every: list[tuple[Goal, Demand]] = []
    for element, asked in wanted.items():
        workshop = Workshop(element, propagation, request.budget)
        own = [(goal, goal.demand(prices.steps)) for goal in goals(workshop, asked, request)]
        each[element] = tuple(_sought(*one, prices, propagation.options, request) for one in own)
        every += own
    whole = _together(every, prices, propagation.options, request) if len(every) > 1 else None
    return Remedies(each, whole)


def _prices(options: Sequence[Option]) -> Prices:
    """The costs in the largest step that they all are multiples of."""
    costs = [one.cost for one in options]
    below = lcm(*(cost.denominator for cost in costs))
    whole = [int(cost * below) for cost in costs]
    step = gcd(*whole) or 1
    return Prices(tuple(one // step for one in whole), Fraction(step, below), options[0].unit)


def _sought(goal: Goal, demand: Demand, prices: Prices, options: Sequence[Option], request: Request) -> Remedy:
    """The remedy for one target."""
    now, best = goal.measure(frozenset()), goal.measure(frozenset(range(len(options))))
    found = goal.refused or _solved(demand, prices, request)
    if goal.refused:
        return Remedy(goal.words, "refused", refused=goal.refused)
    remedy = _told(goal.words, found, prices, options)
    then = goal.shown(goal.measure(frozenset(found.choices[0]))) if isinstance(found, Cheapest) else None
    return replace(remedy, now=goal.shown(now), best=goal.shown(best), then=then)


def _together(
    every: Sequence[tuple[Goal, Demand]], prices: Prices, options: Sequence[Option], request: Request
) -> Remedy:
    """The remedy for all targets at once; those of which one alone is refused are so together."""

    def violated(choice: frozenset[int]) -> Sequence[Row]:
        return [row for _, demand in every for row in demand(choice)]

    words = "all targets"
    refused = next((goal.refused for goal, _ in every if goal.refused), None)
    found = refused or _solved(violated, prices, request)
    refused = next((goal.refused for goal, _ in every if goal.refused), None)
    return Remedy(words, "refused", refused=refused) if refused else _told(words, found, prices, options)


def _solved(demand: Demand, prices: Prices, request: Request) -> Cheapest | Unmet | Unsettled | str:
    if sum(prices.steps) > LARGEST:
        return f"costs in steps of {prices.step} add up to more than {LARGEST} of these"
    return cheapest(prices.steps, demand, request.over)


def _told(words: str, found: Cheapest | Unmet | Unsettled | str, prices: Prices, options: Sequence[Option]) -> Remedy:
    """What was found, by the names of changes."""
    match found:
        case str(why):
            return Remedy(words, "refused", refused=why)
        case Unmet():
            return Remedy(words, "unreachable", unit=prices.unit)
        case Unsettled(bound):
            return Remedy(words, "unsettled", unit=prices.unit, bound=prices.told(bound))
        case Cheapest(choices, cost, bound, rows, more):
            first, *others = [tuple(options[at].name for at in choice) for choice in choices]
            return Remedy(
                words,
                "cheapest" if first else "met",
                changes=first,
                cost=prices.told(cost),
                unit=prices.unit,
                bound=prices.told(bound),
                rows=rows,
                others=tuple(others),
                more=more,
            )
