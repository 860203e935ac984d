"""Calls of declared functions computed by the kernel's evaluation, and values as the author writes them."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from interlock.check.formula import Datum, Uncomputed, alternatives
from interlock.check.sorts import constructor, sort_of
from interlock.kernel.builtin import ONE_OF, QUANTITY
from interlock.kernel.context import Context, opening
from interlock.kernel.evaluate import bare, domain, evaluate, instantiate
from interlock.kernel.number import normal, polynomial, times
from interlock.kernel.proposition import decide
from interlock.kernel.signature import Signature
from interlock.kernel.spell import spell
from interlock.kernel.term import (
    Apply,
    Closure,
    Constant,
    Deep,
    Environment,
    Large,
    Literal,
    Pi,
    Record,
    Term,
    Tuple,
)


class Computation:
    """The functions of a signature; what was computed is kept."""

    def __init__(self, signature: Signature) -> None:
        """Nothing is computed yet."""
        self._context = opening(signature)
        self._known: dict[tuple[str, tuple[Datum, ...]], Datum | None] = {}

    def __call__(self, name: str, arguments: tuple[Datum, ...]) -> Datum:
        """The value of a function at the fields of its arguments, in order. Raises Uncomputed."""
        key = (name, arguments)
        if key not in self._known:
            self._context.machine.rest()
            try:
                self._known[key] = self._value(name, iter(arguments))
            except (Deep, Large):
                self._known[key] = None
        found = self._known[key]
        if found is None:
            raise Uncomputed
        return found

    def _value(self, name: str, leaves: Iterator[Datum]) -> Datum | None:
        entry, machine = self._context.signature.entries[name], self._context.machine
        type_ = evaluate(entry.type, (), machine)
        arguments: list[Term] = []
        for _ in (entry.clauses or ())[0].patterns:
            assert isinstance(type_, Closure)
            assert isinstance(type_.binder, Pi)
            arguments.append(_assembled(domain(type_, machine), leaves, self._context))
            type_ = instantiate(type_, arguments[-1], machine)
        head = Constant(name, constructor(name, self._context.signature).hidden, reducible=True)
        return _datum(evaluate(Apply(head, tuple(arguments)), (), machine), self._context.signature)


def _assembled(type_: Term, leaves: Iterator[Datum], context: Context) -> Term:
    """The value of a type that has these fields, which are taken."""
    plain = bare(type_, context.machine)
    if not (isinstance(plain, Closure) and isinstance(plain.binder, Record)):
        return as_term(next(leaves), plain, context)
    environment: Environment = plain.environment
    values: list[Term] = []
    for field in plain.binder.types:
        values.append(_assembled(evaluate(field, environment, context.machine), leaves, context))
        environment = (*environment, values[-1])
    return Tuple(plain.binder.names, tuple(values))


def as_term(datum: Datum, type_: Term | None, context: Context) -> Term:
    """The value of a type that a datum is: a number of a unit, a name of data, or a literal."""
    plain = None if type_ is None else bare(type_, context.machine)
    if plain is not None and isinstance(datum, str) and alternatives(sort_of(plain, context)):
        return constructor(datum, context.signature)
    if isinstance(plain, Apply) and plain.head is QUANTITY and isinstance(datum, int | Fraction):
        one: Term = evaluate(Apply(ONE_OF, plain.arguments), (), context.machine)
        return normal(times(polynomial(Literal(datum)), polynomial(one)))
    return Literal(datum)


def spelled(datum: Datum, type_: Term | None, context: Context) -> str:
    """The datum as the author writes it."""
    return spell(as_term(datum, type_, context))


def _datum(value: Term, signature: Signature) -> Datum | None:
    if isinstance(value, Literal):
        return value.value
    if isinstance(value, Constant) and signature.owner(value.name):
        return value.name
    return decide(value)
