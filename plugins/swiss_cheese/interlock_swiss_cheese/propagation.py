"""The shared step: where failures are, as formulas over events, and which of them come from which."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from interlock.api.analysis import Request
from interlock.api.diagram import Element, Quantity
from interlock.api.kit import FALSE, Formula, NotMonotone
from interlock.api.record import NamedTuple, dataclass, field
from interlock_swiss_cheese.chance import Chance, Known, foreknown
from interlock_swiss_cheese.condition import carriers
from interlock_swiss_cheese.ground import vertex
from interlock_swiss_cheese.hierarchy import Hierarchy
from interlock_swiss_cheese.network import Network
from interlock_swiss_cheese.option import Option
from interlock_swiss_cheese.sections import Target
from interlock_swiss_cheese.solve import Solved, Tops

Proposition = tuple[str, Element]
"""A failure of exactly this type is at this place."""


class Asked(NamedTuple):
    """What is asked of a hazard: its name, how often it may happen at most, and how many uses a deployment has.

    ``cut_short`` names the claims that bear on it and of which not all path sets were looked for; ``order`` is the least
    that its minimal cut sets are to have; ``places`` are the ports that its condition speaks of.
    """

    name: str
    target: Target | None = None
    uses: Quantity | None = None
    cut_short: tuple[str, ...] = ()
    order: int | None = None
    places: tuple[Element, ...] = ()


@dataclass(frozen=True, slots=True)
class Propagation:
    """The least state of failures of a diagram, or a fault tree of another program, which is one.

    Attributes:
        network: What of the diagram bears on failures.
        places: Each proposition `TYPE at PLACE` that can hold, with its type and place.
        state: For each of them, each hazard by its element, and each condition of a limit: a formula over events.
        equations: Their right-hand sides, over one another and events.
        origins: For each of them, and each hazard, the propositions that are carried on to it.
        sources: The propositions with which failures begin.
        cyclic: Those that lie on a cycle of equations.
        unsolved: Those that stand in a circle through `exactly one of`; then there is no state.
        hazards: What is asked, by the element of the hazard.
        known: How probable each event is in each case.
        options: The changes that are offered.
    """

    network: Network
    places: Mapping[str, Proposition] = field(default_factory=dict)
    state: Mapping[str, Formula] = field(default_factory=dict)
    equations: Mapping[str, Formula] = field(default_factory=dict)
    origins: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    sources: tuple[str, ...] = ()
    cyclic: tuple[str, ...] = ()
    unsolved: tuple[str, ...] = ()
    hazards: Mapping[Element, Asked] = field(default_factory=dict)
    known: Known = field(default_factory=lambda: foreknown({}))
    options: tuple[Option, ...] = ()

    @property
    def chances(self) -> Mapping[str, Chance]:
        """The chances of the events that are as probable in all scenarios."""
        found = {name: self.known.merged(name) for case in self.known.by_case.values() for name in case}
        return {name: one for name, one in found.items() if one is not None and not one.by_scenario}

    @property
    def hierarchy(self) -> Hierarchy:
        """The failure types."""
        return self.network.hierarchy

    def place(self, proposition: str) -> Element:
        """Where a proposition is about; a hazard is about itself."""
        return self.places[proposition][1] if proposition in self.places else Element(proposition)


def tabulate(network: Network, solved: Solved | NotMonotone, tops: Tops, others: Tops) -> Propagation:
    """The solved state as plain data; ``others`` are conditions beside the hazards, of which the state is kept."""
    if isinstance(solved, NotMonotone):
        return Propagation(network, unsolved=solved.variables)
    places = dict(_places(solved))
    spread = solved.spread
    origins = {
        name: tuple(dict.fromkeys(found for found in (vertex(*one) for one in spread.origins(*at)) if found in places))
        for name, at in places.items()
    }
    for element, condition in tops.items():
        arrived = [
            vertex(failure, one.port)
            for one in carriers(condition, "")
            for failure in network.hierarchy.among(spread.arrivals.get(one.port, ()), one.failure)
        ]
        origins[element] = tuple(dict.fromkeys(name for name in arrived if name in places))
    return Propagation(
        network,
        places,
        {name: formula for name, formula in solved.state.items() if name in places or name in tops or name in others},
        solved.equations,
        origins,
        tuple(name for name, at in places.items() if spread.begins(*at)),
        tuple(name for name in solved.cyclic if name in places),
    )


def _places(solved: Solved) -> Iterator[tuple[str, Proposition]]:
    for place, failures in solved.spread.arrivals.items():
        for failure in failures:
            name = vertex(failure, place)
            if solved.state[name] is not FALSE:
                yield name, (failure, place)


def wanted(propagation: Propagation, request: Request) -> dict[Element, Asked]:
    """The hazards that are asked for, all if none is named."""
    hazards = propagation.hazards.items()
    return {element: one for element, one in hazards if not request.hazards or one.name in request.hazards}
