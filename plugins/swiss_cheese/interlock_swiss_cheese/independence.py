"""Independence as it is earned: stated with a reason, and not contradicted by what boxes have in common."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations

from interlock.api.analysis import Finding
from interlock.api.diagram import Element
from interlock.api.plugin import say
from interlock.api.record import NamedTuple
from interlock_swiss_cheese.hazard_rules import CONTRADICTED
from interlock_swiss_cheese.network import Network


class Contradiction(NamedTuple):
    """Two events that a statement calls independent, of boxes that come from the same thing."""

    one: str
    other: str
    lineage: str


def contradiction(network: Network, stated: Sequence[str]) -> Contradiction | None:
    """The first two events of a statement whose boxes share a lineage, where no cause that both have is modelled."""
    events = [event for event in stated if event in network.events and network.events[event].owner]
    for one, other in combinations(events, 2):
        shared = shared_lineage(network, network.events[one].owner, network.events[other].owner)
        if shared and not modelled(network, one, other):
            return Contradiction(one, other, shared)
    return None


def shared_lineage(network: Network, box: str, other: str) -> str:
    """A name of lineage that two different boxes share; empty if there is none."""
    if box == other:
        return ""
    mine, yours = (network.lineage.get(Element(one), ()) for one in (box, other))
    return next((name for name in mine if name in yours), "")


def modelled(network: Network, one: str, other: str) -> bool:
    """Whether a cause of both events is modelled."""
    return not frozenset(network.causes.get(one, ())).isdisjoint(network.causes.get(other, ()))


def earned(network: Network) -> Iterator[frozenset[str]]:
    """Sets of independent events: those of a statement with the causes of its groups, and each group by itself.

    A statement that is contradicted earns nothing.
    """
    for stated in network.independent:
        if contradiction(network, stated) is None:
            shared = [group.causes for group in network.groups if any(event in stated for event in group.of)]
            yield frozenset(stated).union(*shared)
    for group in network.groups:
        yield frozenset((*group.of, *group.causes))


def find_contradictions(network: Network) -> Iterator[Finding]:
    """A warning for each statement of independence that is contradicted."""
    for at, stated in zip(network.claimed, network.independent, strict=True):
        found = contradiction(network, stated)
        if found is not None:
            boxes = tuple(Element(network.events[event].owner) for event in (found.one, found.other))
            says = say(
                "{one} and {other} are stated to be independent, and {first} and {second} share the lineage {lineage}: "
                "the statement is not used. A cause of both may be stated, by `cause` or `beta`",
                one=found.one,
                other=found.other,
                first=boxes[0],
                second=boxes[1],
                lineage=found.lineage,
            )
            yield Finding(CONTRADICTED, (at, *boxes), says)
