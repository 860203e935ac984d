"""The sections of proxies and of claims that a judge is held out."""

from __future__ import annotations

from typing import Final

from interlock.api.diagram import Element, Quantity
from interlock.api.record import NamedTuple
from interlock.api.section import Section, either, many, maybe, number, phrase, port, record, ref, text, word


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


PROXIES: Final = Section(
    "proxies",
    record(
        Proxy,
        proxy=phrase(port(), "for", port()),
        evidence=maybe(ref("evidence")),
        because=maybe(text()),
    ),
    listed=True,
    doc="What stands for what: one port for another, by evidence or for a reason.",
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
    doc="A judge that is held out from what it judges, with the means that are excepted and a budget for them.",
)
