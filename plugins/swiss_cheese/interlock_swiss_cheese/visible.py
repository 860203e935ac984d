"""Verdicts that an adversary sees: ways from what a barrier goes by to a port that somebody hostile looks at."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from interlock.api.analysis import Finding
from interlock.api.diagram import Carries, Element, FailureRule, item, owner
from interlock.api.kit import reach
from interlock.api.plugin import say
from interlock_swiss_cheese.adversary_rules import VISIBLE
from interlock_swiss_cheese.attack import seen_places
from interlock_swiss_cheese.condition import carriers, mentioned
from interlock_swiss_cheese.network import LEARNING, Network
from interlock_swiss_cheese.propagation import Propagation
from interlock_swiss_cheese.ways import Routes

Arrows = Mapping[Element, tuple[Element, ...]]


def find_visible(propagation: Propagation, routes: Routes) -> Iterator[Finding]:
    """A warning for each verdict that an adversary sees, with the way from the one to the other."""
    guarding = frozenset(box for one in routes.hazards.values() for box in one.barriers)
    verdicts = dict.fromkeys(_verdicts(propagation, guarding))
    arrows = _arrows(propagation.network, guarding)
    for name, adversary in propagation.known.adversaries.items():
        seen = frozenset(seen_places((adversary,), propagation.network))
        for verdict in verdicts:
            way = _way(arrows, verdict, seen)
            if way:
                says = say(
                    "the adversary {name} sees {seen}, and by it the verdict of {box}",
                    name=name,
                    seen=way[-1],
                    box=owner(verdict),
                )
                yield Finding(VISIBLE, (item("adversaries", name), verdict), says, way)


def _verdicts(propagation: Propagation, guarding: frozenset[Element]) -> Iterator[Element]:
    """The outputs by which barriers go: where failures at their other inputs come from, back to where they begin."""
    network = propagation.network
    outputs = frozenset(outlet.port for member in network.members for outlet in member.outlets)
    for member in network.members:
        if member.name not in guarding:
            continue
        rules = (rule for outlet in member.outlets for rule in (*outlet.rules, *network.added.get(outlet.port, ())))
        for rule in rules:
            for name in _hole(propagation, rule):
                place = propagation.place(name)
                if place in outputs and owner(place) != member.name:
                    yield place


def _hole(propagation: Propagation, rule: FailureRule) -> Iterator[str]:
    """The failures by which a rule lets pass what it carries, and what these come from; without what is carried itself."""
    carried = carriers(rule.condition, rule.failure)
    held = [one for one in mentioned(rule.condition) if one not in carried]
    if carried and held:
        passing = reach(propagation.origins, _there(propagation, carried))
        back = {name: tuple(one for one in many if one not in passing) for name, many in propagation.origins.items()}
        yield from reach(back, [name for name in _there(propagation, held) if name not in passing])


def _there(propagation: Propagation, mentions: Iterable[Carries]) -> list[str]:
    """The propositions that these may be about."""
    return [
        name
        for one in mentions
        for name, (failure, place) in propagation.places.items()
        if place == one.port and propagation.hierarchy.matches(failure, one.failure)
    ]


def _arrows(network: Network, guarding: Iterable[Element]) -> Arrows:
    """Where a value goes: along wires, and through boxes that depend on it, the barriers themselves apart."""
    through = frozenset(guarding)
    found: dict[Element, list[Element]] = {}
    for target, sources in network.fed.items():
        if target.rpartition(".")[2] != LEARNING:
            for source in sources:
                found.setdefault(source, []).append(target)
    for member in network.members:
        if member.name not in through:
            for outlet in member.outlets:
                for into in outlet.depends:
                    found.setdefault(into, []).append(outlet.port)
    return {source: tuple(targets) for source, targets in found.items()}


def _way(arrows: Arrows, start: Element, seen: frozenset[Element]) -> tuple[Element, ...]:
    """A shortest way to something seen; nothing if there is none."""
    came: dict[Element, Element | None] = {start: None}
    pending = [start]
    for place in pending:
        if place in seen:
            way = [place]
            while (before := came[way[-1]]) is not None:
                way.append(before)
            return tuple(reversed(way))
        for after in arrows.get(place, ()):
            if after not in came:
                came[after] = place
                pending.append(after)
    return ()
