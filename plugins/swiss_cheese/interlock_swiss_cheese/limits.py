"""What is stated of several events together, as a joint law: conditional probabilities and independent sets."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from interlock.api.analysis import Finding
from interlock.api.diagram import Condition, Element
from interlock.api.kit import (
    APART,
    FALSE,
    TRUE,
    Conditional,
    Formula,
    Formulas,
    Interval,
    Joint,
    NoLaw,
    TooMany,
    atoms,
    joint_bound,
    subformulas,
)
from interlock.api.plugin import say
from interlock_swiss_cheese.bounds import Bounds
from interlock_swiss_cheese.hazard_rules import LAWLESS
from interlock_swiss_cheese.independence import earned
from interlock_swiss_cheese.network import STATED, Network
from interlock_swiss_cheese.propagation import Propagation
from interlock_swiss_cheese.worst import CERTAIN, IMPOSSIBLE

Ranges = Mapping[str, Interval]

LAW = "no joint law has the probabilities, bounds and independences that are stated"
GAP = 1e-6
"""Ends that may be further from those of a law than this are printed with how far."""


def limit_conditions(network: Network) -> dict[Element, Condition]:
    """The conditions of all limits, by names that stand for them in the state."""
    found: dict[Element, Condition] = {}
    for at, limit in enumerate(network.limits):
        found[_of(at)] = limit.condition
        if limit.given is not None:
            found[_given(at)] = limit.given
    return found


def _of(at: int) -> Element:
    return Element(f"limit:{at}")


def _given(at: int) -> Element:
    return Element(f"limit:{at} given")


class Stated:
    """What is stated jointly of the events of a case, those apart that are certain there."""

    def __init__(self, propagation: Propagation, ranges: Ranges) -> None:
        """Take the chances of all events; one without any may have every chance."""
        self._arena = Formulas()
        self._ranges = ranges
        self._limits = [
            Conditional(
                self._decided(propagation.state[_of(at)]),
                Interval(float(limit.low), float(limit.high)),
                TRUE if limit.given is None else self._decided(propagation.state[_given(at)]),
            )
            for at, limit in enumerate(propagation.network.limits)
        ]
        self._independent = tuple(earned(propagation.network))

    def _decided(self, formula: Formula) -> Formula:
        """A formula without the events that are certain or impossible."""
        return self._arena.rewrite(formula, {one: value for one in subformulas(formula) if (value := self._fixed(one))})

    def _fixed(self, one: Formula) -> Formula | None:
        ends = self._ranges.get(one.name) if one.operator == "atom" else None
        return {IMPOSSIBLE: FALSE, CERTAIN: TRUE}.get(ends) if ends is not None else None

    def concerns(self, events: Sequence[str], *, independence: bool) -> bool:
        """Whether anything is stated of these events together, independence of some of them counted or not."""
        own = frozenset(events)
        if any(own.intersection(_mentioned(one)) for one in self._limits):
            return True
        return independence and any(len(own.intersection(one)) > 1 for one in self._independent)

    def bound(self, top: Formula, *, independence: bool) -> Bounds | str:
        """The range of a function's probability over all laws that are as stated, or why there is none."""
        formula = self._decided(top)
        limits = self._linked(frozenset(atoms(formula)), independence=independence)
        found = joint_bound(formula, self._joint(atoms(formula), limits, self._independent if independence else ()))
        match found:
            case TooMany(many):
                most = f"up to {APART} independent events, if not too much is stated of too many"
                return f"what is stated of several events together is used for {most}, and there are {len(many)}"
            case NoLaw():
                return LAW
            case _ if found.gap >= 1.0:
                return "the linear programme was given up before it was known whether any law is as stated"
            case _ if found.gap > GAP:
                return Bounds(*found.range, f"joint lp within {found.gap:.0e}")
            case _:
                return Bounds(*found.range, "joint lp")

    def lawless(self) -> bool:
        """Whether no law is as stated; False as well where that was not found out."""
        return isinstance(joint_bound(FALSE, self._joint((), self._limits, self._independent)), NoLaw)

    def _joint(
        self, events: Sequence[str], limits: Sequence[Conditional], independent: tuple[frozenset[str], ...]
    ) -> Joint:
        names = {name for one in limits for name in _mentioned(one)}.union(events)
        marginals = {name: self._ranges.get(name, Interval(0.0, 1.0)) for name in names}
        return Joint(marginals, tuple(limits), independent)

    def _linked(self, events: frozenset[str], *, independence: bool) -> list[Conditional]:
        """The limits that bear on these events, directly or through others that they mention."""
        left, found, reached = list(self._limits), list[Conditional](), set(events)
        while near := [one for one in left if reached.intersection(_mentioned(one)) or not _mentioned(one)]:
            found += near
            left = [one for one in left if one not in near]
            reached.update(name for one in near for name in _mentioned(one))
            if independence:
                reached.update(*(one for one in self._independent if reached.intersection(one) and left))
        return found


def _mentioned(limit: Conditional) -> tuple[str, ...]:
    return (*atoms(limit.event), *atoms(limit.given))


def find_lawless(propagation: Propagation) -> Iterator[Finding]:
    """An error for each case in which what is stated cannot be so."""
    if propagation.unsolved or not propagation.network.limits:
        return
    for case in propagation.known.cases:
        chances = propagation.known.by_case[case.scenario]
        ranges = {name: CERTAIN if one.chosen else one.range for name, one in chances.items()}
        stated = Stated(propagation, {name: ends for name, ends in ranges.items() if ends is not None})
        if stated.lawless():
            where = f" in {case.scenario}" if case.scenario else ""
            yield Finding(LAWLESS, (STATED,), say("{law}{where}", law=LAW, where=where))
