"""What is to be said of targets on order, of changes that help nothing, and of targets that none of them reaches."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from interlock.api.analysis import Finding
from interlock.api.diagram import Element
from interlock.api.plugin import say
from interlock_swiss_cheese.adopt import Workshop
from interlock_swiss_cheese.answer import HazardAnswer
from interlock_swiss_cheese.change_rules import IDLE_CHANGE, UNREACHABLE
from interlock_swiss_cheese.hazard_rules import TARGET_MISSED
from interlock_swiss_cheese.option import Option
from interlock_swiss_cheese.propagation import Asked, Propagation


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


def find_idle_changes(propagation: Propagation, hazards: Mapping[Element, Asked]) -> Iterator[Finding]:
    """A note for each change that makes none of the hazards rarer."""
    if not propagation.options or not hazards:
        return
    workshops = [Workshop(element, propagation, 1) for element in hazards]
    for option in propagation.options:
        why = _idle(option, workshops)
        if why:
            says = say("the change {change} makes no hazard rarer: {why}", change=option.name, why=why)
            yield Finding(IDLE_CHANGE, (option.element,), says)


def _idle(option: Option, workshops: list[Workshop]) -> str:
    """Why a change helps nothing; empty if it may help."""
    if option.places:
        passing = any(workshop.at(option) for workshop in workshops)
        return "" if passing else f"no {option.failure} passes {option.places[0]} on its way to one"
    events = frozenset(option.events)
    if not any(events & workshop.mentioned() for workshop in workshops):
        return f"none rests on {option.events[0]}"
    if all(workshop.ratio(option) == 1.0 for workshop in workshops[:1]):
        return f"{option.events[0]} is as rare as that already, or is chosen"
    return ""


def _name(hazard: Element) -> str:
    return hazard.rpartition(":")[2]
