"""Terms and values, hash-consed: equal first-order nodes are one object.

Bound variables are de Bruijn *levels*: a term at depth d may mention ``Local(0) .. Local(d - 1)``, and its binders bind
``Local(d)``. So extending a context never renames a term, and a neutral value is its own quotation. First-order nodes
serve as terms and as values; a binder's value is a `Closure`.

The tables of nodes are a memo and nothing more: conversion falls back on structure, so a node that is missing from a
table costs time and never changes a verdict.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from operator import itemgetter
from typing import ClassVar, Final

DEPTH_LIMIT: Final = 100
"""The deepest nesting of a term; recursion over terms is bounded by it."""

INTEGER_LIMIT: Final = 2**63
"""Integers in types are machine integers."""


class Deep(Exception):  # noqa: N818 - a limit that was reached, turned into a fault where a declaration or box is elaborated
    """A term nested deeper than `DEPTH_LIMIT`."""


class Large(Exception):  # noqa: N818 - as above
    """A number or an evaluation beyond its stated limit."""


class Term:
    """A node.

    ``inert``: its own value in every environment. ``plain``: no closure inside, so its own quotation. ``closed``: no bound
    variable inside, so what holds of a value holds in every context. ``solid``: no hole inside, so nothing is left to fill.
    """

    __slots__ = ("closed", "depth", "inert", "plain", "solid")
    closed: bool
    depth: int
    inert: bool
    plain: bool
    solid: bool


def _bounded(node: Term, *below: Term) -> None:
    depth = 1
    for term in below:
        if term.depth >= depth:
            depth = term.depth + 1
    if depth > DEPTH_LIMIT:
        raise Deep
    node.depth = depth


class Local(Term):
    """A bound variable, by level."""

    __slots__ = ("level",)
    level: int
    _nodes: ClassVar[dict[int, Local]] = {}

    def __new__(cls, level: int) -> Local:
        """The variable of this level."""
        node = cls._nodes.get(level)
        if node is None:
            node = cls._nodes[level] = super().__new__(cls)
            node.level, node.depth, node.inert, node.plain, node.closed = level, 1, False, True, False
            node.solid = True
        return node


class Free(Term):
    """A variable of the one context of a diagram: a port (`gate.certificate`) or an outer parameter."""

    __slots__ = ("name",)
    name: str
    _nodes: ClassVar[dict[str, Free]] = {}

    def __new__(cls, name: str) -> Free:
        """The variable of this name."""
        node = cls._nodes.get(name)
        if node is None:
            node = cls._nodes[name] = super().__new__(cls)
            node.name, node.depth, node.inert, node.plain, node.closed = name, 1, True, True, True
            node.solid = True
        return node


class Hole(Term):
    """A leaf whose value is asked of the machine that evaluates it; the kernel's own machine fills none."""

    __slots__ = ("name",)
    name: str
    _nodes: ClassVar[dict[str, Hole]] = {}

    def __new__(cls, name: str) -> Hole:
        """The hole of this name."""
        node = cls._nodes.get(name)
        if node is None:
            node = cls._nodes[name] = super().__new__(cls)
            node.name, node.depth, node.inert, node.plain, node.closed = name, 1, False, True, True
            node.solid = False
        return node


class Constant(Term):
    """A declared or built-in family, predicate, constructor or function; ``hidden`` masks its implicit arguments."""

    __slots__ = ("hidden", "name", "reducible")
    name: str
    hidden: tuple[bool, ...]
    reducible: bool
    _nodes: ClassVar[dict[tuple[str, tuple[bool, ...], bool], Constant]] = {}

    def __new__(cls, name: str, hidden: tuple[bool, ...] = (), *, reducible: bool = False) -> Constant:
        """The constant of this name."""
        key = (name, hidden, reducible)
        node = cls._nodes.get(key)
        if node is None:
            node = cls._nodes[key] = super().__new__(cls)
            node.name, node.hidden, node.reducible = key
            node.depth, node.inert, node.plain, node.closed, node.solid = 1, not reducible, True, True, True
        return node


class Literal(Term):
    """A number (exact), text or Boolean (which Python counts among the integers)."""

    __slots__ = ("value",)
    value: int | Fraction | str
    _nodes: ClassVar[dict[tuple[type, object], Literal]] = {}

    def __new__(cls, value: int | Fraction | str) -> Literal:
        """The literal; a fraction that is an integer is that integer."""
        if isinstance(value, Fraction) and value.denominator == 1:
            value = value.numerator
        key = (type(value), value)
        node = cls._nodes.get(key)
        if node is None:
            if isinstance(value, int) and not -INTEGER_LIMIT <= value < INTEGER_LIMIT:
                raise Large
            if isinstance(value, Fraction) and value.denominator.bit_length() + value.numerator.bit_length() > 4096:
                raise Large
            node = cls._nodes[key] = super().__new__(cls)
            node.value, node.depth, node.inert, node.plain, node.closed = value, 1, True, True, True
            node.solid = True
        return node


class Universe(Term):
    """`Type n`."""

    __slots__ = ("level",)
    level: int
    _nodes: ClassVar[dict[int, Universe]] = {}

    def __new__(cls, level: int) -> Universe:
        """The universe of this level."""
        node = cls._nodes.get(level)
        if node is None:
            node = cls._nodes[level] = super().__new__(cls)
            node.level, node.depth, node.inert, node.plain, node.closed = level, 1, True, True, True
            node.solid = True
        return node


class Apply(Term):
    """A head applied to arguments, at least one; as a value its head is rigid. ``pick``: these out of an environment."""

    __slots__ = ("arguments", "head", "pick")
    head: Term
    arguments: tuple[Term, ...]
    pick: Callable[[Sequence[Term]], tuple[Term, ...]] | None
    _nodes: ClassVar[dict[tuple[Term, tuple[Term, ...]], Apply]] = {}

    def __new__(cls, head: Term, arguments: tuple[Term, ...]) -> Apply:
        """The application."""
        key = (head, arguments)
        node = cls._nodes.get(key)
        if node is None:
            node = super().__new__(cls)
            node.head, node.arguments = key
            _bounded(node, head, *arguments)
            # An application whose head is a binder is a redex: never inert.
            inert, plain, closed = head.inert and not isinstance(head, Lambda), head.plain, head.closed
            solid = head.solid
            for argument in arguments:
                inert, plain = inert and argument.inert, plain and argument.plain
                closed, solid = closed and argument.closed, solid and argument.solid
            node.inert, node.plain, node.closed, node.solid = inert, plain, closed, solid
            node.pick = None if closed else _picked(arguments)
            cls._nodes[key] = node
        return node


def _picked(arguments: tuple[Term, ...]) -> Callable[[Sequence[Term]], tuple[Term, ...]] | None:
    levels = [argument.level for argument in arguments if type(argument) is Local]
    return itemgetter(*levels) if len(levels) == len(arguments) > 1 else None


class Project(Term):
    """A field of a record."""

    __slots__ = ("field", "record")
    record: Term
    field: str
    _nodes: ClassVar[dict[tuple[Term, str], Project]] = {}

    def __new__(cls, record: Term, field: str) -> Project:
        """The projection."""
        key = (record, field)
        node = cls._nodes.get(key)
        if node is None:
            node = super().__new__(cls)
            node.record, node.field = key
            _bounded(node, record)
            node.inert, node.plain = record.inert and not isinstance(record, Tuple), record.plain
            node.closed, node.solid = record.closed, record.solid
            cls._nodes[key] = node
        return node


class Tuple(Term):
    """A record's value: its fields by name, in the order of its type."""

    __slots__ = ("names", "values")
    names: tuple[str, ...]
    values: tuple[Term, ...]
    _nodes: ClassVar[dict[tuple[tuple[str, ...], tuple[Term, ...]], Tuple]] = {}

    def __new__(cls, names: tuple[str, ...], values: tuple[Term, ...]) -> Tuple:
        """The record."""
        key = (names, values)
        node = cls._nodes.get(key)
        if node is None:
            node = super().__new__(cls)
            node.names, node.values = key
            _bounded(node, *values)
            node.inert, node.plain = all(v.inert for v in values), all(v.plain for v in values)
            node.closed, node.solid = all(v.closed for v in values), all(v.solid for v in values)
            cls._nodes[key] = node
        return node


Monomial = frozenset[tuple[Term, int]]
"""Atoms with positive exponents; the empty one is 1."""


class Sum(Term):
    """A polynomial normal form with at least one atom: monomials with non-zero coefficients."""

    __slots__ = ("terms",)
    terms: frozenset[tuple[Monomial, int | Fraction]]
    _nodes: ClassVar[dict[frozenset[tuple[Monomial, int | Fraction]], Sum]] = {}

    def __new__(cls, terms: frozenset[tuple[Monomial, int | Fraction]]) -> Sum:
        """The polynomial."""
        node = cls._nodes.get(terms)
        if node is None:
            node = super().__new__(cls)
            node.terms = terms
            atoms = [atom for monomial, _ in terms for atom, _ in monomial]
            _bounded(node, *atoms)
            # Its atoms may become literals, so it is never inert unless nothing in it can change.
            node.inert, node.plain = all(a.inert for a in atoms), all(a.plain for a in atoms)
            node.closed, node.solid = all(a.closed for a in atoms), all(a.solid for a in atoms)
            cls._nodes[terms] = node
        return node


class Product(Term):
    """A measure: a product of powers, with exponents other than 0; the literals among its atoms are primes."""

    __slots__ = ("powers",)
    powers: frozenset[tuple[Term, Fraction]]
    _nodes: ClassVar[dict[frozenset[tuple[Term, Fraction]], Product]] = {}

    def __new__(cls, powers: frozenset[tuple[Term, Fraction]]) -> Product:
        """The product."""
        node = cls._nodes.get(powers)
        if node is None:
            node = cls._nodes[powers] = super().__new__(cls)
            node.powers = powers
            atoms = [atom for atom, _ in powers]
            _bounded(node, *atoms)
            node.inert, node.plain = all(a.inert for a in atoms), all(a.plain for a in atoms)
            node.closed, node.solid = all(a.closed for a in atoms), all(a.solid for a in atoms)
        return node


class Binder(Term):
    """A term that binds; as a value it is suspended in a `Closure`.

    ``mask`` has the levels of the variables around it that it mentions; None until it is first evaluated.
    """

    __slots__ = ("mask",)
    mask: frozenset[int] | None


class Pi(Binder):
    """`(name : domain) -> codomain`, or `{name : domain} -> codomain` where ``implicit``."""

    __slots__ = ("codomain", "domain", "implicit", "name")

    def __init__(self, name: str, domain: Term, codomain: Term, *, implicit: bool = False) -> None:
        """The dependent function type."""
        self.name, self.domain, self.codomain, self.implicit = name, domain, codomain, implicit
        self.inert, self.plain, self.closed, self.mask = False, False, False, None
        self.solid = domain.solid and codomain.solid
        _bounded(self, domain, codomain)


class Lambda(Binder):
    """`fun name => body`."""

    __slots__ = ("body", "name")

    def __init__(self, name: str, body: Term) -> None:
        """The function."""
        self.name, self.body = name, body
        self.inert, self.plain, self.closed, self.mask = False, False, False, None
        self.solid = body.solid
        _bounded(self, body)


class Record(Binder):
    """`{x : A, y : B x}`: a telescope of fields; the type of field k stands at depth d + k."""

    __slots__ = ("names", "types")

    def __init__(self, names: tuple[str, ...], types: tuple[Term, ...]) -> None:
        """The record type."""
        self.names, self.types = names, types
        self.inert, self.plain, self.closed, self.mask = False, False, False, None
        self.solid = all(type_.solid for type_ in types)
        _bounded(self, *types)


class Refinement(Binder):
    """`{name : domain | proposition}`."""

    __slots__ = ("domain", "name", "proposition")

    def __init__(self, name: str, domain: Term, proposition: Term) -> None:
        """The refinement."""
        self.name, self.domain, self.proposition = name, domain, proposition
        self.inert, self.plain, self.closed, self.mask = False, False, False, None
        self.solid = domain.solid and proposition.solid
        _bounded(self, domain, proposition)


class Quantified(Binder):
    """`forall (name : domain), body` or `exists ...`."""

    __slots__ = ("body", "domain", "name", "quantifier")

    def __init__(self, quantifier: str, name: str, domain: Term, body: Term) -> None:
        """The proposition."""
        self.quantifier, self.name, self.domain, self.body = quantifier, name, domain, body
        self.inert, self.plain, self.closed, self.mask = False, False, False, None
        self.solid = domain.solid and body.solid
        _bounded(self, domain, body)


Environment = tuple[Term, ...]


class Closure(Term):
    """The value of a binder: the binder and the values of the variables before it."""

    __slots__ = ("binder", "environment")
    binder: Binder
    environment: Environment
    _nodes: ClassVar[dict[tuple[Binder, Environment], Closure]] = {}

    def __new__(cls, binder: Binder, environment: Environment) -> Closure:
        """The closure; its depth counts the binder's own nesting and that of what it closes over."""
        key = (binder, environment)
        node = cls._nodes.get(key)
        if node is None:
            node = super().__new__(cls)
            node.binder, node.environment = key
            depth = 0
            for value in environment:
                if value.depth > depth:
                    depth = value.depth
            if depth + binder.depth > DEPTH_LIMIT:
                raise Deep
            node.depth = depth + binder.depth
            node.inert, node.plain = True, False
            node.closed = all(value.closed for value in environment)
            node.solid = binder.solid and all(value.solid for value in environment)
            cls._nodes[key] = node
        return node
