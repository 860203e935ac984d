"""The barriers before each hazard, route by route: what opens them, what they rest on, and whether they count."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import Final

from interlock.api.diagram import Element, owner
from interlock.api.kit import Question, reach, thinnest_routes
from interlock_swiss_cheese.answer import HazardAnswer, SwissCheese
from interlock_swiss_cheese.credit import Hole, Ledger, alike
from interlock_swiss_cheese.ground import vertex
from interlock_swiss_cheese.guarded import Barriers, Guard, Guarded, Lane, Outlook, Sets, Status
from interlock_swiss_cheese.lit_way import light_way
from interlock_swiss_cheese.opening import Opening, beginnings, opening, status
from interlock_swiss_cheese.propagation import Propagation
from interlock_swiss_cheese.ways import Routes, Way, elements

LISTED: Final = 12
"""So many cut sets are shown of a hazard without routes, smallest first."""


def survey(propagation: Propagation, routes: Routes, answer: SwissCheese) -> Barriers:
    """What guards each hazard that is asked for."""
    surveyor = _Surveyor(propagation, routes)
    found = {propagation.hazards[element].name: element for element in propagation.hazards}
    return Barriers({name: surveyor.guarded(found[name], one) for name, one in answer.hazards.items() if name in found})


class _Surveyor:
    """Looks at hazards of one propagation."""

    def __init__(self, propagation: Propagation, routes: Routes) -> None:
        self._propagation = propagation
        self._routes = routes
        self._ledger = Ledger(propagation, routes)
        self._known: dict[tuple[str, str, Sets], tuple[Opening, Status]] = {}

    def guarded(self, hazard: Element, answer: HazardAnswer) -> Guarded:
        """A hazard between what leads to it and what follows."""
        found = self._routes.hazards.get(hazard)
        listed = answer.minimal_cut_sets
        ways = found.thinnest if found is not None else ()
        return Guarded(
            top=self._propagation.origins.get(hazard, ()),
            lanes=tuple(map(self._lane, ways)),
            routes=sum(found.by_barriers.values()) if found is not None else 0,
            complete=found is None or found.complete,
            outlooks=tuple(self._outlooks(hazard)),
            cut_sets=listed.listed[:LISTED] if listed is not None and not ways else (),
            cut_sets_in_all=listed.count if listed is not None else None,
            target=_target(answer),
            lit=light_way(self._propagation, ways[0]) if ways else {},
            travels=not self._propagation.network.foreign,
        )

    def _lane(self, way: Way) -> Lane:
        first = vertex(*way.steps[0])
        begun = beginnings(self._propagation, first)
        holes = self._ledger.holes(way)
        credited = self._ledger.independent(way)
        passed = self._ledger.passages(way)
        guards = tuple(
            self._guard(box, *passed[box], begun, credited=box in credited, because=self._reason(box, holes, way))
            for box in way.barriers
            if box in passed
        )
        path = elements(self._propagation, way)
        return Lane(begun, first, path, guards, self._ledger.credited(way))

    def _guard(self, box: Element, tail: str, head: str, begun: Sets, *, credited: bool, because: str) -> Guard:
        if (tail, head, begun) not in self._known:
            self._known[tail, head, begun] = self._open(tail, head, begun)
        found, rests = self._known[tail, head, begun]
        return Guard(box, rests, found.sets, found.complete, credited, "" if credited else because)

    def _open(self, tail: str, head: str, begun: Sets) -> tuple[Opening, Status]:
        found = opening(self._ledger, tail, head, begun)
        concerned = {*found.events, *(name for one in found.sets for name in one)}
        chances = {name: self._propagation.known.merged(name) for name in sorted(concerned)}
        return found, status(self._propagation, head, found, chances)

    def _reason(self, box: Element, holes: Mapping[Element, Hole], way: Way) -> str:
        """Why a barrier is not credited beside the others."""
        others = [one for one in way.barriers if one != box and one in holes]
        if box not in holes or not others:
            return ""
        found = ((one, alike(self._propagation.network, box, one, holes)) for one in others)
        why = next((f"with {one}: {reason}" for one, reason in found if reason), "")
        return why or f"nothing states that it is independent of {', '.join(others)}"

    def _outlooks(self, hazard: Element) -> Iterator[Outlook]:
        """The outer ports that are reached, each by the way with the fewest barriers."""
        places, network = self._propagation.places, self._propagation.network
        top = self._propagation.origins.get(hazard, ())
        entered = frozenset(network.outer)
        for name in reach(self._routes.arrows, top):
            failure, place = places.get(name, ("", Element("")))
            if place and not owner(place) and place not in entered:
                question = Question(top, name, frozenset(self._routes.guards))
                way = next(iter(thinnest_routes(self._routes.arrows, question)), ())
                yield Outlook(place, failure, tuple(self._beyond(way)))

    def _beyond(self, way: tuple[str, ...]) -> Iterator[Guard]:
        """The barriers on a way as vertices of the graph."""
        for before, (vertex_, after) in zip(way, pairwise(way[1:]), strict=False):
            if vertex_ in self._routes.guards:
                yield self._guard(self._routes.guards[vertex_], before, after, (), credited=False, because="")


def _target(answer: HazardAnswer) -> str:
    if answer.target is None:
        return ""
    return f"target <= {answer.target.limit:g} per {answer.target.per}: {answer.target.verdict}"
