"""What the solutions of a box's parameters themselves owe."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from interlock.diagram.element import Element
from interlock.elaborate.fault import ElaborationFault, InstantEscape
from interlock.elaborate.metavariable import is_unknown
from interlock.elaborate.misfit import misfit
from interlock.elaborate.owed import Ledger, Owed
from interlock.elaborate.plan import Opened, Plan, is_fixed
from interlock.kernel.context import Context
from interlock.kernel.evaluate import evaluate
from interlock.kernel.judge import Refused, check
from interlock.kernel.part import children
from interlock.kernel.telescope import Telescope
from interlock.kernel.term import Free, Term
from interlock.text.site import Site


class Walking(Protocol):
    """What is read of a walk.

    ``solved_at`` has the port that determined a parameter, ``fitting`` what has been judged, ``moving`` the ports that
    each argument so far mentions, ``blamed`` the sources that do not fit where they lead.
    """

    plan: Plan
    context: Context
    asking: Context
    ledger: Ledger
    owed: list[Owed]
    solved_at: dict[tuple[str, int], str]
    fitting: set[tuple[Telescope, tuple[Term, ...]]]
    moving: dict[Term, tuple[str, ...]]
    blamed: set[str]


def judged(name: str, opened: Opened, arguments: tuple[Term, ...], walk: Walking) -> list[ElaborationFault]:
    """What the arguments of a box's parameters owe: that they have the parameters' types, and outlive the instant."""
    told: list[ElaborationFault] = []
    inferred = any(not value.inert or not value.plain for value in opened.given)
    key = (opened.interface.telescope, arguments)
    if inferred and key not in walk.fitting:
        walk.fitting.add(key)
        told += _fitting(name, opened, arguments, walk)
    for at, (value, entry) in enumerate(zip(arguments, opened.interface.telescope.parameters, strict=True)):
        moving = _moving(value, walk)
        passing = [port for port in moving if not (opened.instantaneous and port in reaching(name, walk.plan))]
        if passing:
            told.append(InstantEscape(_solved(name, at, opened, walk), name, entry.name, value, passing[0]))
    return told


def _solved(name: str, at: int, opened: Opened, walk: Walking) -> Site:
    """The wire that determined a parameter, else the box."""
    return walk.plan.sites.get(Element(walk.solved_at.get((name, at), "")), opened.site)


def _fitting(name: str, opened: Opened, arguments: tuple[Term, ...], walk: Walking) -> list[ElaborationFault]:
    """The kernel's verdict on each solution."""
    told: list[ElaborationFault] = []
    for at, (argument, entry) in enumerate(zip(arguments, opened.interface.telescope.parameters, strict=True)):
        values = [evaluate(one, (), walk.context.machine) for one in arguments[:at]]
        given = opened.given[at]
        # What `with` states in full has been checked there.
        if (given.inert and given.plain) or any(is_unknown(value) for value in (argument, *values)):
            continue
        type_ = evaluate(entry.type, tuple(values), walk.context.machine)
        walk.ledger.retract(0)
        try:
            check(argument, type_, walk.asking)
        except Refused:
            # What was solved before a wire turned out to be at fault may be about its source.
            if walk.blamed.isdisjoint(ports_in(argument, walk.plan.parameters)):
                what = f"the parameter `{entry.name}`"
                told.append(misfit(argument, type_, _solved(name, at, opened, walk), what, walk.context))
        else:
            walk.owed += [owed._replace(derived=True) for owed in walk.ledger.take(opened.site)]
    return told


def reaching(name: str, plan: Plan) -> set[str]:
    """The ports from which a way in the one graph leads to an input of a box: wires, dependency, mention."""
    inputs = (f"{name}.{entry.name}" for entry in plan.boxes[name].interface.telescope.ports if entry.incoming)
    found: set[str] = set()
    stack = list(inputs)
    while stack:
        port = stack.pop()
        box, _, short = port.rpartition(".")
        shape = plan.boxes[box].interface.shape
        at = shape.index[short]
        before = {*shape.depends[at], *shape.mentions[at]} if box else set(shape.mentions[at])
        sources = {f"{box}.{shape.ports[other].name}" if box else shape.ports[other].name for other in before}
        source = plan.wires.get(Element(port))
        new = (sources | ({str(source)} if source is not None else set())) - found
        found |= new
        stack += sorted(new)
    return found


def _moving(value: Term, walk: Walking) -> tuple[str, ...]:
    """The ports that a term mentions and whose values may change from one instant to the next; none if it is unknown."""
    known = walk.moving.get(value)
    if known is None:
        ports = () if is_unknown(value) else ports_in(value, walk.plan.parameters)
        known = walk.moving[value] = tuple(port for port in ports if not is_fixed(port, walk.plan))
    return known


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
