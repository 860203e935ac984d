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
from interlock_swiss_cheese.chance import Chances
from interlock_swiss_cheese.hazard_rules import LAWLESS
from interlock_swiss_cheese.independence import earned
from interlock_swiss_cheese.naming import named
from interlock_swiss_cheese.network import Network
from interlock_swiss_cheese.propagation import Propagation
from interlock_swiss_cheese.worst import CERTAIN, IMPOSSIBLE

Ranges = Mapping[str, Interval]

LAW = "no joint law has the probabilities, bounds and independences that are stated"
SIFTED = 16
"""Among so many bounds those are looked for that cannot be so."""

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

    def culprits(self) -> list[int]:
        """The limits without any of which some law would be as stated; none if there is one, or that was not found out."""
        left = list(range(len(self._limits)))
        if not self._lawless(left):
            return []
        for one in tuple(left) if len(left) <= SIFTED else ():
            others = [at for at in left if at != one]
            left = others if self._lawless(others) else left
        return left

    def _lawless(self, some: Sequence[int]) -> bool:
        """Whether no law is as some of the limits and all else says."""
        limits = [self._limits[at] for at in some]
        return isinstance(joint_bound(FALSE, self._joint((), limits, self._independent)), NoLaw)

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
        if culprits := stated.culprits():
            where = f" in {case.scenario}" if case.scenario else ""
            chosen = dict.fromkeys(name for at in culprits for name in _chosen(at, propagation, chances))
            says = say(
                "{law}{where}{without}{choice}",
                law=LAW,
                where=where,
                without=_without(len(culprits)),
                choice=f"; what an adversary chooses is taken to happen: {named(tuple(chosen), 'and')}"
                if chosen
                else "",
            )
            yield Finding(LAWLESS, tuple(propagation.network.limits[at].at for at in culprits), says)


def _without(culprits: int) -> str:
    """Which bounds it is without which there would be a law; nothing where they were too many to be looked for."""
    if culprits > SIFTED:
        return ""
    return (
        ": without this bound there is one" if culprits == 1 else f": without any one of {culprits} bounds there is one"
    )


def _chosen(at: int, propagation: Propagation, chances: Chances) -> Iterator[str]:
    """The events of a limit that an adversary chooses."""
    for formula in (propagation.state.get(name) for name in (_of(at), _given(at))):
        for name in atoms(formula) if formula is not None else ():
            if name in chances and chances[name].chosen:
                yield name
