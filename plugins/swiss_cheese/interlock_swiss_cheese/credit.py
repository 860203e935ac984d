"""How many barriers of a route are credited: as many as are independent of one another, and have earned it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property
from itertools import combinations, pairwise
from typing import Final

from interlock.api.analysis import Finding
from interlock.api.diagram import Element
from interlock.api.kit import TRUE, atoms, sufficient
from interlock.api.plugin import say
from interlock.api.record import NamedTuple
from interlock_swiss_cheese.ground import vertex
from interlock_swiss_cheese.hazard_rules import DUAL_CREDIT
from interlock_swiss_cheese.holes import Mentions
from interlock_swiss_cheese.independence import earned, modelled, shared_lineage
from interlock_swiss_cheese.network import Network
from interlock_swiss_cheese.passing import Passing
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
        self.passing = Passing(propagation)

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
                self._known[tail, head] = self._hole(tail, head)
            found[box] = self._known[tail, head]
        return found

    def _hole(self, tail: str, head: str) -> Hole:
        """The equation of what leaves a barrier, given what comes to it, as a function of events."""
        formula = self.passing.leaving(tail, head, TRUE)
        brought = frozenset(atoms(self.propagation.state[tail]))
        return Hole(tuple(name for name in atoms(formula) if name not in brought), sufficient(formula))

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
