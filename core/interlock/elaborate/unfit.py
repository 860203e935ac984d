"""What is told of a target: that nothing feeds it, or that what feeds it does not fit; and what would."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, Protocol

from interlock.diagram.element import Element
from interlock.diagram.wiring import EACH
from interlock.elaborate.disagree import judged_by_measure
from interlock.elaborate.equate import apart_numbers
from interlock.elaborate.fault import NoSource, TypeMismatch
from interlock.elaborate.interface import Interface
from interlock.elaborate.metavariable import Metavariables, holes, is_open, is_unknown
from interlock.elaborate.plan import Plan
from interlock.elaborate.why import divergences
from interlock.kernel.builtin import FIN, VEC
from interlock.kernel.context import Context
from interlock.kernel.evaluate import Machine, domain, evaluate, evaluate_in, instantiate
from interlock.kernel.part import parts
from interlock.kernel.quote import quote
from interlock.kernel.term import Apply, Closure, Constant, Free, Hole, Literal, Pi, Sum, Term
from interlock.text.site import Site

_GROUND: Final = (Free, Literal)

OFFERS = 3
"""At most so many ports are offered."""


class Walking(Protocol):
    """What is read of a walk."""

    plan: Plan
    metas: Metavariables
    context: Context
    free: dict[str, Term]
    environments: dict[str, list[Term]]

    @property
    def sites_of(self) -> Mapping[Element, Site]:
        """Where each target's wire names it."""

    def interface_of(self, name: str) -> Interface:
        """The interface of a box."""


def missing(walk: Walking, name: str, port: str, expected: Term) -> NoSource:
    """That no wire goes to a target: at the box, or at the outer port."""
    opened = walk.plan.boxes[name]
    site = opened.site if name else opened.interface.port_site(opened.interface.shape.index[port])
    if is_unknown(expected) or is_open(expected):
        return NoSource(site, port, None, ())
    return NoSource(site, port, quote(expected, 0, walk.metas.machine), offers(walk, expected, port))


def offers(walk: Walking, expected: Term, target: str) -> tuple[str, ...]:
    """Sources of other boxes that have just the type that is due."""
    own = target.rpartition(".")[0] + "."
    fitting = (port for port, type_ in walk.free.items() if type_ is expected and port not in walk.plan.parameters)
    return tuple(port for port, _ in zip((p for p in fitting if not p.startswith(own)), range(OFFERS), strict=False))


def mismatch(walk: Walking, name: str, port: str, expected: Term, found: Term) -> TypeMismatch:
    """That a source does not fit, with both types and what brought the parts in which they differ."""
    machine, target = walk.metas.machine, Element(port)
    source, sites = walk.plan.wires[target], walk.plan.sites
    story = divergences(walk, name, port, source, expected, found)
    wanted, had = quote(expected, 0, machine), quote(found, 0, machine)
    near, many = offers(walk, expected, port), ""
    if EACH in sites.written(target):
        had = as_vector(found, machine)
        many = sites.written(target) if _is_vector(had) and not _is_vector(as_vector(expected, machine)) else ""
    told = TypeMismatch(sites[target], source, port, wanted, had, story, near, start=sites.source(target), many=many)
    told = told._replace(equation=_equation(walk, told))
    return judged_by_measure(told, expected, found, walk.context)


def _equation(walk: Walking, told: TypeMismatch) -> tuple[str, Term, Term] | None:
    """The first equation of numbers in which the types part and that no natural number of a parameter is found to solve."""
    owners = dict.fromkeys(end.rpartition(".")[0] for end in (told.target, told.source))
    opened = ((name, walk.plan.boxes[name]) for name in owners)
    called = {
        value: f"{name}.{parameter.name}"
        for name, box in opened
        for value, parameter in zip(box.given, box.interface.telescope.parameters, strict=True)
        if isinstance(value, Hole)
    }
    naming = Machine({hole.name: Free(name) for hole, name in called.items()})
    for part in told.divergences:
        left, right = sorted((part.expected, part.found), key=lambda side: not holes(side))
        unknown = [called.get(hole, "") for hole in holes(left)]
        numbers = isinstance(left, Sum) and not holes(right)
        if numbers and len(unknown) == 1 and unknown[0] and apart_numbers(left, right, walk.metas):
            return unknown[0], quote(evaluate(left, (), naming), 0, naming), right
    return None


def as_vector(value: Term, machine: Machine) -> Term:
    """A type as it is read: `Fin n -> A`, in which A is the same for all, is `Vec A n`."""
    over = domain(value, machine) if isinstance(value, Closure) and isinstance(value.binder, Pi) else None
    if isinstance(value, Closure) and isinstance(over, Apply) and over.head is FIN:
        each = Free(EACH)
        found = quote(Apply(VEC, (instantiate(value, each, machine), *over.arguments)), 0, machine)
        if each not in parts(found):
            return found
    return quote(value, 0, machine)


def _is_vector(type_: Term) -> bool:
    return isinstance(type_, Apply) and type_.head is VEC


def hopeless(walk: Walking, port: str, source: str) -> bool:
    """Whether a source fits a target under no solution of parameters: they differ where no parameter is involved."""
    if Element(port) in walk.plan.bent:
        return False
    return _apart(_unsolved(walk, source), _unsolved(walk, port), walk.context)


def _unsolved(walk: Walking, port: str) -> Term:
    """The type of a port with the box's inferred parameters left open."""
    name, _, short = port.rpartition(".")
    opened, at = walk.plan.boxes[name], walk.plan.boxes[name].interface.shape.index[short]
    values = [*opened.given, *walk.environments[name][len(opened.given) :]]
    return evaluate_in(opened.interface.telescope.ports[at].type, values, len(opened.given) + at, walk.metas.machine)


def _apart(left: Term, right: Term, context: Context) -> bool:
    """Whether two types have at an invariant place of one family two ports or literals that are not the same."""
    if type(left) in _GROUND and type(right) in _GROUND:
        return left is not right
    if not isinstance(left, Apply) or not isinstance(right, Apply) or left.head is not right.head:
        return False
    name = left.head.name if isinstance(left.head, Constant) else ""
    return any(
        _apart(one, other, context)
        for at, (one, other) in enumerate(zip(left.arguments, right.arguments, strict=False))
        if name and context.signature.variance(name, at) == "invariant"
    )
