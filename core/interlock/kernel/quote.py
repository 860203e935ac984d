"""Quotation: from a value back to the term of which it is the value, at a stated depth."""

from __future__ import annotations

from functools import cache

from interlock.kernel.dimension import mapped
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
    Product,
    Project,
    Quantified,
    Record,
    Refinement,
    Sum,
    Term,
    Tuple,
)

Memo = dict[tuple[Term, int], Term]


def quote(value: Term, depth: int, machine: Machine) -> Term:
    """The normal term at ``depth`` whose value this is; a value without closures is its own quotation."""
    return value if value.plain else _Quotation(machine).quote(value, depth)


class _Quotation:
    """One quotation; values are shared, so each is quoted once at each depth."""

    __slots__ = ("machine", "memo")

    def __init__(self, machine: Machine) -> None:
        self.machine = machine
        self.memo: Memo = {}

    def quote(self, value: Term, depth: int) -> Term:
        if value.plain:
            return value
        key = (value, depth)
        found = self.memo.get(key)
        if found is None:
            self.machine.step()
            found = self.memo[key] = self._fresh(value, depth)
        return found

    def _fresh(self, value: Term, depth: int) -> Term:
        match value:
            case Closure():
                return self._binder(value, depth)
            case Apply(head=head, arguments=arguments):
                return Apply(self.quote(head, depth), tuple([self.quote(a, depth) for a in arguments]))
            case Project(record=record, field=field):
                return Project(self.quote(record, depth), field)
            case Tuple(names=names, values=values):
                return Tuple(names, tuple([self.quote(v, depth) for v in values]))
            case Sum():
                return self._sum(value, depth)
            case Product():
                return mapped(value, lambda atom: self.quote(atom, depth))
            case _:
                raise TypeError(type(value).__name__)

    def _binder(self, value: Closure, depth: int) -> Binder:
        if isinstance(value.binder, Record):
            return Record(value.binder.names, self._fields(value, depth))
        under = self.quote(instantiate(value, Local(depth), self.machine), depth + 1)
        match value.binder:
            case Lambda(name=name):
                return Lambda(name, under)
            case Pi(name=name, implicit=implicit):
                return Pi(name, self._domain(value, depth), under, implicit=implicit)
            case Refinement(name=name):
                return Refinement(name, self._domain(value, depth), under)
            case other:
                assert isinstance(other, Quantified)
                return Quantified(other.quantifier, other.name, self._domain(value, depth), under)

    def _domain(self, value: Closure, depth: int) -> Term:
        return self.quote(domain(value, self.machine), depth)

    def _fields(self, value: Closure, depth: int) -> tuple[Term, ...]:
        assert isinstance(value.binder, Record)
        environment: Environment = value.environment
        types = []
        for at, type_ in enumerate(value.binder.types):
            types.append(self.quote(evaluate(type_, environment, self.machine), depth + at))
            environment = (*environment, Local(depth + at))
        return tuple(types)

    def _sum(self, value: Sum, depth: int) -> Term:
        total = polynomial(Literal(0))
        for monomial, coefficient in value.terms:
            product = polynomial(Literal(coefficient))
            for atom, exponent in monomial:
                factor = polynomial(self.quote(atom, depth))
                for _ in range(exponent):
                    product = times(product, factor)
            total = plus(total, product)
        return normal(total)


@cache
def identity(depth: int) -> Environment:
    """The environment in which every variable stands for itself."""
    return tuple([Local(level) for level in range(depth)])
