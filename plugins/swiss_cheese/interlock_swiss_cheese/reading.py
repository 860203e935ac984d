"""What files of evidence say, whatever their format: rows, or the samples of an evaluation."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from interlock.api.door import Anchor, ForeignFault, Outcome, Site
from interlock.api.plugin import Rule, say
from interlock.api.record import NamedTuple
from interlock_swiss_cheese.reading_rules import EVIDENCE_FILE

MOST: Final = 100
"""So many faults of one file are told one by one."""


class Row(NamedTuple):
    """A row of a table of evidence; ``place`` is its file and line. What it leaves out, the item that names the file says."""

    place: str
    event: str | None = None
    failures: int | None = None
    trials: int | None = None
    value: tuple[float, float] | None = None
    adversary: str | None = None
    scenario: str | None = None
    confidence: float | None = None
    on: tuple[tuple[str, str], ...] = ()
    version: str = ""
    source: str = ""
    date: str = ""


class Sample(NamedTuple):
    """A sample of an evaluation: its name, whether it broke off, and what each scorer says of it."""

    name: str
    broken: bool
    scores: Mapping[str, object]


class Log(NamedTuple):
    """A log of an evaluation that ended: the file, the model that was evaluated, when, and the samples."""

    place: str
    model: str
    date: str
    samples: tuple[Sample, ...]


class Reading(NamedTuple):
    """What a file of evidence says: rows of a table, or the log of an evaluation."""

    rows: tuple[Row, ...] = ()
    log: Log | None = None


Read = Outcome[Reading]


def refused(name: str, why: str, help: str = "", rule: Rule = EVIDENCE_FILE) -> Read:
    """Nothing, and why."""
    return Outcome(Reading(), (fault(name, why, help, rule),))


def fault(name: str, why: str, help: str = "", rule: Rule = EVIDENCE_FILE) -> ForeignFault:
    """What is wrong with a file as a whole."""
    return ForeignFault(rule, _at(name, 0, 0), say("{name}: {why}", name=name, why=why), help)


def told(name: str, faults: list[ForeignFault]) -> Iterator[ForeignFault]:
    """The faults, of very many the first and how many there are."""
    yield from faults[:MOST]
    if len(faults) > MOST:
        yield fault(name, f"{len(faults) - MOST} more rows are not used", "Correct those that are listed first.")


def _at(name: str, start: int, end: int) -> Site:
    return Site(Anchor(name, ""), start, end)
