"""Proxies: what is known of each gap, where chains of them end, and how they may fail under pressure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import Final

from interlock.api.analysis import Finding, Report
from interlock.api.diagram import CheckedDiagram, CheckedItem, Element, nested, owner, port
from interlock.api.plugin import say
from interlock_pressure.exposure import exposures
from interlock_pressure.goodhart_answer import ChainAnswer, Gap, Goodhart, ProxyAnswer
from interlock_pressure.goodhart_rules import ENDLESS, EXPOSED, MEASURED_IDEAL, TAUGHT_IDEAL
from interlock_pressure.sections import PROXIES, Proxy
from interlock_pressure.selection import Instance, instances
from interlock_pressure.streams import Streams, has_role
from interlock_swiss_cheese.results import EVIDENCE, Evidence

IDEAL: Final = "ideal"

LISTED: Final = 200
"""So many chains of proxies are listed."""


def analyse(found: Streams) -> Report[Goodhart]:
    """Every proxy and chain of proxies."""
    known = tuple(instances(found))
    proxies: dict[str, ProxyAnswer] = {
        nested(level.prefix, item.element): _proxy(item, level.prefix, level.diagram, found, known)
        for level in found.ground.levels
        for item in level.diagram.of(PROXIES)
        if isinstance(item.value, Proxy)
    }
    chains = tuple(islice(_chains(tuple(proxies.values()), found, known), LISTED + 1))
    made = Goodhart(proxies, chains[:LISTED], len(chains) <= LISTED)
    return Report(made, (*_exposed(proxies), *_endless(made, proxies), *_measured(proxies), *_taught(found)))


def _proxy(
    item: CheckedItem, prefix: str, diagram: CheckedDiagram, found: Streams, known: Sequence[Instance]
) -> ProxyAnswer:
    stated: Proxy = item.value
    proxy, goal = (nested(prefix, end) for end in stated.proxy)
    every = (one.value for one in diagram.of(EVIDENCE) if one.name == stated.evidence)
    evidence = next((one for one in every if isinstance(one, Evidence)), None)
    gap: Gap = "measured" if stated.evidence else "assumed" if stated.because else "unstated"
    return ProxyAnswer(
        proxy,
        goal,
        gap,
        stated.evidence,
        _value(evidence) if evidence else None,
        tuple(_stale(evidence, prefix, diagram)) if evidence else (),
        stated.because,
        _is_ideal(goal, found),
        exposures(proxy, goal, found, known),
    )


def _value(evidence: Evidence) -> tuple[float, float] | None:
    """The share of failures, or the value, that evidence states."""
    if evidence.value is not None:
        return float(evidence.value.low), float(evidence.value.high)
    if evidence.failures is not None and evidence.trials:
        return evidence.failures / evidence.trials, evidence.failures / evidence.trials
    return None


def _stale(evidence: Evidence, prefix: str, diagram: CheckedDiagram) -> Iterator[tuple[str, str, str | None]]:
    """The inputs that were fed by another source when it was measured."""
    box = owner(Element(evidence.of)).partition("[")[0]
    for into, source in evidence.on or ():
        now = diagram.wiring.wires.get(port(box, into))
        if now != source:
            yield nested(prefix, port(box, into)), nested(prefix, source), now and nested(prefix, now)


def _is_ideal(end: Element, found: Streams) -> bool:
    box = found.boxes.get(owner(end))
    return box is not None and has_role(box, IDEAL)


def _chains(proxies: Sequence[ProxyAnswer], found: Streams, known: Sequence[Instance]) -> Iterator[ChainAnswer]:
    """From each port that stands for another and for which none stands, on to where nothing more is stood for."""
    onward: dict[str, list[ProxyAnswer]] = {}
    for one in proxies:
        onward.setdefault(one.proxy, []).append(one)
    goals = {one.goal for one in proxies}
    pending = [[one] for one in proxies if one.proxy not in goals]
    while pending:
        links = pending.pop(0)
        after = onward.get(links[-1].goal, ())
        if after:
            pending = [[*links, one] for one in after] + pending
        else:
            yield _chain(links, found, known)


def _chain(links: Sequence[ProxyAnswer], found: Streams, known: Sequence[Instance]) -> ChainAnswer:
    first, last = Element(links[0].proxy), Element(links[-1].goal)
    return ChainAnswer(
        (first, *(one.goal for one in links)),
        links[-1].ideal,
        tuple(one.proxy for one in links if one.gap == "measured"),
        tuple(one.proxy for one in links if one.gap != "measured"),
        links[0].exposures if len(links) == 1 else exposures(first, last, found, known),
    )


def _exposed(proxies: Mapping[str, ProxyAnswer]) -> Iterator[Finding]:
    """Each kind by which each proxy may fail, with what shows it."""
    for element, one in proxies.items():
        for kind, each in one.exposures.items():
            if each.present:
                says = say("`{proxy}` in place of `{goal}`: {says}", proxy=one.proxy, goal=one.goal, says=each.says)
                yield Finding(
                    EXPOSED[kind], (Element(element), Element(one.proxy)), says, tuple(map(Element, each.witness))
                )


def _endless(found: Goodhart, proxies: Mapping[str, ProxyAnswer]) -> Iterator[Finding]:
    """Each port that is taken for what is meant, though nobody says that it is, with a chain of proxies to it."""
    standing = {one.proxy for one in proxies.values()}
    ends: dict[str, str] = {}
    for element, one in proxies.items():
        if one.goal not in standing and not one.ideal:
            ends.setdefault(one.goal, element)
    for end, element in ends.items():
        link = (proxies[element].proxy, end)
        chain = next((one.ports for one in found.chains if one.ports[-2:] == link), link)
        says = say(
            "the proxies end at `{last}`, whose box has not the role `ideal`: it is taken for what is meant", last=end
        )
        yield Finding(ENDLESS, (Element(element), Element(end)), says, tuple(map(Element, chain)))


def _measured(proxies: Mapping[str, ProxyAnswer]) -> Iterator[Finding]:
    """Each gap to what nobody can ask that is said to be measured."""
    for element, one in proxies.items():
        if one.ideal and one.gap == "measured":
            says = say(
                "the gap from `{proxy}` to `{goal}` is said to be measured by `{by}`, and nobody can ask what is ideal",
                proxy=one.proxy,
                goal=one.goal,
                by=one.evidence,
            )
            yield Finding(MEASURED_IDEAL, (Element(element), Element(one.goal)), says)


def _taught(found: Streams) -> Iterator[Finding]:
    """Each learn wire that learns from what is ideal, which nobody runs."""
    for name, lesson in found.lessons.items():
        if _is_ideal(lesson.source, found):
            says = say(
                "`{target}` learns from `{source}`, which is ideal: nobody can ask it",
                target=lesson.target,
                source=lesson.source,
            )
            yield Finding(TAUGHT_IDEAL, (Element(name), lesson.source), says)
