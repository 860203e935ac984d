"""Families of boxes: the interface of n boxes alike is that of one, abstracted over `Fin n`."""

from __future__ import annotations

from interlock.kernel.builtin import FIN, NAT
from interlock.kernel.context import Context
from interlock.kernel.convert import convertible
from interlock.kernel.evaluate import Machine, apply, domain, evaluate, expose, instantiate
from interlock.kernel.quote import identity, quote
from interlock.kernel.subsume import embedded, stripped
from interlock.kernel.telescope import Field, Telescope
from interlock.kernel.term import Apply, Closure, Lambda, Local, Pi, Quantified, Term

COUNT = "replicate"
"""The last parameter of a family: how many boxes there are."""


def replicated(telescope: Telescope, machine: Machine) -> Telescope:
    """[Family] A port `p : T` becomes `(i : Fin n) -> T`, where T mentions the ports before it at i; n is the last parameter.

    What a port is given to be becomes a function of i, a contract holds for all i.
    """
    count = len(telescope.parameters)
    machine.rest(len(telescope.ports))
    ports = tuple([_each(port, at, count, machine) for at, port in enumerate(telescope.ports)])
    return Telescope((*telescope.parameters, Field(COUNT, NAT)), ports)


def _each(port: Field, at: int, count: int, machine: Machine) -> Field:
    """A port of a family of ``count`` parameters beside n; n is ``Local(count)``."""
    members = Apply(FIN, (Local(count),))
    here, inside = _Member(count, at, machine), _Member(count, at + 1, machine)
    given = None if port.given is None else Lambda("i", here.of(port.given))
    assume, guarantee = (
        None if said is None else Quantified("forall", "i", members, inside.of(said))
        for said in (port.assume, port.guarantee)
    )
    type_ = Pi("i", members, here.of(port.type))
    return Field(port.name, type_, port.incoming, given, assume, guarantee, port.fixed)


class _Member:
    """Terms over the parameters and the first ports of one box, as terms over the family's and a variable i behind them."""

    __slots__ = ("depth", "environment", "machine")

    def __init__(self, count: int, ports: int, machine: Machine) -> None:
        index = Local(count + 1 + ports)
        parameters = [Local(at) for at in range(count)]
        members = [Apply(Local(count + 1 + at), (index,)) for at in range(ports)]
        self.environment: tuple[Term, ...] = (*parameters, *members)
        self.depth, self.machine = count + 2 + ports, machine

    def of(self, term: Term) -> Term:
        return quote(evaluate(term, self.environment, self.machine), self.depth, self.machine)


def members(type_: Term, context: Context) -> Closure | None:
    """The type of a family's port or of a vector as a function type, without its refinements; None if it is none."""
    exposed = expose(stripped(type_, context))
    is_function = isinstance(exposed, Closure) and isinstance(exposed.binder, Pi) and not exposed.binder.implicit
    return exposed if is_function else None  # type: ignore[return-value]


def embedded_each(value: Term, found: Term, expected: Term, context: Context) -> Term | None:
    """[Each] A wire to a family is a wire to each member: the value as one of the expected type, embedded at every i."""
    one, other, machine = members(found, context), members(expected, context), context.machine
    if one is None or other is None or not convertible(domain(one, machine), domain(other, machine), context):
        return None
    fresh, inner = context.variable, context.bind(domain(other, machine), "i")
    member = apply(value, (fresh,), machine)
    placed = embedded(member, instantiate(one, fresh, machine), instantiate(other, fresh, machine), inner)
    if placed is None or placed is member:
        return None if placed is None else value
    return abstracted(placed, context)


def abstracted(value: Term, context: Context) -> Term:
    """The function whose value at the next variable of a context this is."""
    body = quote(value, context.depth + 1, context.machine)
    return evaluate(Lambda("i", body), identity(context.depth), context.machine)
