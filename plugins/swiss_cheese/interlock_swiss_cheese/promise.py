"""Whether the wiring keeps the rules that a proposal states for its outer outputs."""

from __future__ import annotations

from collections.abc import Iterator

from interlock.api.analysis import Finding
from interlock.api.diagram import Element
from interlock.api.kit import FALSE, Exhausted, Formula, Formulas, NotMonotone, listing, minimal_cut_sets
from interlock.api.plugin import say
from interlock_swiss_cheese.flow_rules import PROMISE
from interlock_swiss_cheese.frame import Frame
from interlock_swiss_cheese.ground import vertex
from interlock_swiss_cheese.solve import solve
from interlock_swiss_cheese.spread import Leaks


def find_broken(frame: Frame, arena: Formulas) -> Iterator[Finding]:
    """A finding for each failure that leaves by an outer output otherwise than its rules there say.

    Whatever may come in from outside is taken to come, since the rules are for those who use this as a box.
    """
    network = frame.network
    if not network.promises:
        return
    loose = dict.fromkeys(network.outer, tuple(network.hierarchy.parents))
    conditions = {
        _key(place, at): rule.condition
        for place, rules in network.promises.items()
        for at, rule in enumerate(rules)
        if rule.condition is not None
    }
    solved = solve(frame, arena, conditions, Leaks(loose=loose))
    if isinstance(solved, NotMonotone):
        return
    for place, rules in network.promises.items():
        for failure in solved.arrived(place):
            named = [at for at, rule in enumerate(rules) if network.hierarchy.matches(failure, rule.failure)]
            if any(rules[at].condition is None for at in named):
                continue
            allowed = arena.disj([solved.state[_key(place, at)] for at in named])
            happens = solved.state[vertex(failure, place)]
            yield from _broken(failure, place, arena.conj((happens, arena.negation(allowed))))


def _key(place: Element, at: int) -> Element:
    return Element(f"promise {at} at {place}")


def _broken(failure: str, place: Element, against: Formula) -> Iterator[Finding]:
    if against is FALSE:
        return
    sets = minimal_cut_sets(against)
    if isinstance(sets, Exhausted):
        return
    for found in listing(sets, 1).sets:
        says = say(
            "{what} can happen by {events}, which its rules exclude",
            what=vertex(failure, place),
            events=" and ".join(name.removeprefix("loose ") for name in found) or "no event at all",
        )
        yield Finding(
            PROMISE, (place,), says, (place,), help="State this cause in a rule for the port, or close its way."
        )
