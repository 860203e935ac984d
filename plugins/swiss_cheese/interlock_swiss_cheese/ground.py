"""From rules to equations: for each failure type that may come to a place, when it is there."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from interlock.api.diagram import All, Any, Breach, Carries, Condition, Element, ExactlyOne, Happens, Several
from interlock.api.kit import FALSE, TRUE, Formula, Formulas
from interlock_swiss_cheese.condition import carriers, mentioned
from interlock_swiss_cheese.frame import Clause, Frame
from interlock_swiss_cheese.hierarchy import ANY
from interlock_swiss_cheese.network import Member

Arrivals = Mapping[Element, Collection[str]]
"""The types that may come to each place."""

Loose = Mapping[Element, tuple[str, ...]]
"""For each place types that may be there for all that is known."""


def vertex(failure: str, place: Element) -> str:
    """The name of the proposition that there is a failure of exactly this type at the place."""
    return f"{failure} at {place}"


def breach(claim: str) -> str:
    """The name of the proposition that a claim does not hold."""
    return f"breach of {claim}"


@dataclass(frozen=True, slots=True)
class Leaks:
    """What passes although no rule says so: types unhandled by the open boxes, and what is loose at a place."""

    boxes: frozenset[Element] = frozenset()
    loose: Loose | None = None


class Grounding:
    """The equations of a frame, and for each proposition those that it may come from."""

    def __init__(self, frame: Frame, arena: Formulas, leaks: Leaks) -> None:
        """Find what may come where."""
        self.frame = frame
        self.arena = arena
        self._matches = frame.network.hierarchy.matches
        self._loose = leaks.loose or {}
        self._holders = {place: member for member in frame.network.members for place in member.inputs}
        self._open: dict[Element, list[Element]] = {}
        self._leaky = {member.name for member in frame.network.members if member.name in leaks.boxes}
        for member in frame.network.members:
            if member.name in leaks.boxes:
                for outlet in member.outlets:
                    self._open[outlet.port] = list(outlet.depends)
        self.arrivals: dict[Element, dict[str, None]] = {}
        self._spread()

    # ---- what may come where -----------------------------------------------------------------------------------------

    def _spread(self) -> None:
        """Let types spread from where they may begin, conjunctions taken for disjunctions."""
        pending: list[tuple[str, Element]] = list(self._beginnings())
        while pending:
            failure, place = pending.pop()
            here = self.arrivals.setdefault(place, {})
            if failure not in here:
                here[failure] = None
                pending.extend(self._next(failure, place))

    def _beginnings(self) -> Iterator[tuple[str, Element]]:
        for place, failures in self._loose.items():
            yield from ((failure, place) for failure in failures)
        hierarchy = self.frame.network.hierarchy
        for place, clauses in self.frame.clauses.items():
            for clause in clauses:
                if clause.everywhere():
                    yield from ((one, place) for one in hierarchy.parents if not hierarchy.covered(one, clause.named))
                elif clause.begins() and clause.rule.failure != ANY:
                    yield clause.rule.failure, place

    def _next(self, failure: str, place: Element) -> Iterator[tuple[str, Element]]:
        for target in self.frame.feeds.get(place, ()):
            yield failure, target
        if not self.frame.stopped(failure, place):
            for out in self.frame.onward.get(place, ()):
                yield failure, out
        for out in self._leaking(failure, place):
            yield failure, out
        for head_place, clause, named in self.frame.awaiting.get(place, ()):
            if self._matches(failure, named):
                head = self._head(clause, named, failure, place)
                if head:
                    yield head, head_place

    def _head(self, clause: Clause, named: str, failure: str, place: Element) -> str:
        """The type that a rule makes of a failure at a place that it mentions; empty if none."""
        head = clause.rule.failure
        if head == ANY:
            passes = named == ANY and not self._barred(clause, failure) and not self.frame.stopped(failure, place)
            return failure if passes else ""
        return failure if head == named else head

    def _barred(self, clause: Clause, failure: str) -> bool:
        return self.frame.network.hierarchy.covered(failure, clause.named)

    def _leaking(self, failure: str, place: Element) -> list[Element]:
        member = self._holders.get(place)
        if member is None or member.name not in self._leaky or not self.frame.unhandled(failure, member):
            return []
        return [outlet.port for outlet in member.outlets if place in outlet.depends]

    # ---- when it is there --------------------------------------------------------------------------------------------

    def equations(self) -> dict[str, Formula]:
        """The right-hand side of each proposition, over propositions and events."""
        found = {
            vertex(failure, place): self._equation(failure, place)
            for place, failures in self.arrivals.items()
            for failure in failures
        }
        for event, causes in self.frame.network.causes.items():
            found[_caused(event)] = self.arena.disj((self.arena.atom(event), *map(self.event, causes)))
        return found

    def _equation(self, failure: str, place: Element) -> Formula:
        arguments = [self.exactly(failure, source) for source in self._straight(failure, place)]
        arguments += [self._instance(clause, failure) for clause in self.frame.clauses.get(place, ())]
        if failure in self._loose.get(place, ()):
            arguments.append(self.arena.atom(f"loose {vertex(failure, place)}"))
        return self.arena.disj(arguments)

    def _straight(self, failure: str, place: Element) -> Iterator[Element]:
        """The places from which the type comes as it is: along wires, through transparent outputs, through leaks."""
        yield from self.frame.network.fed.get(place, ())
        for into in self.frame.through.get(place, ()):
            if not self.frame.stopped(failure, into):
                yield into
        for into in self._open.get(place, ()):
            if place in self._leaking(failure, into):
                yield into

    def _instance(self, clause: Clause, failure: str) -> Formula:
        """When the rule brings forth exactly this type."""
        head, condition = clause.rule.failure, clause.rule.condition
        if head == ANY:
            return FALSE if self._barred(clause, failure) else self._each(condition, failure)
        if condition is None or not any(one.failure == head for one in mentioned(condition)):
            return self.whole(condition) if failure == head else FALSE
        if not self._matches(failure, head):
            return FALSE
        carried = self._part(condition, head, failure)
        return self.arena.disj((self._fresh(condition, head), carried)) if failure == head else carried

    def exactly(self, failure: str, place: Element) -> Formula:
        """There is a failure of exactly this type at the place."""
        if failure not in self.arrivals.get(place, ()):
            return FALSE
        return self.arena.atom(vertex(failure, place))

    def carries(self, named: str, place: Element) -> Formula:
        """There is a failure at the place that is a case of the named type."""
        return self.arena.disj(
            [self.exactly(one, place) for one in self.arrivals.get(place, ()) if self._matches(one, named)]
        )

    def event(self, name: str) -> Formula:
        """The event happens, by itself or by one of its causes."""
        return self.arena.atom(_caused(name) if name in self.frame.network.causes else name)

    def whole(self, condition: Condition | None) -> Formula:
        """The condition holds."""
        match condition:
            case None:
                return TRUE
            case Happens(name):
                return self.event(name)
            case Breach(claim):
                return self.arena.atom(breach(claim))
            case Carries(named, place):
                return self.carries(named, place)
            case Several(threshold, members):
                return self.arena.at_least(threshold, [self.whole(one) for one in members])
            case ExactlyOne(members):
                return self.arena.exactly_one([self.whole(one) for one in members])
            case All(members):
                return self.arena.conj([self.whole(one) for one in members])
            case Any(members):
                return self.arena.disj([self.whole(one) for one in members])

    def _each(self, condition: Condition | None, failure: str) -> Formula:
        """The condition holds with `any` standing for exactly this type."""
        match condition:
            case Carries(named, place) if named == ANY:
                return FALSE if self.frame.stopped(failure, place) else self.exactly(failure, place)
            case None | Happens() | Breach() | Carries():
                return self.whole(condition)
            case Several(threshold, members):
                return self.arena.at_least(threshold, [self._each(one, failure) for one in members])
            case ExactlyOne(members):
                return self.arena.exactly_one([self._each(one, failure) for one in members])
            case All(members):
                return self.arena.conj([self._each(one, failure) for one in members])
            case Any(members):
                return self.arena.disj([self._each(one, failure) for one in members])

    def _fresh(self, condition: Condition, head: str) -> Formula:
        """The condition holds without the failures of the head's own type that it mentions."""
        match condition:
            case Carries(named, _) if named == head:
                return FALSE
            case Happens() | Breach() | Carries():
                return self.whole(condition)
            case Several(threshold, members):
                return self.arena.at_least(threshold, [self._fresh(one, head) for one in members])
            case ExactlyOne(members):
                fresh = self.arena.disj([self._fresh(one, head) for one in members])
                return self.arena.conj((self.whole(condition), fresh))
            case All(members):
                return self.arena.conj([self._fresh(one, head) for one in members])
            case Any(members):
                return self.arena.disj([self._fresh(one, head) for one in members])

    def _part(self, condition: Condition, head: str, failure: str) -> Formula:
        """The condition holds and a failure of exactly this type takes part in it as one of the head's type.

        Whenever a condition holds, it does so afresh or some type takes part in it; so a case of the head's type
        leaves as what it is, and nothing is lost.
        """
        match condition:
            case Carries(named, place):
                return self.exactly(failure, place) if named == head else FALSE
            case Happens() | Breach():
                return FALSE
            case Any(members):
                return self.arena.disj([self._part(one, head, failure) for one in members])
            case _:
                taking = self.arena.disj([self._part(one, head, failure) for one in condition.conditions])
                return FALSE if taking is FALSE else self.arena.conj((self.whole(condition), taking))

    # ---- where it comes from -----------------------------------------------------------------------------------------

    def origins(self, failure: str, place: Element) -> Iterator[tuple[str, Element]]:
        """The failures that are carried on to this one, each with its place."""
        for source in self._straight(failure, place):
            if failure in self.arrivals.get(source, ()):
                yield failure, source
        for clause in self.frame.clauses.get(place, ()):
            for carried in carriers(clause.rule.condition, clause.rule.failure):
                for one in self.arrivals.get(carried.port, ()):
                    if self._matches(one, carried.failure) and self._carries_on(clause, carried, one, failure):
                        yield one, carried.port

    def _carries_on(self, clause: Clause, carried: Carries, one: str, failure: str) -> bool:
        """Whether the rule makes the failure of the one that it carries on."""
        if clause.rule.failure == ANY and carried.failure != ANY:
            return not self._barred(clause, failure)
        return self._head(clause, carried.failure, one, carried.port) == failure


def _caused(event: str) -> str:
    """The variable of an event that has causes beside its own."""
    return f"event {event}"
