"""Terms with names, and substitution into them: the whole language of the naive checker.

A name is a bound variable, a port (`b0.x`) or an outer parameter. Nothing here is shared, indexed or evaluated.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import TypeAlias


@dataclass(frozen=True)
class Var:
    name: str


@dataclass(frozen=True)
class Const:
    name: str


@dataclass(frozen=True)
class Lit:
    value: int | Fraction | str


@dataclass(frozen=True)
class Sort:
    level: int


@dataclass(frozen=True)
class Arrow:
    """`(name : source) -> target`."""

    name: str
    source: Term
    target: Term
    implicit: bool = False


@dataclass(frozen=True)
class Fun:
    name: str
    body: Term


@dataclass(frozen=True)
class App:
    function: Term
    argument: Term


@dataclass(frozen=True)
class Rec:
    """`{x : A, y : B}`: labels, the names by which later types mention these fields, and types."""

    fields: tuple[tuple[str, str, Term], ...]

    @property
    def labels(self) -> list[str]:
        return [label for label, _, _ in self.fields]


@dataclass(frozen=True)
class Tup:
    fields: tuple[tuple[str, Term], ...]


@dataclass(frozen=True)
class Get:
    record: Term
    field: str


@dataclass(frozen=True)
class Op:
    """`+` or `*`."""

    sign: str
    left: Term
    right: Term


Term: TypeAlias = Var | Const | Lit | Sort | Arrow | Fun | App | Rec | Tup | Get | Op
Bindings: TypeAlias = Mapping[str, Term]


def rec(*fields: tuple[str, Term]) -> Rec:
    """A record type whose fields are mentioned by their labels."""
    return Rec(tuple((label, label, type_) for label, type_ in fields))


def apply(function: Term, *arguments: Term) -> Term:
    for argument in arguments:
        function = App(function, argument)
    return function


def spine(term: Term) -> tuple[Term, tuple[Term, ...]]:
    """The head of an application, and its arguments."""
    arguments: list[Term] = []
    while isinstance(term, App):
        arguments.insert(0, term.argument)
        term = term.function
    return term, tuple(arguments)


def free(term: Term) -> frozenset[str]:
    """The names that a term mentions and does not bind."""
    match term:
        case Var(name):
            return frozenset({name})
        case Const() | Lit() | Sort():
            return frozenset()
        case Arrow(name, source, target):
            return free(source) | (free(target) - {name})
        case Fun(name, body):
            return free(body) - {name}
        case App(left, right) | Op(_, left, right):
            return free(left) | free(right)
        case Rec(fields):
            found: frozenset[str] = frozenset()
            for _, name, type_ in reversed(fields):
                found = (found - {name}) | free(type_)
            return found
        case Tup(fields):
            return frozenset[str]().union(*(free(value) for _, value in fields))
        case Get(record, _):
            return free(record)


def fresh(name: str, taken: frozenset[str]) -> str:
    """A variant of a name that is not taken."""
    while name in taken:
        name += "'"
    return name


def put(term: Term, name: str, value: Term) -> Term:
    """The term with a value for a name."""
    return substitute(term, {name: value})


def substitute(term: Term, into: Bindings) -> Term:
    """The term with values for names, all at once; binders are renamed where a value would be caught."""
    match term:
        case Var(name):
            return into.get(name, term)
        case Const() | Lit() | Sort():
            return term
        case Arrow(name, source, target, implicit):
            other, under = _opened(name, target, into)
            return Arrow(other, substitute(source, into), under, implicit)
        case Fun(name, body):
            return Fun(*_opened(name, body, into))
        case App(left, right):
            return App(substitute(left, into), substitute(right, into))
        case Op(sign, left, right):
            return Op(sign, substitute(left, into), substitute(right, into))
        case Rec(fields):
            return Rec(_telescope(fields, into))
        case Tup(fields):
            return Tup(tuple((name, substitute(value, into)) for name, value in fields))
        case Get(record, field):
            return Get(substitute(record, into), field)


def _opened(name: str, under: Term, into: Bindings) -> tuple[str, Term]:
    """What stands under a binder, substituted, and the binder's name, which catches nothing."""
    inner = {each: value for each, value in into.items() if each != name}
    taken = frozenset[str]().union(*(free(value) for value in inner.values()))
    if name not in taken:
        return name, substitute(under, inner)
    other = fresh(name, taken | free(under))
    return other, substitute(under, {**inner, name: Var(other)})


def _telescope(fields: tuple[tuple[str, str, Term], ...], into: Bindings) -> tuple[tuple[str, str, Term], ...]:
    """Each field binds in those after it, under a name of its own."""
    made = []
    taken = frozenset[str]().union(*(free(value) for value in into.values()), *(free(type_) for _, _, type_ in fields))
    for label, name, type_ in fields:
        caught = any(name in free(value) for each, value in into.items() if each != name)
        other = fresh(name, taken) if caught else name
        made.append((label, other, substitute(type_, into)))
        into = {**{each: value for each, value in into.items() if each != name}, name: Var(other)}
        taken |= {other}
    return tuple(made)


def parts(term: Term) -> tuple[Term, ...]:
    """The terms of which a term is made."""
    match term:
        case Arrow(_, source, target):
            return (source, target)
        case Fun(_, body):
            return (body,)
        case App(left, right) | Op(_, left, right):
            return (left, right)
        case Rec(fields):
            return tuple(type_ for _, _, type_ in fields)
        case Tup(fields):
            return tuple(value for _, value in fields)
        case Get(record, _):
            return (record,)
        case _:
            return ()
