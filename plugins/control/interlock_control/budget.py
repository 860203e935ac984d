"""Protocols with a budget of people's attention: audits before a deployment, and queues of what is read."""

from __future__ import annotations

from math import ceil
from typing import Final

from interlock.api.diagram import CheckedBox, CheckedDiagram, Element, Quantity, usual, within
from interlock.api.kit import (
    looked_at_from_the_top,
    looked_at_in_all,
    looked_at_in_turn,
    upfront_audit,
    worst_audit,
    worst_count,
)
from interlock.api.record import NamedTuple
from interlock.api.term import Literal
from interlock_control.answer import Ends, ProtocolAnswer, QueueAnswer, Reply, UpfrontAnswer
from interlock_control.sections import Law, Queue, Upfront

DRAWS: Final = "draws"
"""The label that says how an audit picks what it reads:"""

HOW: Final = ("first", "top", "random")
"""in turn, by score, or by lot."""

TIMES: Final = 31
"""At so many times the chance to be read is told."""

LONGEST: Final = 10**9
"""A deployment of more uses is not calculated,"""

RANKED: Final = 10**7
"""nor a list of more that is read from the top, which takes time in proportion."""


class Attention(NamedTuple):
    """How many uses a deployment has, and how many of them are read."""

    uses: int
    budget: int


def attention(diagram: CheckedDiagram, element: Element) -> Attention | str:
    """The parameters `uses` and `budget` of a box, at the defaults of the proposal's; or what is missing."""
    box = diagram.boxes[element]
    found = {name: _whole(box, name, diagram) for name in Attention._fields}
    lacking = [name for name, value in found.items() if value is None]
    if lacking:
        return f"{element} has no number for its parameter {' and '.join(lacking)}"
    uses, budget = found["uses"] or 0, found["budget"] or 0
    if uses < 1:
        return f"a deployment of {uses} uses is none"
    if uses > LONGEST:
        return f"more than {LONGEST:,} uses are not calculated"
    return Attention(uses, min(uses, budget))


def _whole(box: CheckedBox, name: str, diagram: CheckedDiagram) -> int | None:
    value = within(box, usual(diagram)).get(name)
    return value.value if isinstance(value, Literal) and isinstance(value.value, int) else None


def upfront(stated: Upfront, has: Attention) -> ProtocolAnswer:
    """What an audit before a deployment is worth, against who attacks in each use with a chance or in a number of uses."""
    uses, budget = has
    missed = (1.0 - float(stated.harm.high), 1.0 - float(stated.harm.low))
    chances = [worst_audit(uses, budget, one) for one in missed]
    numbers = [worst_count(uses, budget, one) for one in missed]
    fixed = None if stated.attacks is None else _stated(stated.attacks, has, missed)
    chance = Reply((chances[0].safety, chances[1].safety), "closed form", chances[0].attacks)
    number = Reply((numbers[0].safety, numbers[1].safety), "exact", numbers[0].attacks)
    return ProtocolAnswer(UpfrontAnswer(uses, budget, 1.0 - budget / uses, chance, number, fixed))


def _stated(attacks: Quantity, has: Attention, missed: Ends) -> Reply:
    """How safe the deployment is at stated chances of an attack per use: least at an end, or at the worst between."""
    low, high = float(attacks.low), float(attacks.high)
    worst = min(max(worst_audit(*has, missed[0]).attacks, low), high)
    best = max(upfront_audit(*has, end, missed[1]) for end in (low, high))
    return Reply((upfront_audit(*has, worst, missed[0]), best), "closed form", worst)


def queue(stated: Queue, has: Attention, box: CheckedBox) -> ProtocolAnswer:
    """What a queue is worth against one attack at the best time; the attacker knows the protocol and sees no scores.

    Where a finding stops the deployment a second attack could only be found, too; where it does not, many are worse than one.
    """
    draws = box.labels.get(DRAWS, ())
    if len(draws) != 1 or draws[0] not in HOW:
        return ProtocolAnswer(refused=f"{box.name} does not say by one label `{DRAWS}` how it picks: {', '.join(HOW)}")
    if draws[0] == "first" and stated.flags is None:
        return ProtocolAnswer(refused="what is read in turn needs `flags`, the scores that are read")
    if draws[0] == "top" and has.uses > RANKED:
        return ProtocolAnswer(refused=f"a list of more than {RANKED:,} is not calculated from the top")
    moments = _moments(has.uses) if draws[0] == "first" else (has.uses,)
    times = tuple((at, read(stated, has, draws[0], at)) for at in moments)
    at, seen = min(times, key=lambda time: (time[1], -time[0]))
    escapes = [1.0 - seen * (1.0 - float(end)) for end in (stated.overlooked.high, stated.overlooked.low)]
    reply = Reply((1.0 - escapes[0], 1.0 - escapes[1]), "exact", 1.0, at)
    unread = 1.0 - _spent(stated, has, draws[0]) / has.uses
    return ProtocolAnswer(queue=QueueAnswer(*has, draws[0], unread, reply, times))


def _moments(uses: int) -> tuple[int, ...]:
    """Uses of the deployment from the first to the last, evenly."""
    return tuple(dict.fromkeys(1 + ceil(at * (uses - 1) / (TIMES - 1)) for at in range(TIMES)))


def read(stated: Queue, has: Attention, draws: str, at: int) -> float:
    """The chance that an attack at a use of the deployment is read, where all else is honest."""
    match draws:
        case "first":
            return _flagged(stated, stated.attack) * looked_at_in_turn(
                at - 1, has.budget, _flagged(stated, stated.honest)
            )
        case "top":
            return sum(
                float(chance.low) * looked_at_from_the_top(has.uses - 1, has.budget, above(stated.honest, place), level)
                for place, ((_, chance), level) in enumerate(
                    zip(stated.attack, [float(one.low) for _, one in stated.honest], strict=True)
                )
                if chance.low
            )
        case _:
            return has.budget / has.uses


def _spent(stated: Queue, has: Attention, draws: str) -> float:
    """How many pieces are read on average where all are honest: in turn no more than are flagged, else the whole budget."""
    return looked_at_in_all(*has, _flagged(stated, stated.honest)) if draws == "first" else has.budget


def _flagged(stated: Queue, law: Law) -> float:
    """The chance of a score that is read where pieces are read in turn."""
    flags = frozenset(stated.flags or ())
    return float(sum(chance.low for name, chance in law if name in flags))


def above(law: Law, place: int) -> float:
    """The chance of a more suspicious score than the one at a place."""
    return float(sum(one.low for _, one in law[place + 1 :]))
