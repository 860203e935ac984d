"""The changes that a proposal offers, over the names of the whole diagram."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from interlock.api.diagram import CheckedDiagram, Element, Happens
from interlock.api.kit import Interval
from interlock.api.record import NamedTuple
from interlock_swiss_cheese.change_section import CHANGES, Addition, Hardening, exact
from interlock_swiss_cheese.crowd import crowds, members


class Option(NamedTuple):
    """A change: events made as rare as ``to``, or a barrier at some places whose hole is open if any of its events happens.

    Of a barrier ``events`` are those of the hole, and ``failure`` is the type that it is for; of a hardened event it is
    empty, and there are no places.
    """

    name: str
    cost: Fraction
    unit: str
    events: tuple[str, ...]
    to: Interval = Interval(1.0, 1.0)
    failure: str = ""
    places: tuple[Element, ...] = ()

    @property
    def element(self) -> Element:
        """The item of the change."""
        return Element(f"changes:{self.name}")


def options(diagram: CheckedDiagram) -> tuple[Option, ...]:
    """The changes of a diagram, each for all members of a family that it names."""
    return tuple(_options(diagram))


def _options(diagram: CheckedDiagram) -> Iterator[Option]:
    known = crowds(diagram)
    for item in diagram.of(CHANGES):
        match item.value:
            case Hardening(event, to, cost):
                yield Option(
                    item.name, exact(cost), cost.unit, members(event, known), Interval(float(to.low), float(to.high))
                )
            case Addition((failure, at), hole, cost):
                places = tuple(Element(one) for one in members(at, known))
                yield Option(item.name, exact(cost), cost.unit, members(hole, known), failure=failure, places=places)
            case _:
                continue


def asked_by(many: tuple[Option, ...]) -> dict[Element, Happens]:
    """The events that changes ask for, as conditions by the names of the changes."""
    return {Element(f"{one.element} {event}"): Happens(event) for one in many for event in one.events}
