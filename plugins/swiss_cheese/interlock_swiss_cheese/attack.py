"""What adversaries do in a case: which events they choose, how often they try, and what they may probe or see."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import chain, product
from typing import Final

from interlock.api.diagram import Element
from interlock.api.kit import FALSE, TRUE, Formula, Formulas, Interval, atoms, subformulas
from interlock.api.record import NamedTuple
from interlock_swiss_cheese.case import Case, belongs, watched
from interlock_swiss_cheese.chance import Chances
from interlock_swiss_cheese.network import LEARNING, Network
from interlock_swiss_cheese.propagation import Propagation
from interlock_swiss_cheese.sections import Adversary

CHOICES: Final = 8
"""The events whose choices are all tried, where a hazard is not monotone."""

SEEN: Final = 6
"""The failures that may be seen at ports for strategies to be told apart by what is seen."""


class Attack(NamedTuple):
    """The events that are chosen, the number of tries, and the boxes whose holes may be tried one at a time.

    A failed try is the last with a chance in ``caught``; the tries are ``fresh`` if their independence has a reason.
    """

    chosen: tuple[str, ...] = ()
    tries: int = 1
    caught: Interval = Interval(0.0, 0.0)
    fresh: bool = False
    probed: tuple[str, ...] = ()


def attack(case: Case, concerned: Sequence[str], chances: Chances, network: Network) -> Attack:
    """What is done about these events, by those adversaries who choose or probe any of them."""
    chosen = tuple(name for name in concerned if chances[name].chosen)
    choosing = {chances[name].chosen for name in chosen}
    probing = {name: one.probes for name, one in case.adversaries.items() if one.probes}
    probed = tuple(
        name
        for name in concerned
        if probing and name not in chosen and belongs(network.events[name].owner, chain(*probing.values()))
    )
    acting = [one for name, one in case.adversaries.items() if name in choosing or (probed and name in probing)]
    tries = sum(one.tries or 1 for one in acting) if any(one.tries for one in acting) else 1
    ends = [(one.caught.low, one.caught.high) if one.caught else (0, 0) for one in acting] or [(0, 0)]
    caught = Interval(float(min(low for low, _ in ends)), float(max(high for _, high in ends)))
    return Attack(chosen, tries, caught, all(one.because for one in acting), probed)


def seen_places(adversaries: Iterable[Adversary], network: Network) -> tuple[Element, ...]:
    """The ports that adversaries see: those stated, and the inputs of the boxes that they control."""
    found: dict[Element, None] = {}
    for one in adversaries:
        found |= dict.fromkeys(one.sees or ())
        for member in network.members:
            if belongs(member.name, watched(one)):
                found |= dict.fromkeys(at for at in member.inputs if at.rpartition(".")[2] != LEARNING)
    return tuple(found)


def observed(case: Case, propagation: Propagation) -> tuple[Formula, ...]:
    """The failures that adversaries may see, as formulas over events, each once and none that never holds."""
    places = frozenset(seen_places(case.adversaries.values(), propagation.network))
    found = {
        propagation.state[name]: None
        for name, (_, place) in propagation.places.items()
        if place in places and propagation.state[name] not in (TRUE, FALSE)
    }
    return tuple(found)


class Play(NamedTuple):
    """A game against chance as functions: the harm under each choice, by each outcome of what is seen.

    ``cells`` are exclusive and exhaust what may be seen, each with the harm under each choice. If ``exact``, choosing the
    best in each cell is the best that can be done; else the harm is at most that some choice does harm.
    """

    cells: tuple[tuple[Formula, ...], ...]
    some: Formula
    exact: bool


def play(top: Formula, chosen: Sequence[str], seen: Sequence[Formula]) -> Play | None:
    """The game about a function of events; None if there are too many choices."""
    if len(chosen) > CHOICES:
        return None
    arena = Formulas()
    choices = [dict(zip(chosen, one, strict=True)) for one in product((TRUE, FALSE), repeat=len(chosen))]
    harms = [_fixed(arena, top, one) for one in choices]
    exact = len(seen) <= SEEN and not any(name in chosen for one in seen for name in atoms(one))
    signs = [_fixed(arena, one, {}) for one in seen] if exact else []
    cells = tuple(
        tuple(arena.conj((harm, *outcome)) for harm in harms)
        for outcome in product(*((one, arena.negation(one)) for one in signs))
    )
    return Play(cells, arena.disj(harms), exact)


def _fixed(arena: Formulas, formula: Formula, choice: Mapping[str, Formula]) -> Formula:
    """The formula in another arena with some events decided."""
    decided = {one: choice[one.name] for one in subformulas(formula) if one.operator == "atom" and one.name in choice}
    return arena.rewrite(formula, decided)
