"""Measures as the author writes them: units in texts, and products, quotients and powers of terms."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from interlock.elaborate.elaboration import Elaboration, Place
from interlock.elaborate.fault import AmbiguousName, Misshapen, UnknownThing
from interlock.elaborate.scope import Ambiguous, Meaning
from interlock.kernel.amount import quantity
from interlock.kernel.builtin import MEASURE, MULTIPLY, ONE_OF, UNKNOWN
from interlock.kernel.convert import type_of
from interlock.kernel.dimension import PURE, combined, measure, powers, scale
from interlock.kernel.term import Apply, Term
from interlock.syntax import expression as s
from interlock.syntax.suggest import nearest

Check = Callable[[s.Expression], Term]
"""How an operand is elaborated as a measure."""

_OPERATORS = {"*": 1, "/": -1}


def is_measure(node: s.Expression) -> bool:
    """Whether a term that is due to be a measure has a form of its own: a text, a number, a product or power."""
    if isinstance(node, s.Operation):
        return node.operator.text in ("*", "/", "^")
    return isinstance(node, s.Quoted | s.Numeral)


def measured(node: s.Expression, place: Place, e: Elaboration, check: Check) -> Term:
    """The measure that a term of such a form denotes; UNKNOWN with a fault if it denotes none."""
    if isinstance(node, s.Quoted):
        return unit(node, place, e)
    if isinstance(node, s.Numeral):
        return _size(node, node.text, e)
    assert isinstance(node, s.Operation)
    left = check(node.left)
    if node.operator.text == "^":
        exponent = _exponent(node.right)
        if exponent is None:
            e.faults.append(
                Misshapen(
                    e.site(node.right), "an exponent of up to three digits, such as `2` or `(1/2)`", "another term"
                )
            )
        return UNKNOWN if exponent is None or left is UNKNOWN else measure(combined({}, powers(left), exponent))
    right = check(node.right)
    if UNKNOWN in (left, right):
        return UNKNOWN
    return measure(combined(powers(left), powers(right), _OPERATORS[node.operator.text]))


def unit(node: s.Quoted, place: Place, e: Elaboration) -> Term:
    """The measure of a text: each name is a unit of the vocabularies in use, else a measure in scope."""
    if node.unit is None:
        e.faults.append(Misshapen(e.site(node), "a unit such as `fault / (device * hour)`", f"`{node.value}`"))
        return UNKNOWN
    size = powers(_size(node, node.unit.size, e))
    total, sound = size, UNKNOWN not in size
    for word, above, below in node.unit.powers:
        factor = _named(word, place, e)
        sound = sound and factor is not UNKNOWN
        if sound:
            total = combined(total, powers(factor), Fraction(above, below))
    if not sound:
        return UNKNOWN
    found = measure(total)
    place.scope.declarations.wrote(found, size, ((word.text, Fraction(n, d)) for word, n, d in node.unit.powers))
    return found


def literal(number: Term, node: s.Quoted, place: Place, e: Elaboration) -> tuple[Term, Term]:
    """The quantity `5 "hour"`, and its type."""
    of = unit(node, place, e)
    if of is UNKNOWN or number is UNKNOWN:
        return UNKNOWN, UNKNOWN
    return Apply(MULTIPLY, (number, Apply(ONE_OF, (of,)))), quantity(e.value(of, place.context))


def _size(node: s.Expression, text: str, e: Elaboration) -> Term:
    size = Fraction(text.replace(" ", ""))
    if size <= 0:
        e.faults.append(Misshapen(e.site(node), "a positive number of a unit", f"`{text}`"))
        return UNKNOWN
    return PURE if size == 1 else measure(scale(size))


def _named(word: s.Word, place: Place, e: Elaboration) -> Term:
    """What a name in a unit means."""
    meaning = place.scope.unit(word.text)
    if meaning is None:
        meaning = place.scope.meaning(word.text)
        known = None
        if isinstance(meaning, Meaning):
            known = type_of(meaning.term, place.context) if meaning.type is None else meaning.type
        if meaning is None or (known is not None and known is not MEASURE and known is not UNKNOWN):
            near = nearest(word.text, place.scope.units())
            e.faults.append(UnknownThing(e.site(word), "unit", word.text, "", near))
            return UNKNOWN
    if isinstance(meaning, Ambiguous):
        e.faults.append(AmbiguousName(e.site(word), word.text, meaning.vocabularies))
        return UNKNOWN
    return meaning.term


def _exponent(node: s.Expression) -> Fraction | None:
    """A rational number that is stated: `2`, `-1`, `(1/2)`."""
    if isinstance(node, s.Numeral):
        return Fraction(node.text) if len(node.text) <= 3 and node.text.isdecimal() else None
    if isinstance(node, s.Prefix) and node.operator.text == "-":
        inner = _exponent(node.operand)
        return None if inner is None else -inner
    if isinstance(node, s.Operation) and node.operator.text == "/":
        above, below = _exponent(node.left), _exponent(node.right)
        return above / below if above is not None and below else None
    return None
