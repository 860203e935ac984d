"""Where wires end in the picture, and which of them run against the flow from left to right."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping

from interlock.draw.dot import End
from interlock.draw.face import HEADER_PORT
from interlock.draw.scene import Scene, Wire
from interlock.record import NamedTuple

MANY = 7
"""Targets of one source from which on its wires are the background of a picture."""


class Ends(NamedTuple):
    """For the id of each port and box: where a wire ends there, where a learn wire does, and the type of each port.

    What is learnt by a box with one output is drawn to its header, so that it is not taken for what flows out.
    """

    at: Mapping[str, End]
    learnt: Mapping[str, End]
    types: Mapping[str, str]

    def joined(self, wire: Wire) -> tuple[End, End]:
        """The ends that a wire joins, source first.

        What a box learns from itself is led over its top: at the side Graphviz keeps no space for the words.
        """
        source, at = self.at[wire.source], self.at[wire.target]
        if wire.kind == "learn" and source.node == at.node:
            return source, End(at.node, HEADER_PORT, "n")
        return source, self.learnt.get(wire.target, at) if wire.kind == "learn" else at

    def nodes(self, wire: Wire) -> tuple[str, str]:
        """The nodes that a wire joins, source first."""
        return self.at[wire.source].node, self.at[wire.target].node


def ends_of(scene: Scene) -> Ends:
    """The ends of a scene: inputs of boxes at the left, outputs at the right, interface ports from the inside."""
    at = {port.id: End(port.id, "", "e" if port.polarity == "in" else "w") for port in scene.outer}
    learnt: dict[str, End] = {}
    types = {port.id: port.type_text for port in scene.outer}
    for box in scene.boxes:
        at[box.id] = End(box.id, HEADER_PORT)
        outputs = [port.id for port in box.ports if port.polarity == "out"]
        learnt |= {name: at[box.id] for name in outputs if len(outputs) == 1}
        for port in box.ports:
            at[port.id] = End(box.id, port.name, "w" if port.polarity == "in" else "e")
            types[port.id] = port.type_text
    return Ends(at, learnt, types)


def broadcast_of(scene: Scene) -> frozenset[str]:
    """The ids of the data wires whose source feeds many: a world model, say, that everything else is about.

    What goes out is what the picture is about, however many it feeds.
    """
    data = [wire for wire in scene.wires if wire.kind == "data"]
    outer = {port.id for port in scene.outer}
    leaving = {wire.source for wire in data if wire.target in outer}
    fed = Counter(wire.source for wire in data if wire.source not in leaving)
    return frozenset(wire.id for wire in data if fed[wire.source] >= MANY)


def feedback_of(scene: Scene, ends: Ends) -> frozenset[str]:
    """The ids of the wires that close a loop: none of the instantaneous data wires, others first come, first served.

    Without these wires the picture has no loop, provided that the instantaneous wires have none.
    """
    after: defaultdict[str, list[str]] = defaultdict(list)
    late: list[Wire] = []
    for wire in scene.wires:
        if wire.kind == "tie":
            continue
        if wire.kind == "learn" or "delayed" in wire.marks:
            late.append(wire)
            continue
        source, target = ends.nodes(wire)
        after[source].append(target)
    closing: list[str] = []
    for wire in late:
        source, target = ends.nodes(wire)
        if _reaches(target, source, after):
            closing.append(wire.id)
        else:
            after[source].append(target)
    return frozenset(closing)


def _reaches(start: str, goal: str, after: Mapping[str, list[str]]) -> bool:
    reached, pending = {start}, [start]
    while pending:
        fresh = [node for node in after.get(pending.pop(), ()) if node not in reached]
        reached.update(fresh)
        pending += fresh
    return goal in reached
