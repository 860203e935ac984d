"""Types that agree up to measures: what the measures are, and the factor between them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeVar

from interlock.elaborate.fault import TermMismatch, TypeMismatch
from interlock.kernel.builtin import MEASURE, QUANTITY, REAL
from interlock.kernel.context import Context
from interlock.kernel.dimension import PURE, measure_of, ratio, root_of
from interlock.kernel.evaluate import evaluate
from interlock.kernel.part import children, rebuilt
from interlock.kernel.quote import identity, quote
from interlock.kernel.signature import Signature
from interlock.kernel.spell import ratio_text
from interlock.kernel.subsume import stripped, subsumed, widens
from interlock.kernel.term import Apply, Constant, Pi, Product, Sum, Term


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


def factor_between(expected: Term, found: Term) -> tuple[str, bool]:
    """How many of the smaller measure are the larger, and whether that is the one found; empty where it is no number."""
    root = root_of(ratio(found, expected))
    if root is None:
        return "", False
    factor, degree = root
    text = ratio_text(factor)
    return (text if degree == 1 else f"{text}^(1/{degree})"), factor > 1


F = TypeVar("F", TypeMismatch, TermMismatch)


def unit_mismatch(fault: F, expected: Term, found: Term) -> F:
    """The fault as one of measures."""
    factor, larger = factor_between(expected, found)
    return fault._replace(measures=(expected, found), factor=factor, larger=larger, code="unit-mismatch")


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

    def each(part: Term) -> Term:
        return _erased(part, signature)

    match term:
        case Apply(head=head) if head is QUANTITY:
            return REAL
        case Apply(head=head, arguments=arguments):
            flags = _measures(term, signature)
            return Apply(each(head), tuple(PURE if m else each(a) for a, m in zip(arguments, flags, strict=True)))
        case Sum() | Product():
            return term
        case _:
            return rebuilt(term, each)
