"""The sections that this plugin reads: hazards, adversaries and evidence."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Final

from interlock.api.diagram import CheckedItem, Condition, Element, Quantity
from interlock.api.plugin import say
from interlock.api.record import NamedTuple
from interlock.api.section import (
    Attached,
    Complaint,
    Section,
    condition,
    count,
    data,
    either,
    identifier,
    input_of,
    many,
    maybe,
    named,
    number,
    phrase,
    port,
    reason,
    record,
    ref,
    source,
    text,
    word,
)
from interlock_swiss_cheese.confidence import LEAST_CONFIDENCE

if TYPE_CHECKING:
    from interlock.api.door import Outcome

OUT_OF_RANGE: Final = "out-of-range"
INCOMPLETE: Final = "incomplete-evidence"

COUNTED: Final = 10**15
"""Fewer trials than these are counted, each number of which is a float."""

Target = tuple[Quantity, str, tuple[str] | None]
"""The greatest probability that is accepted, and of what: a `use` or a `deployment`; with `as declared`, only as that."""


class Hazard(NamedTuple):
    """What must not happen, how often it may at most, how many uses a deployment has, and the least order of a cut set."""

    top: Condition
    target: Target | None = None
    uses: Quantity | None = None
    order: int | None = None


class Adversary(NamedTuple):
    """Who chooses some events in some scenarios, what they see, and how often they may try.

    A try that fails is the last with the chance ``caught``; ``because`` is the reason why tries are independent. Of the uses
    of a deployment so many as ``audits`` says are looked through beforehand.
    """

    controls: tuple[str, ...]
    sees: tuple[Element, ...] | None = None
    in_: tuple[str, ...] | None = None
    tries: int | None = None
    probes: tuple[str, ...] | None = None
    caught: Quantity | None = None
    because: str | None = None
    audits: int | None = None


class Evidence(NamedTuple):
    """How often an event was seen to happen in so many trials, or a value for its probability, and under which terms."""

    of: str
    failures: int | None = None
    trials: int | None = None
    value: Quantity | None = None
    adversary: str | None = None
    scenario: str | None = None
    confidence: Quantity | None = None
    on: tuple[tuple[str, Element], ...] | None = None


class Imported(NamedTuple):
    """A file of evidence, and what holds where it says nothing of it.

    Of a log of an evaluation ``scorer`` says which scores count, and ``happens`` in which of them the event does.
    """

    from_: str
    of: str | None = None
    scorer: str | None = None
    happens: str | None = None
    adversary: str | None = None
    scenario: str | None = None
    confidence: Quantity | None = None
    on: tuple[tuple[str, Element], ...] | None = None


def _beyond(quantity: Quantity | None, low: Fraction, high: Fraction | None) -> bool:
    """Whether a number leaves its range."""
    return quantity is not None and (quantity.low < low or (high is not None and quantity.high > high))


def hazards_law(item: CheckedItem, every: Sequence[CheckedItem]) -> Sequence[Complaint]:
    """A target is a probability; a deployment has one use at least, and a cut set one event."""
    hazard = item.value
    if not isinstance(hazard, Hazard):
        return ()
    found = []
    if hazard.target is not None and _beyond(hazard.target[0], Fraction(0), Fraction(1)):
        found.append(
            Complaint(
                OUT_OF_RANGE, say("a target is a probability, between 0 and 1"), "target", "Write `<= 1e-4 per use`."
            )
        )
    if hazard.order is not None and hazard.order < 1:
        found.append(Complaint(OUT_OF_RANGE, say("a cut set has one event at least"), "order"))
    if _beyond(hazard.uses, Fraction(1), None):
        found.append(Complaint(OUT_OF_RANGE, say("a deployment has one use at least"), "uses"))
    return found


def adversaries_law(item: CheckedItem, every: Sequence[CheckedItem]) -> Sequence[Complaint]:
    """There is one try at least, one use is audited if any is, and being caught has a probability."""
    adversary = item.value
    if not isinstance(adversary, Adversary):
        return ()
    found = []
    if adversary.tries is not None and adversary.tries < 1:
        found.append(Complaint(OUT_OF_RANGE, say("an adversary has one try at least"), "tries"))
    if adversary.audits is not None and adversary.audits < 1:
        found.append(Complaint(OUT_OF_RANGE, say("an audit is of one use at least"), "audits"))
    if _beyond(adversary.caught, Fraction(0), Fraction(1)):
        found.append(Complaint(OUT_OF_RANGE, say("`caught` is a probability, between 0 and 1"), "caught"))
    return found


def evidence_law(item: CheckedItem, every: Sequence[CheckedItem]) -> Sequence[Complaint]:
    """Evidence is either failures among trials, no more than these, or a value between 0 and 1."""
    evidence = item.value
    if isinstance(evidence, Imported):
        return _unsure(evidence.confidence)
    if not isinstance(evidence, Evidence):
        return ()
    found: list[Complaint] = []
    counted = evidence.failures is not None and evidence.trials is not None
    if counted == (evidence.value is not None) or (evidence.failures is None) != (evidence.trials is None):
        says = say("evidence gives either `failures` and `trials`, or a `value`")
        found.append(Complaint(INCOMPLETE, says, "of"))
    if evidence.failures is not None and evidence.trials is not None and evidence.failures > evidence.trials:
        says = say("{failures} failures in {trials} trials", failures=evidence.failures, trials=evidence.trials)
        found.append(Complaint(OUT_OF_RANGE, says, "failures"))
    elif evidence.trials is not None and evidence.trials >= COUNTED:
        says = say("`trials` is a number below {most}", most=COUNTED)
        found.append(Complaint(OUT_OF_RANGE, says, "trials", "Of so many a `value` says as much."))
    return (*found, *_unlikely("value", evidence.value), *_unsure(evidence.confidence))


def _unlikely(key: str, quantity: Quantity | None) -> tuple[Complaint, ...]:
    """The complaint about a probability that is none."""
    if not _beyond(quantity, Fraction(0), Fraction(1)):
        return ()
    return (Complaint(OUT_OF_RANGE, say("`{key}` is a probability, between 0 and 1", key=key), key),)


def _unsure(confidence: Quantity | None) -> tuple[Complaint, ...]:
    """The complaint about a confidence that is none: a doubt, at which the ends of an interval would cross."""
    beyond = _unlikely("confidence", confidence)
    if beyond or confidence is None or confidence.low >= LEAST_CONFIDENCE:
        return beyond
    says = say(
        "`confidence` is {doubt}, which is a doubt: each end is to hold more often than not",
        doubt=f"{float(confidence.low):g}",
    )
    help_ = f"Write `{float(1 - confidence.low):g}` if that is the doubt that is left."
    return (Complaint(OUT_OF_RANGE, says, "confidence", help_),)


def _read(attached: Attached) -> Outcome[Any]:
    """What a file of evidence says."""
    from interlock_swiss_cheese.formats import read

    return read(attached)


HAZARDS: Final = Section(
    "hazards",
    record(
        Hazard,
        top=condition(),
        target=maybe(
            phrase("<=", number("1"), "per", word("use", "deployment"), maybe(phrase("as", word("declared"))))
        ),
        uses=maybe(number("1")),
        order=maybe(count()),
    ),
    introduces="hazard",
    law=hazards_law,
    doc="What must not happen: a condition on failures at ports, and how probable it may be.",
)

ADVERSARIES: Final = Section(
    "adversaries",
    record(
        Adversary,
        controls=many(ref("event", "box")),
        sees=maybe(many(port())),
        in_=maybe(many(ref("scenario"))),
        tries=maybe(count()),
        probes=maybe(many(ref("box"))),
        caught=maybe(number("1")),
        because=maybe(reason()),
        audits=maybe(count()),
    ),
    introduces="adversary",
    law=adversaries_law,
    doc="Who chooses which events, what they see, and how often they may try.",
)

_TERMS: Final = {
    "adversary": maybe(ref("adversary")),
    "scenario": maybe(ref("scenario")),
    "confidence": maybe(number("1")),
}
EVIDENCE: Final = Section(
    "evidence",
    either(
        record(
            Evidence,
            of=ref("event"),
            failures=maybe(count()),
            trials=maybe(count()),
            value=maybe(number("1")),
            **_TERMS,
            on=maybe(named(input_of("of"), source())),
        ),
        record(
            Imported,
            from_=data(),
            of=maybe(ref("event")),
            scorer=maybe(text()),
            happens=maybe(word("incorrect", "correct")),
            **_TERMS,
            on=maybe(named(identifier(), source())),
        ),
    ),
    introduces="evidence",
    law=evidence_law,
    doc="Measurements of events: failures among trials or a value, under which adversary, scenario and version.",
    attach=_read,
)
