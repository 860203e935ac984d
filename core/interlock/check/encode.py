"""Propositions as formulas. Part of what is trusted.

`Nat`, `Int`, `Fin n` are integers in their ranges, `Real` the reals, a quantity the real number of its own unit,
`Bool` and `Prop` truth values, `Text` has equality, data that are a list of names are these. A record is its fields, and
what data are made of is free. Every other type is a predicate on one sort of values, and quantifiers are relativised to
it: a sort of its own would never be empty, and prove that there is a certificate. Predicates and functions are
uninterpreted; what the equations of a function say of a call is added to it (`check/unfold`).
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Final

from interlock.check import formula as f
from interlock.check.formula import FALSE, TRUE, Node, boxed, conjunction, level, literal
from interlock.check.range import Range
from interlock.check.sorts import SORTS, constructor_type, data_of, made, sort_of
from interlock.check.terms import CONNECTIVES, Atom, Terms, Unknowable, repr_of
from interlock.kernel.builtin import AT_MOST, EQUAL, FIN, LESS, NAT, PROP, UNIT
from interlock.kernel.context import Context
from interlock.kernel.convert import argument_types, type_of
from interlock.kernel.evaluate import apply, bare, domain, evaluate, expose, instantiate, project
from interlock.kernel.proposition import conjuncts
from interlock.kernel.term import Apply, Closure, Pi, Project, Quantified, Record, Refinement, Sum, Term, Universe

__all__ = ["Atom", "Encoding", "Unknowable", "is_membership"]

HAS: Final = "has"
"""The predicate to be of a type."""


class Encoding(Terms):
    """Encodes what is said in one context."""

    def __init__(self, context: Context) -> None:
        """Nothing is met or spread out yet."""
        super().__init__(context)
        self.range = Range(self.proposition, self.single)

    def proposition(self, value: Term, context: Context) -> Node:
        """The formula of a proposition's value. Raises Unknowable."""
        if isinstance(value, Closure):
            return self._quantified(value, context)
        if isinstance(value, Apply):
            name = CONNECTIVES.get(value.head)
            if name is not None:
                return Node(name, "Bool", tuple([self.proposition(part, context) for part in value.arguments]))
            if value.head in (LESS, AT_MOST):
                one, other = (self.term(part, context) for part in value.arguments)
                return Node("<" if value.head is LESS else "<=", "Bool", level(one, other))
            if value.head is EQUAL:
                type_, left, right = value.arguments
                return self.equation(type_, left, right, context)
        return self._sorted(value, "Bool", context)

    def _quantified(self, value: Closure, context: Context) -> Node:
        assert isinstance(value.binder, Quantified)

        def said(each: Term, inner: Context) -> Node:
            return self.proposition(instantiate(value, each, inner.machine), inner)

        return self.range.over(value.binder.quantifier, domain(value, context.machine), context, said)

    def single(self, quantifier: str, type_: Term, context: Context, body: Callable[[Term, Context], Node]) -> Node:
        """The quantifier over one variable, relativised to its type."""
        variable, inner = context.variable, context.bind(type_)
        guard, said = self.membership(type_, variable, inner), body(variable, inner)
        bound = (variable.level, sort_of(type_, context))
        if quantifier == "exists":
            return Node("exists", "Bool", (conjunction((guard, said)),), bound)
        return Node("forall", "Bool", (Node("=>", "Bool", (guard, said)),), bound)

    def equation(self, type_: Term, left: Term, right: Term, context: Context) -> Node:
        """The formula that two values of a type are equal. Raises Unknowable."""
        machine = context.machine
        plain = bare(type_, machine)
        if left is right or plain is UNIT:
            self.term(left, context)  # it is met: there is such a thing
            return TRUE
        if isinstance(plain, Closure) and isinstance(plain.binder, Record):
            return self._fields_equal(plain, left, right, context)
        one, other = made(left, context.signature), made(right, context.signature)
        if one is not None and other is not None:
            data = data_of(plain, context.signature)
            if one.constructor != other.constructor:
                return FALSE
            if data is not None:
                arguments = constructor_type(one.constructor, data.parameters, context)
                return self._arguments_equal(arguments, one.arguments, other.arguments, context)
        encode = self.proposition if plain is PROP else self.term
        return _equal(encode(left, context), encode(right, context), sort_of(plain, context))

    def _fields_equal(self, type_: Closure, left: Term, right: Term, context: Context) -> Node:
        assert isinstance(type_.binder, Record)
        environment, parts = type_.environment, []
        for name, field in zip(type_.binder.names, type_.binder.types, strict=True):
            one, other = project(left, name), project(right, name)
            parts.append(self.equation(evaluate(field, environment, context.machine), one, other, context))
            environment = (*environment, one)
        return conjunction(tuple(parts))

    def _arguments_equal(self, type_: Term, left: tuple[Term, ...], right: tuple[Term, ...], context: Context) -> Node:
        parts = []
        for one, other in zip(left, right, strict=True):
            assert isinstance(type_, Closure)
            parts.append(self.equation(domain(type_, context.machine), one, other, context))
            type_ = instantiate(type_, one, context.machine)
        return conjunction(tuple(parts))

    # ---- types -------------------------------------------------------------------------------------------------------

    def membership(self, type_: Term, value: Term, context: Context) -> Node:
        """The formula that a value, which has the type's sort, is of the type."""
        return conjunction(tuple(node for node, _ in self.conditions(type_, value, context)))

    def conditions(self, type_: Term, value: Term, context: Context) -> list[tuple[Node, Term | None]]:
        """What it takes to be of a type, each with the proposition of which it is the formula, if it is one's."""
        machine = context.machine
        if isinstance(type_, Closure) and isinstance(type_.binder, Refinement):
            found = self.conditions(domain(type_, machine), value, context)
            said = conjuncts(instantiate(type_, value, machine))
            return [*found, *((self.proposition(part, context), part) for part in said)]
        node = self.term(value, context)
        if type_ is NAT:
            return [(Node("<=", "Bool", (literal(0), node)), None)]
        if isinstance(type_, Apply) and type_.head is FIN:
            bound = self.term(type_.arguments[0], context)
            least = Node("<=", "Bool", (literal(0), node))
            return [(least, None), (Node("<", "Bool", level(node, bound)), None)]
        if type_ in SORTS or type_ is UNIT or sort_of(type_, context) != "Value":
            return []
        has = Node("apply", "Bool", (boxed(self.term(type_, context)), boxed(node)), HAS)
        return [(has, None), *self._parts(type_, value, context), *self._members(type_, value, context)]

    def _parts(self, type_: Term, value: Term, context: Context) -> list[tuple[Node, Term | None]]:
        """To be a record, each field of its type; or to be data, made in one of the ways there are."""
        found: list[tuple[Node, Term | None]] = []
        if isinstance(type_, Closure) and isinstance(type_.binder, Record):
            environment = type_.environment
            for name, field in zip(type_.binder.names, type_.binder.types, strict=True):
                part = project(value, name)
                found += self.conditions(evaluate(field, environment, context.machine), part, context)
                environment = (*environment, part)
        data = data_of(type_, context.signature)
        if data is None:
            return found
        known = made(value, context.signature)
        if known is None and context.depth > self.context.depth:
            return found  # to be of the data is enough
        if known is None:
            return [(self.range.constructed("exists", data, context, partial(self.equation, type_, value)), None)]
        arguments = constructor_type(known.constructor, data.parameters, context)
        for part in known.arguments:
            assert isinstance(arguments, Closure)
            found += self.conditions(domain(arguments, context.machine), part, context)
            arguments = instantiate(arguments, part, context.machine)
        return found

    def _members(self, type_: Term, value: Term, context: Context) -> list[tuple[Node, Term | None]]:
        """What the type of a function says of all its values, beyond of which type they are."""
        machine = context.machine
        function = expose(type_)
        if not (isinstance(function, Closure) and isinstance(function.binder, Pi)):
            return []

        def said(each: Term, inner: Context) -> Node:
            target = instantiate(function, each, machine)
            said = self.conditions(target, apply(value, (each,), machine), inner)
            return conjunction(tuple([node for node, _ in said if not is_membership(node)]))

        rule = self.range.over("forall", domain(function, machine), context, said)
        return [] if _idle(rule) else [(rule, None)]

    def meant(self, value: Term, context: Context) -> Node:
        """What must hold so that all calls in a term are at arguments of the right type: where it does not, nothing is known."""
        match value:
            case Apply(head=head, arguments=arguments):
                types = argument_types(head, arguments, context)
                pairs = zip(arguments, types, strict=True)
                own = [self._fits(one, type_, context) for one, type_ in pairs if type_ is not None]
                return conjunction((*own, *(self.meant(part, context) for part in (head, *arguments))))
            case Project(record=record):
                return self.meant(record, context)
            case Sum(terms=terms):
                atoms = sorted({atom for monomial, _ in terms for atom, _ in monomial}, key=repr_of)
                return conjunction(tuple([self.meant(atom, context) for atom in atoms]))
            case _:
                return TRUE

    def _fits(self, value: Term, type_: Term, context: Context) -> Node:
        own = type_of(value, context)
        if isinstance(type_, Universe) or own is type_ or (own is not None and bare(own, context.machine) is type_):
            return TRUE
        nodes = [node for node, _ in self.conditions(type_, value, context) if not is_membership(node)]
        return conjunction(tuple([node for node in nodes if not f.holds_plainly(node)]))


def _equal(one: Node, other: Node, sort: str) -> Node:
    if sort == "Value" or (one.sort != other.sort and not {one.sort, other.sort} <= set(f.NUMBERS)):
        return Node("=", "Bool", (boxed(one), boxed(other)))
    return Node("=", "Bool", level(one, other) if sort in f.NUMBERS else (one, other))


def is_membership(node: Node) -> bool:
    """Whether a formula says that something is of an uninterpreted type, if it means something."""
    if node.op == "=>":
        return is_membership(node.args[1])
    return node.op == "apply" and node.data == HAS


def _idle(rule: Node) -> bool:
    """Whether nothing is said of whatever there may be."""
    while rule.op == "forall" or (rule.op == "=>" and rule.args[1].op in ("forall", "=>", "literal")):
        rule = rule.args[-1]
    return rule == TRUE
