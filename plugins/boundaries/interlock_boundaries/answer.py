"""What is said of membranes: what crosses each, what of it is admitted, and where one more barrier would close most."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from interlock.api.record import dataclass, field

Direction = Literal["inward", "outward"]


@dataclass(frozen=True, slots=True)
class Crossing:
    """A wire or learn wire with one end inside of a membrane, by its element, and whether the membrane admits it.

    ``written`` is how it stands in the file, with the part of a value or the member of a family from which it leads.
    ``capacity`` is the least and the greatest number of bits per use that the admission lets pass, None where it names none.
    """

    element: str
    source: str
    target: str
    direction: Direction
    admitted: bool
    written: str
    capacity: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True)
class Passage:
    """The ways between a membrane and the surroundings in one direction, and where barriers would close them.

    Outwards they lead from a wire that crosses to the outer outputs; inwards to a wire that crosses from the outer inputs and
    from the boxes to which, outside, no other box leads, or only one of a circle to which none else does. None goes through
    the inside, and none comes twice to one input, or to two of a box that lead to the same outputs. ``ways`` is their number,
    at least that if it is not ``complete``. ``unavoidable`` are the wires that all of them pass. ``width`` is the number of
    wires that meet them all at least, and ``least`` such a set, the nearest to the membrane. Some way passes no wire if
    ``width`` is None; more than 16 are not told apart, and then there is no set. A barrier on the wire ``best`` closes
    ``closes`` of the ways, None if not all are counted, and none closes more.
    """

    ways: int
    complete: bool
    unavoidable: tuple[str, ...]
    width: int | None
    least: tuple[str, ...] | None
    best: str | None = None
    closes: int | None = None


@dataclass(frozen=True, slots=True)
class MembraneAnswer:
    """A membrane: the boxes inside, the membrane around it, what crosses, what it admits in vain, and the ways to and fro.

    ``active`` are the ports inside by which it acts, ``passive`` those by which it senses. ``states_admissions`` is False
    where it does not say what it admits. ``capacity`` bounds what passes per use in bits, None where some crossing has no bound.
    """

    inside: tuple[str, ...]
    around: str | None
    states_admissions: bool
    crossings: tuple[Crossing, ...]
    idle: tuple[str, ...]
    active: tuple[str, ...]
    passive: tuple[str, ...]
    capacity: Mapping[Direction, tuple[float, float] | None]
    passages: Mapping[Direction, Passage]

    def breaches(self) -> tuple[Crossing, ...]:
        """What crosses without being admitted."""
        return tuple(one for one in self.crossings if self.states_admissions and not one.admitted)


@dataclass(frozen=True, slots=True)
class Membranes:
    """Every membrane by its name, of a nested diagram with the path of its box before it."""

    membranes: Mapping[str, MembraneAnswer] = field(default_factory=dict)
