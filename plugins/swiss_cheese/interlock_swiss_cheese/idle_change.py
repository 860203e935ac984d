"""Changes that are offered and help nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from interlock.api.analysis import Finding
from interlock.api.diagram import Element
from interlock.api.plugin import say
from interlock_swiss_cheese.adopt import Workshop
from interlock_swiss_cheese.change_rules import IDLE_CHANGE
from interlock_swiss_cheese.option import Option
from interlock_swiss_cheese.propagation import Asked, Propagation


def find_idle_changes(propagation: Propagation, hazards: Mapping[Element, Asked]) -> Iterator[Finding]:
    """A note for each change that makes none of the hazards rarer."""
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
