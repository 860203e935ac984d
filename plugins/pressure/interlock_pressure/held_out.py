"""Which evaluators are held out from what they judge, and the verdicts on claims that they are."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Final

from interlock.api.analysis import Finding, Report, Verdict
from interlock.api.diagram import Element, Quantity, item, nested, owner, port_name
from interlock.api.plugin import say
from interlock_boundaries.results import Ground
from interlock_pressure.answer import HeldOutAnswer, HeldOutAnswers, Nats, Status
from interlock_pressure.held_out_rules import EXCEEDED, IDLE, REFUTED, UNJUDGED, UNKNOWN, UNLEARNABLE
from interlock_pressure.judges import LISTED, evaluations, judged
from interlock_pressure.measure import ONCE, Range
from interlock_pressure.network import Gates, Pressure, gates, pressure
from interlock_pressure.sections import HELD_OUT, HeldOut
from interlock_pressure.streams import Streams, aims, has_role, taught, way

NAMED: Final = 8
"""So many of those that press on a box are named in a finding."""


def analyse(ground: Ground, found: Streams) -> Report[HeldOutAnswers]:
    """The verdicts on the claims of a diagram, and of those nested in it; and what each evaluator judges."""
    capacities = gates(ground)
    answers: dict[str, HeldOutAnswer] = {
        nested(level.prefix, Element(one.name)): verdict(one.value, level.prefix, found, capacities)
        for level in found.ground.levels
        for one in level.diagram.of(HELD_OUT)
        if isinstance(one.value, HeldOut)
    }
    known = judged(found)
    listed = tuple(islice(evaluations(known, found), LISTED + 1))
    made = HeldOutAnswers(answers, listed[:LISTED], known.unjudged(), len(listed) <= LISTED)
    findings = [
        each for name, answer in answers.items() for each in (*_told(name, answer), *_idle(name, answer, found))
    ]
    return Report(made, (*findings, *_unjudged(made, found)))


def verdict(claim: HeldOut, prefix: str, found: Streams, capacities: Gates) -> HeldOutAnswer:
    """The verdict on a claim.

    No way may lead from the evaluator into a learn wire onto the target, past the excepted means where some are; where a
    budget is stated and no means are, any way may. A budget bounds the least cut of all ways.
    """
    evaluator, subject = (nested(prefix, one) for one in claim.held_out)
    chosen = aims(subject, found)
    ends = taught(chosen, found)
    excepted = frozenset(name for name, one in found.lessons.items() if one.learn.by in (claim.except_ or ()))
    strict = claim.except_ is not None or claim.budget is None
    open_ = {one: after for one, after in found.arrows.items() if one not in excepted}
    forbidden = way((evaluator,), ends - excepted, open_) if strict else ()
    shown = forbidden or way((evaluator,), ends, found.arrows)
    bound = pressure(evaluator, ends, found, capacities, _uses(claim))
    budget = None if claim.budget is None else claim.budget[0]
    return HeldOutAnswer(
        evaluator,
        subject,
        "refuted" if forbidden else _within(bound.range, budget),
        claim.except_ or (),
        None if budget is None else Nats(float(budget.low), float(budget.high)),
        (*shown, *sorted(chosen & found.lessons[shown[-1]].sets)[:1]) if shown else (),
        bool(forbidden),
        _nats(bound),
        bound.cut,
        bound.missing,
    )


def _uses(claim: HeldOut) -> Range:
    """Over how many uses capacities add up: one, unless it is said."""
    return ONCE if claim.uses is None else Range(claim.uses.low, claim.uses.high)


def _within(found: Range, budget: Quantity | None) -> Status:
    """Whether a pressure is within a budget."""
    if budget is None or (found.high is not None and found.high <= budget.low):
        return "proved"
    return "refuted" if found.low is None or found.low > budget.high else "unknown"


def _nats(found: Pressure) -> Nats:
    low, high = found.range
    return Nats(None if low is None else float(low), None if high is None else float(high))


def _told(name: str, answer: HeldOutAnswer) -> Iterator[Finding]:
    """What refutes a claim, or leaves it open."""
    at, way_ = _claim(name), tuple(map(Element, answer.way))
    ends = {"evaluator": answer.evaluator, "subject": answer.subject}
    if answer.forbidden:
        but = f" past every learn wire by {' or '.join(answer.excepted)}" if answer.excepted else ""
        says = say(
            f"`{{evaluator}}` is not held out from `{{subject}}`: a way leads into `{{last}}`{but}",
            last=answer.way[-2],
            **ends,
        )
        yield Finding(REFUTED, (at, Element(answer.evaluator)), says, way_)
    elif answer.status == "refuted":
        says = say(
            "the pressure of `{evaluator}` on `{subject}` is {found}, and the budget {budget}",
            found=spelt(answer.pressure),
            budget=spelt(answer.budget),
            **ends,
        )
        yield Finding(EXCEEDED, (at, *map(Element, answer.cut)), says, way_)
    elif answer.status == "unknown":
        yield _open(at, answer, way_)


def _idle(name: str, answer: HeldOutAnswer, found: Streams) -> Iterator[Finding]:
    """That a claim holds whatever is drawn, or excepts what is not there."""
    subject = Element(answer.subject)
    box = found.boxes.get(owner(subject))
    if subject not in found.boxes and (box is None or port_name(subject) not in box.shape.outputs):
        says = say("nothing can be learnt onto `{subject}`, which is no output of a box", subject=subject)
        yield Finding(UNLEARNABLE, (_claim(name), subject), says)
    used = {one.learn.by for one in found.lessons.values()}
    for means in answer.excepted:
        if means not in used:
            yield Finding(
                IDLE, (_claim(name),), say("no learn wire is by {means}, which the claim excepts", means=means)
            )


def _open(at: Element, answer: HeldOutAnswer, way_: tuple[Element, ...]) -> Finding:
    """That the numbers do not decide a claim."""
    if answer.missing:
        names = ", ".join(f"`{one}`" for one in answer.missing)
        lacks = f"{names} {'states' if len(answer.missing) == 1 else 'state'} neither `choices` nor `budget`"
        why = lacks if answer.pressure.upper is None else f"it is {spelt(answer.pressure)}, and {lacks}"
    else:
        why = f"it is {spelt(answer.pressure)}"
    says = say(
        "whether the pressure of `{evaluator}` on `{subject}` is at most {budget} is not known: {why}",
        evaluator=answer.evaluator,
        subject=answer.subject,
        budget=spelt(answer.budget),
        why=why,
    )
    return Finding(UNKNOWN, (at, *map(Element, answer.missing)), says, way_)


def _unjudged(found: HeldOutAnswers, graph: Streams) -> Iterator[Finding]:
    """Each box that is learnt under pressure from all that judge it; people, and what a claim says of one of them that is proved, are left out."""
    proved = [one for one in found.claims.values() if one.status == "proved"]
    boxes = [one.subject if one.subject in graph.boxes else owner(Element(one.subject)) for one in proved]
    kept = {(one.evaluator, box) for one, box in zip(proved, boxes, strict=True)}
    for subject, judges in found.unjudged.items():
        if has_role(graph.boxes[subject], "human") or any((one, subject) in kept for one in judges):
            continue
        others = f" and {len(judges) - NAMED} others" if len(judges) > NAMED else ""
        says = say(
            "no evaluator is held out from `{subject}`: {names} {press} on it",
            subject=subject,
            names=", ".join(f"`{one}`" for one in judges[:NAMED]) + others,
            press="presses" if len(judges) == 1 else "press",
        )
        walked = way(judges, taught(aims(Element(subject), graph), graph), graph.arrows)
        yield Finding(UNJUDGED, (Element(subject),), says, (*walked, Element(subject)))


def _claim(name: str) -> Element:
    prefix, _, own = name.rpartition("/")
    return nested(prefix, item("claims", own))


def spelt(found: Nats | None) -> str:
    """A pressure in words."""
    if found is None:
        return ""
    if found.upper is None:
        return "without bound" if not found.lower else f"{found.lower:.4g} nat or more"
    if found.lower == found.upper:
        return f"{found.upper:.4g} nat"
    return f"{found.lower:.4g} .. {found.upper:.4g} nat" if found.lower else f"at most {found.upper:.4g} nat"


def verdicts(found: HeldOutAnswers) -> Sequence[Verdict]:
    """The verdict on each claim, with its way, pressure and cut."""
    return tuple(
        Verdict(_claim(name), _said(one), one.status, tuple(_grounds(one))) for name, one in found.claims.items()
    )


def _said(one: HeldOutAnswer) -> str:
    excepted = f", except {' and '.join(one.excepted)}" if one.excepted else ""
    return f"held-out: {one.evaluator} from {one.subject}{excepted}" + (
        f", budget <= {spelt(one.budget)}" if one.budget else ""
    )


def _grounds(one: HeldOutAnswer) -> Iterator[str]:
    yield f"way: {' -> '.join(one.way)}" if one.way else "no way leads from one into a learn wire onto the other"
    if one.way:
        yield f"pressure: {spelt(one.pressure)}"
    if one.cut:
        yield f"least cut: {', '.join(one.cut)}"
    if one.missing:
        yield f"without a number: {', '.join(one.missing)}"
