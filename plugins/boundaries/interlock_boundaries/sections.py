"""The section of membranes."""

from __future__ import annotations

from typing import Final, NamedTuple

from interlock.api.diagram import LearnRef, Quantity, WireRef
from interlock.api.section import (
    Confinement,
    Section,
    either,
    learn,
    many,
    maybe,
    named,
    number,
    record,
    ref,
    wire,
    word,
)


class Admission(NamedTuple):
    """Wires or a learn wire that may cross, and how much may pass per use."""

    wire: WireRef | LearnRef
    capacity: Quantity | None = None


class Channel(NamedTuple):
    """A side channel: an event of which a secret may set the rate, or the place among so many."""

    event: str
    secret: str
    places: Quantity | None = None


class Membrane(NamedTuple):
    """Boxes and membranes inside, what may cross, how the inside behaves, and its side channels by name."""

    inside: tuple[str, ...]
    admits: tuple[Admission, ...] | None = None
    mode: str | None = None
    channels: tuple[tuple[str, Channel], ...] | None = None


def confine(membrane: Membrane) -> Confinement:
    """What a membrane demands of the boxes inside."""
    return Confinement(membrane.mode or "", membrane.inside)


BOUNDARIES: Final = Section(
    "boundaries",
    record(
        Membrane,
        inside=many(ref("box", "boundary")),
        admits=maybe(many(record(Admission, wire=either(wire(), learn()), capacity=maybe(number("bit / use"))))),
        mode=maybe(word("deterministic", "stochastic", "possibilistic", "credal")),
        channels=maybe(
            named(
                word(),
                record(Channel, event=ref("event"), secret=word("rate", "place"), places=maybe(number("1"))),
            )
        ),
    ),
    introduces="boundary",
    doc="Membranes: what lies inside and which wires may cross, each with its capacity, and side channels.",
    confine=confine,
    pending="whether only what is admitted crosses, and how much, is not part of this version",
)
