"""What the equations of a function say of one call. Part of what is trusted.

A call that stands in a question is stuck: no pattern is known to match its arguments. The equation of a pattern that only
looks at numbers, names and truth values holds where the arguments are so; where a pattern takes data apart, what the clauses
say together is that one of them applies, at some parts, since they cover all values. So no formula with a quantifier over
the arguments of the function is left to a solver, and calls are unfolded as often as is said, and no more.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TypeAlias

from interlock.check.encode import Encoding
from interlock.check.formula import FALSE, TRUE, Node, conjunction, disjunction, implication, literal
from interlock.check.sorts import Data, constructor_type, data_of, made
from interlock.kernel.builtin import BOOL, NAT
from interlock.kernel.clause import Case, Clause, Pattern, Variable, tower
from interlock.kernel.context import Context
from interlock.kernel.evaluate import apply, bare, domain, evaluate, instantiate
from interlock.kernel.number import ONE, normal, plus, polynomial
from interlock.kernel.signature import Entry
from interlock.kernel.term import Apply, Closure, Environment, Literal, Term
from interlock.record import NamedTuple


class _Matched(NamedTuple):
    """What must hold for the patterns so far to match, the values of their variables, and the context of these."""

    guards: tuple[Node, ...]
    environment: Environment
    context: Context

    def under(self, guard: Node) -> _Matched:
        return self._replace(guards=(*self.guards, guard))

    def bind(self, value: Term) -> _Matched:
        return self._replace(environment=(*self.environment, value))


_Then: TypeAlias = Callable[[_Matched], Node]


def unfolded(value: Apply, entry: Entry, encoding: Encoding) -> list[Node]:
    """What the equations say of a call that means something. Raises Unknowable, and Large."""
    return _Unfolding(value, entry, encoding).said()


class _Unfolding:
    """The clauses of a function at the arguments of one call."""

    def __init__(self, value: Apply, entry: Entry, encoding: Encoding) -> None:
        self.value, self.encoding = value, encoding
        self.clauses = entry.clauses or ()
        self.width = len(self.clauses[0].patterns)
        self.context = encoding.context
        self.type = evaluate(entry.type, (), self.context.machine)
        self.splits = any(self._takes_apart(clause) for clause in self.clauses)

    def said(self) -> list[Node]:
        clauses = [self._clause(clause) for clause in self.clauses]
        if not self.splits:
            return [clause for clause in clauses if not _trivial(clause)]
        return [implication(self.encoding.meant(self.value, self.context), disjunction(tuple(clauses)))]

    def _takes_apart(self, clause: Clause) -> bool:
        pairs = zip(clause.patterns, self.value.arguments, strict=False)
        return any(self._stuck(pattern, value) for pattern, value in pairs)

    def _stuck(self, pattern: Pattern, value: Term) -> bool:
        """Whether it is not known whether the value is made of parts as the pattern has it."""
        _, pattern = tower(pattern)
        if isinstance(pattern, Variable) or not pattern.arguments:
            return False
        known = made(value, self.context.signature)
        if known is None:
            return True
        same = known.constructor == pattern.constructor
        return same and any(map(self._stuck, pattern.arguments, known.arguments))

    def _clause(self, clause: Clause) -> Node:
        start = _Matched((), (), self.context)
        return self._match(clause.patterns, self.value.arguments, self.type, start, partial(self._equation, clause))

    def _equation(self, clause: Clause, matched: _Matched) -> Node:
        guards, environment, context = matched
        machine = context.machine
        result = self.type
        for argument in self.value.arguments:
            assert isinstance(result, Closure)
            result = instantiate(result, argument, machine)
        body = apply(evaluate(clause.body, environment, machine), self.value.arguments[self.width :], machine)
        return self._where(conjunction(guards), self.encoding.equation(result, self.value, body, context))

    def _where(self, guard: Node, body: Node) -> Node:
        """That the clause applies, and says this; or that it says this if it applies."""
        return conjunction((guard, body)) if self.splits else implication(guard, body)

    def _match(
        self, patterns: Sequence[Pattern], values: Sequence[Term], type_: Term, so_far: _Matched, then: _Then
    ) -> Node:
        """What is said where the values match the patterns; ``type_`` is that of a function of what the values are."""
        if not patterns:
            return then(so_far)
        assert isinstance(type_, Closure)
        machine = so_far.context.machine
        source, rest = domain(type_, machine), instantiate(type_, values[0], machine)

        def go_on(matched: _Matched) -> Node:
            return self._match(patterns[1:], values[1:], rest, matched, then)

        return self._one(patterns[0], values[0], bare(source, machine), so_far, go_on)

    def _one(self, pattern: Pattern, value: Term, type_: Term, so_far: _Matched, then: _Then) -> Node:
        height, under = tower(pattern)
        if isinstance(under, Variable) and not height:
            return then(so_far.bind(value))
        if type_ is NAT:
            return self._number(height, under, value, so_far, then)
        assert isinstance(under, Case)
        if type_ is BOOL:
            says = Literal(under.constructor == "true")
            return then(so_far.under(self.encoding.equation(type_, value, says, so_far.context)))
        known = made(value, self.context.signature)
        if known is not None and known.constructor != under.constructor:
            return self._where(FALSE, TRUE)
        data = data_of(type_, self.context.signature)
        assert data is not None
        if known is not None:
            whole = constructor_type(under.constructor, data.parameters, so_far.context)
            return self._match(under.arguments, known.arguments, whole, so_far, then)
        return self._apart(under, value, type_, data, so_far, then)

    def _number(self, height: int, under: Pattern, value: Term, so_far: _Matched, then: _Then) -> Node:
        """A natural number: at least so large, or just so large."""
        number, least = self.encoding.term(value, so_far.context), literal(height)
        if not isinstance(under, Variable):
            return then(so_far.under(Node("=", "Bool", (number, least))))
        before = normal(plus(polynomial(value), {ONE: height}, -1))
        return then(so_far.under(Node("<=", "Bool", (least, number))).bind(before))

    def _apart(self, under: Case, value: Term, type_: Term, data: Data, so_far: _Matched, then: _Then) -> Node:
        """A constructor at some arguments."""

        def made_so(each: Term, inner: Context) -> Node:
            parts = made(each, inner.signature)
            assert parts is not None
            whole = constructor_type(under.constructor, data.parameters, inner)
            matched = so_far.under(self.encoding.equation(type_, value, each, inner))._replace(context=inner)
            return self._match(under.arguments, parts.arguments, whole, matched, then)

        one = data._replace(constructors=((under.constructor, len(under.arguments)),))
        return self.encoding.range.constructed("exists", one, so_far.context, made_so)


def _trivial(node: Node) -> bool:
    return node == TRUE or (node.op == "=" and node.args[0] == node.args[1])
