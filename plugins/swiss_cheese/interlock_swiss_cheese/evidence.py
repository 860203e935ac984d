"""What is to be said of evidence: where it was not measured on what is wired, or not under who acts, or disagrees."""

from __future__ import annotations

from collections.abc import Iterator

from interlock.api.analysis import Finding
from interlock.api.diagram import Element, wire
from interlock.api.kit import clopper_pearson
from interlock.api.plugin import say
from interlock_swiss_cheese.answer import Unused
from interlock_swiss_cheese.case import Case
from interlock_swiss_cheese.chance import Known, Measured, in_scenario
from interlock_swiss_cheese.evidence_rules import DISAGREES, ELSEWHERE, STALE
from interlock_swiss_cheese.network import Network
from interlock_swiss_cheese.observation import Observation, Version


def find_evidence(known: Known, network: Network) -> Iterator[Finding]:
    """All findings about evidence."""
    yield from known.told
    for one in known.observations:
        if one.stale is not None:
            subject = (one.item, Element(one.stale.input))
            witness = (wire(one.stale.input),) if one.stale.wired is not None else ()
            yield Finding(STALE, subject, say("{what}", what=_staleness(one, one.stale)), witness)
        elif why := _elsewhere(one, known.cases):
            yield Finding(ELSEWHERE, (one.item,), say("evidence `{name}` {why}", name=one.name, why=why))
        else:
            yield from _disagreement(one, known.cases, network)


def _staleness(one: Observation, at: Version) -> str:
    now = f"{at.wired} feeds it" if at.wired is not None else "nothing feeds it"
    return (
        f"evidence `{one.name}` of {one.event} was measured while {at.source} fed {at.input}, and now {now}: "
        "it is shown and not used"
    )


def _elsewhere(one: Observation, cases: tuple[Case, ...]) -> str | None:
    """Why an observation is not used in a case that it is about."""
    meant = [case for case in cases if one.meant_for(case)]
    unfit = [case for case in meant if not one.fits(case)]
    if not unfit or (one.adversary is not None and len(unfit) < len(meant)):
        return None
    under = f"under the adversary {one.adversary}" if one.adversary else "with no adversary"
    who = ", ".join(dict.fromkeys(name for case in unfit for name in case.adversaries))
    acts = f"{who} act{'' if ', ' in who else 's'}" if who else "none acts"
    where = ", ".join(case.scenario for case in unfit)
    return f"of {one.event} was measured {under}, and {acts}{f' in {where}' if where else ''}: it is shown and not used"


def _disagreement(one: Observation, cases: tuple[Case, ...], network: Network) -> Iterator[Finding]:
    event = network.events.get(one.event)
    for case in cases:
        number = in_scenario(event.stated.probability, case.scenario) if event is not None else None
        if number is None or not (one.meant_for(case) and one.fits(case)):
            continue
        if float(number.high) < one.range.lower or float(number.low) > one.range.upper:
            says = say(
                "{event} has the probability {stated}{where}, and evidence `{name}` says {found}: evidence is used",
                event=one.event,
                stated=_spelled(float(number.low), float(number.high)),
                where=f" in {case.scenario}" if case.scenario else "",
                name=one.name,
                found=_spelled(*one.range),
            )
            yield Finding(DISAGREES, (one.item,), says)


def _spelled(lower: float, upper: float) -> str:
    return f"{lower:.4g}" if lower == upper else f"{lower:.4g} .. {upper:.4g}"


def unused(known: Known) -> dict[str, Unused]:
    """The evidence that is shown and not used, by name."""
    found: dict[str, Unused] = {}
    for one in known.observations:
        if one.stale is not None:
            why: str | None = (
                f"measured while {one.stale.source} fed {one.stale.input}, which {one.stale.wired or 'nothing'} feeds now"
            )
        else:
            why = _elsewhere(one, known.cases)
        if why is not None:
            found[one.name] = Unused(one.event, one.range.lower, one.range.upper, why, _measured(one))
    return found


def _measured(one: Observation) -> Measured | None:
    if one.counts is None:
        return None
    both = clopper_pearson(one.counts.failures, one.counts.trials, one.counts.confidence, sides=2)
    return Measured(one.counts.failures, one.counts.trials, one.counts.confidence, (both.lower, both.upper))
