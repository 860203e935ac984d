"""Calls of declared functions computed by the kernel's evaluation, and values as the author writes them."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Final

from interlock.check.formula import Datum, Uncomputed, alternatives
from interlock.check.sorts import constructor, sort_of
from interlock.kernel.builtin import ONE_OF, QUANTITY
from interlock.kernel.context import Context
from interlock.kernel.evaluate import Machine, bare, domain, evaluate, instantiate
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
from interlock.record import NamedTuple

CALL: Final = 2_000
"""Steps of evaluation that one call may take."""

ALL: Final = 50_000
"""Steps that the different calls of one question may take together."""


class _Result(NamedTuple):
    """What a call gave, None if it took too long, and the steps that it took."""

    value: Datum | None
    steps: int


class Computation:
    """The functions of a signature. What was computed is kept, but what a question is charged for does not hang on that."""

    def __init__(self, signature: Signature) -> None:
        """Nothing is computed yet."""
        self._signature = signature
        self._known: dict[tuple[str, tuple[Datum, ...]], _Result] = {}
        self._left = ALL
        self._charged: set[tuple[str, tuple[Datum, ...]]] = set()

    def rest(self) -> Computation:
        """Itself, for the next question."""
        self._left = ALL
        self._charged.clear()
        return self

    def __call__(self, name: str, arguments: tuple[Datum, ...]) -> Datum:
        """The value of a function at the fields of its arguments, in order. Raises Uncomputed."""
        key = (name, arguments)
        if key not in self._known:
            self._known[key] = self._computed(name, arguments)
        found = self._known[key]
        if key not in self._charged:
            self._charged.add(key)
            self._left -= found.steps
        if found.value is None or self._left < 0:
            raise Uncomputed
        return found.value

    def _computed(self, name: str, arguments: tuple[Datum, ...]) -> _Result:
        context = Context(self._signature, {}, (), Machine(steps=CALL, entries=self._signature.entries))
        try:
            value = _value(name, iter(arguments), context)
        except (Deep, Large):
            value = None
        return _Result(value, CALL - context.machine.steps)


def _value(name: str, leaves: Iterator[Datum], context: Context) -> Datum | None:
    entry, machine = context.signature.entries[name], context.machine
    type_ = evaluate(entry.type, (), machine)
    arguments: list[Term] = []
    for _ in (entry.clauses or ())[0].patterns:
        assert isinstance(type_, Closure)
        assert isinstance(type_.binder, Pi)
        arguments.append(_assembled(domain(type_, machine), leaves, context))
        type_ = instantiate(type_, arguments[-1], machine)
    head = Constant(name, constructor(name, context.signature).hidden, reducible=True)
    return datum_of(evaluate(Apply(head, tuple(arguments)), (), machine), context.signature)


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


def datum_of(value: Term, signature: Signature) -> Datum | None:
    """The number, name or truth value that a value is, if it is one."""
    if isinstance(value, Literal):
        return value.value
    if isinstance(value, Constant) and signature.owner(value.name):
        return value.name
    return decide(value)
