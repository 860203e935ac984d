"""How a trace ends at a place from which a failure goes no further."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, Literal

from interlock.api.diagram import Element, owner
from interlock.api.record import NamedTuple
from interlock_swiss_cheese.frame import Frame, frame
from interlock_swiss_cheese.network import Member
from interlock_swiss_cheese.propagation import Propagation

End = Literal["hazard", "outside", "unhandled", "unconnected", "cycle", "stopped"]

ENDS: Final[tuple[End, ...]] = ("hazard", "outside", "unhandled", "unconnected", "cycle", "stopped")
"""How a trace may end, the worst first."""


class Ending(NamedTuple):
    """What is asked of a place where nothing goes on: whose input it is, and what rules and stops say there."""

    propagation: Propagation
    frame: Frame
    holders: Mapping[Element, Member]

    def of(self, vertex: str) -> End:
        """How traces end at a proposition from which nothing follows, or at a hazard."""
        if vertex not in self.propagation.places:
            return "hazard"
        failure, place = self.propagation.places[vertex]
        if place in self.holders:
            return self._inside(failure, place, self.holders[place])
        is_outer = not owner(place) and "/" not in place and place not in self.propagation.network.outer
        return "outside" if is_outer else "unconnected"

    def _inside(self, failure: str, place: Element, member: Member) -> End:
        """How a trace ends at an input: a box whose rules name the type and let none of it out stops it, too."""
        if self.frame.stopped(failure, place):
            return "stopped"
        if not any(place in outlet.depends for outlet in member.outlets):
            return "unconnected"
        return "unhandled" if self.frame.unhandled(failure, member) else "stopped"


def ending(propagation: Propagation) -> Ending:
    """The places of a network, to ask how traces end there."""
    network = propagation.network
    return Ending(propagation, frame(network), {place: member for member in network.members for place in member.inputs})
