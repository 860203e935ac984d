"""The section of membranes, and the law that they obey."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from interlock.api.diagram import CheckedItem, LearnRef, Quantity, WireRef
from interlock.api.plugin import say
from interlock.api.record import NamedTuple
from interlock.api.section import (
    Complaint,
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

OVERLAP: Final = "overlapping-membranes"
CIRCLE: Final = "circular-membranes"
RANGE: Final = "unfit-number"
PLACE: Final = "place"
PLACES: Final = "unstated-places"
MEMBER: Final = "family-in-part"


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


def boundaries_law(item: CheckedItem, every: Sequence[CheckedItem]) -> Sequence[Complaint]:
    """Membranes are nested or apart and hold families whole, what may pass is no negative amount, a place is one of some."""
    if not isinstance(item.value, Membrane):
        return ()
    inside = {one.name: one.value.inside for one in every if isinstance(one.value, Membrane)}
    tangled = _tangled(item.name, inside) if len(inside) > 1 else ()
    return (*tangled, *_torn(item.value), *_unfit(item.value))


def _torn(membrane: Membrane) -> Iterator[Complaint]:
    """Each member of a family that is to be inside without the others."""
    for at, name in enumerate(membrane.inside):
        family, bracket, _ = name.partition("[")
        if bracket:
            says = say("`{member}` is one of a family, which lies inside as a whole or not at all", member=name)
            help_ = f"Write `inside: [{family}, ...]`, or make a box of its own of the member."
            yield Complaint(MEMBER, says, f"inside.{at}", help_)


def _tangled(name: str, inside: Mapping[str, Sequence[str]]) -> Iterator[Complaint]:
    """Each pair of membranes that cut through each other, and each circle of them, told at the later one."""
    from interlock.api.enclosed import holds_itself, interior, overlap

    before = list(inside)[: list(inside).index(name)]
    if holds_itself(name, inside):
        if not any(holds_itself(one, inside) for one in before):
            says = say("the membrane `{name}` lies inside of itself", name=name)
            yield Complaint(
                CIRCLE, says, "inside", "Name the inner membrane in the outer one, not the other way round."
            )
        return
    own = interior(name, inside)
    for other in before:
        shared = sorted(overlap(own, interior(other, inside)))
        if shared:
            says = say(
                "the membranes `{name}` and `{other}` both hold `{box}`, and neither lies in the other",
                name=name,
                other=other,
                box=shared[0],
            )
            yield Complaint(OVERLAP, says, "inside", f"Write `inside: [{other}, ...]` if one is to hold the other.")


def _unfit(membrane: Membrane) -> Iterator[Complaint]:
    """What is wrong with the numbers of a membrane."""
    for place, admission in enumerate(membrane.admits or ()):
        if admission.capacity is not None and admission.capacity.low < 0:
            yield Complaint(RANGE, say("a capacity is a number of 0 or more"), f"admits.{place}.capacity")
    for name, channel in membrane.channels or ():
        at = f"channels.{name}"
        if channel.secret == PLACE and channel.places is None:
            says = say("a secret sets the place of `{event}`, and nothing says among how many", event=channel.event)
            yield Complaint(PLACES, says, f"{at}.secret", "Write `places: 2e30`, with the number of places.")
        if channel.places is not None and channel.places.low < 1:
            yield Complaint(RANGE, say("there is one place at least"), f"{at}.places")


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
                record(Channel, event=ref("event"), secret=word("rate", PLACE), places=maybe(number("1"))),
            )
        ),
    ),
    introduces="boundary",
    law=boundaries_law,
    doc="Membranes: what lies inside and which wires may cross, each with its capacity, and side channels.",
    confine=confine,
)
