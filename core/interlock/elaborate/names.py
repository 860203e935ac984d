"""What names mean to items of sections: namespaces, ports, boxes, units, and parameters' values under the setting."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import Final

from interlock.diagram.element import Element, owner
from interlock.diagram.wiring import written
from interlock.elaborate.ends import End, Ends, covers
from interlock.kernel.measure import Measure
from interlock.record import dataclass, field

_MEMBER: Final = re.compile(r"([^.\[]*)(?:\[([\w*]+)\])?(.*)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Names:
    """``spaces`` has the names of each namespace; ``ports`` the direction of each port, as its own interface has it.

    ``outer`` says which ports are of the outside, where an input is a source. ``parameters`` has the value of each
    parameter with a number for its default, ``units`` the measure of each unit, None where its declaration is at fault. Nothing is told of what belongs to an ``opaque`` box, whose kind is at fault,
    nor, where the names are ``partial`` because a vocabulary is missing, of names that it might declare.
    ``wires`` has the source of each target about which nothing is told, and ``paths`` the steps from it where there are any.
    ``ousted`` are wires that a variant has replaced, of which items may still speak, ``learns`` the learn wires.
    Nothing is told of names that may stand in what could not be read: those of the namespaces that are ``torn``.
    A unit that is ``contested`` is declared by several vocabularies, and not alike: only its qualified names mean one.
    ``families`` has the number of boxes of each family, None where a parameter without a default says it.
    Nothing is told of the number of a parameter that is ``misstated``, whose default is at fault.
    """

    spaces: Mapping[str, Mapping[str, str]]
    ports: Mapping[str, str]
    outer: frozenset[str] = frozenset()
    boxes: frozenset[str] = frozenset()
    wires: Mapping[Element, Element] = field(default_factory=dict)
    units: Mapping[str, Measure | None] = field(default_factory=dict)
    parameters: Mapping[str, Fraction | None] = field(default_factory=dict)
    opaque: frozenset[str] = frozenset()
    partial: bool = False
    families: Mapping[str, int | None] = field(default_factory=dict)
    ousted: frozenset[tuple[str, str]] = frozenset()
    learns: frozenset[tuple[str, str]] = frozenset()
    torn: frozenset[str] = frozenset()
    contested: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    paths: Mapping[Element, tuple[str, ...]] = field(default_factory=dict)
    misstated: frozenset[str] = frozenset()

    def is_source(self, port: str) -> bool:
        """Whether wires may leave a port."""
        return self.ports.get(port) == ("in" if port in self.outer else "out")

    def wire(self, source: str, targets: Iterable[str]) -> tuple[End, tuple[Element, ...]]:
        """What the ends of a wire name: the source with the way into its value, and the targets."""
        ends = Ends(self.outer, self.boxes, self.families)
        return ends.source(source), tuple(ends.target(one).port for one in targets)

    def fed_otherwise(self, start: End, target: Element) -> str | None:
        """The source of a target, as wires are written, if it is another one or another part of it; None if it is this."""
        fed, way = self.wires.get(target), self.paths.get(target, ())
        if fed is None or (fed == start.port and covers(start.way, way)):
            return None
        return written(fed, way, member=owner(fed) in self.families)

    def number(self, name: str) -> int | None:
        """Of how many members a name speaks; None where that is not known."""
        total: int | None = 1
        found = ""
        for segment in name.split("/") if self.families else ():
            head, index, rest = _MEMBER.fullmatch(segment).groups("")  # type: ignore[union-attr]
            found += ("/" if found else "") + head
            if found in self.families and index in ("", "*"):
                more = self.families[found]
                total = None if total is None or more is None else total * more
            found += rest
        return total

    def bare(self, name: str) -> str:
        """A name without the members of families that it names rightly: `m[2].missed` is an event of `m`'s."""
        if "[" not in name:
            return name
        found = ""
        for segment in name.split("/"):
            head, index, rest = _MEMBER.fullmatch(segment).groups("")  # type: ignore[union-attr]
            found += ("/" if found else "") + head
            number = self.families.get(found, 0)
            within = index == "*" or (index.isdecimal() and (number is None or int(index) < number))
            if index and not (found in self.families and within):
                return name
            found += rest
        return found
