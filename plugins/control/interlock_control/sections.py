"""The section of protocols: what a deployment is watched by, as a game against who attacks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final, TypeAlias

from interlock.api.diagram import CheckedItem, Element, Quantity
from interlock.api.plugin import say
from interlock.api.record import NamedTuple
from interlock.api.section import Complaint, Section, box, either, many, maybe, named, number, record, word

BAD_LAW: Final = "not-a-law"
OUT_OF_RANGE: Final = "out-of-range"

Law: TypeAlias = tuple[tuple[str, Quantity], ...]
"""Chances by the score that code gets, from the least suspicious to the most."""


class Upfront(NamedTuple):
    """Before a deployment a box has some of its uses read; an attack that was not read does harm with a chance.

    ``attacks`` is a chance per use at which the deployment is looked at beside the worst one.
    """

    upfront: Element
    harm: Quantity
    attacks: Quantity | None = None


class Queue(NamedTuple):
    """A box chooses what is read, by scores, within a budget; what is read and is an attack is overlooked with a chance.

    It is played against one attack among honest pieces, as where a finding stops the deployment.
    ``flags`` are the scores that are read where the box reads in turn.
    """

    queue: Element
    honest: Law
    attack: Law
    overlooked: Quantity
    flags: tuple[str, ...] | None = None


class Attack(NamedTuple):
    """How suspicious an attack looks, and with which chance it does harm if it gets through.

    It ``passes`` some actions with another chance than attacks do in general.
    """

    looks: Law
    harm: Quantity
    passes: tuple[tuple[str, Quantity], ...] | None = None


class Action(NamedTuple):
    """What may be done with code: an attack passes with a chance, honest code keeps so much of its use.

    Honest code gets it at most as often as ``share`` says.
    """

    passes: Quantity
    useful: Quantity
    share: Quantity | None = None


class Decision(NamedTuple):
    """A box decides by the score what is done with code; ``does`` is what it does, else the best is looked for.

    It is played against one attack, of the kind that suits the attacker best.
    The best mixture of actions keeps honest code as useful as ``useful`` says, and as what it ``does`` keeps it, at least.
    """

    decides: Element
    honest: Law
    attacks: tuple[tuple[str, Attack], ...]
    actions: tuple[tuple[str, Action], ...]
    does: tuple[tuple[str, str], ...] | None = None
    useful: Quantity | None = None


def protocols_law(item: CheckedItem, every: Sequence[CheckedItem]) -> Sequence[Complaint]:
    """Chances are chances, laws sum to one over the same scores, and what is done is done at each score."""
    match item.value:
        case Upfront(harm=harm, attacks=attacks):
            return (*_chance("harm", harm), *_chance("attacks", attacks))
        case Queue(honest=honest, attack=attack, overlooked=overlooked, flags=flags):
            return (
                *_law("honest", honest, honest),
                *_law("attack", attack, honest),
                *_chance("overlooked", overlooked),
                *_known("flags", flags or (), [name for name, _ in honest], "score"),
            )
        case Decision():
            return tuple(_decision(item.value))
        case _:
            return ()


def _decision(decision: Decision) -> Iterator[Complaint]:
    scores, actions = [name for name, _ in decision.honest], [name for name, _ in decision.actions]
    yield from _law("honest", decision.honest, decision.honest)
    for name, one in decision.attacks:
        yield from _law(f"attacks.{name}.looks", one.looks, decision.honest)
        yield from _chance(f"attacks.{name}.harm", one.harm)
        yield from _known(f"attacks.{name}.passes", [own for own, _ in one.passes or ()], actions, "action")
        for own, chance in one.passes or ():
            yield from _chance(f"attacks.{name}.passes.{own}", chance)
    for name, action in decision.actions:
        yield from _chance(f"actions.{name}.passes", action.passes)
        yield from _chance(f"actions.{name}.useful", action.useful, single=True)
        yield from _chance(f"actions.{name}.share", action.share, single=True)
    yield from _chance("useful", decision.useful, single=True)
    if decision.does is not None:
        yield from _known("does", [name for name, _ in decision.does], scores, "score")
        yield from _known("does", [name for _, name in decision.does], actions, "action")
        lacking = [name for name in scores if name not in dict(decision.does)]
        if lacking:
            yield Complaint(BAD_LAW, say("nothing is done at the score {some}", some=", ".join(lacking)), "does")
    for key, some in (("attacks", decision.attacks), ("actions", decision.actions)):
        if not some:
            yield Complaint(BAD_LAW, say("there are no {key}", key=key), key)


def _law(key: str, law: Law, honest: Law) -> Iterator[Complaint]:
    """The complaints about what ought to be a law on the scores of honest code."""
    if any(one.low != one.high for _, one in law):
        yield Complaint(BAD_LAW, say("a law has single numbers, no intervals"), key)
    elif any(one.low < 0 for _, one in law) or sum(one.low for _, one in law) != 1:
        total = float(sum(one.low for _, one in law))
        yield Complaint(BAD_LAW, say("the chances sum to {total}, not to 1", total=f"{total:g}"), key)
    if [name for name, _ in law] != [name for name, _ in honest]:
        names = ", ".join(name for name, _ in honest)
        yield Complaint(BAD_LAW, say("the scores are not {names}, in this order", names=names), key)


def _chance(key: str, chance: Quantity | None, *, single: bool = False) -> Iterator[Complaint]:
    if chance is not None and not 0 <= chance.low <= chance.high <= 1:
        yield Complaint(OUT_OF_RANGE, say("`{key}` is between 0 and 1", key=key), key)
    elif chance is not None and single and chance.low != chance.high:
        yield Complaint(BAD_LAW, say("`{key}` is a single number, no interval", key=key), key)


def _known(key: str, names: Sequence[str], known: Sequence[str], what: str) -> Iterator[Complaint]:
    for name in dict.fromkeys(names):
        if name not in known:
            says = say("there is no {what} `{name}` among {known}", what=what, name=name, known=", ".join(known))
            yield Complaint(BAD_LAW, says, key)


_LAW: Final = named(word(), number("1"))

PROTOCOLS: Final = Section(
    "protocols",
    either(
        record(Upfront, upfront=box(), harm=number("1"), attacks=maybe(number("1"))),
        record(
            Queue,
            queue=box(),
            honest=_LAW,
            attack=_LAW,
            overlooked=number("1"),
            flags=maybe(many(word())),
        ),
        record(
            Decision,
            decides=box(),
            honest=_LAW,
            attacks=named(word(), record(Attack, looks=_LAW, harm=number("1"), passes=maybe(_LAW))),
            actions=named(word(), record(Action, passes=number("1"), useful=number("1"), share=maybe(number("1")))),
            does=maybe(named(word(), word())),
            useful=maybe(number("1")),
        ),
    ),
    introduces="protocol",
    law=protocols_law,
    doc="How a deployment is watched, as a game against who attacks: audits before it, a queue of what is read, or what is done by score.",
)
