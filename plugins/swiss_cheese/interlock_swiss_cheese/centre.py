"""A hazard at the base: in each case every interval at its middle, and the weights of the cases as they then are."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from math import fsum

from interlock.api.kit import Effect, Effects, Interval, effects, midpoint, probability
from interlock.api.record import NamedTuple
from interlock_swiss_cheese.attack import attack
from interlock_swiss_cheese.case import Case
from interlock_swiss_cheese.likelihood import missing, spread, undeclared
from interlock_swiss_cheese.limits import Stated
from interlock_swiss_cheese.propagation import Propagation
from interlock_swiss_cheese.worst import Subject


class Weighed(NamedTuple):
    """A case: its weight at the base, the interval and the base chance of each event, and the effect of each."""

    case: Case
    weight: float
    ranges: Mapping[str, Interval]
    base: Mapping[str, float]
    found: Effects


class Centre(NamedTuple):
    """A hazard at the base of some cases, of which its probability is the mean."""

    subject: Subject
    cases: tuple[Weighed, ...]
    probability: float
    effects: Mapping[str, Effect]
    growth: Mapping[str, float]
    """For each event p dP/dp, which is also what the hazard is rarer by without it,"""
    growing: float
    """and their sum."""
    whole: bool
    """Whether no case was left out that may hold."""

    def mean(self, name: str, end: int) -> float:
        """The hazard's probability with an event at the lower (0) or upper (1) end of its interval in every case."""
        values = ((one.weight, one.ranges[name][end], one.found.atoms[name]) for one in self.cases)
        return fsum(weight * ((1.0 - at) * own.without + at * own.given) for weight, at, own in values)

    def scaled(self, name: str, factor: float) -> float:
        """The hazard's probability with that of an event so many times as great in every case, at most 1."""
        values = ((one.weight, min(1.0, factor * one.base[name]), one.found.atoms[name]) for one in self.cases)
        return fsum(weight * ((1.0 - at) * own.without + at * own.given) for weight, at, own in values)

    def decided(self, names: Collection[str], value: float) -> float:
        """The hazard's probability with some events certain (1) or impossible (0)."""
        if len(names) == 1:
            (name,) = names
            return self.effects[name].given if value else self.effects[name].without
        fixed = dict.fromkeys(names, value)
        return fsum(one.weight * probability(self.subject.compiled, {**one.base, **fixed}) for one in self.cases)

    def limits(self) -> dict[str, Interval]:
        """The least and the greatest weight of each case, given that one of these holds."""
        own = {one.case.scenario: one.case.weight for one in self.cases}
        if self.whole:
            return own
        total = [fsum(one[end] for one in own.values()) for end in (0, 1)]
        return {
            name: Interval(_ratio(one.lower, total[1] - one.upper), _ratio(one.upper, total[0] - one.lower))
            for name, one in own.items()
        }

    def share(self, part: float) -> float | None:
        """A part of the probability as a share of it; None if it is 0."""
        return part / self.probability if self.probability > 0.0 else None

    def reduction(self, without: float) -> float | None:
        """How many times as probable the hazard is as it would be with so little."""
        return self.probability / without if without > 0.0 < self.probability else None

    def differential(self, names: Collection[str]) -> float | None:
        """The share of some events in dP where all chances grow alike; None where something is negated."""
        if not self.subject.compiled.monotone or self.growing <= 0.0:
            return None
        return min(1.0, fsum(self.growth[name] for name in names) / self.growing)


def _ratio(one: float, rest: float) -> float:
    return one / (one + rest) if one > 0.0 else 0.0


def centre(subject: Subject, propagation: Propagation, asked: Sequence[str] = ()) -> Centre | str:
    """The hazard at the base, given that one of the scenarios asked for holds; or why it has none."""
    every = propagation.known.cases
    cases = [case for case in every if not asked or case.scenario in asked]
    refused = {case.scenario: why for case in cases if (why := _refusal(subject, case, propagation))}
    if refused or not cases:
        reasons = dict.fromkeys(f"in {scenario}: {why}" if scenario else why for scenario, why in refused.items())
        return "; ".join(reasons) or "none of the scenarios that were asked for can hold"
    weights = _weights(every, cases)
    found = tuple(_weighed(subject, case, weights[case.scenario], propagation) for case in cases)
    growth = {
        name: fsum(one.weight * one.found.atoms[name].slope * one.base[name] for one in found)
        for name in subject.concerned
    }
    whole = fsum(one.weight * one.found.probability for one in found)
    every_effect = {name: _effect(name, found) for name in subject.concerned}
    return Centre(subject, found, whole, every_effect, growth, fsum(growth.values()), len(found) == len(every))


def _effect(name: str, cases: Sequence[Weighed]) -> Effect:
    own = [(one.weight, one.found.atoms[name]) for one in cases]
    without, given, slope = (fsum(weight * effect[at] for weight, effect in own) for at in range(3))
    return Effect(without, given, slope)


def _refusal(subject: Subject, case: Case, propagation: Propagation) -> str | None:
    """Why a case has no exact probability of independent events; None if it has."""
    chances = propagation.known.by_case[case.scenario]
    lacking = missing(subject.concerned, chances)
    if lacking:
        return lacking
    chosen = attack(case, subject.concerned, chances, propagation.network).chosen
    if chosen and not subject.compiled.monotone:
        return f"what is negated, and choices: {', '.join(chosen)}"
    ranges = spread(subject, chances)
    if propagation.network.limits and Stated(propagation, ranges).concerns(subject.concerned, independence=False):
        return "what is stated of several events together bears on it"
    return undeclared(subject.concerned, ranges, propagation.network)


def _weights(every: Sequence[Case], cases: Sequence[Case]) -> dict[str, float]:
    """The weights: all by the same share of their intervals above the least, so that they sum to one."""
    least, most = fsum(case.weight.lower for case in every), fsum(case.weight.upper for case in every)
    share = (1.0 - least) / (most - least) if most > least else 0.0
    found = {case.scenario: case.weight.lower + share * (case.weight.upper - case.weight.lower) for case in cases}
    total = fsum(found.values())
    return {scenario: weight / total if total > 0.0 else 1.0 / len(found) for scenario, weight in found.items()}


def _weighed(subject: Subject, case: Case, weight: float, propagation: Propagation) -> Weighed:
    ranges = spread(subject, propagation.known.by_case[case.scenario])
    middle = {name: midpoint(one) for name, one in ranges.items()}
    return Weighed(case, weight, ranges, middle, effects(subject.compiled, middle))
