"""What names mean to items of sections: namespaces, ports, boxes, units, and parameters' values under the setting."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from interlock.diagram.element import Element
from interlock.kernel.measure import Measure


@dataclass(frozen=True, slots=True)
class Names:
    """``spaces`` has the names of each namespace; ``ports`` the direction of each port, as its own interface has it.

    ``outer`` says which ports are of the outside, where an input is a source. ``parameters`` has the value of each
    parameter with a number for its default. Nothing is told of what belongs to an ``opaque`` box, whose kind is at fault,
    nor, where the names are ``partial`` because a vocabulary is missing, of names that it might declare.
    """

    spaces: Mapping[str, Mapping[str, str]]
    ports: Mapping[str, str]
    outer: frozenset[str] = frozenset()
    boxes: frozenset[str] = frozenset()
    wires: Mapping[Element, Element] = field(default_factory=dict)
    units: Mapping[str, Measure] = field(default_factory=dict)
    parameters: Mapping[str, Fraction | None] = field(default_factory=dict)
    opaque: frozenset[str] = frozenset()
    partial: bool = False

    def is_source(self, port: str) -> bool:
        """Whether wires may leave a port."""
        return self.ports.get(port) == ("in" if port in self.outer else "out")
