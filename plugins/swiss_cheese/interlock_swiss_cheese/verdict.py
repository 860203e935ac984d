"""What is to be said of each hazard."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from interlock.api.analysis import Finding
from interlock.api.diagram import Element, owner
from interlock.api.kit import FALSE, is_monotone
from interlock.api.plugin import say
from interlock_swiss_cheese.answer import HazardAnswer
from interlock_swiss_cheese.hazard_rules import (
    HAZARD_NEVER,
    NO_BARRIER,
    NOT_COHERENT,
    ONE_BARRIER,
    SINGLE_POINT,
    TARGET_MISSED,
    UNFIT_GROUP,
)
from interlock_swiss_cheese.naming import NAMED, named
from interlock_swiss_cheese.network import Network
from interlock_swiss_cheese.propagation import Propagation
from interlock_swiss_cheese.ways import HazardRoutes, elements


def find_verdicts(
    hazard: Element, answer: HazardAnswer, routes: HazardRoutes | None, propagation: Propagation
) -> Iterator[Finding]:
    """What the answer for a hazard gives cause to say."""
    if propagation.state.get(hazard) is FALSE:
        never = say("nothing in the file can make {hazard} happen", hazard=_name(hazard))
        yield Finding(HAZARD_NEVER, (hazard,), never, help=" ".join(_comes(hazard, propagation)))
        return
    if answer.routes is not None and routes is not None:
        yield from _routes(hazard, answer.routes.by_barriers, routes, propagation)
    yield from _singles(hazard, answer)
    if not is_monotone(propagation.state.get(hazard, FALSE)):
        says = "{hazard} rests on events that must not happen: its cut sets are minimal solutions in positive literals"
        yield Finding(NOT_COHERENT, (hazard,), say(says, hazard=_name(hazard)))
    yield from _missed(hazard, answer)


def _comes(hazard: Element, propagation: Propagation) -> Iterator[str]:
    """Which failures come to the ports of which a hazard speaks, a sentence each."""
    places = propagation.hazards[hazard].places if hazard in propagation.hazards else ()
    for place in places[:NAMED]:
        failures = tuple(f"`{failure}`" for failure, at in propagation.places.values() if at == place)
        yield f"To `{place}` there comes {named(failures, 'and') if failures else 'no failure at all'}."


def _singles(hazard: Element, answer: HazardAnswer) -> Iterator[Finding]:
    """A note naming the events that are enough alone."""
    sets = () if answer.minimal_cut_sets is None else answer.minimal_cut_sets.listed
    singles = tuple(one[0] for one in sets if len(one) == 1)
    if singles:
        each = "alone is enough" if len(singles) == 1 else "are enough, each alone,"
        met = answer.routes.by_barriers if answer.routes is not None else {}
        guarded = bool(met) and not met.get(0)
        though = ", although every route meets a barrier: what it causes opens the holes as well" if guarded else ""
        says = say(
            "{events} {each} for {hazard}{though}",
            events=named(singles, "and"),
            each=each,
            hazard=_name(hazard),
            though=though,
        )
        boxes = dict.fromkeys(owner(Element(one)) for one in singles)
        yield Finding(SINGLE_POINT, (hazard, *(Element(box) for box in boxes if box)), says)


def _missed(hazard: Element, answer: HazardAnswer) -> Iterator[Finding]:
    """A warning if the target is missed, whatever the dependence or as it is declared."""
    target, probability = answer.target, answer.probability
    if target is not None and target.per == "deployment" and answer.deployment is not None:
        probability = answer.deployment.probability
    if target is None or target.verdict not in ("missed", "missed as declared"):
        return
    bounds = probability.no_assumption if target.verdict == "missed" else probability.declared
    says = say(
        "{hazard} has a probability of at least {lower} per {per}{how}, and its target is {limit} per {per}",
        hazard=_name(hazard),
        lower=f"{bounds.lower if bounds else 0.0:.4g}",
        how=" under the dependence that is declared" if bounds is probability.declared else "",
        limit=f"{target.limit:.4g}",
        per=target.per,
    )
    yield Finding(TARGET_MISSED, (hazard,), says)


def _routes(
    hazard: Element, by_barriers: Mapping[int, int], routes: HazardRoutes, propagation: Propagation
) -> Iterator[Finding]:
    total = sum(by_barriers.values())
    if by_barriers.get(0):
        says = say(
            "{few} to {hazard} a failure meets no barrier", hazard=_name(hazard), few=_share(by_barriers[0], total)
        )
        yield Finding(NO_BARRIER, (hazard,), says, elements(propagation, routes.thinnest[0]))
    if by_barriers.get(1):
        thin = tuple(way for way in routes.thinnest if len(way.barriers) == 1)
        alone = tuple(dict.fromkeys(way.barriers[0] for way in thin))
        says = say(
            "{few} to {hazard} a failure meets one barrier only{such}",
            hazard=_name(hazard),
            few=_share(by_barriers[1], total),
            such=f": {named(alone, 'or')}" if alone else "",
        )
        yield Finding(ONE_BARRIER, (hazard, *alone), says, elements(propagation, thin[0]) if thin else ())


def _name(hazard: Element) -> str:
    return f"the hazard `{hazard.rpartition(':')[2]}`"


def _share(part: int, total: int) -> str:
    if part == total:
        return "on the only route" if total == 1 else f"on all {total} routes"
    return f"on {part} of {total} routes"


def find_unfit_groups(network: Network) -> Iterator[Finding]:
    """An error for each group that means nothing."""
    for group in network.groups:
        if group.wrong:
            says = say(
                "`{means}` of {events}: {wrong}", means=group.means, events=", ".join(group.of), wrong=group.wrong
            )
            yield Finding(UNFIT_GROUP, (group.at,), says)
