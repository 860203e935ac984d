"""Propositions as formulas. Part of what is trusted.

`Nat`, `Int`, `Fin n` are integers in their ranges, `Real` the reals, a quantity the real number of its own unit,
`Bool` and `Prop` truth values, `Text` has equality. Every other type is a predicate on one sort of values, and
quantifiers are relativised to it: a sort of its own would never be empty, and prove that there is a certificate.
Predicates and functions are uninterpreted.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from interlock.check import formula as f
from interlock.check.formula import Node, conjunction, level, literal, real
from interlock.kernel.builtin import (
    AND,
    AT_MOST,
    BOOL,
    DIVIDE,
    EQUAL,
    FIN,
    IMPLIES,
    INT,
    LESS,
    MAXIMUM,
    MINIMUM,
    NAT,
    NOT,
    ONE_OF,
    OR,
    PROP,
    QUANTITY,
    REAL,
    TEXT,
)
from interlock.kernel.context import Context
from interlock.kernel.convert import type_of
from interlock.kernel.evaluate import apply, bare, domain, evaluate, expose, instantiate, project
from interlock.kernel.obligation import shape
from interlock.kernel.proposition import conjuncts
from interlock.kernel.term import (
    Apply,
    Closure,
    Constant,
    Free,
    Hole,
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
    Universe,
)
from interlock.record import NamedTuple

CONNECTIVES: Final[Mapping[Term, str]] = {AND: "and", OR: "or", IMPLIES: "=>", NOT: "not"}
SORTS: Final[Mapping[Term, str]] = {NAT: "Int", INT: "Int", REAL: "Real", BOOL: "Bool", PROP: "Bool", TEXT: "Text"}
"""The sort of each interpreted type."""


class Unknowable(Exception):  # noqa: N818 - what is ill-typed has been told of, and owes nothing
    """A proposition about something ill-typed."""


class Atom(NamedTuple):
    """A variable, or a neutral term without bound variables, that occurs in a question, and its type's value."""

    node: Node
    value: Term
    type: Term


class Encoding:
    """Encodes what is said in one context; ``atoms`` are what has been met in it, in order."""

    def __init__(self, context: Context) -> None:
        """Nothing is met yet; the variables of the context are constants of the formulas."""
        self.context = context
        self.atoms: dict[Node, Atom] = {}

    # ---- propositions ------------------------------------------------------------------------------------------------

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
                return self._equation(value.arguments, context)
        return self._sorted(value, "Bool", context)

    def _quantified(self, value: Closure, context: Context) -> Node:
        assert isinstance(value.binder, Quantified)
        machine = context.machine
        source = domain(value, machine)
        variable, inner = context.variable, context.bind(source)
        guard = self.membership(source, variable, inner)
        body = self.proposition(instantiate(value, variable, machine), inner)
        bound = (variable.level, self.sort(source, context))
        if value.binder.quantifier == "exists":
            return Node("exists", "Bool", (conjunction((guard, body)),), bound)
        return Node("forall", "Bool", (Node("=>", "Bool", (guard, body)),), bound)

    def _equation(self, arguments: tuple[Term, ...], context: Context) -> Node:
        type_, left, right = arguments
        sort = self.sort(type_, context)
        encode = self.proposition if bare(type_, context.machine) is PROP else self.term
        one, other = encode(left, context), encode(right, context)
        if sort == "Value" or (one.sort != other.sort and not {one.sort, other.sort} <= set(f.NUMBERS)):
            return Node("=", "Bool", (boxed(one), boxed(other)))
        return Node("=", "Bool", level(one, other) if sort in f.NUMBERS else (one, other))

    # ---- types -------------------------------------------------------------------------------------------------------

    def sort(self, type_: Term, context: Context) -> str:
        """The sort of the values of a type."""
        plain = bare(type_, context.machine)
        if isinstance(plain, Apply) and plain.head is FIN:
            return "Int"
        if isinstance(plain, Apply) and plain.head is QUANTITY:
            return "Real"
        return SORTS.get(plain, "Value")

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
        if type_ in SORTS or (isinstance(type_, Apply) and type_.head is QUANTITY):
            return []
        return self._values(type_, value, node, context)

    def _values(self, type_: Term, value: Term, node: Node, context: Context) -> list[tuple[Node, Term | None]]:
        """To be of an uninterpreted type; a record's fields are of theirs, too."""
        has = Node("apply", "Bool", (boxed(self.term(type_, context)), boxed(node)), "has")
        found: list[tuple[Node, Term | None]] = [(has, None)]
        if isinstance(type_, Closure) and isinstance(type_.binder, Record):
            environment = type_.environment
            for name, field in zip(type_.binder.names, type_.binder.types, strict=True):
                of = evaluate(field, environment, context.machine)
                part = project(value, name)
                found += self.conditions(of, part, context)
                environment = (*environment, part)
        return [*found, *self._members(type_, value, context)]

    def _members(self, type_: Term, value: Term, context: Context) -> list[tuple[Node, Term | None]]:
        """What the type of a function says of all its values, beyond of which type they are."""
        machine = context.machine
        function = expose(type_)
        if not (isinstance(function, Closure) and isinstance(function.binder, Pi)):
            return []
        source = domain(function, machine)
        variable, inner = context.variable, context.bind(source)
        each = self.conditions(instantiate(function, variable, machine), apply(value, (variable,), machine), inner)
        says = tuple([node for node, _ in each if not (node.op == "apply" and node.data == "has")])
        if not says:
            return []
        rule = Node("=>", "Bool", (self.membership(source, variable, inner), conjunction(says)))
        return [(Node("forall", "Bool", (rule,), (variable.level, self.sort(source, context))), None)]

    # ---- terms -------------------------------------------------------------------------------------------------------

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
                type_ = type_of(value, context)
                return self._sorted(value, "Value" if type_ is None else self.sort(type_, context), context)
            case Hole():
                raise Unknowable
            case _:
                return self._structure(value, context)

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
            case Project(record=record, field=field):
                node = Node("apply", sort, (boxed(self.term(record, context)),), ("field", field))
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

    def _application(self, head: Term, arguments: tuple[Term, ...], sort: str, context: Context) -> Node:
        encoded = [self.term(argument, context) for argument in arguments]
        if not isinstance(head, Constant):
            return Node("apply", sort, (boxed(self.term(head, context)), *map(boxed, encoded)), "apply")
        declared = _domains(context.signature.type_of(head.name))
        sorts = [*declared, *["Value"] * len(encoded)]
        fitted = tuple([_fitted(node, wanted) for node, wanted in zip(encoded, sorts, strict=False)])
        return Node("apply", sort, fitted, head.name)

    def _structure(self, value: Term, context: Context) -> Node:
        """A record, function, measure or type as a value of which nothing but its parts is known."""
        match value:
            case Product(powers=powers):
                ordered = sorted(powers, key=lambda power: (repr_of(power[0]), power[1]))
                parts = tuple([boxed(self.term(atom, context)) for atom, _ in ordered])
                return Node("apply", "Value", parts, ("product", tuple(exponent for _, exponent in ordered)))
            case Tuple(names=names, values=values):
                return Node("apply", "Value", tuple([boxed(self.term(v, context)) for v in values]), ("record", names))
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


def boxed(node: Node) -> Node:
    """A term as one of the sort of values."""
    if node.sort == "Value":
        return node
    inner = real(node) if node.sort in f.NUMBERS else node
    return Node("apply", "Value", (inner,), ("box", inner.sort))


def _fitted(node: Node, sort: str) -> Node:
    if node.sort == sort:
        return node
    return real(node) if sort == "Real" and node.sort == "Int" else boxed(node)


def _domains(declared: Term | None) -> list[str]:
    """The sorts of the arguments that a constant takes, as its declaration says, whatever its type arguments are."""
    found = []
    while isinstance(declared, Pi):
        source = declared.domain
        while isinstance(source, Refinement):
            source = source.domain
        is_index = isinstance(source, Apply) and source.head is FIN
        found.append("Int" if is_index else SORTS.get(source, "Value"))
        declared = declared.codomain
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
