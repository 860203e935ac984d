"""What opens a barrier, and what the barrier rests on: a declaration, a measurement, a proof, or an adversary's mercy."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from interlock.api.diagram import Breach, Element, owner
from interlock.api.kit import (
    FALSE,
    TRUE,
    Exhausted,
    Formula,
    Formulas,
    atoms,
    evaluate,
    is_monotone,
    listing,
    minimal_cut_sets,
    subformulas,
)
from interlock.api.record import NamedTuple
from interlock_swiss_cheese.chance import Chance
from interlock_swiss_cheese.condition import parts
from interlock_swiss_cheese.credit import Ledger
from interlock_swiss_cheese.ground import undone
from interlock_swiss_cheese.guarded import Sets, Status
from interlock_swiss_cheese.passing import is_event
from interlock_swiss_cheese.propagation import Propagation

BUDGET: Final = 20_000
"""Nodes of a decision diagram for what opens a barrier."""

_LISTED: Final = 40


class Opening(NamedTuple):
    """The least sets of events that open a barrier, the smallest of many; and all events that take part in any."""

    sets: Sets
    events: tuple[str, ...]
    complete: bool


def opening(ledger: Ledger, tail: str, head: str, begun: Sets = ()) -> Opening:
    """With which events a failure gets through a barrier that it would not pass without them.

    ``begun`` are the sets of events one of which has happened: what opens the barrier after each of them is told without.
    """
    after = ledger.passing.leaving(tail, head, TRUE)
    brought = frozenset(atoms(ledger.propagation.state[tail]))
    events = tuple(name for name in atoms(after) if name not in brought)
    found, complete = least_sets(after) if is_monotone(after) else ((), False)
    besides = ledger.passing.leaving(tail, head, FALSE)
    through = [_without(one, begun, after) for one in found if not evaluate(besides, set(one))]
    least = dict.fromkeys(one for one in through if not any(set(other) < set(one) for other in through))
    concerned = dict.fromkeys(name for one in least for name in one)
    return Opening(tuple(least), tuple(concerned) if complete else events, complete)


def _without(whole: tuple[str, ...], begun: Sets, after: Formula) -> tuple[str, ...]:
    """A set without the events of what has begun, if what is left still suffices after each of these."""
    began = frozenset(name for one in begun for name in one)
    rest = tuple(name for name in whole if name not in began)
    return rest if all(evaluate(after, {*rest, *one}) for one in begun) else whole


def beginnings(propagation: Propagation, source: str) -> Sets:
    """The least sets of events with which a failure begins at a proposition, nothing being carried on to it."""
    equation = propagation.equations[source]
    leaves = (one for one in subformulas(equation) if one.operator == "atom")
    carried = (one for one in leaves if not is_event(propagation, one.name))
    begun = Formulas().rewrite(equation, dict.fromkeys(carried, FALSE))
    found, _ = least_sets(begun)
    return tuple(tuple(map(_event, one)) for one in found)


def least_sets(formula: Formula) -> tuple[Sets, bool]:
    """The minimal cut sets of a function, smallest first, and whether these are all."""
    found = minimal_cut_sets(formula, BUDGET)
    if isinstance(found, Exhausted):
        return (), False
    listed = listing(found, _LISTED)
    return listed.sets, not listed.omitted


def _event(name: str) -> str:
    """The event that an atom of an equation is about: one with causes has an equation of its own."""
    return name.removeprefix("event ")


def status(propagation: Propagation, head: str, opened: Opening, chances: Mapping[str, Chance | None]) -> Status:
    """What a barrier rests on that is opened so, when what leaves it is the proposition."""
    if () in opened.sets:
        return "open"
    chosen = frozenset(name for name, chance in chances.items() if chance is not None and _is_chosen(chance))
    if any(chosen.issuperset(one) for one in opened.sets):
        return "chosen"
    proved = _proved(propagation, head)
    rest = [name for name in opened.events if name not in chosen and name not in proved]
    if opened.events and not rest:
        return "proved"
    if rest and all(_is_measured(chances.get(name)) for name in rest):
        return "measured"
    return "declared"


def _is_chosen(chance: Chance) -> bool:
    return chance.chosen is not None or any(one.chosen is not None for one in chance.by_scenario.values())


def _is_measured(chance: Chance | None) -> bool:
    """Whether counts stand behind a chance, in every scenario if there are several."""
    if chance is None or not chance.by_scenario:
        return chance is not None and chance.basis == "measured"
    return all(one.basis == "measured" for one in chance.by_scenario.values())


def _proved(propagation: Propagation, head: str) -> frozenset[str]:
    """The events by which proved claims fail that the rules for an output rest on."""
    network, place = propagation.network, propagation.place(head)
    member = next((one for one in network.members if one.name == Element(owner(place))), None)
    own = [rule for outlet in member.outlets if outlet.port == place for rule in outlet.rules] if member else []
    rules = (*own, *network.added.get(place, ()))
    claims = {one.claim for rule in rules for one in parts(rule.condition) if isinstance(one, Breach)}
    guarantees = (port for claim in claims for cut in network.breaches.get(claim, ()) for port in cut)
    return frozenset(_with_causes(propagation, (name for port in guarantees for name in _undoing(propagation, port))))


def _undoing(propagation: Propagation, guarantee: str) -> tuple[str, ...]:
    return propagation.network.breakers.get(guarantee) or (undone(guarantee),)


def _with_causes(propagation: Propagation, events: Iterable[str]) -> Iterable[str]:
    for name in events:
        yield name
        yield from propagation.network.causes.get(name, ())
