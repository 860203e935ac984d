"""The section of changes that could be made: events made rarer, and barriers added, each at a cost."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Final

from interlock.api.diagram import CheckedItem, Element, Quantity
from interlock.api.plugin import say
from interlock.api.record import NamedTuple
from interlock.api.section import Complaint, Section, either, number, phrase, port, record, ref
from interlock_swiss_cheese.sections import OUT_OF_RANGE

MIXED_COSTS: Final = "mixed-costs"


class Hardening(NamedTuple):
    """An event could be made as rare as this, at a cost."""

    event: str
    to: Quantity
    cost: Quantity


class Addition(NamedTuple):
    """A barrier could be put where failures of a type pass, with an event as its hole, at a cost."""

    barrier: tuple[str, Element]
    hole: str
    cost: Quantity


Change = Hardening | Addition


def changes_law(item: CheckedItem, every: Sequence[CheckedItem]) -> Sequence[Complaint]:
    """A cost is one number, not negative and in the unit of all others; an event is hardened to a probability."""
    change = item.value
    if not isinstance(change, Hardening | Addition):
        return ()
    found = []
    if isinstance(change, Hardening) and (change.to.low < 0 or change.to.high > 1):
        found.append(Complaint(OUT_OF_RANGE, say("`to` is a probability, between 0 and 1"), "to"))
    if change.cost.low < 0:
        found.append(Complaint(OUT_OF_RANGE, say("a cost is not negative"), "cost"))
    if change.cost.low != change.cost.high:
        help_ = "State the most that it may cost, or two changes in two variants."
        found.append(Complaint(OUT_OF_RANGE, say("a cost is one number and no interval"), "cost", help_))
    first = next(one for one in every if isinstance(one.value, Hardening | Addition))
    if change.cost.unit != first.value.cost.unit:
        says = say(
            "costs in {unit} and in {other} ({name}) cannot be added",
            unit=_unit(change.cost.unit),
            other=_unit(first.value.cost.unit),
            name=first.name,
        )
        found.append(Complaint(MIXED_COSTS, says, "cost"))
    return found


def _unit(unit: str) -> str:
    return "pure numbers" if unit == "1" else unit


def exact(cost: Quantity) -> Fraction:
    """A cost, which is one number."""
    return cost.low


CHANGES: Final = Section(
    "changes",
    either(
        record(Hardening, event=ref("event"), to=number("1"), cost=number("")),
        record(Addition, barrier=phrase(ref("failure"), "at", port()), hole=ref("event"), cost=number("")),
    ),
    introduces="change",
    law=changes_law,
    doc="What could be changed and at which cost: an event made rarer, or a barrier added where a failure passes.",
)
