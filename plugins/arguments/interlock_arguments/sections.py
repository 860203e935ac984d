"""The section of arguments."""

from __future__ import annotations

from typing import Final

from interlock.api.diagram import Quantity
from interlock.api.record import NamedTuple
from interlock.api.section import Section, maybe, named, number, proposition, record, telescope, word
from interlock.api.term import Term


class Premise(NamedTuple):
    """A proposition that is taken for granted, and how much credence it has."""

    says: Term
    credence: Quantity | None = None


class Argument(NamedTuple):
    """Premises and a conclusion over some variables."""

    given: object | None
    premises: tuple[tuple[str, Premise], ...]
    concludes: Term


ARGUMENTS: Final = Section(
    "arguments",
    record(
        Argument,
        given=maybe(telescope()),
        premises=named(word(), record(Premise, says=proposition("given"), credence=maybe(number("1")))),
        concludes=proposition("given"),
    ),
    introduces="argument",
    doc="Premises and a conclusion, as propositions over the variables that are given.",
    pending="whether the conclusion follows is not part of this version",
)
