"""Operators on terms that are elaborated already: arithmetic, comparisons, connectives."""

from __future__ import annotations

from typing import Final

from interlock.elaborate.arity import short
from interlock.elaborate.disagree import unit_mismatch
from interlock.elaborate.elaboration import Elaboration, Place
from interlock.elaborate.fault import TermMismatch, UniverseMismatch
from interlock.elaborate.metavariable import is_flexible, is_open, is_unknown
from interlock.elaborate.unify import match_types
from interlock.kernel.amount import measured, nonzero
from interlock.kernel.builtin import (
    ADD,
    AND,
    AT_MOST,
    DIVIDE,
    EQUAL,
    IMPLIES,
    INT,
    LESS,
    MAXIMUM,
    MINIMUM,
    MULTIPLY,
    NAT,
    NOT,
    NUMERIC,
    OR,
    PROP,
    REAL,
    SUBTRACT,
    UNKNOWN,
)
from interlock.kernel.context import Context
from interlock.kernel.dimension import PURE, measure_of
from interlock.kernel.judge import Refused, level_of, numeric
from interlock.kernel.quote import quote
from interlock.kernel.subsume import stripped, subsumed, truths, widens
from interlock.kernel.term import Apply, Term
from interlock.record import NamedTuple
from interlock.text.site import Site


class Operand(NamedTuple):
    """A term, its type's value, and where it stands."""

    term: Term
    type: Term
    site: Site


ARITHMETIC: Final = {"+": ADD, "-": SUBTRACT, "*": MULTIPLY, "/": DIVIDE, "min": MINIMUM, "max": MAXIMUM}
EXTREMA: Final = (MINIMUM, MAXIMUM)
FACTORS: Final = ("*", "/")
CONNECTIVES: Final = {"and": AND, "or": OR, "=>": IMPLIES}
COMPARISONS: Final = ("=", "<", "<=", ">", ">=", "!=")


def arithmetic(operator: str, left: Operand, right: Operand, place: Place, e: Elaboration) -> tuple[Term, Term]:
    """A sum, product, difference (at least Int) or quotient (Real, of a divisor that is owed not to be zero)."""
    context = place.context
    types = _numbers(operator, left, right, context, e)
    if types is None:
        return UNKNOWN, UNKNOWN
    if operator == "/":
        divisor = e.value(right.term, context)
        known = truths(e.metas.filled(right.type, context.depth), divisor, context)
        if not e.owe(nonzero(divisor, types[1]), known, place, right.site):
            return UNKNOWN, UNKNOWN
    if types[0] not in NUMERIC or types[1] not in NUMERIC:
        result = _measured(ARITHMETIC[operator], left, right, types, context, e)
    else:
        result = REAL if operator == "/" else max(types, key=NUMERIC.index)
        result = INT if operator == "-" and result is NAT else result
    return (UNKNOWN, UNKNOWN) if result is UNKNOWN else (Apply(ARITHMETIC[operator], (left.term, right.term)), result)


def _measured(
    operator: Term, left: Operand, right: Operand, types: tuple[Term, Term], context: Context, e: Elaboration
) -> Term:
    """The type of an operation on quantities; UNKNOWN with a fault where their units differ."""
    values = tuple(e.value(operand.term, context) for operand in (left, right))
    found = measured(operator, types, values, context)
    if found is None:
        parts = tuple(measure_of(type_) or PURE for type_ in types)
        e.faults.append(unit_mismatch(TermMismatch(right.site, *types, "an operand of arithmetic"), *parts))
    return UNKNOWN if found is None else found


def _numbers(
    operator: str, left: Operand, right: Operand, context: Context, e: Elaboration
) -> tuple[Term, Term] | None:
    """The numeric types of two operands, None with one fault if one has none.

    A hole becomes the other's type where both are to be of one unit, else Nat.
    """
    turned = is_flexible(e.metas.force(left.type))
    first, second = (right, left) if turned else (left, right)
    one = _number(first, NAT, context, e)
    other = UNKNOWN if one is UNKNOWN else _number(second, NAT if operator in FACTORS else one, context, e)
    if other is UNKNOWN:
        return None
    return (other, one) if turned else (one, other)


def _number(operand: Operand, otherwise: Term, context: Context, e: Elaboration) -> Term:
    """The numeric type of an operand, UNKNOWN with a fault if it has none; that of a hole is stated."""
    type_ = e.metas.force(operand.type)
    if is_flexible(type_):
        e.metas.solve(type_, otherwise, context.depth)
        return otherwise
    if is_unknown(type_):
        return UNKNOWN
    try:
        return numeric(type_, context)
    except Refused:
        if not short(operand.term, type_, REAL, operand.site, context, e):
            e.faults.append(TermMismatch(operand.site, REAL, type_, "an operand of arithmetic"))
        return UNKNOWN


def comparison(operator: str, left: Operand, right: Operand, context: Context, e: Elaboration) -> Term:
    """An order of numbers, or an equation at the larger of two types."""
    if operator in ("=", "!="):
        type_ = _joint(left, right, context, e)
        equation = Apply(EQUAL, (type_, left.term, right.term)) if type_ is not UNKNOWN else UNKNOWN
        return Apply(NOT, (equation,)) if operator == "!=" and equation is not UNKNOWN else equation
    types = _numbers(operator, left, right, context, e)
    if types is None:
        return UNKNOWN
    if (types[0] not in NUMERIC or types[1] not in NUMERIC) and (
        _measured(LESS, left, right, types, context, e) is UNKNOWN
    ):
        return UNKNOWN
    smaller, larger = (right, left) if operator in (">", ">=") else (left, right)
    return Apply(LESS if operator in ("<", ">") else AT_MOST, (smaller.term, larger.term))


def _joint(left: Operand, right: Operand, context: Context, e: Elaboration) -> Term:
    """The type of which both sides of an equation are, UNKNOWN with a fault if there is none."""
    one, other = (stripped(e.metas.filled(o.type, context.depth), context) for o in (left, right))
    if is_unknown(one) or is_unknown(other):
        return UNKNOWN
    sides = ((left, one, other), (right, other, one))
    if any(short(side.term, type_, due, side.site, context, e) for side, type_, due in sides):
        return UNKNOWN
    if is_open(one) or is_open(other):
        match_types(other, one, e.metas, context)
        one, other = (e.metas.filled(side, context.depth) for side in (one, other))
    if is_open(one) or is_open(other):
        return quote(other if is_open(one) else one, context.depth, e.metas.machine)
    if widens(one, REAL) and widens(other, REAL):
        return REAL  # where numbers are compared makes no difference, so that facts stated anywhere are found
    if subsumed(one, other, context) or widens(one, other):
        return _small(other, left.site, context, e)
    if subsumed(other, one, context) or widens(other, one):
        return _small(one, left.site, context, e)
    if measure_of(one) is not None and measure_of(other) is not None:
        common = _measured(EQUAL, left, right, (one, other), context, e)
        return UNKNOWN if common is UNKNOWN else quote(common, context.depth, e.metas.machine)
    e.faults.append(TermMismatch(right.site, one, other, "an equation"))
    return UNKNOWN


def _small(type_: Term, site: Site, context: Context, e: Elaboration) -> Term:
    """A type's value as a term; UNKNOWN with a fault if it is in no `Type 0`, between whose members equations are."""
    found = quote(type_, context.depth, e.metas.machine)
    try:
        level = level_of(found, context)
    except Refused:  # it mentions what is at fault, and that is told
        return found
    if level > 0:
        e.faults.append(UniverseMismatch(site, type_, level, 0))
    return UNKNOWN if level > 0 else found


def connective(operator: str, left: Term, right: Term) -> tuple[Term, Term]:
    """`and`, `or`, `=>` of propositions."""
    return Apply(CONNECTIVES[operator], (left, right)), PROP
