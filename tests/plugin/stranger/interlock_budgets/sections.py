"""The section `budgets`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from interlock.api.diagram import CheckedItem, Quantity
from interlock.api.plugin import say
from interlock.api.section import Complaint, Section, number, record, ref


@dataclass(frozen=True, slots=True)
class Budget:
    """Hours of work for a box."""

    of: str
    hours: Quantity


def law(item: CheckedItem, every: Sequence[CheckedItem]) -> Sequence[Complaint]:
    """A box has one budget, and it is not negative."""
    found = []
    if item.value.hours.low < 0:
        found.append(Complaint("negative-budget", say("a budget is at least 0 hours"), "hours"))
    first = next(other for other in every if other.value.of == item.value.of)
    if first is not item:
        says = say("{box} has a budget already: {first}", box=item.value.of, first=first.name)
        found.append(Complaint("second-budget", says, "of", "Put the hours together."))
    return found


BUDGETS = Section(
    "budgets",
    record(Budget, of=ref("box"), hours=number("hour")),
    introduces="budget",
    law=law,
    doc="Hours of work for boxes.",
)
