"""How probable each event is in each case, or why that cannot be said."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from fractions import Fraction
from types import MappingProxyType
from typing import Final

from interlock.api.analysis import Finding
from interlock.api.diagram import CheckedDiagram, Quantity
from interlock.api.kit import Interval, at_least_one, clopper_pearson, hull, mean_until_found, mixture
from interlock.api.record import NamedTuple, dataclass, field, replace
from interlock_swiss_cheese.case import Case, controls
from interlock_swiss_cheese.crowd import crowds
from interlock_swiss_cheese.network import Group, Network, Numbers, Occurrence, Statement
from interlock_swiss_cheese.observation import Observation, observations, pooled
from interlock_swiss_cheese.sections import ADVERSARIES, Adversary

UNSTATED: Final = "has no probability"


@dataclass(frozen=True, slots=True)
class Measured:
    """Failures among trials, and the two-sided bounds of the chance at the confidence of each one-sided bound."""

    failures: int
    trials: int
    confidence: float
    two_sided: tuple[float, float]


@dataclass(frozen=True, slots=True)
class Chance:
    """The probability of an event as an interval, and where it comes from.

    ``missing`` is None if there is one, else it says why not: what is stated of the event, as a predicate.

    Attributes:
        basis: `measured` (counts), `cited`, `elicited` or `assumed`; `chosen` by an adversary; `mixed` over scenarios.
        method: `stated`, `clopper-pearson` (one-sided bounds), `rate`, `rate between tests`, `mixture`, or `beta`, `mgl`,
            `alpha` for its part in a group.
        evidence: The items of evidence that it rests on.
        cites: Their sources.
        measured: The counts, where there are some.
        chosen: The adversary that chooses, who needs no probability.
        expected: How many faults are expected in a use, where a rate is stated.
        total: The chance with the shared causes, where this is that of the event by itself.
        by_scenario: The chance in each scenario, where the proposal has some.
    """

    lower: float | None
    upper: float | None
    basis: str
    missing: str | None = None
    method: str = ""
    evidence: tuple[str, ...] = ()
    cites: tuple[str, ...] = ()
    measured: Measured | None = None
    chosen: str | None = None
    expected: tuple[float, float] | None = None
    total: tuple[float, float] | None = None
    by_scenario: Mapping[str, Chance] = field(default_factory=dict)

    @property
    def range(self) -> Interval | None:
        """The interval, if there is one."""
        return None if self.lower is None or self.upper is None else Interval(self.lower, self.upper)


Chances = Mapping[str, Chance]
"""The chance of each event in one case."""


class Known(NamedTuple):
    """The chances in each case, by its scenario; all observations, all adversaries, what is told of useless evidence."""

    cases: tuple[Case, ...]
    by_case: Mapping[str, Chances]
    observations: tuple[Observation, ...]
    adversaries: Mapping[str, Adversary] = MappingProxyType({})
    told: tuple[Finding, ...] = ()

    def merged(self, event: str) -> Chance | None:
        """The chance of an event over all scenarios, with that in each of them."""
        each = {case.scenario: self.by_case[case.scenario].get(event) for case in self.cases}
        found = {scenario: one for scenario, one in each.items() if one is not None}
        if len(found) < len(each):
            return None
        return found[""] if "" in found else _merged(self.cases, found)


def know(diagram: CheckedDiagram, network: Network, cases: Sequence[Case]) -> Known:
    """The chance of every event of a network in each case."""
    seen, findings = observations(diagram), tuple[Finding, ...]()
    if _attached(diagram):
        from interlock_swiss_cheese.imported import gather

        gathered = gather(diagram, network.events, crowds(diagram))
        seen, findings = (*seen, *gathered.observations), gathered.findings
    by_case = {case.scenario: _in_case(case, network, seen) for case in cases}
    found = {item.name: item.value for item in diagram.of(ADVERSARIES) if isinstance(item.value, Adversary)}
    return Known(tuple(cases), by_case, seen, found, findings)


def _attached(diagram: CheckedDiagram) -> bool:
    """Whether a file of evidence was read for a diagram, or for one nested in it."""
    inner = (box.nested for box in diagram.boxes.values() if box.nested is not None)
    return bool(diagram.attached) or any(map(_attached, inner))


def foreknown(chances: Chances) -> Known:
    """Chances in one case, in which nobody acts, and nothing else."""
    return Known((Case("", Interval(1.0, 1.0), {}),), {"": chances}, ())


def _in_case(case: Case, network: Network, seen: Sequence[Observation]) -> dict[str, Chance]:
    found: dict[str, Chance] = {}
    usable = [one for one in seen if one.meant_for(case) and one.fits(case) and one.stale is None]
    by_event: dict[str, list[Observation]] = {}
    for one in usable:
        by_event.setdefault(one.event, []).append(one)
    idle: dict[str, list[str]] = {}
    for one in seen:
        idle.setdefault(one.event, []).append(one.name)
    for name, event in network.events.items():
        by = next((who for who, one in case.adversaries.items() if controls(one, event)), None)
        if by is not None:
            found[name] = Chance(None, None, "chosen", chosen=by)
        elif name in by_event:
            found[name] = _measured(by_event[name])
        else:
            found[name] = _stated(event, case, idle.get(name, ()))
    for group in network.groups:
        found |= split(group, found)
    return found


def split(group: Group, chances: Chances) -> dict[str, Chance]:
    """The chances of the members of a group by themselves, and of the causes that they share."""
    if group.wrong:
        return dict.fromkeys(group.of, _without(f"is in a group of no meaning (`{group.means}`: {group.wrong})"))
    open_ = {name: chances[name] for name in group.of if chances[name].chosen is None}
    known = [one for one in open_.values() if one.range is not None]
    if len(known) < len(open_):
        return dict.fromkeys(group.causes, _without("is a part of events without a probability"))
    if len({one.range for one in known}) > 1:
        return dict.fromkeys(group.causes, _without("is a part of events with different probabilities"))
    found = {name: _part(one, group, 1) for name, one in open_.items()}
    for cause, of in group.causes.items():
        some = next((open_[name] for name in of if name in open_), None)
        found[cause] = (
            Chance(None, None, "chosen", chosen=chances[of[0]].chosen) if some is None else _part(some, group, len(of))
        )
    return found


def _part(whole: Chance, group: Group, number: int) -> Chance:
    """The part of a chance that comes from a cause of so many events."""
    ends, (least, most) = whole.range, group.parts[number - 1]
    assert ends is not None
    total = (ends.lower, ends.upper)
    return replace(
        whole, lower=ends.lower * float(least), upper=ends.upper * float(most), method=group.means, total=total
    )


def _measured(seen: Sequence[Observation]) -> Chance:
    """The chance by evidence: of several that may not be added, the hull."""
    many = pooled(seen)
    ends = many[0].range
    for one in many[1:]:
        ends = hull(ends, one.range)
    names, cites = tuple(one.name for one in seen), tuple(dict.fromkeys(cited for one in seen for cited in one.cites))
    counts = many[0].counts if len(many) == 1 else None
    if counts is None:
        basis = "measured" if all(one.counts for one in many) else "cited" if cites else "assumed"
        return Chance(ends.lower, ends.upper, basis, None, "stated", names, cites)
    both = clopper_pearson(counts.failures, counts.trials, counts.confidence, sides=2)
    measured = Measured(counts.failures, counts.trials, counts.confidence, (both.lower, both.upper))
    return Chance(ends.lower, ends.upper, "measured", None, "clopper-pearson", names, cites, measured)


def _stated(event: Occurrence, case: Case, idle: Sequence[str]) -> Chance:
    """The chance that the file states."""
    stated = event.stated
    number = in_scenario(stated.probability, case.scenario)
    if number is not None:
        return Chance(float(number.low), float(number.high), stated.basis or "assumed", method="stated")
    rate = in_scenario(stated.rate, case.scenario)
    if rate is not None:
        return _arriving(stated, rate, case)
    if idle:
        return _without(f"has evidence only that is not used ({', '.join(idle)})")
    return _without(UNSTATED)


def _arriving(stated: Statement, rate: Quantity, case: Case) -> Chance:
    """The chance of a fault that arrives at a rate: during an exposure, or on the mean between two tests."""
    exposure, tested = (in_scenario(one, case.scenario) for one in (stated.exposure, stated.tested))
    if exposure is not None and tested is not None:
        return _without("has a rate with an exposure and with an interval between tests, of which one is meant")
    duration = exposure or tested
    if duration is None:
        return _without("has a rate and no exposure")
    expected = (_counted(rate.low * duration.low), _counted(rate.high * duration.high))
    chance, method = (at_least_one, "rate") if exposure is not None else (mean_until_found, "rate between tests")
    ends = (chance(expected[0]), chance(expected[1]))
    return Chance(*ends, stated.basis or "assumed", method=method, expected=expected)


def _counted(expected: Fraction) -> float:
    """A number of faults; of so many that no float is as large, the largest."""
    return float(min(expected, Fraction(sys.float_info.max)))


def in_scenario(numbers: Numbers | None, scenario: str) -> Quantity | None:
    """The number that is stated for a scenario, by itself or for all."""
    if numbers is None or isinstance(numbers, Quantity):
        return numbers
    return next((number for name, number in numbers if name == scenario), None)


def _without(why: str) -> Chance:
    """No chance, and why."""
    return Chance(None, None, "", why)


def _merged(cases: Sequence[Case], each: Mapping[str, Chance]) -> Chance:
    """One chance for all scenarios: the same everywhere, or the mean over their weights."""
    some = next(iter(each.values()))
    if all(one == some for one in each.values()):
        return some
    ranges = {scenario: one.range for scenario, one in each.items()}
    known = {scenario: one for scenario, one in ranges.items() if one is not None}
    evidence = tuple(dict.fromkeys(name for one in each.values() for name in one.evidence))
    cites = tuple(dict.fromkeys(name for one in each.values() for name in one.cites))
    if len(known) < len(each):
        lacking = [f"{one.missing} in {scenario}" for scenario, one in each.items() if one.missing]
        chosen = next((one.chosen for one in each.values() if one.chosen), None)
        return Chance(
            None, None, "mixed", "; ".join(lacking) or None, "", evidence, cites, chosen=chosen, by_scenario=each
        )
    mixed = mixture({case.scenario: case.weight for case in cases}, known)
    return Chance(mixed.lower, mixed.upper, "mixed", None, "mixture", evidence, cites, by_scenario=each)
