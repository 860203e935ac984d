"""The probability of a hazard: over all joint laws, as the file declares dependence, and as if all were independent."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from interlock.api.kit import (
    Compiled,
    Formula,
    Interval,
    atoms,
    conditional,
    enclose,
    enclose_independent,
    is_monotone,
)
from interlock.api.record import dataclass, field
from interlock_swiss_cheese.attack import Attack, attack, observed
from interlock_swiss_cheese.bounds import Bounds, of
from interlock_swiss_cheese.case import Case
from interlock_swiss_cheese.chance import UNSTATED, Chances
from interlock_swiss_cheese.independence import contradiction, earned
from interlock_swiss_cheese.limits import LAW, Stated
from interlock_swiss_cheese.naming import listed
from interlock_swiss_cheese.network import Network
from interlock_swiss_cheese.propagation import Propagation
from interlock_swiss_cheese.worst import CERTAIN, IMPOSSIBLE, Breach, Harm, Subject, cheapest, harm, repeated


@dataclass(frozen=True, slots=True)
class Probability:
    """The probability of a hazard three times; ``refused`` says for those that are None which input is missing.

    ``no_assumption`` ranges over all joint laws with the stated marginals and is the answer by default, ``declared``
    uses the independence that the file states, and ``independent`` assumes it of all events, stated or not, within each
    scenario. ``by_scenario`` has the same given each scenario, of which the whole is the mixture.
    """

    no_assumption: Bounds | None = None
    declared: Bounds | None = None
    independent: Bounds | None = None
    refused: str | None = None
    by_scenario: Mapping[str, Probability] = field(default_factory=dict)


def likelihood(subject: Subject, propagation: Propagation, asked: Sequence[str] = ()) -> Probability:
    """The probability of a hazard, given that one of the scenarios asked for holds (any if none)."""
    return _over_cases(propagation, asked, lambda case, chances: _given(subject, case, chances, propagation))


def enclosed(top: Formula, propagation: Propagation, why: str, asked: Sequence[str] = ()) -> Probability:
    """Bounds of the probability of a function that is too large to compile; ``why`` says so."""
    return _over_cases(propagation, asked, lambda case, chances: _around(top, case, chances, propagation.network, why))


def _over_cases(
    propagation: Propagation, asked: Sequence[str], given: Callable[[Case, Chances], Probability]
) -> Probability:
    known = propagation.known
    each = {
        case.scenario: given(case, known.by_case[case.scenario])
        for case in known.cases
        if not asked or case.scenario in asked
    }
    return each[""] if "" in each else mixed(known.cases, each)


def _around(top: Formula, case: Case, chances: Chances, network: Network, why: str) -> Probability:
    """Outer bounds in one case; what is stated of several events together is not used."""
    concerned = atoms(top)
    refused = missing(concerned, chances)
    if refused:
        return Probability(refused=f"{why}; {refused}")
    done, monotone = attack(case, concerned, chances, network), is_monotone(top)
    ranges = {name: _range(name, chances) for name in concerned}
    chosen = dict.fromkeys(done.chosen, CERTAIN if monotone else Interval(0.0, 1.0))
    outer = repeated(of(enclose(top, {**ranges, **chosen}), "frechet"), done)
    said = f"{why}: the bounds are certain, and may be wide"
    if done.chosen and not monotone:
        return Probability(
            outer, refused=f"{said}; where something is negated and chosen there are none under independence"
        )
    free = repeated(of(enclose_independent(top, ranges), "association" if monotone else "independence"), done)
    unstated = undeclared(concerned, ranges, network)
    return Probability(outer, None if unstated else free, free, f"{said}; declared: {unstated}" if unstated else said)


def mixed(cases: Sequence[Case], each: Mapping[str, Probability]) -> Probability:
    """The mean over scenarios, each with its probabilities."""
    weights = {case.scenario: case.weight for case in cases}

    def mean(column: Callable[[Probability], Bounds | None]) -> Bounds | None:
        ends = {scenario: found for scenario, one in each.items() if (found := column(one)) is not None}
        if len(ends) < len(each) or not ends:
            return None
        ranges = {scenario: one.range for scenario, one in ends.items()}
        both = conditional(weights, ranges, tuple(ranges))
        return of(both, _methods(one.method for one in ends.values()))

    refused = {scenario: one.refused for scenario, one in each.items() if one.refused}
    return Probability(
        mean(lambda one: one.no_assumption),
        mean(lambda one: one.declared),
        mean(lambda one: one.independent),
        _joined(refused, len(each)) if each else "none of the scenarios that were asked for can hold",
        each,
    )


def _methods(many: Iterable[str]) -> str:
    return ", ".join(dict.fromkeys(step for one in many for step in one.split(", ")))


def _joined(refused: Mapping[str, str], number: int) -> str | None:
    """Why something is refused: once if for all scenarios alike, else scenario by scenario."""
    if len(refused) == number and len(set(refused.values())) == 1:
        return next(iter(refused.values()))
    return "; ".join(f"in {scenario}: {why}" for scenario, why in refused.items()) or None


def _given(subject: Subject, case: Case, chances: Chances, propagation: Propagation) -> Probability:
    """The probabilities in one case."""
    concerned, network = subject.concerned, propagation.network
    refused = missing(concerned, chances)
    if refused:
        return Probability(refused=refused)
    ranges = spread(subject, chances)
    done = attack(case, concerned, chances, network)
    found = harm(subject, ranges, done, observed(case, propagation) if done.chosen else ())
    if isinstance(found, str):
        return Probability(refused=found)
    stated = Stated(propagation, {**ranges, **_all_ranges(chances)})
    return _as_stated(subject, stated, found, done, undeclared(concerned, ranges, network))


def _as_stated(subject: Subject, stated: Stated, found: Harm, done: Attack, unstated: str | None) -> Probability:
    """The probabilities with what is stated of several events together, where that can be used."""
    open_game = bool(done.chosen) and not subject.compiled.monotone
    limited = stated.concerns(subject.concerned, independence=False)
    bound: Bounds | str = found.bound
    declared: Bounds | str = f"declared: {unstated}" if unstated else found.declared
    if limited and not open_game and not (done.probed and done.tries > 1):
        narrow = stated.bound(subject.top, independence=False)
        bound = narrow if isinstance(narrow, str) else _both(repeated(narrow, done), found.bound)
    if (limited or unstated) and stated.concerns(subject.concerned, independence=True):
        if open_game or (done.probed and done.tries > 1):
            declared = "declared: what is stated of several events together is not used in games of choice and probing"
        else:
            narrow = stated.bound(subject.top, independence=True)
            why = "; ".join(one for one in (unstated, narrow) if isinstance(one, str))
            declared = f"declared: {why}" if isinstance(narrow, str) else repeated(narrow, done)
    refused = [one for one in (bound, declared) if isinstance(one, str)]
    robust = found.bound if isinstance(bound, str) and bound != LAW else bound
    return Probability(_there(robust), _there(declared), found.free, "; ".join(refused) or None)


def _both(bounds: Bounds, wide: Bounds) -> Bounds:
    """Bounds of a programme that may have been stopped, cut to what holds without it."""
    lower, upper = max(bounds.lower, wide.lower), min(bounds.upper, wide.upper)
    return Bounds(min(lower, upper), max(lower, upper), bounds.method)


def _there(bounds: Bounds | str) -> Bounds | None:
    return None if isinstance(bounds, str) else bounds


def _all_ranges(chances: Chances) -> dict[str, Interval]:
    """The interval of every event that has one, or is chosen."""
    return {name: _range(name, chances) for name, one in chances.items() if one.chosen or one.range is not None}


def spread(subject: Subject, chances: Chances) -> dict[str, Interval]:
    """The interval of each event that the function mentions; of those on which it does not depend, any will do."""
    unconcerned = dict.fromkeys(subject.compiled.atoms, IMPOSSIBLE)
    return unconcerned | {name: _range(name, chances) for name in subject.concerned}


def easiest(subject: Subject, propagation: Propagation) -> Breach | None:
    """What takes an adversary the fewest tries, over all cases in which every event has a chance."""
    found, known, network = [], propagation.known, propagation.network
    for case in known.cases:
        chances = known.by_case[case.scenario]
        if not missing(subject.concerned, chances):
            done = attack(case, subject.concerned, chances, network)
            found.append(cheapest(subject, spread(subject, chances), done))
    return min((one for one in found if one is not None), key=lambda one: one.tries.apart, default=None)


def _range(name: str, chances: Chances) -> Interval:
    """The chance of an event; one that an adversary chooses happens, which is the worst for a monotone function."""
    return CERTAIN if chances[name].chosen else chances[name].range or Interval(0.0, 1.0)


def missing(concerned: Sequence[str], chances: Chances) -> str:
    """Which events have no number, and why; empty if all have one."""
    reasons = {name: chances[name].missing if name in chances else UNSTATED for name in concerned}
    plain = [name for name, why in reasons.items() if why == UNSTATED]
    others = [f"{name} {why}" for name, why in reasons.items() if why not in (None, UNSTATED)]
    return "; ".join([*([f"no probability for {listed(plain)}"] if plain else []), *others])


def support(compiled: Compiled) -> tuple[str, ...]:
    """The events on which a compiled function depends, in alphabetical order."""
    parts = dict(compiled.parts)
    pending, found = [compiled.parts[-1].top], set[str]()
    while pending:
        diagram = parts[pending.pop()]
        for level in dict.fromkeys(diagram.level[2:]):
            leaf = diagram.leaves[level]
            if leaf.operator == "atom":
                found.add(leaf.name)
            else:
                pending.append(leaf)
    return tuple(sorted(found))


def undeclared(concerned: Sequence[str], ranges: Mapping[str, Interval], network: Network) -> str | None:
    """Why the joint law of some events is not declared; None if it is.

    Certain events are independent of all. Those that one statement names are independent given the modelled causes,
    of which one may be concerned that it does not name; the causes of groups are independent of one another as well.
    """
    open_ = [name for name in concerned if ranges[name] not in (IMPOSSIBLE, CERTAIN)]
    causes = {cause for many in network.causes.values() for cause in many}
    together = (*earned(network), frozenset[str]())
    left = [[name for name in open_ if name not in stated] for stated in together]
    if len(open_) < 2 or any(len(rest) <= 1 and causes.issuperset(rest) for rest in left):
        return None
    fewest = min(left, key=len)
    unearned = "; ".join(_unearned(network, open_))
    return f"independence is not stated for {listed(fewest)}" + (f"; {unearned}" if unearned else "")


def _unearned(network: Network, concerned: Sequence[str]) -> Iterator[str]:
    """The statements about these events that are contradicted."""
    for stated in network.independent:
        found = contradiction(network, stated) if any(one in concerned for one in stated) else None
        if found is not None:
            yield f"that of {found.one} and {found.other} is not used, since their boxes share the lineage {found.lineage}"
