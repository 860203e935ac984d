"""From one use to a deployment of many: the number of uses that harm, and the probability that one does."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from interlock.api.diagram import Quantity
from interlock.api.kit import retries
from interlock.api.record import dataclass
from interlock_swiss_cheese.bounds import Bounds
from interlock_swiss_cheese.case import Case
from interlock_swiss_cheese.likelihood import Probability, mixed

Ends = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Deployment:
    """A hazard in a deployment of many uses, within one scenario that holds for all of them.

    ``expected`` and ``expected_declared`` are the number of uses in which it happens, whatever the dependence and as that
    of the events in one use is declared: a mean, which may be above 1. In ``probability``, that it happens in some use,
    nothing is assumed of how uses go together but in ``independent``.
    """

    uses: Ends
    expected: Ends | None
    expected_declared: Ends | None
    probability: Probability


def deployment(uses: Quantity, per_use: Probability, cases: Sequence[Case]) -> Deployment:
    """The hazard in so many uses."""
    many = (float(uses.low), float(uses.high))
    if many == (1.0, 1.0):
        return Deployment(many, _times(per_use.no_assumption, many), _times(per_use.declared, many), per_use)
    each = {scenario: _repeated(one, many) for scenario, one in per_use.by_scenario.items()}
    probability = mixed(cases, each) if each else _repeated(per_use, many)
    return Deployment(many, _times(per_use.no_assumption, many), _times(per_use.declared, many), probability)


def _times(bounds: Bounds | None, uses: Ends) -> Ends | None:
    return None if bounds is None else (bounds.lower * uses[0], bounds.upper * uses[1])


def _repeated(one: Probability, uses: Ends) -> Probability:
    """The probabilities that a hazard happens in some of the uses."""
    union = _over(one.no_assumption, uses, _at_least_once, "union bound")
    declared = _over(one.declared, uses, _at_least_once, "union bound")
    return Probability(union, declared, _over(one.independent, uses, _independently, "retries"), one.refused)


def _over(bounds: Bounds | None, uses: Ends, ends: Callable[[Bounds, Ends], Ends], method: str) -> Bounds | None:
    return None if bounds is None else Bounds(*ends(bounds, uses), f"{bounds.method}, {method}")


def _at_least_once(one: Bounds, uses: Ends) -> Ends:
    """Whatever the dependence between uses: as probable as one, at most as all together."""
    return one.lower, min(1.0, one.upper * uses[1])


def _independently(one: Bounds, uses: Ends) -> Ends:
    return retries(one.lower, uses[0]), retries(one.upper, uses[1])
