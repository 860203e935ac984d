"""The section of arguments."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from interlock.api.diagram import CheckedItem, Quantity
from interlock.api.plugin import say
from interlock.api.record import NamedTuple
from interlock.api.section import Complaint, Section, maybe, named, number, proposition, record, telescope, word
from interlock.api.term import Term

OUT_OF_RANGE: Final = "out-of-range"


class Premise(NamedTuple):
    """A proposition that is taken for granted, and how much credence it has."""

    says: Term
    credence: Quantity | None = None


class Candidate(NamedTuple):
    """A proposition that might be a hidden premise."""

    says: Term


class Argument(NamedTuple):
    """Premises and a conclusion over some variables; ``candidates`` are tried as premises where the conclusion does not follow."""

    given: Sequence[object] | None
    premises: tuple[tuple[str, Premise], ...]
    concludes: Term
    candidates: tuple[tuple[str, Candidate], ...] | None = None


def arguments_law(item: CheckedItem, every: Sequence[CheckedItem]) -> Sequence[Complaint]:
    """A credence is a probability."""
    if not isinstance(item.value, Argument):
        return ()
    wrong = [
        name
        for name, one in item.value.premises
        if one.credence and not 0 <= one.credence.low <= one.credence.high <= 1
    ]
    said = say("a credence is a probability, between 0 and 1")
    return tuple(Complaint(OUT_OF_RANGE, said, f"premises.{name}.credence") for name in wrong)


ARGUMENTS: Final = Section(
    "arguments",
    record(
        Argument,
        given=maybe(telescope()),
        premises=named(word(), record(Premise, says=proposition("given"), credence=maybe(number("1")))),
        concludes=proposition("given"),
        candidates=maybe(named(word(), record(Candidate, says=proposition("given")))),
    ),
    introduces="argument",
    law=arguments_law,
    doc="Premises and a conclusion, as propositions over the variables that are given.",
)
