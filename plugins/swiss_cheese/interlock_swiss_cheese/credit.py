"""How many barriers of a route are credited: as many as are independent of one another, and have earned it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property
from itertools import combinations, pairwise
from math import comb
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
from interlock_swiss_cheese.naming import named
from interlock_swiss_cheese.network import Network
from interlock_swiss_cheese.passing import Passing
from interlock_swiss_cheese.propagation import Propagation
from interlock_swiss_cheese.ways import Routes, Way, elements

MOST: Final = 12
"""The barriers of a route among which the greatest independent set is looked for."""


class Hole(NamedTuple):
    """The events of what a barrier asks for besides the failure, and those of them that alone open it.

    ``claims`` are the statements that make all of its events independent of others, as bits.
    """

    events: tuple[str, ...]
    opening: frozenset[str]
    claims: int


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
        events = tuple(name for name in atoms(formula) if name not in brought)
        claims = sum(1 << at for at, stated in enumerate(self._stated) if stated.issuperset(events))
        return Hole(events, sufficient(formula), claims)

    def credited(self, way: Way) -> int:
        """How many barriers count: those that are independent, else one if there is any."""
        return len(self.independent(way)) or min(1, len(way.barriers))

    def independent(self, way: Way) -> tuple[Element, ...]:
        """The most barriers of which any two are stated to be independent, and are not one; one only if there is no other.

        Of more than ``MOST`` barriers those that are found one after another, which may be fewer.
        """
        known = self.holes(way)
        boxes = self._one_by_one(known) if len(known) > MOST else self._most(known)
        if len(boxes) > 1:
            return boxes
        return way.barriers if len(way.barriers) == 1 else ()

    def _most(self, known: Mapping[Element, Hole]) -> tuple[Element, ...]:
        """The most barriers of which any two are apart."""
        apart = {frozenset(two) for two in combinations(known, 2) if self._are_apart(*two, known)}
        for size in range(len(known), 1, -1):
            for some in combinations(known, size):
                if all(frozenset(two) in apart for two in combinations(some, 2)):
                    return some
        return ()

    def _one_by_one(self, known: Mapping[Element, Hole]) -> tuple[Element, ...]:
        """Barriers each of which is apart from those before it; those that share nothing are not compared in pairs."""
        chosen: list[Element] = []
        marks: set[str] = set()
        common = -1
        for box, hole in known.items():
            own = common & hole.claims
            alone = own and marks.isdisjoint(_marks(self.propagation.network, box, hole))
            if alone or all(self._are_apart(one, box, known) for one in chosen):
                chosen.append(box)
                marks.update(_marks(self.propagation.network, box, hole))
                common = own
        return tuple(chosen)

    def _are_apart(self, one: Element, other: Element, known: Mapping[Element, Hole]) -> bool:
        """Whether two barriers are stated to be independent, and are not one."""
        stated = known[one].claims & known[other].claims != 0
        return stated and not alike(self.propagation.network, one, other, known)


def alike(network: Network, one: Element, other: Element, known: Mapping[Element, Hole]) -> str:
    """Why two of the barriers on a way are one: a lineage that they share, or an event that opens both; else empty.

    An event that opens a barrier before them comes to both with the failure, and opens them all the same.
    """
    mine, yours = known[one], known[other]
    opening = mine.opening & yours.opening
    both = next((event for hole in known.values() if opening for event in hole.events if event in opening), None)
    if both is not None:
        return f"{both} opens both"
    name = shared_lineage(network, one, other)
    if not name:
        return ""
    pairs = [(first, second) for first in mine.events for second in yours.events]
    shared = pairs and all(modelled(network, *pair) for pair in pairs)
    return "" if shared else f"they share the lineage {name}"


def _marks(network: Network, box: Element, hole: Hole) -> tuple[str, ...]:
    """What another barrier has as well, if the two are one: an event that opens it, or a name of its lineage."""
    return (*sorted(hole.opening), *network.lineage.get(box, ()))


def find_dual_credit(hazard: Element, ledger: Ledger) -> Iterator[Finding]:
    """A warning for the barriers, met on one route, that are one; several that are so for one reason are told together."""
    told: set[frozenset[Element]] = set()
    found = ledger.routes.hazards.get(hazard)
    for way in found.thinnest if found is not None else ():
        for boxes, why in _ones(ledger.propagation.network, ledger.holes(way), told):
            says = say(
                "{boxes} are met on one route to the hazard `{hazard}` and are credited as one barrier: {why}",
                boxes=named(boxes, "and"),
                hazard=hazard.rpartition(":")[2],
                why=why,
            )
            yield Finding(DUAL_CREDIT, (hazard, *boxes), says, elements(ledger.propagation, way))


def _ones(
    network: Network, known: Mapping[Element, Hole], told: set[frozenset[Element]]
) -> Iterator[tuple[tuple[Element, ...], str]]:
    """The barriers that are one and why, of which no two are told."""
    sharing: dict[str, list[Element]] = {}
    for box, hole in known.items():
        for mark in dict.fromkeys(_marks(network, box, hole)):
            sharing.setdefault(mark, []).append(box)
    for mark, boxes in sharing.items():
        pairs = [pair for pair in combinations(boxes, 2) if frozenset(pair) not in told]
        why = {pair: reason for pair in pairs if (reason := alike(network, *pair, known))}
        told.update(frozenset(pair) for pair in why)
        if len(boxes) > 2 and len(why) == len(pairs) == comb(len(boxes), 2) and len(set(why.values())) == 1:
            reason = next(iter(why.values()))
            yield tuple(boxes), f"{mark} opens all of them" if reason.endswith("opens both") else reason
        else:
            yield from why.items()
