"""Normal forms by substitution, and equality of terms at a type; written from docs/theory/types.md, "Conversion"."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import NamedTuple, TypeAlias

from tests.differential.term import (
    App,
    Arrow,
    Const,
    Fun,
    Get,
    Lit,
    Op,
    Rec,
    Sort,
    Term,
    Tup,
    Var,
    apply,
    free,
    fresh,
    put,
    spine,
    substitute,
)

NUMBERS = (Const("Nat"), Const("Int"), Const("Real"))
TYPE = Sort(0)


def arrows(*types: Term) -> Term:
    result = types[-1]
    for source in reversed(types[:-1]):
        result = Arrow("_", source, result)
    return result


def _of_any(*types: Term) -> Term:
    return Arrow("A", TYPE, arrows(*types), implicit=True)


_A = Var("A")
BUILT_IN: dict[str, Term] = {
    **dict.fromkeys(("Nat", "Int", "Real", "Bool", "Text", "Unit"), TYPE),
    **{name: arrows(TYPE, TYPE) for name in ("List", "Option", "Dist", "Credal", "Possible")},
    "Fin": arrows(Const("Nat"), TYPE),
    "Vec": arrows(TYPE, Const("Nat"), TYPE),
    "none": _of_any(App(Const("Option"), _A)),
    "some": _of_any(_A, App(Const("Option"), _A)),
    "point": _of_any(_A, App(Const("Dist"), _A)),
    "certain": _of_any(_A, App(Const("Possible"), _A)),
    "hull": _of_any(App(Const("Dist"), _A), App(Const("Credal"), _A)),
    "anyOf": _of_any(App(Const("Possible"), _A), App(Const("Credal"), _A)),
}
"""The constants that every vocabulary has."""


class World(NamedTuple):
    """What names mean: the types of constants, of variables, and how families vary."""

    constants: Mapping[str, Term]
    variables: Mapping[str, Term]
    variance: Mapping[str, tuple[str, ...]]

    def bind(self, name: str, type_: Term) -> World:
        return self._replace(variables={**self.variables, name: type_})

    def another(self, name: str, *terms: Term) -> str:
        """A name that nothing here bears."""
        return fresh(name, frozenset(self.variables).union(*map(free, terms)))


def normal(term: Term) -> Term:
    """The normal form: no redex, vectors as functions; sums and products as they stand, of normal parts."""
    match term:
        case App(function, argument):
            return _applied(normal(function), normal(argument))
        case Get(record, field):
            whole = normal(record)
            return (
                dict(whole.fields)[field]
                if isinstance(whole, Tup) and field in dict(whole.fields)
                else Get(whole, field)
            )
        case Arrow(name, source, target, implicit):
            return Arrow(name, normal(source), normal(target), implicit)
        case Fun(name, body):
            return Fun(name, normal(body))
        case Rec(fields):
            return Rec(tuple((label, name, normal(type_)) for label, name, type_ in fields))
        case Tup(fields):
            return Tup(tuple((name, normal(value)) for name, value in fields))
        case Op(sign, left, right):
            return Op(sign, normal(left), normal(right))
        case _:
            return term


def _applied(function: Term, argument: Term) -> Term:
    if isinstance(function, Fun):
        return normal(put(function.body, function.name, argument))
    head, arguments = spine(App(function, argument))
    if head == Const("Vec") and len(arguments) == 2:
        return Arrow(fresh("i", free(arguments[0])), App(Const("Fin"), arguments[1]), arguments[0])
    if head == Const("anyOf") and len(arguments) == 2:
        inner, values = spine(arguments[1])
        if inner == Const("certain") and len(values) == 2:
            return apply(Const("hull"), arguments[0], apply(Const("point"), arguments[0], values[1]))
    return App(function, argument)


def equal(left: Term, right: Term, type_: Term, world: World) -> bool:
    """Whether two terms of a type are convertible: eta first, as the type says."""
    type_ = normal(type_)
    match type_:
        case Arrow(name, source, target):
            x = world.another(name, left, right, type_)
            inner = world.bind(x, source)
            return equal(App(left, Var(x)), App(right, Var(x)), put(target, name, Var(x)), inner)
        case Rec(fields):
            values: dict[str, Term] = {}
            for label, name, field in fields:
                one, other = Get(left, label), Get(right, label)
                if not equal(one, other, substitute(field, values), world):
                    return False
                values[name] = one
            return True
        case Sort():
            return same(left, right, world)
        case Const("Unit"):
            return True
        case _ if type_ in NUMBERS:
            return _polynomials(left, right, world)
        case _:
            return neutral(normal(left), normal(right), world) is not None


def same(left: Term, right: Term, world: World) -> bool:
    """Whether two types are one."""
    left, right = normal(left), normal(right)
    match left, right:
        case Sort(one), Sort(other):
            return one == other
        case Arrow(a, source, target, implicit), Arrow(b, source_, target_, implicit_):
            x = world.another(a, left, right)
            return (
                implicit == implicit_
                and same(source, source_, world)
                and same(put(target, a, Var(x)), put(target_, b, Var(x)), world.bind(x, source))
            )
        case Rec(fields), Rec(others):
            if left.labels != right.labels:
                return False
            here, there = dict[str, Term](), dict[str, Term]()
            for (_, a, source), (_, b, source_) in zip(fields, others, strict=True):
                source, source_ = substitute(source, here), substitute(source_, there)
                if not same(source, source_, world):
                    return False
                x = world.another(a, left, right)
                here[a] = there[b] = Var(x)
                world = world.bind(x, source)
            return True
        case _:
            return neutral(left, right, world) is not None


def neutral(left: Term, right: Term, world: World) -> Term | None:
    """The type of two terms in normal form that are one variable or constant with equal arguments; None otherwise."""
    match left, right:
        case Var(a), Var(b):
            return world.variables.get(a) if a == b else None
        case Const(a), Const(b):
            return world.constants.get(a) if a == b else None
        case Lit(a), Lit(b):
            return literal(left) if a == b and literal(left) == literal(right) else None
        case App(f, x), App(g, y):
            type_ = neutral(f, g, world)
            exposed = None if type_ is None else normal(type_)
            if not isinstance(exposed, Arrow) or not equal(x, y, exposed.source, world):
                return None
            return put(exposed.target, exposed.name, x)
        case Get(r, a), Get(s, b) if a == b:
            type_ = neutral(r, s, world)
            exposed = None if type_ is None else normal(type_)
            return field_type(r, exposed, a) if isinstance(exposed, Rec) else None
        case _:
            return None


def field_type(record: Term, type_: Rec, field: str) -> Term | None:
    """The type of a record's field, at its own fields before it."""
    values: dict[str, Term] = {}
    for label, name, one in type_.fields:
        if label == field:
            return substitute(one, values)
        values[name] = Get(record, label)
    return None


def literal(term: Lit) -> Term:
    """The least type of a literal."""
    match term.value:
        case bool():
            return Const("Bool")
        case str():
            return Const("Text")
        case Fraction() as value if value.denominator != 1:
            return Const("Real")
        case value:
            return Const("Nat") if value >= 0 else Const("Int")


# ---- polynomials: a list of coefficients with their atoms ------------------------------------------------------------

Monomial: TypeAlias = "tuple[Fraction, list[Term]]"


def _polynomials(left: Term, right: Term, world: World) -> bool:
    """Whether the difference of two numbers is 0 when alike monomials are gathered."""
    rest = expanded(normal(left)) + [(-c, atoms) for c, atoms in expanded(normal(right))]
    while rest:
        total, atoms = rest.pop()
        alike = [one for one in rest if _same_atoms(atoms, one[1], world)]
        rest = [one for one in rest if not any(one is other for other in alike)]
        if total + sum(c for c, _ in alike) != 0:
            return False
    return True


def expanded(term: Term) -> list[Monomial]:
    """A number as a sum of products."""
    match term:
        case Lit(value) if not isinstance(value, str):
            return [(Fraction(value), [])]
        case Op("+", left, right):
            return expanded(left) + expanded(right)
        case Op("*", left, right):
            return [(a * b, [*x, *y]) for a, x in expanded(left) for b, y in expanded(right)]
        case _:
            return [(Fraction(1), [term])]


def _same_atoms(left: list[Term], right: list[Term], world: World) -> bool:
    rest = list(right)
    for atom in left:
        found = next((at for at, other in enumerate(rest) if neutral(atom, other, world) is not None), None)
        if found is None:
            return False
        del rest[found]
    return not rest
