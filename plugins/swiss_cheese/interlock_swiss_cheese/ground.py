"""From rules to equations: when a failure of each type is at each place."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from interlock.api.diagram import All, Any, Breach, Carries, Condition, Element, ExactlyOne, Happens, Several
from interlock.api.kit import FALSE, TRUE, Formula, Formulas
from interlock_swiss_cheese.condition import mentioned
from interlock_swiss_cheese.frame import Clause
from interlock_swiss_cheese.hierarchy import ANY
from interlock_swiss_cheese.spread import Spread

Leaf = Happens | Breach | Carries

CAUSED: Final = "event "
"""How the names of the variables begin that stand for events with their causes."""


def vertex(failure: str, place: Element) -> str:
    """The name of the proposition that there is a failure of exactly this type at the place."""
    return f"{failure} at {place}"


def breach(claim: str) -> str:
    """The name of the proposition that a claim does not hold."""
    return f"breach of {claim}"


def undone(guarantee: str) -> str:
    """The name of the event that the guarantee of an output fails, where nothing says by which event it does."""
    return f"breach at {guarantee}"


def loose(failure: str, place: Element) -> str:
    """The name of the proposition that a failure of the type comes to the place from nowhere that is told."""
    return f"loose {vertex(failure, place)}"


class Grounding:
    """Conditions and equations as formulas over propositions about places, and events."""

    def __init__(self, spread: Spread, arena: Formulas) -> None:
        """Take what may come where."""
        self.spread = spread
        self.arena = arena
        self._hierarchy = spread.frame.network.hierarchy

    def equations(self) -> dict[str, Formula]:
        """The right-hand side of each proposition; an event with causes is one, beside the atom of its own."""
        found = {
            vertex(failure, place): self._equation(failure, place)
            for place, failures in self.spread.arrivals.items()
            for failure in failures
        }
        for event, causes in self.spread.frame.network.causes.items():
            found[caused(event)] = self.arena.disj((self.arena.atom(event), *map(self.event, causes)))
        return found

    def _equation(self, failure: str, place: Element) -> Formula:
        arguments = [self.exactly(failure, source) for source in self.spread.straight(failure, place)]
        arguments += [self._instance(clause, failure) for clause in self.spread.frame.clauses.get(place, ())]
        if failure in self.spread.loose.get(place, ()):
            arguments.append(self.arena.atom(loose(failure, place)))
        return self.arena.disj(arguments)

    def _instance(self, clause: Clause, failure: str) -> Formula:
        """When the rule brings forth exactly this type."""
        head, condition = clause.rule.failure, clause.rule.condition
        if head == ANY:
            return FALSE if self.spread.barred(clause, failure) else self._each(condition, failure)
        if condition is None or not any(one.failure == head for one in mentioned(condition)):
            return self.whole(condition) if failure == head else FALSE
        if not self._hierarchy.matches(failure, head):
            return FALSE
        carried = self._part(condition, head, failure)
        return self.arena.disj((self._afresh(condition, head), carried)) if failure == head else carried

    # ---- propositions ------------------------------------------------------------------------------------------------

    def exactly(self, failure: str, place: Element) -> Formula:
        """There is a failure of exactly this type at the place."""
        if failure not in self.spread.arrivals.get(place, ()):
            return FALSE
        return self.arena.atom(vertex(failure, place))

    def carries(self, named: str, place: Element) -> Formula:
        """There is a failure at the place that is a case of the named type."""
        there = self._hierarchy.among(self.spread.arrivals.get(place, ()), named)
        return self.arena.disj([self.exactly(failure, place) for failure in there])

    def event(self, name: str) -> Formula:
        """The event happens, by itself or by one of its causes."""
        return self.arena.atom(caused(name) if name in self.spread.frame.network.causes else name)

    # ---- conditions --------------------------------------------------------------------------------------------------

    def whole(self, condition: Condition | None) -> Formula:
        """The condition holds."""
        return self._fold(condition, self._plainly)

    def _plainly(self, leaf: Leaf) -> Formula:
        match leaf:
            case Happens(name):
                return self.event(name)
            case Breach(claim):
                return self._breach(claim)
            case Carries(named, place):
                return self.carries(named, place)

    def _breach(self, claim: str) -> Formula:
        """The claim fails: every guarantee of one of its cut sets does. What has no proof fails as an event of its own."""
        cuts = self.spread.frame.network.breaches.get(claim)
        if cuts is None:
            return self.arena.atom(breach(claim))
        return self.arena.disj([self.arena.conj(map(self._undone, cut)) for cut in cuts])

    def _undone(self, guarantee: str) -> Formula:
        """A guarantee fails by an event that undoes it; without any, as an event of its own."""
        breakers = self.spread.frame.network.breakers.get(guarantee, ())
        if not breakers:
            return self.arena.atom(undone(guarantee))
        return self.arena.disj(map(self.event, breakers))

    def _fold(self, condition: Condition | None, meaning: Callable[[Leaf], Formula]) -> Formula:
        """The condition with a meaning given to what it mentions; ``meaning`` is at most the plain one."""
        match condition:
            case None:
                return TRUE
            case Happens() | Breach() | Carries():
                return meaning(condition)
            case Several(threshold, members):
                return self.arena.at_least(threshold, [self._fold(one, meaning) for one in members])
            case ExactlyOne(members):
                only = self.arena.exactly_one([self.whole(one) for one in members])
                return self.arena.conj((only, self.arena.disj([self._fold(one, meaning) for one in members])))
            case All(members):
                return self.arena.conj([self._fold(one, meaning) for one in members])
            case Any(members):
                return self.arena.disj([self._fold(one, meaning) for one in members])

    def _each(self, condition: Condition | None, failure: str) -> Formula:
        """The condition holds with `any` standing for exactly this type, where it is not stopped."""

        def meaning(leaf: Leaf) -> Formula:
            if isinstance(leaf, Carries) and leaf.failure == ANY:
                stopped = self.spread.frame.stopped(failure, leaf.port)
                return FALSE if stopped else self.exactly(failure, leaf.port)
            return self._plainly(leaf)

        return self._fold(condition, meaning)

    def _afresh(self, condition: Condition, head: str) -> Formula:
        """The condition holds without the failures of the head's own type that it mentions."""

        def meaning(leaf: Leaf) -> Formula:
            return FALSE if isinstance(leaf, Carries) and leaf.failure == head else self._plainly(leaf)

        return self._fold(condition, meaning)

    def _part(self, condition: Condition, head: str, failure: str) -> Formula:
        """The condition holds and a failure of exactly this type takes part in it as one of the head's type.

        Whenever a condition holds, it does so afresh or some type takes part in it: so a case of the head's type
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


def caused(event: str) -> str:
    """The variable of an event that has causes beside its own."""
    return f"{CAUSED}{event}"
