"""Kernel terms with names again: what the elaborator found for parameters, for the naive checker to judge."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from interlock.check.checked import CheckedDiagram
from interlock.kernel import term as k
from interlock.kernel.evaluate import Machine, evaluate
from interlock.kernel.quote import quote
from tests.differential.diagram import Diagram
from tests.differential.term import Arrow, Const, Fun, Get, Lit, Op, Rec, Sort, Term, Tup, Var, apply


def solved(diagram: Diagram, checked: CheckedDiagram) -> Diagram:
    """The diagram with the arguments that were found in the place of those that are stated."""
    boxes = []
    for box in diagram.boxes:
        found = (quote(evaluate(term, (), Machine()), 0, Machine()) for _, term in checked.boxes[box.name].arguments)
        boxes.append(box._replace(arguments=tuple(lifted(term, ()) for term in found)))
    return replace(diagram, boxes=tuple(boxes))


def lifted(term: k.Term, bound: tuple[str, ...]) -> Term:
    """A term without closures, whose bound variables are named by their levels."""
    match term:
        case k.Local(level=level):
            return Var(bound[level])
        case k.Free(name=name):
            return Var(name)
        case k.Constant(name=name):
            return Const(name.removeprefix("kit."))
        case k.Literal(value=value):
            return Lit(value)
        case k.Universe(level=level):
            return Sort(level)
        case k.Apply(head=head, arguments=arguments):
            return apply(lifted(head, bound), *(lifted(argument, bound) for argument in arguments))
        case k.Project(record=record, field=field):
            return Get(lifted(record, bound), field)
        case k.Tuple(names=names, values=values):
            return Tup(tuple((name, lifted(value, bound)) for name, value in zip(names, values, strict=True)))
        case k.Sum(terms=terms):
            return _sum(terms, bound)
        case _:
            return _binder(term, bound)


def _binder(term: k.Term, bound: tuple[str, ...]) -> Term:
    x = f"x{len(bound)}"
    match term:
        case k.Pi(domain=domain, codomain=codomain, implicit=implicit):
            return Arrow(x, lifted(domain, bound), lifted(codomain, (*bound, x)), implicit)
        case k.Lambda(body=body):
            return Fun(x, lifted(body, (*bound, x)))
        case k.Record(names=names, types=types):
            inner = tuple(f"x{len(bound) + at}" for at in range(len(names)))
            fields = [lifted(type_, bound + inner[:at]) for at, type_ in enumerate(types)]
            return Rec(tuple(zip(names, inner, fields, strict=True)))
        case _:
            raise TypeError(type(term).__name__)


def _sum(terms: frozenset[tuple[k.Monomial, int | Fraction]], bound: tuple[str, ...]) -> Term:
    total: Term = Lit(0)
    for monomial, coefficient in terms:
        product: Term = Lit(coefficient)
        for atom, exponent in monomial:
            for _ in range(exponent):
                product = Op("*", product, lifted(atom, bound))
        total = Op("+", total, product)
    return total
