"""Quantifiers over all values of a type, spread out where the values are known. Part of what is trusted.

A value of `Bool`, of `Fin n` where n is a small number, or of data that are a list of names is one of a few; a record is its
fields; a value of other data is some constructor at arguments, unless it may contain others of these data. A quantifier over
any other type has one variable and is relativised.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, TypeAlias

from interlock.check.formula import Node, conjunction, disjunction, implication
from interlock.check.sorts import Data, constructor, constructor_type, data_of
from interlock.kernel.builtin import BOOL, FALSE, FIN, TRUE, UNIT
from interlock.kernel.context import Context
from interlock.kernel.evaluate import domain, evaluate, instantiate
from interlock.kernel.proposition import conjuncts
from interlock.kernel.term import Apply, Closure, Environment, Literal, Pi, Record, Refinement, Term, Tuple

FEW: Final = 16
"""How many members of an index are spread out."""

MOST: Final = 1000
"""How many values and constructors are spread out in all, in what is encoded together."""

Body: TypeAlias = Callable[[Term, Context], Node]
"""What is said of a value, which may stand in a larger context."""


class Range:
    """Says that something holds for all or some values of types.

    ``say`` encodes a proposition, ``single`` quantifies over a type that is not spread out.
    """

    __slots__ = ("_left", "_say", "_single")

    def __init__(
        self, say: Callable[[Term, Context], Node], single: Callable[[str, Term, Context, Body], Node]
    ) -> None:
        """Nothing is spread out yet."""
        self._say, self._single, self._left = say, single, MOST

    def over(self, quantifier: str, type_: Term, context: Context, body: Body) -> Node:
        """The formula that for all values of a type (`forall`) or for some (`exists`) the body is true."""
        machine = context.machine
        if isinstance(type_, Closure) and isinstance(type_.binder, Refinement):
            refined = type_

            def guarded(value: Term, inner: Context) -> Node:
                said = conjuncts(instantiate(refined, value, machine))
                guard = conjunction(tuple(self._say(part, inner) for part in said))
                return _under(quantifier, guard, body(value, inner))

            return self.over(quantifier, domain(type_, machine), context, guarded)
        if isinstance(type_, Closure) and isinstance(type_.binder, Record):
            return self._fields(quantifier, type_, type_.environment, (), context, body)
        if type_ is UNIT:  # all its values are one
            return body(context.variable, context.bind(UNIT))
        data = data_of(type_, context.signature)
        values = _values(type_)
        if data is not None and not data.loose and self._left >= len(data.constructors):
            return self.constructed(quantifier, data, context, body)
        if values and self._left >= len(values):
            self._left -= len(values)
            return joined(quantifier, tuple(body(value, context) for value in values))
        return self._single(quantifier, type_, context, body)

    def constructed(self, quantifier: str, data: Data, context: Context, body: Body) -> Node:
        """The same of data, by constructors."""
        self._left -= len(data.constructors)
        found = []
        for name, _ in data.constructors:
            type_ = constructor_type(name, data.parameters, context)
            found.append(self._arguments(quantifier, name, type_, data.parameters, context, body))
        return joined(quantifier, tuple(found))

    def _arguments(
        self, quantifier: str, name: str, type_: Term, before: tuple[Term, ...], context: Context, body: Body
    ) -> Node:
        """For all or some arguments of a constructor after those ``before``, which its type is instantiated with."""
        if not (isinstance(type_, Closure) and isinstance(type_.binder, Pi)):
            head = constructor(name, context.signature)
            return body(Apply(head, before) if before else head, context)
        pi = type_

        def then(value: Term, inner: Context) -> Node:
            rest = instantiate(pi, value, inner.machine)
            return self._arguments(quantifier, name, rest, (*before, value), inner, body)

        return self.over(quantifier, domain(pi, context.machine), context, then)

    def _fields(
        self,
        quantifier: str,
        type_: Closure,
        environment: Environment,
        before: tuple[Term, ...],
        context: Context,
        body: Body,
    ) -> Node:
        """For all or some values of the fields of a record after those ``before``."""
        assert isinstance(type_.binder, Record)
        names, types = type_.binder.names, type_.binder.types
        if len(before) == len(names):
            return body(Tuple(names, before), context)
        source = evaluate(types[len(before)], environment, context.machine)

        def then(value: Term, inner: Context) -> Node:
            return self._fields(quantifier, type_, (*environment, value), (*before, value), inner, body)

        return self.over(quantifier, source, context, then)


def joined(quantifier: str, parts: tuple[Node, ...]) -> Node:
    """What is said of each of all values."""
    return conjunction(parts) if quantifier == "forall" else disjunction(parts)


def _under(quantifier: str, guard: Node, body: Node) -> Node:
    return implication(guard, body) if quantifier == "forall" else conjunction((guard, body))


def _values(type_: Term) -> tuple[Term, ...]:
    """The values of a type that has few; none where that is not known."""
    if type_ is BOOL:
        return (TRUE, FALSE)
    if isinstance(type_, Apply) and type_.head is FIN and isinstance(type_.arguments[0], Literal):
        count = type_.arguments[0].value
        if isinstance(count, int) and 0 < count <= FEW:
            return tuple(map(Literal, range(count)))
    return ()
