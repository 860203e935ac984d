"""Subtyping: subsumption of one type by another for the same term, and embedding of terms at a port's own type."""

from __future__ import annotations

from interlock.kernel.builtin import (
    CERTAIN,
    CREDAL,
    DIST,
    FIN,
    HULL,
    INT,
    NAT,
    NUMERIC,
    POINT,
    POSSIBLE,
    VACUOUS,
)
from interlock.kernel.context import Context
from interlock.kernel.convert import argument_types, convertible
from interlock.kernel.evaluate import apply, bare, domain, evaluate, expose, instantiate, project
from interlock.kernel.proposition import conjuncts, follows
from interlock.kernel.term import Apply, Closure, Constant, Pi, Record, Refinement, Term, Tuple, Universe


def subsumed(found: Term, expected: Term, context: Context) -> bool:
    """Whether every term of the type ``found`` is one of the type ``expected``."""
    if found is expected:
        return True
    machine = context.machine
    machine.step()
    if not (found.closed and expected.closed) or context.known:
        return _below(found, expected, context)
    key, known = (found, expected), machine.below
    if key in known:
        return True
    asked = machine.asked
    fits = _below(found, expected, context)
    if fits and asked == machine.asked:
        known.add(key)
    return fits


def _below(found: Term, expected: Term, context: Context) -> bool:
    if isinstance(found, Universe) and isinstance(expected, Universe):
        return found.level <= expected.level
    if isinstance(expected, Closure) and isinstance(expected.binder, Refinement):
        return _refined(found, expected, context)
    if isinstance(found, Closure) and isinstance(found.binder, Refinement):
        return subsumed(domain(found, context.machine), expected, context)
    if isinstance(found, Closure) or isinstance(expected, Closure):
        return _closures(found, expected, context)
    if isinstance(found, Apply) and isinstance(expected, Apply) and found.head is expected.head:
        return _variant(found, expected, context)
    return convertible(found, expected, context)


def _refined(found: Term, expected: Closure, context: Context) -> bool:
    machine = context.machine
    if not subsumed(found, domain(expected, machine), context):
        return False
    variable = context.variable
    assert isinstance(expected.binder, Refinement)
    inner = context.bind(domain(expected, machine), expected.binder.name)
    return follows(instantiate(expected, variable, machine), truths(found, variable, context), inner)


def fits(value: Term, found: Term, expected: Term, context: Context, *, widening: bool = True) -> bool:
    """Whether a term of the type ``found`` is as it stands one of the type ``expected``, which may say more of it."""
    if found is expected:
        return True
    if isinstance(expected, Closure) and isinstance(expected.binder, Refinement):
        machine = context.machine
        if not fits(value, found, domain(expected, machine), context, widening=widening):
            return False
        return follows(instantiate(expected, value, machine), truths(found, value, context), context)
    return tentative(found, expected, context) or (widening and widens(stripped(found, context), expected))


def tentative(found: Term, expected: Term, context: Context) -> bool:
    """Subsumption after which nothing is owed if it fails."""
    mark = context.oracle.mark()
    if subsumed(found, expected, context):
        return True
    context.oracle.retract(mark)
    return False


def stripped(type_: Term, context: Context) -> Term:
    """A type without its refinements."""
    return bare(type_, context.machine)


def truths(type_: Term, value: Term, context: Context) -> tuple[Term, ...]:
    """What a type says of a value of it: the conjuncts of its refinements."""
    known: tuple[Term, ...] = ()
    while isinstance(type_, Closure) and isinstance(type_.binder, Refinement):
        known += conjuncts(instantiate(type_, value, context.machine))
        type_ = domain(type_, context.machine)
    return known


def _closures(found: Term, expected: Term, context: Context) -> bool:
    one, other = expose(found), expose(expected)
    if not (isinstance(one, Closure) and isinstance(other, Closure)):
        return False
    match one.binder, other.binder:
        case Pi(implicit=a), Pi(implicit=b) if a == b:
            machine = context.machine
            source = domain(other, machine)
            if not subsumed(source, domain(one, machine), context):
                return False
            fresh, inner = context.variable, context.bind(source, one.binder.name)
            return subsumed(instantiate(one, fresh, machine), instantiate(other, fresh, machine), inner)
        case Record(names=a), Record(names=b) if a == b:
            return _deep(one, other, context)
    return convertible(one, other, context)


def _deep(found: Closure, expected: Closure, context: Context) -> bool:
    assert isinstance(found.binder, Record)
    assert isinstance(expected.binder, Record)
    here, there = found.environment, expected.environment
    names = found.binder.names
    for name, one, other in zip(names, found.binder.types, expected.binder.types, strict=True):
        type_ = evaluate(one, here, context.machine)
        if not subsumed(type_, evaluate(other, there, context.machine), context):
            return False
        fresh = context.variable
        context, here, there = context.bind(type_, name), (*here, fresh), (*there, fresh)
    return True


def _variant(found: Apply, expected: Apply, context: Context) -> bool:
    if not isinstance(found.head, Constant) or len(found.arguments) != len(expected.arguments):
        return convertible(found, expected, context)
    types = argument_types(found.head, found.arguments, context)
    for at, (one, other, type_) in enumerate(zip(found.arguments, expected.arguments, types, strict=True)):
        match context.signature.variance(found.head.name, at):
            case "covariant":
                fits = subsumed(one, other, context)
            case "contravariant":
                fits = subsumed(other, one, context)
            case _:
                fits = convertible(one, other, context, type_)
        if not fits:
            return False
    return True


def embedded(value: Term, found: Term, expected: Term, context: Context) -> Term | None:
    """The value as one of the expected type, embedded where the two types ask for it; None if it cannot be."""
    if found is expected:
        return value
    if isinstance(expected, Closure) and isinstance(expected.binder, Refinement):
        return _into_refinement(value, found, expected, context)
    if tentative(found, expected, context):
        return value
    plain = stripped(found, context)
    if widens(plain, expected):
        return value
    if isinstance(expected, Apply) and expected.head in (DIST, POSSIBLE, CREDAL):
        return _into_monad(value, found, expected, context)
    if isinstance(plain, Closure) and isinstance(expected, Closure):
        return _by_projection(value, plain, expected, context)
    return None


def _into_refinement(value: Term, found: Term, expected: Closure, context: Context) -> Term | None:
    inner = embedded(value, found, domain(expected, context.machine), context)
    if inner is None:
        return None
    known = truths(found, value, context)
    return inner if follows(instantiate(expected, inner, context.machine), known, context) else None


def widens(found: Term, expected: Term) -> bool:
    """Fin n -> Nat -> Int -> Real: each number is the same number in the next type."""
    if isinstance(found, Apply) and found.head is FIN:
        found = NAT
    return (found is expected or found is NAT or (found is INT and expected is not NAT)) and expected in NUMERIC


def _into_monad(value: Term, found: Term, expected: Apply, context: Context) -> Term | None:
    (target,) = expected.arguments
    law = stripped(found, context)
    inside = law.arguments[0] if isinstance(law, Apply) and law.head in (DIST, POSSIBLE) else None
    if inside is not None and expected.head is CREDAL:
        into = HULL if isinstance(law, Apply) and law.head is DIST else VACUOUS
        return apply(into, (target, value), context.machine) if subsumed(inside, target, context) else None
    element = embedded(value, found, target, context)
    if element is None:
        return None
    if expected.head is POSSIBLE:
        return Apply(CERTAIN, (target, element))
    point = Apply(POINT, (target, element))
    return point if expected.head is DIST else Apply(HULL, (target, point))


def _by_projection(value: Term, found: Closure, expected: Closure, context: Context) -> Term | None:
    if not isinstance(found.binder, Record) or not isinstance(expected.binder, Record):
        return None
    environment, types = found.environment, {}
    for name, type_ in zip(found.binder.names, found.binder.types, strict=True):
        types[name] = evaluate(type_, environment, context.machine)
        environment = (*environment, project(value, name))
    target, fields = expected.environment, []
    for name, type_ in zip(expected.binder.names, expected.binder.types, strict=True):
        if name not in types:
            return None
        field = embedded(project(value, name), types[name], evaluate(type_, target, context.machine), context)
        if field is None:
            return None
        fields.append(field)
        target = (*target, field)
    return Tuple(expected.binder.names, tuple(fields))
