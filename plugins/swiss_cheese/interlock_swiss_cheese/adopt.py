"""A hazard as it would be with some changes made."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from math import fsum, prod
from typing import Final

from interlock.api.diagram import Element
from interlock.api.kit import (
    FALSE,
    Compiled,
    Exhausted,
    Formula,
    Formulas,
    Interval,
    LeastFixpoint,
    atoms,
    compile_formula,
    cut_sets,
    effects,
    least_fixpoint,
    listing,
    slope_ceilings,
    subformulas,
)
from interlock.api.record import replace
from interlock_swiss_cheese.chance import Chance, Chances, Known
from interlock_swiss_cheese.ground import caused
from interlock_swiss_cheese.likelihood import spread, support, undeclared
from interlock_swiss_cheese.option import Option
from interlock_swiss_cheese.propagation import Propagation
from interlock_swiss_cheese.worst import Subject

NEVER: Final = Interval(0.0, 0.0)
LISTED: Final = 200
"""So many minimal cut sets at most are written out where holes are probed."""


class Workshop:
    """A hazard and the changes that are offered; what comes of them is worked out once for each choice of barriers."""

    def __init__(self, hazard: Element, propagation: Propagation, budget: int) -> None:
        """Take the equations that the hazard rests on."""
        self.hazard = hazard
        self.propagation = propagation
        self.options = propagation.options
        self.budget = budget
        self._subjects: dict[frozenset[int], Subject | None] = {}
        self._slopes: dict[tuple[frozenset[int], str], Mapping[str, float]] = {}
        self._equations = _below(hazard, propagation.equations)

    def subject(self, choice: Collection[int]) -> Subject | None:
        """The hazard's function with the barriers of a choice; None if its diagram is too large."""
        added = frozenset(at for at in choice if self.options[at].places)
        if added not in self._subjects:
            self._subjects[added] = self._compiled(self._function(added))
        return self._subjects[added]

    def _compiled(self, top: Formula) -> Subject | None:
        compiled = compile_formula(top, self.budget)
        if isinstance(compiled, Exhausted):
            return None
        return Subject(top, compiled, support(compiled), self._sets(compiled), self.budget)

    def _sets(self, compiled: Compiled) -> tuple[tuple[str, ...], ...] | None:
        """All minimal cut sets, where holes are probed and they are few."""
        if not any(one.probes for one in self.propagation.known.adversaries.values()):
            return None
        cuts = cut_sets(compiled, self.budget)
        listed = None if isinstance(cuts, Exhausted) else listing(cuts, LISTED)
        return None if listed is None or listed.omitted else listed.sets

    def _function(self, added: Iterable[int]) -> Formula:
        """The hazard over events, once the places of some barriers ask for their holes."""
        guarded = self._guarded(added)
        if not guarded:
            return self.propagation.state.get(self.hazard, FALSE)
        arena, memo = Formulas(), dict[Formula, Formula]()
        equations = {name: arena.rewrite(one, memo) for name, one in self._equations.items()}
        for name, holes in guarded.items():
            asked = [arena.disj([self._event(arena, event) for event in hole]) for hole in holes]
            equations[name] = arena.conj((equations[name], *asked))
        for event in dict.fromkeys(event for holes in guarded.values() for hole in holes for event in hole):
            self._with_causes(arena, event, equations)
        found = least_fixpoint(arena, equations)
        assert isinstance(found, LeastFixpoint), "a barrier adds no negation"
        return found.solution[self.hazard]

    def _guarded(self, added: Iterable[int]) -> dict[str, list[tuple[str, ...]]]:
        """The propositions at which barriers are added, with their holes."""
        found: dict[str, list[tuple[str, ...]]] = {}
        for at in sorted(added):
            for name in self.at(self.options[at]):
                found.setdefault(name, []).append(self.options[at].events)
        return found

    def at(self, option: Option) -> list[str]:
        """The propositions that a barrier would guard, of those that the hazard rests on."""
        places = frozenset(option.places)
        return [
            name
            for name, (failure, place) in self.propagation.places.items()
            if place in places
            and name in self._equations
            and self.propagation.hierarchy.matches(failure, option.failure)
        ]

    def _event(self, arena: Formulas, event: str) -> Formula:
        return arena.atom(caused(event) if event in self.propagation.network.causes else event)

    def _with_causes(self, arena: Formulas, event: str, equations: dict[str, Formula]) -> None:
        """Add the equations of an event and of what brings it about."""
        name = caused(event)
        if event in self.propagation.network.causes and name not in equations:
            causes = self.propagation.network.causes[event]
            equations[name] = arena.disj((arena.atom(event), *(self._event(arena, one) for one in causes)))
            for one in causes:
                self._with_causes(arena, one, equations)

    # ---- chances -----------------------------------------------------------------------------------------------------

    def adopted(self, choice: Iterable[int]) -> Propagation:
        """What is known of chances once the events of a choice are hardened."""
        hard: dict[str, Interval] = {}
        for at in choice:
            option = self.options[at]
            for event in () if option.places else option.events:
                hard[event] = _lesser(hard.get(event, Interval(1.0, 1.0)), option.to)
        known = self.propagation.known
        by_case = {scenario: hardened(chances, hard) for scenario, chances in known.by_case.items()}
        return replace(self.propagation, known=known._replace(by_case=by_case))

    def mentioned(self) -> frozenset[str]:
        """The events on which the hazard may rest as it is."""
        return frozenset(atoms(self.propagation.state.get(self.hazard, FALSE)))

    def ratio(self, option: Option, known: Known | None = None) -> float:
        """A share of the hazard's probability that a change leaves at least, whatever else is changed."""
        known = known or self.propagation.known
        if option.places:
            return min(self._most(chances, option.events) for chances in known.by_case.values())
        return min(
            prod(_left(chances.get(event), option.to) for event in option.events) for chances in known.by_case.values()
        )

    def fall(self, option: Option, choice: frozenset[int], scenario: str) -> float:
        """What hardening takes at most from the probability in a scenario, once a choice is made, by the falls of chances.

        A derivative is at most 1, under any joint law that keeps what is declared to be independent.
        """
        chances = self.adopted(choice).known.by_case[scenario]
        slopes = self._ceilings(choice, scenario)
        return fsum(_falls(chances.get(event), option.to) * slopes.get(event, 1.0) for event in option.events)

    def _ceilings(self, choice: frozenset[int], scenario: str) -> Mapping[str, float]:
        """The greatest derivatives by events, whatever is changed beside a choice; nothing where they are not independent."""
        key = (choice, scenario)
        if key not in self._slopes:
            self._slopes[key] = self._sloped(choice, scenario)
        return self._slopes[key]

    def _sloped(self, choice: frozenset[int], scenario: str) -> Mapping[str, float]:
        subject = self.subject(choice)
        if subject is None:
            return {}
        now, then = (self.adopted(one).known.by_case[scenario] for one in (choice, range(len(self.options))))
        most, least = spread(subject, now), spread(subject, then)
        if undeclared(subject.concerned, most, self.propagation.network) is not None:
            return {}
        upper = {name: one.upper for name, one in most.items()}
        if any(one.places for at, one in enumerate(self.options) if at not in choice):
            return {name: own.given for name, own in effects(subject.compiled, upper).atoms.items()}
        return slope_ceilings(subject.compiled, {name: one.upper for name, one in least.items()}, upper)

    def _most(self, chances: Chances, events: Iterable[str]) -> float:
        """The greatest chance of these events, each by itself."""
        ends = [1.0 if chances[event].chosen else (chances[event].upper or 0.0) for event in events if event in chances]
        return max(ends, default=1.0)

    # ---- order -------------------------------------------------------------------------------------------------------

    def impossible(self, choice: Iterable[int]) -> frozenset[str]:
        """The events that a choice makes impossible."""
        chosen = [self.options[at] for at in choice]
        return frozenset(event for one in chosen if not one.places and one.to == NEVER for event in one.events)

    def without(self, top: Formula, events: frozenset[str]) -> Compiled | Exhausted:
        """A function where some events are impossible."""
        arena = Formulas()
        gone = {one: FALSE for one in subformulas(top) if one.operator == "atom" and one.name in events}
        return compile_formula(arena.rewrite(top, dict(gone)), self.budget)


def _below(hazard: Element, equations: Mapping[str, Formula]) -> dict[str, Formula]:
    """The equations that a hazard rests on."""
    found: dict[str, Formula] = {}
    pending: list[str] = [hazard]
    while pending:
        name = pending.pop()
        if name in equations and name not in found:
            found[name] = equations[name]
            pending += atoms(found[name])
    return found


def hardened(chances: Chances, hard: Mapping[str, Interval]) -> Chances:
    """The chances in a case with some events made rarer; what is chosen can only be made impossible."""
    found = dict(chances)
    for event, to in hard.items():
        if event in found:
            found[event] = _harder(found[event], to)
    return found


def _harder(chance: Chance, to: Interval) -> Chance:
    if chance.chosen is not None:
        return Chance(0.0, 0.0, "proposed") if to == NEVER else chance
    if chance.range is None:
        return chance
    ends = _lesser(chance.range, to)
    return replace(chance, lower=ends.lower, upper=ends.upper, basis="proposed")


def _lesser(one: Interval, other: Interval) -> Interval:
    return Interval(min(one.lower, other.lower), min(one.upper, other.upper))


def _left(chance: Chance | None, to: Interval) -> float:
    """The share of an event's chance that hardening leaves."""
    if chance is None:
        return 1.0
    if chance.chosen is not None:
        return 0.0 if to == NEVER else 1.0
    if chance.upper is None or chance.upper <= to.upper:
        return 1.0
    return to.upper / chance.upper


def _falls(chance: Chance | None, to: Interval) -> float:
    """By how much hardening lowers the upper end of an event's chance; what is chosen happens."""
    if chance is None:
        return 0.0
    upper = 1.0 if chance.chosen is not None else chance.upper or 0.0
    return (1.0 - _left(chance, to)) * upper
