"""Conversion: equality of values by structure, with eta for functions, records and the unit type."""

from __future__ import annotations

from fractions import Fraction
from typing import TypeVar

from interlock.kernel.builtin import FIN, MEASURE, UNIT, VEC
from interlock.kernel.context import Context
from interlock.kernel.evaluate import apply, bare, domain, evaluate, expose, field_type, instantiate, project
from interlock.kernel.term import (
    Apply,
    Closure,
    Constant,
    Free,
    Lambda,
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
)

N = TypeVar("N", int, Fraction)


def convertible(left: Term, right: Term, context: Context, type_: Term | None = None) -> bool:
    """Whether two values of one type (known or not) are equal."""
    if left is right:
        return True
    context.machine.step()
    if not (left.closed and right.closed and (type_ is None or type_.closed)):
        return _compared(left, right, context, type_)
    key = (left, right, type_)
    known = context.machine.equal
    if key not in known and _compared(left, right, context, type_):
        known.add(key)
    return key in known


def _compared(left: Term, right: Term, context: Context, type_: Term | None) -> bool:
    if type_ is UNIT:
        return True
    exposed = None if type_ is None else expose(type_)
    if isinstance(exposed, Closure):
        return _directed(left, right, exposed, context)
    if isinstance(left, Closure) or isinstance(right, Closure):
        return _closures(left, right, context)
    if isinstance(left, Tuple) or isinstance(right, Tuple):
        return _tuples(left, right, context)
    return _neutral(left, right, context) is not None


def _directed(left: Term, right: Term, type_: Closure, context: Context) -> bool:
    """Equality at a function, record or refined type: eta is comparison of what one can do with the values."""
    machine = context.machine
    if isinstance(type_.binder, Pi):
        source = domain(type_, machine)
        fresh = context.variable
        inner = context.bind(source)
        target = instantiate(type_, fresh, machine)
        return convertible(apply(left, (fresh,), machine), apply(right, (fresh,), machine), inner, target)
    if isinstance(type_.binder, Record):
        environment = type_.environment
        for name, field in zip(type_.binder.names, type_.binder.types, strict=True):
            one, other = project(left, name), project(right, name)
            if not convertible(one, other, context, evaluate(field, environment, machine)):
                return False
            environment = (*environment, one)
        return True
    assert isinstance(type_.binder, Refinement)
    return convertible(left, right, context, domain(type_, machine))


def _tuples(left: Term, right: Term, context: Context) -> bool:
    names = left.names if isinstance(left, Tuple) else right.names if isinstance(right, Tuple) else ()
    if isinstance(left, Tuple) and isinstance(right, Tuple) and left.names != right.names:
        return False
    return all(convertible(project(left, name), project(right, name), context) for name in names)


def _closures(left: Term, right: Term, context: Context) -> bool:
    """Equality of types, propositions and functions; a function vector is a function type."""
    if isinstance(left, Closure) and isinstance(left.binder, Pi):
        right = expose(right)
    if isinstance(right, Closure) and isinstance(right.binder, Pi):
        left = expose(left)
    one = left.binder if isinstance(left, Closure) else None
    other = right.binder if isinstance(right, Closure) else None
    if isinstance(one, Lambda) or isinstance(other, Lambda):
        fresh, inner = context.variable, context.bind(UNIT)
        machine = context.machine
        return convertible(apply(left, (fresh,), machine), apply(right, (fresh,), machine), inner)
    if not isinstance(left, Closure) or not isinstance(right, Closure):
        return False
    match one, other:
        case (Pi(), Pi()) | (Refinement(), Refinement()):
            return _domains(left, right, context)
        case Quantified(quantifier=a), Quantified(quantifier=b):
            return a == b and _domains(left, right, context)
        case Record(names=a), Record(names=b):
            return a == b and _fields(left, right, context)
        case _:
            return False


def _domains(left: Closure, right: Closure, context: Context) -> bool:
    machine = context.machine
    source = domain(left, machine)
    if not convertible(source, domain(right, machine), context):
        return False
    fresh, inner = context.variable, context.bind(source)
    return convertible(instantiate(left, fresh, machine), instantiate(right, fresh, machine), inner)


def _fields(left: Closure, right: Closure, context: Context) -> bool:
    assert isinstance(left.binder, Record)
    assert isinstance(right.binder, Record)
    here, there = left.environment, right.environment
    for one, other in zip(left.binder.types, right.binder.types, strict=True):
        type_ = evaluate(one, here, context.machine)
        if not convertible(type_, evaluate(other, there, context.machine), context):
            return False
        fresh = context.variable
        context, here, there = context.bind(type_), (*here, fresh), (*there, fresh)
    return True


def _neutral(left: Term, right: Term, context: Context) -> Term | None:
    """The common type of two equal neutral values (UNIT stands in where it is not known), None if they differ."""
    if left is right:
        return type_of(left, context) or UNIT
    if isinstance(left, Apply) and isinstance(right, Apply) and len(left.arguments) == len(right.arguments):
        return _spines(left, right, context)
    if isinstance(left, Project) and isinstance(right, Project) and left.field == right.field:
        if _neutral(left.record, right.record, context) is None:
            return None
        return type_of(left, context) or UNIT
    if isinstance(left, Sum) and isinstance(right, Sum):
        return UNIT if _same_sum(left, right, context) else None
    if isinstance(left, Product) and isinstance(right, Product):
        return MEASURE if _same_powers(left.powers, right.powers, context) else None
    return None


def _same_sum(left: Sum, right: Sum, context: Context) -> bool:
    """Whether two polynomials have, up to conversion of atoms, the same monomials with the same coefficients."""
    rest = list(right.terms)
    for monomial, coefficient in left.terms:
        matching = (m for m in rest if m[1] == coefficient and _same_powers(monomial, m[0], context))
        found = next(matching, None)
        if found is None:
            return False
        rest.remove(found)
    return not rest


def _same_powers(left: frozenset[tuple[Term, N]], right: frozenset[tuple[Term, N]], context: Context) -> bool:
    rest = list(right)
    for atom, exponent in left:
        found = next((a for a in rest if a[1] == exponent and convertible(atom, a[0], context)), None)
        if found is None:
            return False
        rest.remove(found)
    return not rest


def argument_types(head: Term, arguments: tuple[Term, ...], context: Context) -> tuple[Term | None, ...]:
    """The types of a head's arguments, None where they are not to be had."""
    type_ = type_of(head, context)
    found: list[Term | None] = []
    for argument in arguments:
        exposed = None if type_ is None else expose(bare(type_, context.machine))
        if isinstance(exposed, Closure) and isinstance(exposed.binder, Pi):
            found.append(domain(exposed, context.machine))
            type_ = instantiate(exposed, argument, context.machine)
        else:
            found.append(None)
            type_ = None
    return tuple(found)


def _spines(left: Apply, right: Apply, context: Context) -> Term | None:
    if left.head is not right.head and _neutral(left.head, right.head, context) is None:
        return None
    types = argument_types(left.head, left.arguments, context)
    for one, other, type_ in zip(left.arguments, right.arguments, types, strict=True):
        if not convertible(one, other, context, type_):
            return None
    return type_of(left, context) or UNIT


def type_of(value: Term, context: Context) -> Term | None:
    """The type of a neutral value, None where it is not to be had without inference."""
    if isinstance(value, Local):
        return context.bound[value.level] if value.level < len(context.bound) else None
    if isinstance(value, Free):
        return context.free.get(value.name)
    if isinstance(value, Constant):
        declared = context.signature.type_of(value.name)
        return None if declared is None else evaluate(declared, (), context.machine)
    if isinstance(value, Apply):
        if value.head in (VEC, FIN):
            return None
        type_ = type_of(value.head, context)
        for argument in value.arguments:
            exposed = None if type_ is None else expose(bare(type_, context.machine))
            if not (isinstance(exposed, Closure) and isinstance(exposed.binder, Pi)):
                return None
            type_ = instantiate(exposed, argument, context.machine)
        return type_
    if isinstance(value, Project):
        return _field_type(value, context)
    return None


def _field_type(value: Project, context: Context) -> Term | None:
    declared = type_of(value.record, context)
    type_ = None if declared is None else bare(declared, context.machine)
    if not (isinstance(type_, Closure) and isinstance(type_.binder, Record)):
        return None
    return field_type(value.record, type_, value.field, context.machine)
