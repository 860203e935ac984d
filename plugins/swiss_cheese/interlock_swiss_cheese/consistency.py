"""What is declared of failures and has no use, or says two things."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from interlock.api.analysis import Finding
from interlock.api.diagram import Breach, Carries, Condition, Element, FailureRule, Happens
from interlock.api.kit import FALSE, Formulas, NotMonotone, atoms, components, is_cyclic
from interlock.api.plugin import say
from interlock_swiss_cheese.condition import mentioned, parts
from interlock_swiss_cheese.flow_rules import (
    CIRCULAR,
    CYCLE,
    IDLE_EVENT,
    IDLE_RULE,
    LEARNING_CYCLE,
    STOPPED,
    UNDECLARED,
)
from interlock_swiss_cheese.frame import Frame
from interlock_swiss_cheese.ground import vertex
from interlock_swiss_cheese.network import LEARNING, STATED, Network
from interlock_swiss_cheese.propagation import Propagation
from interlock_swiss_cheese.solve import Tops, solve
from interlock_swiss_cheese.spread import Leaks
from interlock_swiss_cheese.ways import Way, elements, suffices


def find_undeclared(propagation: Propagation) -> Iterator[Finding]:
    """A note for each box with outputs that no rule describes and that failures pass."""
    types: dict[Element, list[str]] = {}
    for failure, place in propagation.places.values():
        types.setdefault(place, []).append(failure)
    for member in propagation.network.members:
        passing = [outlet.port for outlet in member.outlets if not outlet.rules and outlet.port in types]
        if passing:
            found = dict.fromkeys(failure for out in passing for failure in types[out])
            says = say(
                "no rule says what failures leave {box} by {outputs}, so all that come pass: {types}",
                box=member.name,
                outputs=", ".join(out.rpartition(".")[2] for out in passing),
                types=", ".join(found),
            )
            yield Finding(UNDECLARED, tuple(passing), says, tuple(passing))


def find_circles(propagation: Propagation) -> Iterator[Finding]:
    """A note for each circle of failures that can hold."""
    inside = set(propagation.cyclic)
    arrows = {
        name: tuple(one for one in atoms(propagation.equations[name]) if one in inside) for name in propagation.cyclic
    }
    for component in components(arrows, arrows):
        if is_cyclic(component, arrows):
            circle = _circle(component, arrows)
            steps = tuple(propagation.places[name] for name in circle)
            learns = any(place.rpartition(".")[2] == LEARNING for _, place in steps)
            ways = elements(propagation, Way((*steps, steps[0]), ()))[1:]
            says = say("failures can go round: {way}", way=" -> ".join(map(str, ways)))
            yield Finding(LEARNING_CYCLE if learns else CYCLE, (min(ways),), says, ways)


def _circle(component: tuple[str, ...], arrows: Mapping[str, tuple[str, ...]]) -> list[str]:
    """A circle of a component, in the direction in which failures go, by the shortest way back to its least member."""
    start, inside = min(component), set(component)
    came: dict[str, str] = {}
    pending = [start]
    for name in pending:
        for before in arrows[name]:
            if before == start:
                return [start, *_back(name, came, start)]
            if before in inside and before not in came:
                came[before] = name
                pending.append(before)
    return [start]


def _back(name: str, came: Mapping[str, str], start: str) -> Iterator[str]:
    while name != start:
        yield name
        name = came[name]


def find_unsolved(propagation: Propagation) -> Iterator[Finding]:
    """An error where `exactly one of` stands in a circle."""
    if propagation.unsolved:
        places = tuple(dict.fromkeys(Element(name.rpartition(" at ")[2]) for name in propagation.unsolved))
        says = say(
            "`exactly one of` decides about itself by {places}, so there is no least state", places=", ".join(places)
        )
        yield Finding(CIRCULAR, places[:1], says, places)


def find_idle(frame: Frame, arena: Formulas, propagation: Propagation, tops: Tops, wanted: Tops) -> Iterator[Finding]:
    """Notes on what is declared in the file itself and has no use: rules that wait in vain, and events.

    Beside the conditions whose state is known, some others may want events.
    """
    missing = _Missing(propagation)
    yield from _idle_rules(frame, arena, missing)
    for element, condition in tops.items():
        if propagation.state[element] is not FALSE:
            yield from (_waiting(str(element), one, element) for one in missing.of(condition))
    yield from _idle_events(frame.network, {**tops, **wanted})


def _idle_rules(frame: Frame, arena: Formulas, missing: _Missing) -> Iterator[Finding]:
    """Rules that wait for what nothing brings, though anything came in where nothing is said of what does."""
    network = frame.network
    waiting = [
        (vertex(rule.failure, place), one) for place, rule in _own_rules(network) for one in missing.of(rule.condition)
    ]
    if not waiting:
        return
    open_ = [place for place in network.outer if place not in network.added]
    open_ += [place for inputs in network.entrances.values() for place in inputs]
    solved = solve(frame, arena, {}, Leaks(loose=dict.fromkeys(open_, tuple(network.hierarchy.parents))))
    for head, one in waiting:
        if isinstance(solved, NotMonotone) or not network.hierarchy.among(solved.arrived(one.port), one.failure):
            yield _waiting(f"the rule for {head}", one, one.port)


class _Missing:
    """The failures that never come to a place."""

    def __init__(self, propagation: Propagation) -> None:
        self._hierarchy = propagation.hierarchy
        self._arrived: dict[Element, list[str]] = {}
        for failure, place in propagation.places.values():
            self._arrived.setdefault(place, []).append(failure)

    def of(self, condition: Condition | None) -> Iterator[Carries]:
        """Those that a condition mentions where they never are."""
        for one in mentioned(condition):
            if not self._hierarchy.among(self._arrived.get(one.port, ()), one.failure):
                yield one


def _waiting(who: str, one: Carries, subject: Element) -> Finding:
    says = say("{who} waits for {what}, which nothing brings there", who=who, what=vertex(one.failure, one.port))
    return Finding(IDLE_RULE, (subject,), says)


def _own_rules(network: Network) -> Iterator[tuple[Element, FailureRule]]:
    """The rules that the file itself states, not those of kinds, which do not know where they are used."""
    for member in network.members:
        if not member.kind:
            yield from ((outlet.port, rule) for outlet in member.outlets for rule in outlet.rules)
    for many in (network.added, network.promises):
        yield from ((place, rule) for place, rules in many.items() for rule in rules)


def cut_short(network: Network, top: Condition | None) -> tuple[str, ...]:
    """The claims of which not all path sets were looked for and whose breach a hazard, or a rule, waits for."""
    waiting = {part.claim for one in (top, *_conditions(network)) for part in parts(one) if isinstance(part, Breach)}
    return tuple(claim for claim in network.partial if claim in waiting)


def _conditions(network: Network) -> tuple[Condition | None, ...]:
    """The conditions of all rules."""
    rules = [rule for member in network.members for outlet in member.outlets for rule in outlet.rules]
    rules += [rule for many in (network.added, network.promises) for each in many.values() for rule in each]
    return tuple(rule.condition for rule in rules)


def _idle_events(network: Network, tops: Tops) -> Iterator[Finding]:
    conditions = (*_conditions(network), *tops.values())
    used = {part.event for one in conditions for part in parts(one) if isinstance(part, Happens)}
    used |= {cause for causes in network.causes.values() for cause in causes}
    for event in network.events.values():
        if event.name not in used and event.stated.breaks is None:
            subject = Element(event.owner) if event.owner else STATED
            yield Finding(IDLE_EVENT, (subject,), say("no rule, hazard or cause asks for {event}", event=event.name))


def find_stopped(frame: Frame, propagation: Propagation) -> Iterator[Finding]:
    """A warning where a box both stops a failure and lets it out without asking for more."""
    heads: dict[str, list[str]] = {}
    for head, tails in propagation.origins.items():
        for tail in tails:
            heads.setdefault(tail, []).append(head)
    for name, (failure, place) in propagation.places.items():
        if frame.stopped(failure, place):
            for head in heads.get(name, ()):
                if (
                    head in propagation.places
                    and propagation.places[head][0] == failure
                    and suffices(propagation.equations[head], name)
                ):
                    out = propagation.places[head][1]
                    says = say(
                        "{failure} is stopped at {place} and let out at {out}", failure=failure, place=place, out=out
                    )
                    yield Finding(STOPPED, (place,), says, (place, out))
