"""How credible premises make a conclusion: the Fréchet bound, and the best bounds over all laws of what is possible."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from math import fsum
from typing import Final

from interlock.api.diagram import Quantity
from interlock.api.kit import Conditional, Formula, Formulas, Interval, Joint, NoLaw, TooMany, joint_bound
from interlock.api.prove import NOT, Fact
from interlock.api.term import Apply, Term
from interlock_arguments.answer import Belief, Credence
from interlock_arguments.court import MOST, Court

CONCLUSION: Final = "the conclusion"

LAWLESS: Final = "no law has the stated credences"
"""Why there are no bounds where credences contradict one another."""


def credence(court: Court, stated: Mapping[str, Quantity | None], supports: Sequence[Sequence[str]]) -> Credence:
    """The bounds of the conclusion's credence, by the premises that have one."""
    ends = {name: Interval(float(one.low), float(one.high)) for name, one in stated.items() if one is not None}
    if not ends:
        return Credence()
    order = dict.fromkeys((*(name for some in supports for name in some if name in ends), *ends))
    law = _law(court, {name: ends[name] for name in order})
    if isinstance(law, str):
        return Credence(refused=law)
    known = [some for some in supports if all(name in ends for name in some)]
    if not known:
        lacking = dict.fromkeys(name for some in supports[:1] for name in some if name not in ends)
        refused = f"no credence for {', '.join(lacking)}" if lacking else None
        return Credence(None, law, refused)
    best = max(1.0 - fsum(1.0 - ends[name].lower for name in some) for some in known)
    return Credence(Belief(max(0.0, best), 1.0, "frechet"), law)


def _law(court: Court, ends: Mapping[str, Interval]) -> Belief | str:
    """The least and the greatest credence of the conclusion over all laws of the possible worlds, by the first premises."""
    names = tuple(ends)[:MOST]
    arena = Formulas()
    atoms = {name: arena.atom(name) for name in (*names, CONCLUSION)}
    claims = {**{name: court.premises[name] for name in names}, CONCLUSION: court.conclusion}
    possible = arena.disj([arena.conj([*_signed(arena, atoms, world)]) for world in worlds(court, claims)])
    impossible = Conditional(arena.negation(possible), Interval(0.0, 0.0))
    marginals = {**{name: ends[name] for name in names}, CONCLUSION: Interval(0.0, 1.0)}
    found = joint_bound(atoms[CONCLUSION], Joint(marginals, (impossible,)))
    match found:
        case NoLaw():
            return LAWLESS
        case TooMany():
            return f"the worlds of {len(names)} premises are too many for the linear programme"
        case _:
            return Belief(
                *found.range, "lp" if len(names) == len(ends) else f"lp, {len(names)} of {len(ends)} premises"
            )


def _signed(arena: Formulas, atoms: Mapping[str, Formula], world: Mapping[str, bool]) -> Iterator[Formula]:
    for name, holds in world.items():
        yield atoms[name] if holds else arena.negation(atoms[name])


def worlds(court: Court, claims: Mapping[str, Term]) -> Iterator[dict[str, bool]]:
    """The truth values that claims can have together, of which it is not known that they cannot; claim by claim."""
    ahead: list[tuple[tuple[str, bool], ...]] = [()]
    while ahead:
        world = ahead.pop()
        if court.consistent((), *(_claimed(name, claims[name], holds=holds) for name, holds in world)) is False:
            continue
        if len(world) == len(claims):
            yield dict(world)
            continue
        name = tuple(claims)[len(world)]
        ahead += [(*world, (name, False)), (*world, (name, True))]


def _claimed(name: str, claim: Term, *, holds: bool) -> Fact:
    return Fact(name, claim if holds else Apply(NOT, (claim,)))
