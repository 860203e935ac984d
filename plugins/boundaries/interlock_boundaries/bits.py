"""What passes each membrane, in bits of stated measures: one side of it as a channel to each wire that crosses."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from math import inf
from typing import TYPE_CHECKING

from interlock.api.analysis import Finding, Report
from interlock.api.diagram import CheckedDiagram, CheckedItem, Element, WireRef, key, wire
from interlock.api.plugin import Rule, Sentence, say
from interlock.api.record import NamedTuple
from interlock_boundaries.bits_answer import TOGETHER, Bits, Numbers, Passing, Way
from interlock_boundaries.called import Functions
from interlock_boundaries.cutout import WAYS, crossing, cut, inside, side
from interlock_boundaries.kept_mode import exceeding
from interlock_boundaries.kernel_rules import NO_GAIN, NO_KERNEL, NO_LAW, NOT_COMPUTED, OVER
from interlock_boundaries.kernel_section import GAINS, LEAKAGE, Watch
from interlock_boundaries.known import Known, Wrong, cell_axes
from interlock_boundaries.passing import Question, Seen, held_sources, numbers, seen, unchanged
from interlock_boundaries.sections import BOUNDARIES, Membrane

if TYPE_CHECKING:
    from interlock.api.finite import Axis
    from interlock_boundaries.gains import Gain
    from interlock_boundaries.laws import Law


class _Read(NamedTuple):
    """What is declared, as far as it could be read."""

    diagram: CheckedDiagram
    known: Mapping[str, Known]
    cells: Mapping[str, Axis]
    laws: Mapping[str, Law]
    held: frozenset[Element]


def analyse(diagram: CheckedDiagram, functions: Functions) -> Report[Bits]:
    """What passes every membrane, and what is wrong with declared kernels, laws and gains."""
    from interlock_boundaries.laws import laws
    from interlock_boundaries.machine import machines

    known = machines(diagram, functions)
    stated = laws(diagram, known.boxes)
    read = _Read(diagram, known.boxes, cell_axes(known.boxes), stated.laws, held_sources(diagram))
    findings = [*_told(NO_KERNEL, known.wrong), *exceeding(diagram, known.boxes), *_told(NO_LAW, stated.wrong)]
    membranes: dict[str, tuple[Passing, ...]] = {}
    for item in diagram.of(BOUNDARIES):
        assert isinstance(item.value, Membrane)
        membranes[item.name] = tuple(_usual(read, item))
        findings += _exceeding(item.element, membranes[item.name])
    asked: dict[str, tuple[Passing, ...]] = {}
    for item in diagram.of(LEAKAGE):
        rows, found = _asked(read, item)
        asked[item.name] = rows
        findings += found
    return Report(Bits(membranes, asked), tuple(findings))


def _told(rule: Rule, wrong: Sequence[Wrong]) -> list[Finding]:
    return [Finding(rule, (one.at,), one.says) for one in wrong]


def _usual(read: _Read, item: CheckedItem) -> Iterator[Passing]:
    """What passes a membrane by each wire in each direction where all that enters is uniform."""
    boxes = inside(read.diagram, item.name)
    admitted = _admitted(item.value)
    for way in WAYS:
        for target in crossing(read.diagram, boxes, way):
            row = _passing(read, boxes, way, (target,), Question())
            yield _row(target, way, row, admitted.get(target))


class _Answer(NamedTuple):
    law: str
    secret: tuple[str, ...]
    steps: int
    rests: Mapping[str, str]
    numbers: Numbers | Sentence


def _row(target: Element, way: Way, answer: _Answer, admitted: float | None = None) -> Passing:
    law, secret, steps, rests, found = answer
    if isinstance(found, Sentence):
        return Passing(target, way, law, secret, steps, None, admitted, rests, refused=found.plain())
    return Passing(target, way, law, secret, steps, found, admitted, rests)


def _passing(
    read: _Read,
    boxes: frozenset[str],
    way: Way,
    wires: Sequence[Element],
    question: Question,
    gains: Sequence[Gain] = (),
) -> _Answer:
    """The numbers of some wires together."""
    part = cut(read.diagram, side(read.diagram, boxes, way), wires)
    law = question.law.name if question.law else "uniform"
    if isinstance(part, Sentence):
        return _Answer(law, (), question.steps, {}, part)
    rests = {f"kernel of {box}": read.known[box].basis for box in part.wiring.boxes if box in read.known}
    rests |= {f"law {law}": question.law.basis} if question.law else {}
    if question.law is None and not part.wiring.boxes:
        (source,), (values,) = part.entering, set(part.wiring.outer.types)
        return _Answer(law, (str(source),), 1, rests, unchanged(len(values)))
    found = seen(part, read.known, question)
    if not isinstance(found, Seen):
        return _Answer(law, (), question.steps, rests, found)
    return _Answer(law, found.secret, question.steps, rests, numbers(found, gains))


def _asked(read: _Read, item: CheckedItem) -> tuple[tuple[Passing, ...], list[Finding]]:
    """What is asked of a membrane under a law, by each wire and by all together, and what is wrong with the question."""
    watch = item.value
    assert isinstance(watch, Watch)
    law = read.laws.get(watch.under)
    if law is None:
        return (), []  # that the law is none is told
    boxes = inside(read.diagram, watch.of)
    way: Way = "inward" if watch.way == "inward" else "outward"
    wires = crossing(read.diagram, boxes, way)
    if not wires:
        return (), [Finding(NOT_COMPUTED, (item.element,), say("nothing crosses {of} {way}s", of=watch.of, way=way))]
    if watch.steps < 1:
        return (), [Finding(NOT_COMPUTED, (item.element,), say("there is one instant at least"))]
    question = Question(law, watch.secret, watch.steps, watch.start == "settled", read.held)
    gains, findings = _gains(read, item, watch, law)
    rows: list[Passing] = []
    for group in [*((one,) for one in wires), *([wires] if len(wires) > 1 else [])]:
        row = _row(group[0] if len(group) == 1 else TOGETHER, way, _passing(read, boxes, way, group, question, gains))
        rows.append(row)
    refused = dict.fromkeys(row.refused for row in rows if row.refused)
    findings += [Finding(NOT_COMPUTED, (item.element,), say("{why}", why=one)) for one in refused]
    return tuple(rows), findings


def _gains(read: _Read, item: CheckedItem, watch: Watch, law: Law) -> tuple[tuple[Gain, ...], list[Finding]]:
    """The stated gains that a question names, and what is wrong with them."""
    from interlock_boundaries.gains import Gain, gain

    found: list[Gain] = []
    wrong: list[Finding] = []
    for stated in read.diagram.of(GAINS):
        if stated.name not in watch.gains:
            continue
        names = stated.value.of
        if watch.secret is not None and sorted(names) != sorted(watch.secret):
            says = say(
                "the gain is of {of}, and the secret is {secret}", of=", ".join(names), secret=", ".join(watch.secret)
            )
            wrong.append(Finding(NO_GAIN, (key(stated.element, "of"),), says))
            continue
        moving = [name for name in names if Element(name) not in read.held and ":" not in name]
        if watch.steps > 1 and moving:
            text = "{name} is another at each of {steps} instants, and {gain} is of one value"
            says = say(text, name=moving[0], steps=watch.steps, gain=stated.name)
            wrong.append(Finding(NOT_COMPUTED, (item.element,), says))
            continue
        axes = [law.axis(name) or read.cells.get(name) for name in names]
        made = gain(stated, [axis for axis in axes if axis is not None]) if None not in axes else []
        if isinstance(made, Gain):
            found.append(made)
        else:
            wrong += _told(NO_GAIN, made)
    return tuple(found), wrong


def _admitted(membrane: Membrane) -> dict[Element, float]:
    """The least capacity stated for each wire by its target, in bits per use."""
    found: dict[Element, float] = {}
    for one in membrane.admits or ():
        if isinstance(one.wire, WireRef) and one.capacity is not None:
            for target in one.wire.targets:
                found[target] = min(found.get(target, inf), float(one.capacity.high))
    return found


def _exceeding(membrane: Element, rows: Sequence[Passing]) -> Iterator[Finding]:
    for one in rows:
        least = one.numbers.shannon_capacity_least if one.numbers else None
        if one.admitted is not None and least is not None and least > one.admitted:
            text = (
                "{wire} lets {way} up to {least} bit per use (Shannon capacity), above the {admitted} that are admitted"
            )
            out = "out" if one.way == "outward" else "in"
            found = say(text, wire=wire(one.wire), way=out, least=f"{least:.4g}", admitted=f"{one.admitted:.4g}")
            yield Finding(OVER, (membrane, wire(one.wire)), found)
