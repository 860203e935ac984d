"""Importance, computed: of events, of barriers, and the swing of the hazard with each number."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from math import fsum
from typing import Final

from interlock.api.kit import CutSets, Slopes, Standing, mixed_slopes, occurrence, slopes, standings
from interlock.api.record import NamedTuple
from interlock_swiss_cheese.attack import attack
from interlock_swiss_cheese.centre import Centre, Weighed, centre
from interlock_swiss_cheese.importance import (
    BarrierImportance,
    Ends,
    EventImportance,
    Importance,
    Swing,
    Tornado,
    Weighing,
)
from interlock_swiss_cheese.propagation import Propagation
from interlock_swiss_cheese.worst import CERTAIN, IMPOSSIBLE, Subject

WORK: Final = 4_000_000
"""Nodes that may be visited for barriers with holes of several events."""

FACTOR: Final = 10.0
"""Without any interval each probability is moved by this factor, both ways."""

EXACT: Final = 1e-9
"""Ends that differ by no more than this share are one value."""

Holes = Callable[[], Mapping[str, Sequence[str]]]
"""The events of the hole of each barrier, worked out when they are asked for."""


def weigh(
    subject: Subject, cuts: CutSets | None, holes: Holes, propagation: Propagation, asked: Sequence[str] = ()
) -> Importance:
    """The contributions of events and barriers to a hazard, given that one of the scenarios asked for holds."""
    found = centre(subject, propagation, asked)
    if isinstance(found, str):
        return Importance({}, {}, None, Weighing(refused=found))
    order, occurring = _order(found), _occurring(found, cuts)
    chosen = _chosen(found, propagation)
    events = {name: _event(found, name, order, occurring.get(name), chosen.get(name)) for name in subject.concerned}
    by_share = sorted(events, key=lambda name: (-(events[name].criticality or 0.0), -events[name].birnbaum, name))
    barriers, left_out = _barriers(found, holes())
    method = _method(found, order, chosen=bool(chosen), tries=_tries(found, propagation))
    weighing = Weighing(found.probability, method, None, left_out)
    return Importance({name: events[name] for name in by_share}, barriers, _tornado(found, chosen), weighing)


def _chosen(found: Centre, propagation: Propagation) -> dict[str, str]:
    """Who chooses each event that is chosen in some case."""
    by_case = propagation.known.by_case
    each = ((name, by_case[one.case.scenario][name].chosen) for one in found.cases for name in found.subject.concerned)
    return {name: who for name, who in each if who}


def _tries(found: Centre, propagation: Propagation) -> int:
    known, concerned = propagation.known, found.subject.concerned
    done = (attack(one.case, concerned, known.by_case[one.case.scenario], propagation.network) for one in found.cases)
    return max(one.tries for one in done)


def _method(found: Centre, order: _Order | None, *, chosen: bool, tries: int) -> str:
    middle = order is None or order.proper
    steps = {
        "bdd": True,
        "midpoints": middle,
        "choices": chosen,
        "one try": tries > 1,
        "corners": order is not None and middle and order.slopes.exact,
        "enclosed": order is not None and middle and not order.slopes.exact,
    }
    return ", ".join(step for step, taken in steps.items() if taken)


# ---- events ----------------------------------------------------------------------------------------------------------


class _Order(NamedTuple):
    """The derivatives over all values of the intervals, and the ranks that they leave open."""

    slopes: Slopes
    ends: Mapping[str, Ends]
    standings: Mapping[str, Standing]
    proper: bool

    def open(self) -> bool:
        """Whether some rank is not one, or shared by equals."""
        return self.proper and any(one.best < one.worst for one in self.standings.values())


def _order(found: Centre) -> _Order | None:
    """The order of the events by their derivatives; None if it is not known."""
    names = found.subject.concerned
    proper = any(one.lower < one.upper for case in found.cases for one in case.ranges.values())
    weighted = any(one.case.weight.lower < one.case.weight.upper for one in found.cases)
    each: dict[str, Slopes] = {}
    for one in found.cases:
        own = slopes(found.subject.compiled, one.ranges, names) if proper else _points(one, names)
        if own is None:
            return None
        each[one.case.scenario] = own
    limits = found.limits()
    both = mixed_slopes(
        each, {name: one.lower for name, one in limits.items()}, {name: one.upper for name, one in limits.items()}
    )
    return _Order(both, dict(zip(both.names, both.each, strict=True)), standings(both), proper or weighted)


def _points(one: Weighed, names: Sequence[str]) -> Slopes:
    own = [one.found.atoms[name].slope for name in names]
    return Slopes(tuple(names), tuple((value, value) for value in own), (), exact=True)


def _occurring(found: Centre, cuts: CutSets | None) -> dict[str, Ends]:
    """The probability, given the hazard, that some minimal cut set with each event occurs; empty if there are none."""
    if not found.subject.compiled.monotone or found.probability <= 0.0:
        return {}
    each = [(one.weight, occurrence(found.subject.compiled, one.base, cuts)) for one in found.cases]
    return {
        name: (
            min(1.0, fsum(weight * own[name].lower for weight, own in each) / found.probability),
            min(1.0, fsum(weight * own[name].upper for weight, own in each) / found.probability),
        )
        for name in found.subject.concerned
    }


def _event(found: Centre, name: str, order: _Order | None, within: Ends | None, chosen: str | None) -> EventImportance:
    effect = found.effects[name]
    standing = order.standings[name] if order is not None else None
    ends = order.ends[name] if order is not None else (effect.slope, effect.slope)
    sure = within if within is not None and within[1] - within[0] <= EXACT * within[1] else None
    happens = fsum(one.weight * one.base[name] * one.found.atoms[name].given for one in found.cases)
    return EventImportance(
        effect.slope,
        found.share(found.growth[name]),
        None if sure is None else sure[1],
        found.share(effect.given),
        found.reduction(effect.without),
        found.share(happens),
        found.differential((name,)),
        None if standing is None else (standing.best, standing.worst),
        ends if ends[0] < ends[1] else None,
        within if sure is None else None,
        standing.above if standing is not None and order is not None and order.open() else (),
        chosen,
    )


# ---- barriers --------------------------------------------------------------------------------------------------------


def _barriers(found: Centre, holes: Mapping[str, Sequence[str]]) -> tuple[dict[str, BarrierImportance], int]:
    """The contribution of each barrier, and how many were left out beyond a limit of work."""
    spent, left_out = 0, 0
    known: dict[str, BarrierImportance] = {}
    for box, events in holes.items():
        if len(events) > 1:
            spent += 2 * len(found.cases) * found.subject.compiled.size()
        if len(events) > 1 and spent > WORK:
            left_out += 1
            continue
        closed, opened = found.decided(events, 0.0), found.decided(events, 1.0)
        known[box] = BarrierImportance(
            tuple(events),
            closed,
            opened,
            found.share(found.probability - closed) if len(events) > 1 else found.share(found.growth[events[0]]),
            found.share(opened),
            found.reduction(closed),
            found.differential(events),
        )
    return dict(sorted(known.items(), key=lambda one: (-(one[1].criticality or 0.0), one[0]))), left_out


# ---- swings ----------------------------------------------------------------------------------------------------------


def _tornado(found: Centre, chosen: Mapping[str, str]) -> Tornado:
    """The swing of the hazard with each event that has an interval, or with each by a factor where none has."""
    proper = [
        name
        for name in found.subject.concerned
        if any(one.ranges[name].lower < one.ranges[name].upper for one in found.cases)
    ]
    if proper:
        rows = [Swing(name, found.mean(name, 0), found.probability, found.mean(name, 1)) for name in proper]
    else:
        moved = [name for name in found.subject.concerned if name not in chosen and _moves(found, name)]
        rows = [
            Swing(name, found.scaled(name, 1.0 / FACTOR), found.probability, found.scaled(name, FACTOR))
            for name in moved
        ]
    rows.sort(key=lambda one: (-abs(one.high - one.low), one.name))
    return Tornado("interval" if proper else "factor 10", found.probability, tuple(rows))


def _moves(found: Centre, name: str) -> bool:
    """Whether a chance is neither 0 nor 1 in some case, so that a factor has a meaning."""
    return any(one.ranges[name] not in (IMPOSSIBLE, CERTAIN) for one in found.cases)
