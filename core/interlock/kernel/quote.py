"""Quotation: from a value back to the term of which it is the value, at a stated depth."""

from __future__ import annotations

from interlock.kernel.evaluate import Machine, domain, evaluate, instantiate
from interlock.kernel.number import normal, plus, polynomial, times
from interlock.kernel.term import (
    Apply,
    Binder,
    Closure,
    Environment,
    Lambda,
    Literal,
    Local,
    Pi,
    Project,
    Quantified,
    Record,
    Refinement,
    Sum,
    Term,
    Tuple,
)


def quote(value: Term, depth: int, machine: Machine) -> Term:
    """The normal term at ``depth`` whose value this is; a value without closures is its own quotation."""
    if value.plain:
        return value
    match value:
        case Closure():
            return _binder(value, depth, machine)
        case Apply(head=head, arguments=arguments):
            return Apply(quote(head, depth, machine), tuple([quote(a, depth, machine) for a in arguments]))
        case Project(record=record, field=field):
            return Project(quote(record, depth, machine), field)
        case Tuple(names=names, values=values):
            return Tuple(names, tuple([quote(v, depth, machine) for v in values]))
        case Sum():
            return _sum(value, depth, machine)
        case _:
            raise TypeError(type(value).__name__)


def _binder(value: Closure, depth: int, machine: Machine) -> Binder:
    match value.binder:
        case Pi(name=name, implicit=implicit):
            under = quote(instantiate(value, Local(depth), machine), depth + 1, machine)
            return Pi(name, quote(domain(value, machine), depth, machine), under, implicit=implicit)
        case Lambda(name=name):
            return Lambda(name, quote(instantiate(value, Local(depth), machine), depth + 1, machine))
        case Refinement(name=name):
            under = quote(instantiate(value, Local(depth), machine), depth + 1, machine)
            return Refinement(name, quote(domain(value, machine), depth, machine), under)
        case Quantified(quantifier=quantifier, name=name):
            under = quote(instantiate(value, Local(depth), machine), depth + 1, machine)
            return Quantified(quantifier, name, quote(domain(value, machine), depth, machine), under)
        case Record(names=names):
            return Record(names, _fields(value, depth, machine))
        case _:
            raise TypeError(type(value.binder).__name__)


def _fields(value: Closure, depth: int, machine: Machine) -> tuple[Term, ...]:
    assert isinstance(value.binder, Record)
    environment: Environment = value.environment
    types = []
    for at, type_ in enumerate(value.binder.types):
        types.append(quote(evaluate(type_, environment, machine), depth + at, machine))
        environment = (*environment, Local(depth + at))
    return tuple(types)


def _sum(value: Sum, depth: int, machine: Machine) -> Term:
    total = polynomial(Literal(0))
    for monomial, coefficient in value.terms:
        product = polynomial(Literal(coefficient))
        for atom, exponent in monomial:
            factor = polynomial(quote(atom, depth, machine))
            for _ in range(exponent):
                product = times(product, factor)
        total = plus(total, product)
    return normal(total)


def identity(depth: int) -> Environment:
    """The environment in which every variable stands for itself."""
    return tuple([Local(level) for level in range(depth)])
