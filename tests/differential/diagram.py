"""Diagrams with everything given: families, kinds with their parameters, boxes with arguments, and wires."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from tests.differential.term import Term


class Family(NamedTuple):
    type: Term
    variance: tuple[str, ...] = ()


class Port(NamedTuple):
    name: str
    incoming: bool
    type: Term
    given: Term | None = None


@dataclass(frozen=True)
class Kind:
    """A telescope: parameters, then ports, each over those before it."""

    parameters: tuple[tuple[str, Term], ...]
    ports: tuple[Port, ...]


class Box(NamedTuple):
    name: str
    kind: str
    arguments: tuple[Term, ...]


@dataclass(frozen=True)
class Diagram:
    """`outer` is the outside, its ports as the outside sees them; `sources` says what feeds each target."""

    families: dict[str, Family]
    kinds: dict[str, Kind]
    outer: Kind
    boxes: tuple[Box, ...]
    sources: dict[str, Term] = field(default_factory=dict)

    def places(self) -> list[tuple[str, Kind, tuple[Term, ...]]]:
        """The boxes with their kinds and arguments; the outside comes first, under ``""``."""
        return [("", self.outer, ()), *((box.name, self.kinds[box.kind], box.arguments) for box in self.boxes)]


def port_name(box: str, port: str) -> str:
    return f"{box}.{port}" if box else port
