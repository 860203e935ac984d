"""Values as terms of formulas. Part of what is trusted.

A record is all its fields, so that whatever has the same fields is the same; the fields of a variable are variables of their
own. What data are made of is kept, but for their parameters: one value may be of data at several.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from typing import Final

from interlock.check import formula as f
from interlock.check.formula import Node, boxed, level, literal, real
from interlock.check.sorts import declared_sorts, made, sort_of
from interlock.kernel.builtin import (
    AND,
    AT_MOST,
    DIVIDE,
    EQUAL,
    IMPLIES,
    LESS,
    MAXIMUM,
    MINIMUM,
    NOT,
    ONE_OF,
    OR,
    UNIT,
)
from interlock.kernel.context import Context
from interlock.kernel.convert import argument_types, type_of
from interlock.kernel.evaluate import bare, evaluate, project
from interlock.kernel.obligation import shape
from interlock.kernel.term import (
    Apply,
    Closure,
    Constant,
    Free,
    Hole,
    Literal,
    Local,
    Product,
    Project,
    Record,
    Sum,
    Term,
    Tuple,
    Universe,
)
from interlock.record import NamedTuple

CONNECTIVES: Final[Mapping[Term, str]] = {AND: "and", OR: "or", IMPLIES: "=>", NOT: "not"}


class Unknowable(Exception):  # noqa: N818 - what is ill-typed has been told of, and owes nothing
    """A proposition about something ill-typed."""


class Atom(NamedTuple):
    """A variable, or a neutral term without bound variables, that occurs in a question, and its type's value."""

    node: Node
    value: Term
    type: Term


class Terms(ABC):
    """Encodes the values of one context; ``atoms`` are what has been met in it, in order."""

    def __init__(self, context: Context) -> None:
        """Nothing is met yet; the variables of the context are constants of the formulas."""
        self.context = context
        self.atoms: dict[Node, Atom] = {}

    @abstractmethod
    def proposition(self, value: Term, context: Context) -> Node:
        """The formula of a proposition's value. Raises Unknowable."""

    def term(self, value: Term, context: Context) -> Node:
        """The formula's term for a value. Raises Unknowable, and Large for one that is too large when written out."""
        context.machine.step()
        match value:
            case Literal(value=datum):
                return literal(datum)
            case Sum():
                return self._sum(value, context)
            case Apply(head=head, arguments=(left, right)) if head in (DIVIDE, MINIMUM, MAXIMUM):
                return self._arithmetic(head, self.term(left, context), self.term(right, context))
            case Apply(head=head) if head is ONE_OF:  # a quantity is the number of its own unit
                return real(literal(1))
            case Apply(head=head) if head in CONNECTIVES or head in (EQUAL, LESS, AT_MOST):
                return self.proposition(value, context)
            case Free() | Local() | Project() | Apply() | Constant():
                return self._neutral(value, context)
            case Hole():
                raise Unknowable
            case _:
                return self._structure(value, context)

    def _neutral(self, value: Term, context: Context) -> Node:
        """A value of which the type is known; a record is all its fields, and what is made is made of its parts."""
        type_ = type_of(value, context)
        if type_ is None:
            return self._sorted(value, "Value", context)
        plain = bare(type_, context.machine)
        if plain is UNIT:
            return Node("make", "Value", (), ("record", ()))
        if isinstance(plain, Closure) and isinstance(plain.binder, Record):
            self._sorted(value, "Value", context)
            names = plain.binder.names
            return self._structure(Tuple(names, tuple([project(value, name) for name in names])), context)
        sort = sort_of(plain, context)
        known = made(value, context.signature)
        if known is None:
            return self._sorted(value, sort, context)
        if sort != "Value":
            return Node("literal", sort, (), known.constructor)
        node = self._made(known.constructor, known.arguments, context)
        self._meet(node, value, context)
        return node

    def _made(self, name: str, arguments: tuple[Term, ...], context: Context) -> Node:
        declared = declared_sorts(context.signature.type_of(name), context.signature)
        wanted = declared[len(declared) - len(arguments) :]
        parts = [_fitted(self.term(one, context), sort) for one, sort in zip(arguments, wanted, strict=True)]
        return Node("make", "Value", tuple(parts), name)

    def _sum(self, value: Sum, context: Context) -> Node:
        products = []
        ordered = sorted(value.terms, key=lambda term: sorted((repr_of(atom), n) for atom, n in term[0]))
        for monomial, coefficient in ordered:
            factors = [
                self.term(atom, context) for atom, n in sorted(monomial, key=lambda m: repr_of(m[0])) for _ in range(n)
            ]
            factors = [literal(coefficient), *factors] if coefficient != 1 or not factors else factors
            products.append(_folded("*", factors))
        return _folded("+", products)

    def _arithmetic(self, head: Term, left: Node, right: Node) -> Node:
        if head is DIVIDE:
            return Node("/", "Real", (real(left), real(right)))
        left, right = level(left, right)
        least, most = (left, right) if head is MINIMUM else (right, left)
        return Node("if", left.sort, (Node("<=", "Bool", (left, right)), least, most))

    def _sorted(self, value: Term, sort: str, context: Context) -> Node:
        """A variable, or an application of what is uninterpreted, of a sort."""
        match value:
            case Free(name=name):
                node = Node("variable", sort, (), name)
            case Local(level=at):
                node = Node("variable" if at < self.context.depth else "bound", sort, (), at)
            case Project():
                node = self._projected(value, sort, context)
            case Apply(head=head, arguments=arguments):
                node = self._application(head, arguments, sort, context)
            case Constant(name=name):
                node = Node("apply", sort, (), name)
            case Hole():
                raise Unknowable
            case _:
                node = self._structure(value, context)
        self._meet(node, value, context)
        return node

    def _projected(self, value: Project, sort: str, context: Context) -> Node:
        """A field: of a variable it is a variable of its own."""
        root, path = _path(value)
        if isinstance(root, Free) or (isinstance(root, Local) and root.level < self.context.depth):
            self._sorted(root, "Value", context)
            return Node("variable", sort, (), (root.name if isinstance(root, Free) else root.level, *path))
        record = self._sorted(value.record, "Value", context)
        return Node("apply", sort, (record,), ("field", value.field))

    def _application(self, head: Term, arguments: tuple[Term, ...], sort: str, context: Context) -> Node:
        if not isinstance(head, Constant):
            encoded = [self.term(argument, context) for argument in arguments]
            return Node("apply", sort, (boxed(self.term(head, context)), *map(boxed, encoded)), "apply")
        call = self._call(head, arguments, sort, context)
        if call is not None:
            return call
        encoded = [self.term(argument, context) for argument in arguments]
        declared = declared_sorts(context.signature.type_of(head.name), context.signature)
        sorts = [*declared, *["Value"] * len(encoded)]
        fitted = tuple([_fitted(node, wanted) for node, wanted in zip(encoded, sorts, strict=False)])
        return Node("apply", sort, fitted, head.name)

    def _call(self, head: Constant, arguments: tuple[Term, ...], sort: str, context: Context) -> Node | None:
        """A call of a function that can be computed: all of its arguments, and fields of these, are interpreted."""
        entry = context.signature.entries.get(head.name)
        if sort == "Value" or entry is None or not entry.clauses or len(entry.clauses[0].patterns) != len(arguments):
            return None
        types = argument_types(head, arguments, context)
        leaves = [
            leaf for value, type_ in zip(arguments, types, strict=True) for leaf in _leaves(value, type_, context)
        ]
        if any(wanted == "Value" for _, wanted in leaves):
            return None
        parts = tuple([_fitted(self.term(leaf, context), wanted) for leaf, wanted in leaves])
        return Node("call", sort, parts, head.name)

    def _structure(self, value: Term, context: Context) -> Node:
        """A record, function, measure or type as a value of which nothing but its parts is known."""
        match value:
            case Product(powers=powers):
                ordered = sorted(powers, key=lambda power: (repr_of(power[0]), power[1]))
                parts = tuple([boxed(self.term(atom, context)) for atom, _ in ordered])
                return Node("apply", "Value", parts, ("product", tuple(exponent for _, exponent in ordered)))
            case Tuple(names=names, values=values):
                return Node("make", "Value", tuple([boxed(self.term(v, context)) for v in values]), ("record", names))
            case Closure(binder=binder, environment=environment):
                parts = tuple([boxed(self.term(v, context)) for v in environment])
                return Node("apply", "Value", parts, ("closure", shape(binder)))
            case Universe(level=at):
                return Node("apply", "Value", (), ("universe", at))
            case _:
                raise TypeError(type(value).__name__)

    def _meet(self, node: Node, value: Term, context: Context) -> None:
        """Remember a variable or ground application, whose type says something of it."""
        if node in self.atoms or any(part.op == "bound" for part in f.nodes(node)):
            return
        type_ = type_of(value, context)
        if isinstance(type_, Hole):
            raise Unknowable
        if type_ is not None:
            self.atoms[node] = Atom(node, value, type_)


def _fitted(node: Node, sort: str) -> Node:
    if node.sort == sort:
        return node
    return real(node) if sort == "Real" and node.sort == "Int" else boxed(node)


def _path(value: Term) -> tuple[Term, tuple[str, ...]]:
    """What fields are taken of, and which."""
    path: tuple[str, ...] = ()
    while isinstance(value, Project):
        path = (value.field, *path)
        value = value.record
    return value, path


def _leaves(value: Term, type_: Term | None, context: Context) -> list[tuple[Term, str]]:
    """The fields of fields of a value that are no records, and their sorts."""
    plain = UNIT if type_ is None else bare(type_, context.machine)
    if not (isinstance(plain, Closure) and isinstance(plain.binder, Record)):
        return [(value, sort_of(plain, context))]
    environment, found = plain.environment, []
    for name, field in zip(plain.binder.names, plain.binder.types, strict=True):
        part = project(value, name)
        found += _leaves(part, evaluate(field, environment, context.machine), context)
        environment = (*environment, part)
    return found


def _folded(op: str, parts: list[Node]) -> Node:
    if len(parts) == 1:
        return parts[0]
    sort = "Real" if any(part.sort == "Real" for part in parts) else "Int"
    make: Callable[[Node], Node] = real if sort == "Real" else _same
    return Node(op, sort, tuple([make(part) for part in parts]))


def _same(node: Node) -> Node:
    return node


def repr_of(atom: Term) -> str:
    """A text that tells atoms of a polynomial apart, so that they are encoded in one order."""
    from interlock.kernel.spell import spell

    return spell(atom)
