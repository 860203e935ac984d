"""What the solutions of a box's parameters themselves owe."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from interlock.diagram.element import Element
from interlock.elaborate.fault import ElaborationFault, InstantEscape, NotProved
from interlock.elaborate.metavariable import is_unknown
from interlock.elaborate.plan import Opened, Plan, is_fixed
from interlock.kernel.context import Context
from interlock.kernel.convert import type_of
from interlock.kernel.evaluate import domain, evaluate, instantiate
from interlock.kernel.part import children
from interlock.kernel.proposition import decide
from interlock.kernel.quote import quote
from interlock.kernel.subsume import subsumed, truths
from interlock.kernel.term import Closure, Free, Hole, Refinement, Term


class Walking(Protocol):
    """What is read of a walk: ``solved_at`` has the port that determined a parameter of a box."""

    plan: Plan
    context: Context
    solved_at: dict[tuple[str, int], str]


def judged(name: str, opened: Opened, arguments: tuple[Term, ...], walk: Walking) -> list[ElaborationFault]:
    """What the solutions of a box's parameters themselves owe: their refinements, and that they outlive the instant."""
    told: list[ElaborationFault] = []
    for at, (value, entry) in enumerate(zip(arguments, opened.interface.telescope.parameters, strict=True)):
        if is_unknown(value) or not isinstance(opened.given[at], Hole):
            continue
        if isinstance(entry.type, Refinement):
            told += _owed(opened, at, value, arguments, walk)
        passing = () if opened.instantaneous else _moving(value, walk.plan)
        if passing:
            site = walk.plan.sites.get(Element(walk.solved_at.get((name, at), "")), opened.site)
            told.append(InstantEscape(site, name, entry.name, value, passing[0]))
    return told


def _owed(opened: Opened, at: int, value: Term, arguments: tuple[Term, ...], walk: Walking) -> list[ElaborationFault]:
    type_ = evaluate(opened.interface.telescope.parameters[at].type, arguments[:at], walk.context.machine)
    found = type_of(value, walk.context)
    known = () if found is None else truths(found, value, walk.context)
    assert isinstance(type_, Closure)
    owed = instantiate(type_, value, walk.context.machine)
    base = domain(type_, walk.context.machine)
    if decide(owed) is True or subsumed(base, type_, walk.context, known):
        return []
    return [NotProved(opened.site, quote(owed, 0, walk.context.machine), decide(owed) is False, known)]


def _moving(value: Term, plan: Plan) -> tuple[str, ...]:
    """The ports that a term mentions and whose values may change from one instant to the next."""
    return tuple(port for port in ports_in(value, plan.parameters) if not is_fixed(port, plan))


def ports_in(value: Term, parameters: Mapping[str, Term]) -> tuple[str, ...]:
    """The ports that a term mentions, by name, sorted."""
    found, stack, seen = set[str](), [value], set[int]()
    while stack:
        node = stack.pop()
        if id(node) not in seen:
            seen.add(id(node))
            if isinstance(node, Free) and node.name not in parameters:
                found.add(node.name)
            stack.extend(children(node))
    return tuple(sorted(found))
