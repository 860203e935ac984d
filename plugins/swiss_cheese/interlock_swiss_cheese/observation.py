"""What was measured of events: under which adversary, in which scenario, and on which wiring."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction
from itertools import groupby
from typing import Final

from interlock.api.diagram import CheckedDiagram, CheckedItem, Element, nested, owner, port
from interlock.api.kit import Interval, clopper_pearson
from interlock.api.record import NamedTuple
from interlock_swiss_cheese.case import Case
from interlock_swiss_cheese.crowd import Crowds, crowds, members
from interlock_swiss_cheese.sections import EVIDENCE, Evidence

CONFIDENCE: Final = Fraction(95, 100)
"""The confidence of bounds by counts unless the evidence states another."""


class Counts(NamedTuple):
    """Failures among trials, and the confidence of each of the bounds that are drawn from them."""

    failures: int
    trials: int
    confidence: float


class Version(NamedTuple):
    """An input of the event's box with the source that fed it when the event was measured."""

    input: Element
    source: Element
    wired: Element | None
    """What feeds it in the diagram."""


class Observation(NamedTuple):
    """What one item of evidence, or one row of its file, says of one event.

    ``version`` names what was measured, where its file says it.
    """

    name: str
    event: str
    counts: Counts | None
    value: Interval | None
    adversary: str | None
    scenario: str | None
    on: tuple[Version, ...]
    cites: tuple[str, ...]
    version: str
    item: Element

    @property
    def stale(self) -> Version | None:
        """An input that another source feeds now than did when the event was measured."""
        return next((one for one in self.on if one.wired != one.source), None)

    @property
    def range(self) -> Interval:
        """What it says of the chance of its event."""
        return self.value if self.counts is None else bounds(self.counts)  # type: ignore[return-value]

    def meant_for(self, case: Case) -> bool:
        """Whether it is about this scenario."""
        return self.scenario in (None, case.scenario)

    def fits(self, case: Case) -> bool:
        """Whether it was measured under whoever acts in this case, nobody if nobody does."""
        return self.adversary in case.adversaries if self.adversary else not case.adversaries

    def key(self) -> tuple[object, ...]:
        """What must agree for counts to be added."""
        level = self.counts and self.counts.confidence
        return (self.event, self.adversary or "", self.scenario or "", self.on, self.version, level)


def bounds(counts: Counts) -> Interval:
    """The one-sided bounds of Clopper and Pearson: each end holds with the confidence. Never [0, 0]."""
    return clopper_pearson(counts.failures, counts.trials, counts.confidence)


def observations(diagram: CheckedDiagram) -> tuple[Observation, ...]:
    """All evidence that stands in a diagram and in what is nested in it, once for each member of a family."""
    return tuple(_within(diagram, "", crowds(diagram)))


def _within(diagram: CheckedDiagram, prefix: str, known: Crowds) -> Iterator[Observation]:
    for item in diagram.of(EVIDENCE):
        if isinstance(item.value, Evidence):
            for event in members(nested(prefix, Element(item.value.of)), known):
                yield _observation(diagram, prefix, item, event)
    for name, box in diagram.boxes.items():
        if box.nested is not None:
            for member in members(nested(prefix, Element(name)), known):
                yield from _within(box.nested, member, known)


def _observation(diagram: CheckedDiagram, prefix: str, item: CheckedItem, event: str) -> Observation:
    stated: Evidence = item.value
    box = owner(Element(stated.of)).partition("[")[0]  # the members of a family are wired alike
    value = None if stated.value is None else Interval(float(stated.value.low), float(stated.value.high))
    return Observation(
        nested(prefix, item.element).partition(":")[2],
        event,
        _counts(stated),
        value,
        stated.adversary,
        stated.scenario,
        tuple(_version(diagram, port(box, into), source) for into, source in stated.on or ()),
        item.cites,
        "",
        nested(prefix, item.element),
    )


def _version(diagram: CheckedDiagram, into: Element, source: Element) -> Version:
    return Version(into, source, diagram.wiring.wires.get(into))


def _counts(stated: Evidence) -> Counts | None:
    if stated.failures is None or stated.trials is None:
        return None
    level = stated.confidence
    return Counts(stated.failures, stated.trials, float(CONFIDENCE if level is None else level.high))


def pooled(many: Iterable[Observation]) -> list[Observation]:
    """Counts added where event, adversary, scenario, version and confidence are the same, and only there."""
    ordered = sorted((one for one in many if one.counts is not None), key=lambda one: repr(one.key()))
    found = [one for one in many if one.counts is None]
    for _, group in groupby(ordered, key=Observation.key):
        found.append(_sum(list(group)))
    return found


def _sum(group: list[Observation]) -> Observation:
    counts = [one.counts for one in group if one.counts is not None]
    total = Counts(sum(one.failures for one in counts), sum(one.trials for one in counts), counts[0].confidence)
    cites = tuple(dict.fromkeys(cited for one in group for cited in one.cites))
    return group[0]._replace(name=", ".join(one.name for one in group), counts=total, cites=cites)
