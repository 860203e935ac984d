"""The sections of proxies and of claims that a judge is held out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from interlock.api.diagram import CheckedItem, Element, Quantity
from interlock.api.plugin import say
from interlock.api.record import NamedTuple
from interlock.api.section import (
    Complaint,
    Section,
    either,
    many,
    maybe,
    number,
    phrase,
    port,
    record,
    ref,
    text,
    word,
)

CIRCLE: Final = "circular-proxies"
UNFIT: Final = "unfit-budget"


class Proxy(NamedTuple):
    """A port that stands for another, with the evidence for it or the reason to think so."""

    proxy: tuple[Element, Element]
    evidence: str | None = None
    because: str | None = None


class HeldOut(NamedTuple):
    """No way of data and learn wires leads from the port into a learn wire onto the box or port, but the excepted.

    A budget bounds the pressure along those that are allowed, all where none is excepted; capacities add up over ``uses``.
    """

    held_out: tuple[Element, Element]
    except_: tuple[str, ...] | None = None
    budget: tuple[Quantity] | None = None
    uses: Quantity | None = None


def proxies_law(item: CheckedItem, every: Sequence[CheckedItem]) -> Sequence[Complaint]:
    """No port stands for itself, directly or by way of others; told at the last item of a circle."""
    if not isinstance(item.value, Proxy):
        return ()
    before = [one.value.proxy for one in every[: every.index(item)] if isinstance(one.value, Proxy)]
    onward: dict[str, list[str]] = {}
    for proxy, goal in before:
        onward.setdefault(proxy, []).append(goal)
    start, end = item.value.proxy
    trail = _trail(end, start, onward)
    if not trail:
        return ()
    says = say("`{start}` stands for itself: {way}", start=start, way=" for ".join((start, *trail)))
    return (Complaint(CIRCLE, says, "proxy", "Let the chain end at what is wanted."),)


def _trail(start: str, end: str, onward: dict[str, list[str]]) -> tuple[str, ...]:
    """A way from one port on to what it stands for, and so on, to another."""
    came: dict[str, str | None] = {start: None}
    pending = [start]
    for one in pending:
        if one == end:
            found = [one]
            while (before := came[found[-1]]) is not None:
                found.append(before)
            return tuple(reversed(found))
        for after in onward.get(one, ()):
            if after not in came:
                came[after] = one
                pending.append(after)
    return ()


PROXIES: Final = Section(
    "proxies",
    record(
        Proxy,
        proxy=phrase(port(), "for", port()),
        evidence=maybe(ref("evidence")),
        because=maybe(text()),
    ),
    listed=True,
    law=proxies_law,
    doc="What stands for what: one port for another, by evidence or for a reason.",
)


def held_out_law(item: CheckedItem, every: Sequence[CheckedItem]) -> Sequence[Complaint]:
    """A budget and a number of uses are amounts that something can have."""
    if not isinstance(item.value, HeldOut):
        return ()
    budget = item.value.budget
    stated = {"budget": None if budget is None else budget[0], "uses": item.value.uses}
    return tuple(
        Complaint(UNFIT, say("a number of {key} lies between 0 and 1e100", key="nats" if key == "budget" else key), key)
        for key, one in stated.items()
        if one is not None and not 0 <= one.low <= one.high <= 10**100
    )


HELD_OUT: Final = Section(
    "claims",
    record(
        HeldOut,
        held_out=phrase(port(), "from", either(ref("box"), port())),
        except_=maybe(many(word("gradient", "imitation", "selection", "filtering", "redesign"))),
        budget=maybe(phrase("<=", number("nat"))),
        uses=maybe(number("1")),
    ),
    law=held_out_law,
    doc="A judge that is held out from what it judges, with the means that are excepted and a budget for them.",
)
