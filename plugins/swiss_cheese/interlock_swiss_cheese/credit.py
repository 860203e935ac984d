"""How many barriers of a route are credited: as many as are independent of one another, and have earned it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property
from itertools import combinations, pairwise
from typing import Final

from interlock.api.analysis import Finding
from interlock.api.diagram import Element
from interlock.api.kit import FALSE, TRUE, Formula, Formulas, atoms, subformulas, sufficient
from interlock.api.plugin import say
from interlock.api.record import NamedTuple
from interlock_swiss_cheese.ground import vertex
from interlock_swiss_cheese.hazard_rules import DUAL_CREDIT
from interlock_swiss_cheese.holes import Mentions
from interlock_swiss_cheese.independence import earned, modelled, shared_lineage
from interlock_swiss_cheese.network import Network
from interlock_swiss_cheese.propagation import Propagation
from interlock_swiss_cheese.ways import Routes, Way, elements

MOST: Final = 12
"""The barriers of a route among which the greatest independent set is looked for."""


class Hole(NamedTuple):
    """The events of what a barrier asks for besides the failure, and those of them that alone open it."""

    events: tuple[str, ...]
    opening: frozenset[str]


class Ledger:
    """The barriers of routes with their holes, each worked out once."""

    def __init__(self, propagation: Propagation, routes: Routes) -> None:
        """Begin with no hole."""
        self.propagation = propagation
        self.routes = routes
        self._stated = tuple(earned(propagation.network))
        self._known: dict[tuple[str, str], Hole] = {}

    def passages(self, way: Way) -> dict[Element, tuple[str, str]]:
        """What comes to each barrier on a way, and what leaves it then, as propositions."""
        found: dict[Element, tuple[str, str]] = {}
        for tail, head in pairwise(vertex(*step) for step in way.steps):
            box = self.routes.guards.get(f"{tail} | {head}")
            if box in way.barriers:
                found.setdefault(box, (tail, head))
        return found

    @cached_property
    def mentions(self) -> Mentions:
        """Which events propositions depend on."""
        return Mentions(self.propagation)

    def holes(self, way: Way) -> dict[Element, Hole]:
        """The hole of each barrier on a way."""
        found: dict[Element, Hole] = {}
        for box, (tail, head) in self.passages(way).items():
            if (tail, head) not in self._known:
                self._known[tail, head] = _hole(self.propagation, tail, head)
            found[box] = self._known[tail, head]
        return found

    def credited(self, way: Way) -> int:
        """How many barriers count: those that are independent, else one if there is any."""
        return len(self.independent(way)) or min(1, len(way.barriers))

    def independent(self, way: Way) -> tuple[Element, ...]:
        """The most barriers of which any two are stated to be independent, and are not one; one only if there is no other."""
        known = self.holes(way)
        within = {box: self._claims(hole) for box, hole in known.items()}
        apart = {
            frozenset((one, other))
            for one, other in combinations(known, 2)
            if within[one] & within[other] and not alike(self.propagation.network, one, other, known)
        }
        boxes = tuple(known)[:MOST]
        for size in range(len(boxes), 1, -1):
            for some in combinations(boxes, size):
                if all(frozenset(two) in apart for two in combinations(some, 2)):
                    return some
        return way.barriers if len(way.barriers) == 1 else ()

    def _claims(self, hole: Hole) -> int:
        """The statements that make all events of a hole independent of others, as bits."""
        return sum(1 << at for at, claimed in enumerate(self._stated) if claimed.issuperset(hole.events))


def _hole(propagation: Propagation, tail: str, head: str) -> Hole:
    """The equation of what leaves a barrier, given what comes to it, as a function of events."""
    formula = leaving(propagation, tail, head, TRUE)
    brought = frozenset(atoms(propagation.state[tail]))
    return Hole(tuple(name for name in atoms(formula) if name not in brought), sufficient(formula))


def leaving(propagation: Propagation, tail: str, head: str, comes: Formula) -> Formula:
    """The equation of what leaves a barrier as a function of events; ``comes`` is put for what comes to it."""
    arena, moved = Formulas(), dict[Formula, Formula]()

    def over_events(name: str, above: frozenset[str]) -> Formula:
        if name == tail:
            return comes
        if name in propagation.state:
            return arena.rewrite(propagation.state[name], moved)
        if name in propagation.equations and not is_event(propagation, name):
            return FALSE  # what cannot be is not in the state
        if name in propagation.equations and name not in above:
            inner = propagation.equations[name]
            return arena.disj([over_events(one, above | {name}) for one in atoms(inner)])  # an event and its causes
        return arena.atom(name)

    equation = propagation.equations[head]
    known = {one: over_events(one.name, frozenset()) for one in subformulas(equation) if one.operator == "atom"}
    return _absorbed(arena, arena.rewrite(equation, known))


def _absorbed(arena: Formulas, formula: Formula) -> Formula:
    """The disjunction without what implies the rest of it: of C or (B and C), which does not depend on B, the C."""
    if formula.operator != "or":
        return formula
    given = frozenset(formula.arguments)

    def implies(one: Formula) -> bool:
        return one.operator == "and" and any(
            part in given or (part.operator == "or" and given.issuperset(part.arguments)) for part in one.arguments
        )

    return arena.disj(one for one in formula.arguments if not implies(one))


def is_event(propagation: Propagation, name: str) -> bool:
    """Whether an atom of an equation is an event: by itself, or with those that bring it about, and no failure at a place."""
    return name not in propagation.equations or name.removeprefix("event ") in propagation.network.causes


def alike(network: Network, one: Element, other: Element, known: Mapping[Element, Hole]) -> str:
    """Why two barriers are one: a lineage that they share, or an event that opens both; empty if neither is so."""
    mine, yours = known[one], known[other]
    opening = mine.opening & yours.opening
    both = next((event for event in mine.events if event in opening), None)
    if both is not None:
        return f"{both} opens both"
    name = shared_lineage(network, one, other)
    if not name:
        return ""
    pairs = [(first, second) for first in mine.events for second in yours.events]
    shared = pairs and all(modelled(network, *pair) for pair in pairs)
    return "" if shared else f"they share the lineage {name}"


def find_dual_credit(hazard: Element, ledger: Ledger) -> Iterator[Finding]:
    """A warning for each two barriers, met on one route, that are one."""
    told: set[frozenset[Element]] = set()
    found = ledger.routes.hazards.get(hazard)
    for way in found.thinnest if found is not None else ():
        known = ledger.holes(way)
        for one, other in combinations(known, 2):
            why = alike(ledger.propagation.network, one, other, known)
            pair = frozenset((one, other))
            if why and pair not in told:
                told.add(pair)
                says = say(
                    "{one} and {other} are met on one route to the hazard `{hazard}` and are credited as one barrier: {why}",
                    one=one,
                    other=other,
                    hazard=hazard.rpartition(":")[2],
                    why=why,
                )
                yield Finding(DUAL_CREDIT, (hazard, one, other), says, elements(ledger.propagation, way))
