"""What boxes are known to do: their machines, the names of what they keep, and the finite sets of types."""

from __future__ import annotations

from collections.abc import Mapping

from interlock.api.diagram import Box, CheckedDiagram, Element
from interlock.api.finite import Axis, Machine, Values, values
from interlock.api.plugin import Sentence
from interlock.api.record import NamedTuple
from interlock.api.term import Term


class Wrong(NamedTuple):
    """What stands against what is declared, and the key at which it does."""

    at: Element
    says: Sentence


class Known(NamedTuple):
    """What a box does, and on what this rests."""

    machine: Machine
    basis: str


class Machines(NamedTuple):
    """What each box does that says so, and what stands against the others that are declared."""

    boxes: Mapping[str, Known]
    wrong: tuple[Wrong, ...]


def now(cell: str) -> str:
    """The axis of what a cell holds."""
    return f"{cell}.now"


def after(cell: str) -> str:
    """The axis of what it holds in the next instant."""
    return f"{cell}.next"


def bare(now: str) -> str:
    """The cell of such an axis."""
    return now.removesuffix(".now")


def finite(type_: Term, diagram: CheckedDiagram) -> Values | None:
    """The values of a type, as they are written; None where they could not be listed."""
    found = values(type_, diagram)
    return None if found is None else tuple(found)


def finite_box(box: Box[Term], diagram: CheckedDiagram) -> Box[Values]:
    """The interface over finite sets; a port that has none has no values there."""
    return Box(box.shape, tuple(finite(type_, diagram) or () for type_ in box.types))


def cell_names(box: str, known: Known) -> dict[str, Element]:
    """The cells of a box, as laws name them, and as networks do."""
    return {f"{box}:{bare(cell.now)}": Element(f"{box}:{cell.now}") for cell in known.machine.memory}


def cell_axes(known: Mapping[str, Known]) -> dict[str, Axis]:
    """The values of each cell, by its name in laws."""
    return {
        name: next(axis for axis in one.machine.kernel.givens if f"{box}:{axis.name}" == at)
        for box, one in known.items()
        for name, at in cell_names(box, one).items()
    }
