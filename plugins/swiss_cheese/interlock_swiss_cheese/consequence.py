"""Which failures take part in which others, and by which events each begins: the state read forwards."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from interlock.api.kit import FALSE, TRUE, Formula, Formulas, deciding, evaluate, subformulas
from interlock.api.record import NamedTuple
from interlock_swiss_cheese.gap import implies
from interlock_swiss_cheese.ground import CAUSED
from interlock_swiss_cheese.propagation import Propagation
from interlock_swiss_cheese.ways import suffices

FEW: Final = 10
"""For so many atoms all their states are gone through."""


class Beginning(NamedTuple):
    """An event by which a failure begins, empty where its rule asks for none, and whether it takes nothing else."""

    event: str
    alone: bool


class Consequences(NamedTuple):
    """From each proposition to those in which it takes part and to hazards, with the steps that take something more."""

    arrows: Mapping[str, tuple[str, ...]]
    guarded: frozenset[tuple[str, str]]
    beginnings: Mapping[str, tuple[Beginning, ...]]


def consequences(propagation: Propagation) -> Consequences:
    """What every failure that can be leads to, and the events that lead to each failure or straight to a hazard.

    A failure takes part in another if it can make the difference there: some of what else may be holds, and with it
    the other follows, without it not.
    """
    living = _Living(propagation)
    arrows: dict[str, list[str]] = {}
    guarded: set[tuple[str, str]] = set()
    beginnings: dict[str, tuple[Beginning, ...]] = {}
    for head in (*propagation.places, *propagation.hazards):
        equation = living.equation(head)
        deciding = _deciding(living.arena, equation)
        for tail in deciding:
            if tail in propagation.places:
                arrows.setdefault(tail, []).append(head)
                if not suffices(equation, tail):
                    guarded.add((tail, head))
        begun = tuple(_begun(propagation, equation, deciding))
        if begun:
            beginnings[head] = begun
    return Consequences({tail: tuple(heads) for tail, heads in arrows.items()}, frozenset(guarded), beginnings)


class _Living:
    """Equations without the propositions that never hold."""

    def __init__(self, propagation: Propagation) -> None:
        self.arena = Formulas()
        self._propagation = propagation
        self._moved: dict[Formula, Formula] = {}

    def equation(self, head: str) -> Formula:
        """The right-hand side for a proposition or hazard."""
        equation = self._propagation.equations.get(head, FALSE)
        for one in subformulas(equation):
            if one.operator == "atom" and self._never(one.name):
                self._moved[one] = FALSE
        return self.arena.rewrite(equation, self._moved)

    def _never(self, name: str) -> bool:
        propagation = self._propagation
        return name in propagation.equations and name not in propagation.places and not name.startswith(CAUSED)


def _deciding(arena: Formulas, equation: Formula) -> tuple[str, ...]:
    """The atoms that can make a formula true which is false without them."""
    every = subformulas(equation)
    names = tuple(one.name for one in every if one.operator == "atom")
    once = sum(len(one.arguments) for one in every) == len(every) - 1
    if once and all(one.operator != "not" for one in every):
        return names
    if len(names) <= FEW:
        able = deciding(equation)
        return tuple(name for name in names if name in able)
    return tuple(name for name in names if _decides(arena, equation, name))


def _decides(arena: Formulas, equation: Formula, name: str) -> bool:
    atom = arena.atom(name)
    return not implies(arena, arena.rewrite(equation, {atom: TRUE}), arena.rewrite(equation, {atom: FALSE}))


def _begun(propagation: Propagation, equation: Formula, deciding: tuple[str, ...]) -> Iterator[Beginning]:
    if equation is TRUE:
        yield Beginning("", alone=True)
    found: dict[str, bool] = {}
    for name in deciding:
        if name not in propagation.places:
            alone = evaluate(equation, {name})
            for event in _causing(propagation, name):
                found[event] = found.get(event, False) or alone
    yield from (Beginning(event, alone) for event, alone in found.items())


def _causing(propagation: Propagation, name: str) -> list[str]:
    """An event and all that bring it about."""
    found = {name.removeprefix(CAUSED): None} if name.startswith(CAUSED) else {name: None}
    pending = list(found)
    for event in pending:
        for cause in propagation.network.causes.get(event, ()):
            if cause not in found:
                found[cause] = None
                pending.append(cause)
    return pending
