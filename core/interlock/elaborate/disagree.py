"""Types that agree up to measures: what the measures are, and the factor between them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeVar

from interlock.elaborate.fault import TermMismatch, TypeMismatch
from interlock.kernel.builtin import MEASURE, QUANTITY, REAL
from interlock.kernel.context import Context
from interlock.kernel.dimension import PURE, factor_of, measure_of, ratio
from interlock.kernel.evaluate import evaluate
from interlock.kernel.part import children
from interlock.kernel.quote import identity, quote
from interlock.kernel.signature import Signature
from interlock.kernel.spell import number
from interlock.kernel.subsume import stripped, subsumed, widens
from interlock.kernel.term import (
    Apply,
    Constant,
    Lambda,
    Pi,
    Project,
    Quantified,
    Record,
    Refinement,
    Term,
    Tuple,
)


def unlike(expected: Term, found: Term, context: Context) -> tuple[Term, Term] | None:
    """The first two measures that part two types which otherwise agree; None where more than measures parts them."""
    wanted, had = (quote(stripped(type_, context), context.depth, context.machine) for type_ in (expected, found))
    apart = next(_parted(wanted, had, context.signature), None)
    if apart is None:
        return None
    one, other = (
        evaluate(_erased(term, context.signature), identity(context.depth), context.machine) for term in (wanted, had)
    )
    return apart if subsumed(other, one, context) or widens(other, one) else None


def factor_between(expected: Term, found: Term) -> str:
    """How many times the one measure is the other, the larger number of the two; empty where it is no number."""
    factor = factor_of(ratio(found, expected))
    larger = None if factor is None else max(factor, 1 / factor)
    return "" if larger is None else number(larger.numerator if larger.denominator == 1 else larger)


F = TypeVar("F", TypeMismatch, TermMismatch)


def unit_mismatch(fault: F, expected: Term, found: Term) -> F:
    """The fault as one of measures."""
    factor = factor_between(expected, found)
    return fault._replace(measures=(expected, found), factor=factor, code="unit-mismatch")


def judged_by_measure(fault: F, expected: Term, found: Term, context: Context) -> F:
    """The fault as one of measures if nothing else parts the types."""
    apart = unlike(expected, found, context)
    return fault if apart is None else unit_mismatch(fault, *apart)


def _parted(one: Term, other: Term, signature: Signature) -> Iterator[tuple[Term, Term]]:
    """The measures that stand at the same places of two terms and differ."""
    if one is other:
        return
    left, right = measure_of(one), measure_of(other)
    if left is not None and right is not None:
        if left is not right:
            yield left, right
        return
    parts, others = children(one), children(other)
    if type(one) is not type(other) or len(parts) != len(others):
        return
    flags = (False, *_measures(one, signature)) if isinstance(one, Apply) else (False,) * len(parts)
    for here, there, is_measure in zip(parts, others, flags, strict=True):
        if is_measure and here is not there:
            yield here, there
        elif not is_measure:
            yield from _parted(here, there, signature)


def _measures(term: Apply, signature: Signature) -> tuple[bool, ...]:
    """Which arguments of a family are measures."""
    type_ = signature.type_of(term.head.name) if isinstance(term.head, Constant) else None
    found = []
    for _ in term.arguments:
        found.append(isinstance(type_, Pi) and type_.domain is MEASURE)
        type_ = type_.codomain if isinstance(type_, Pi) else None
    return tuple(found)


def _erased(term: Term, signature: Signature) -> Term:
    """The term with quantities as reals, and every measure that is an argument as that of pure numbers."""

    def each(*parts: Term) -> tuple[Term, ...]:
        return tuple(_erased(part, signature) for part in parts)

    match term:
        case Apply(head=head, arguments=arguments):
            if head is QUANTITY:
                return REAL
            flags = _measures(term, signature)
            return Apply(each(head)[0], tuple(PURE if m else each(a)[0] for a, m in zip(arguments, flags, strict=True)))
        case Project(record=record, field=field):
            return Project(each(record)[0], field)
        case Tuple(names=names, values=values):
            return Tuple(names, each(*values))
        case Record(names=names, types=types):
            return Record(names, each(*types))
        case Pi(name=name, domain=domain, codomain=codomain, implicit=implicit):
            return Pi(name, *each(domain, codomain), implicit=implicit)
        case Lambda(name=name, body=body):
            return Lambda(name, each(body)[0])
        case Refinement(name=name, domain=domain, proposition=proposition):
            return Refinement(name, *each(domain, proposition))
        case Quantified(quantifier=quantifier, name=name, domain=domain, body=body):
            return Quantified(quantifier, name, *each(domain, body))
        case _:
            return term
