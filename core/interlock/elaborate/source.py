"""What feeds a target over a way: fields of records, one member of a family or vector, or each of them."""

from __future__ import annotations

from typing import Protocol

from interlock.diagram.element import Element
from interlock.diagram.wiring import EACH
from interlock.elaborate.elaboration import Elaboration, Place
from interlock.elaborate.expression import term
from interlock.elaborate.fault import ElaborationFault, NotAFunction, UnknownThing
from interlock.elaborate.metavariable import Metavariables, is_open, is_unknown
from interlock.elaborate.owed import Owed
from interlock.elaborate.plan import Plan
from interlock.kernel.builtin import FIN, UNKNOWN
from interlock.kernel.context import Context
from interlock.kernel.evaluate import apply, domain, evaluate, field_type, instantiate, project
from interlock.kernel.family import abstracted, members
from interlock.kernel.quote import identity, quote
from interlock.kernel.subsume import stripped
from interlock.kernel.term import Apply, Closure, Free, Lambda, Pi, Project, Record, Term
from interlock.record import NamedTuple
from interlock.syntax.expression import Name, Numeral
from interlock.syntax.suggest import nearest


class Walking(Protocol):
    """What is read and told of a walk."""

    plan: Plan
    metas: Metavariables
    context: Context
    free: dict[str, Term]
    faults: list[ElaborationFault]
    owed: list[Owed]
    sources: dict[str, Term]
    open: bool
    environments: dict[str, list[Term]]

    def given(self, source: str) -> Term | None:
        """The value of a source that is defined to be one."""


class Sent(NamedTuple):
    """What goes over a wire so far: its value, its term for the kernel, its type; all under ``context``."""

    value: Term
    term: Term
    type: Term
    context: Context


def along(walk: Walking, source: str, port: str) -> tuple[Term, Term]:
    """The value and type at the end of a target's way; UNKNOWN with a fault where it leads nowhere."""
    given = walk.given(source)
    value: Term = Free(source) if given is None else given
    type_ = walk.metas.filled(walk.free.get(source, UNKNOWN), 0)
    if Element(port) in walk.plan.broken or is_unknown(type_):
        return value, UNKNOWN
    way = walk.plan.paths.get(Element(port), ())
    opened = walk.plan.boxes[port.rpartition(".")[0]]
    sent = Sent(value, Free(source), type_, walk.context)
    if not opened.is_family and way[-1:] == (EACH,):
        way = way[:-1]  # what is collected is the function itself
    for step in way:
        gone = _step(walk, sent, step, source, port)
        if gone is None:
            return value, UNKNOWN
        sent = gone
    if sent.context.depth == 0 and opened.is_family:
        count = walk.environments[port.rpartition(".")[0]][len(opened.given) - 1]
        sent = Sent(sent.value, sent.term, sent.type, walk.context.bind(Apply(FIN, (count,)), "i"))
    walk.sources[port] = Lambda("i", sent.term) if sent.context.depth else sent.term
    return (_each(sent, walk.context), _at_each(sent, walk.context)) if sent.context.depth else (sent.value, sent.type)


def _each(sent: Sent, context: Context) -> Term:
    return abstracted(sent.value, context)


def _at_each(sent: Sent, context: Context) -> Term:
    """The type of the function from the one member that is bound."""
    machine = context.machine
    at_each = Pi("i", quote(sent.context.bound[0], 0, machine), quote(sent.type, 1, machine))
    return evaluate(at_each, identity(context.depth), machine)


def _step(walk: Walking, sent: Sent, step: str, source: str, port: str) -> Sent | None:
    machine, family = walk.metas.machine, members(sent.type, sent.context)
    if is_open(sent.type) and (step != EACH or family is None):
        walk.open = True
        return None
    if not step.startswith("["):
        return _field(walk, sent, step, source, port)
    if family is None:
        walk.faults.append(NotAFunction(walk.plan.sites[Element(port)], sent.value, sent.type))
        return None
    if step == EACH:
        index: Term = sent.context.variable
        context = sent.context.bind(domain(family, machine), "i")
    else:
        index, context = _index(walk, step[1:-1], domain(family, machine), port), sent.context
        if index is UNKNOWN:
            return None
    value = apply(sent.value, (index,), machine)
    return Sent(value, Apply(sent.term, (index,)), instantiate(family, index, machine), context)


def _index(walk: Walking, text: str, numbers: Term, port: str) -> Term:
    """The member that a numeral or a name means, which owes that there is one."""
    site, scope = walk.plan.sites[Element(port)], walk.plan.scope
    assert scope is not None
    e = Elaboration(walk.plan.sites.item(Element(port)), walk.plan.signature, walk.metas)
    node = Numeral(text, 0, 0) if text[0].isdigit() else Name(text, 0, 0)
    found = e.valued(term(node, numbers, Place(scope, walk.context), e, f"the member `[{text}]`"), walk.context, site)
    e.recall(site)
    walk.faults += [fault._replace(site=site) for fault in e.faults]
    walk.owed += [one._replace(site=site, port=port) for one in e.owed]
    return UNKNOWN if e.faults else found


def _field(walk: Walking, sent: Sent, step: str, source: str, port: str) -> Sent | None:
    record = stripped(sent.type, sent.context)
    is_record = isinstance(record, Closure) and isinstance(record.binder, Record)
    found = field_type(sent.value, record, step, walk.metas.machine) if is_record else None  # type: ignore[arg-type]
    if found is None:
        names = record.binder.names if isinstance(record, Closure) and isinstance(record.binder, Record) else ()
        what = "port or field" if is_record else "port"
        site = walk.plan.sites.step(Element(port), step)
        walk.faults.append(UnknownThing(site, what, step, source, nearest(step, names)))
        return None
    return Sent(project(sent.value, step), Project(sent.term, step), found, sent.context)
