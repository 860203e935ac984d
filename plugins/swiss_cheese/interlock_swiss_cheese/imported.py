"""Observations from files of evidence: their rows, and the scores of evaluations, under the terms of the item."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from interlock.api.analysis import Finding
from interlock.api.diagram import CheckedDiagram, CheckedItem, Element, nested, owner, port
from interlock.api.kit import Interval
from interlock.api.plugin import say
from interlock.api.record import NamedTuple
from interlock.api.section import SCENARIOS
from interlock_swiss_cheese.crowd import Crowds, members
from interlock_swiss_cheese.observation import CONFIDENCE, Counts, Observation, Version
from interlock_swiss_cheese.reading import Log, Reading, Row
from interlock_swiss_cheese.reading_rules import EVIDENCE_FILE, EVIDENCE_ROW
from interlock_swiss_cheese.sections import ADVERSARIES, EVIDENCE, Imported


class Gathered(NamedTuple):
    """Observations from files, and what is to be said of rows and logs that give none."""

    observations: tuple[Observation, ...] = ()
    findings: tuple[Finding, ...] = ()


def gather(diagram: CheckedDiagram, events: Collection[str], known: Crowds) -> Gathered:
    """All evidence from files, that of nested diagrams too, about some of these events."""
    gathering = _Gathering(events, known)
    gathering.within(diagram, "")
    return Gathered(tuple(gathering.observations), tuple(dict.fromkeys(gathering.findings)))


class _Gathering:
    """What was found so far."""

    def __init__(self, events: Collection[str], known: Crowds) -> None:
        self.observations: list[Observation] = []
        self.findings: list[Finding] = []
        self._events = events
        self._known = known

    def within(self, diagram: CheckedDiagram, prefix: str) -> None:
        """Gather what a diagram and those nested in it name."""
        for item in diagram.of(EVIDENCE):
            reading = diagram.attached.get(item.value.from_) if isinstance(item.value, Imported) else None
            if isinstance(reading, Reading):
                self._item(diagram, prefix, item, reading)
        for name, box in diagram.boxes.items():
            if box.nested is not None:
                for member in members(nested(prefix, Element(name)), self._known):
                    self.within(box.nested, member)

    def _item(self, diagram: CheckedDiagram, prefix: str, item: CheckedItem, reading: Reading) -> None:
        rows = list(reading.rows)
        if reading.log is not None:
            rows += self._count(prefix, item, reading.log)
        for row in rows:
            why = _unfit(diagram, item.value, row)
            event = row.event or item.value.of
            named = members(nested(prefix, Element(event)), self._known) if event and not why else ()
            if not why and not all(one in self._events for one in named):
                why = f"there is no event {_near(event or '', self._own(prefix))}"
            if why:
                self._tell(prefix, item, f"{row.place} is not used: {why}")
            else:
                self.observations += (_observation(diagram, prefix, item, row, one) for one in named)

    def _own(self, prefix: str) -> list[str]:
        """The events as a diagram with this prefix names them."""
        start = f"{prefix}/" if prefix else ""
        return [event.removeprefix(start) for event in self._events if event.startswith(start)]

    def _tell(self, prefix: str, item: CheckedItem, says: str, help: str = "") -> None:
        rule = EVIDENCE_FILE if help else EVIDENCE_ROW
        self.findings.append(Finding(rule, (nested(prefix, item.element),), say("{what}", what=says), help=help))

    def _count(self, prefix: str, item: CheckedItem, log: Log) -> Iterator[Row]:
        """The samples of a log as one row, those that came again counted once."""
        stated: Imported = item.value
        scorers = list(dict.fromkeys(name for sample in log.samples for name in sample.scores))
        scorer = stated.scorer or (scorers[0] if len(scorers) == 1 else "")
        if scorer not in scorers or stated.of is None:
            named = f"`{scorer}` is no scorer of it" if scorer else "it has several scorers, or none"
            says = f"{log.place}: {'`of` names no event' if stated.of is None else named}"
            help = f"Write `of` with the event, and `scorer` with one of {', '.join(scorers)}."
            self._tell(prefix, item, says, help)
            return
        happened = _happened(log, scorer, stated.happens or "incorrect")
        left = len({sample.name for sample in log.samples}) - len(happened)
        if left:
            says = f"{log.place}: {left} samples broke off or have a score that is neither correct nor incorrect"
            self._tell(
                prefix, item, says, "They are no trials; see whether they were left out for what they would have shown."
            )
        yield Row(log.place, stated.of, sum(happened.values()), len(happened), version=log.model, date=log.date)


def _happened(log: Log, scorer: str, happens: str) -> Mapping[str, bool]:
    """Whether the event happened in each sample, in any of its epochs; those left out that do not say."""
    found: dict[str, bool] = {}
    unclear: set[str] = set()
    for sample in log.samples:
        correct = None if sample.broken else _correct(sample.scores.get(scorer))
        if correct is None:
            unclear.add(sample.name)
        else:
            found[sample.name] = found.get(sample.name, False) or (correct == (happens == "correct"))
    return {name: one for name, one in found.items() if one or name not in unclear}


def _correct(score: object) -> bool | None:
    """Whether a score says correct (`C`, true, 1) or incorrect (`I`, false, 0); None if neither."""
    if isinstance(score, str):
        return {"C": True, "I": False}.get(score)
    if isinstance(score, bool | int | float) and score in (0, 1):
        return bool(score)
    return None


def _unfit(diagram: CheckedDiagram, stated: Imported, row: Row) -> str:
    """Which name of a row means nothing in the diagram; empty if all do."""
    event = row.event or stated.of
    if event is None:
        return "neither it nor `of` names an event"
    for word, name, section in (("adversary", row.adversary, ADVERSARIES), ("scenario", row.scenario, SCENARIOS)):
        known = [item.name for item in diagram.of(section)]
        if name is not None and name not in known:
            return f"there is no {word} {_near(name, known)}"
    box = owner(Element(event)).partition("[")[0]
    inputs = diagram.boxes[box].shape.inputs if box in diagram.boxes else ()
    sources = set(diagram.wiring.wires.values()) | set(map(Element, diagram.wiring.outer.shape.inputs))
    sources |= {port(name, out) for name, each in diagram.boxes.items() for out in each.shape.outputs}
    for into, source in _on(row, stated):
        if into not in inputs:
            return f"`on`: {box or 'the outside'} has no input {_near(into, inputs)}"
        if source not in sources:
            return f"`on`: there is no source {_near(source, sorted(sources))}"
    return ""


def _on(row: Row, stated: Imported) -> tuple[tuple[str, str], ...]:
    """The inputs and sources that a row names, else those of the item."""
    return row.on or tuple((into, str(source)) for into, source in stated.on or ())


def _near(name: str, known: Collection[str]) -> str:
    from difflib import get_close_matches

    near = get_close_matches(name, list(known), 1)
    return f"`{name[:60]}`{f'; is `{near[0]}` meant?' if near else ''}"


def _observation(diagram: CheckedDiagram, prefix: str, item: CheckedItem, row: Row, event: str) -> Observation:
    """What a row says of an event, the item filling in what it leaves out."""
    stated: Imported = item.value
    box = owner(Element(row.event or stated.of or "")).partition("[")[0]
    level = row.confidence if row.confidence is not None else stated.confidence
    confidence = float(CONFIDENCE if level is None else level if isinstance(level, float) else level.high)
    counts = None if row.failures is None or row.trials is None else Counts(row.failures, row.trials, confidence)
    versions = tuple(
        Version(at, Element(source), diagram.wiring.wires.get(at))
        for at, source in ((port(box, one), s) for one, s in _on(row, stated))
    )
    cites = (*item.cites, *([f"{row.source}{f', {row.date}' if row.date else ''}"] if row.source else []))
    return Observation(
        f"{nested(prefix, item.element).partition(':')[2]} ({row.place})",
        event,
        counts,
        None if row.value is None else Interval(*row.value),
        row.adversary or stated.adversary,
        row.scenario or stated.scenario,
        versions,
        cites,
        row.version,
        nested(prefix, item.element),
    )
