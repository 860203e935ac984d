"""What is to be said of targets on order, and of targets that no change reaches."""

from __future__ import annotations

from collections.abc import Iterator

from interlock.api.analysis import Finding
from interlock.api.diagram import Element
from interlock.api.plugin import say
from interlock_swiss_cheese.answer import HazardAnswer
from interlock_swiss_cheese.change_rules import UNREACHABLE
from interlock_swiss_cheese.hazard_rules import TARGET_MISSED


def find_order_missed(hazard: Element, answer: HazardAnswer) -> Iterator[Finding]:
    """A warning if some minimal cut set is smaller than is demanded."""
    order = answer.order
    if order is not None and order.verdict == "missed":
        says = say(
            "the hazard `{hazard}` has a minimal cut set of order {least}, and {demanded} is demanded",
            hazard=_name(hazard),
            least=order.least,
            demanded=order.demanded,
        )
        yield Finding(TARGET_MISSED, (hazard,), says)


def find_unreachable(hazard: Element, answer: HazardAnswer) -> Iterator[Finding]:
    """A warning for each target that is not met with all changes that are offered."""
    for one in answer.remedies:
        if one.verdict == "unreachable":
            says = say(
                "no choice of the changes brings the hazard `{hazard}` to its target, {goal}: with all of them it is at {best}",
                hazard=_name(hazard),
                goal=one.goal,
                best="nothing" if one.best is None else f"{one.best:.4g}",
            )
            yield Finding(UNREACHABLE, (hazard,), says)


def _name(hazard: Element) -> str:
    return hazard.rpartition(":")[2]
