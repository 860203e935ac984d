"""Labels whose values are numbers of a declared type: `Quantity "hour"`, `Nat`, `Int` or `Real`."""

from __future__ import annotations

from typing import cast

from interlock.elaborate.fault import Misshapen
from interlock.elaborate.items import contested, units
from interlock.elaborate.library import Shelf
from interlock.elaborate.names import Names
from interlock.elaborate.quantity import Faults, exact, measured, mismatch, written
from interlock.kernel.measure import Measure
from interlock.record import NamedTuple
from interlock.syntax import expression as s
from interlock.syntax.formula import Amount, Unit
from interlock.syntax.lexis import IDENTIFIER
from interlock.syntax.page import Entry, Fields
from interlock.syntax.surface import Item

_ADMITTED = '`Quantity "hour"`, `Nat`, `Int` or `Real`'


class NumberType(NamedTuple):
    """What the numbers of a label are: of a unit, perhaps whole, perhaps not below 0."""

    noun: str
    unit: s.UnitText | None = None
    whole: bool = False
    natural: bool = False


_PLAIN = {
    "Nat": NumberType("a natural number", whole=True, natural=True),
    "Int": NumberType("a whole number", whole=True),
    "Real": NumberType("a number"),
}


def number_type(node: s.Expression) -> NumberType | None:
    """The type that a label key declares, None if it is none of numbers."""
    if isinstance(node, s.Name):
        return _PLAIN.get(node.text)
    if not (isinstance(node, s.Apply) and isinstance(node.head, s.Name) and node.head.text == "Quantity"):
        return None
    unit = node.arguments[0] if len(node.arguments) == 1 else None
    if not (isinstance(unit, s.Quoted) and unit.unit is not None):
        return None
    return NumberType(f"a number with the unit `{unit.value}`", unit.unit)


def number_text(type_: s.Expression, amount: Amount, item: Item, shelf: Shelf, faults: Faults) -> str:
    """The text of a number or interval; empty, with a fault, for one that is not of the type."""
    due = number_type(type_)
    names = Names({}, {}, units=units(shelf), partial=shelf.partial, contested=contested(shelf))
    wanted = None if due is None else scaled(due.unit, names, item, (0, 0), [])
    if due is None or wanted is None:  # told where the key is declared
        return ""
    site = item.site(amount.start, amount.end)
    ends = dict.fromkeys((amount.low, amount.high))
    text = " .. ".join(end.text for end in ends)
    if any(IDENTIFIER.match(end.text) for end in ends):
        faults.append(Misshapen(site, due.noun, f"`{text}`"))
        return ""
    values = [exact(end, names, item, faults) for end in ends]
    stated = measured(amount.unit, names, item, faults)
    known = [value for value in values if value is not None]
    if len(known) < len(values) or stated is None:
        return ""
    fitting = all((value.denominator == 1 or not due.whole) and (value >= 0 or not due.natural) for value in known)
    if not fitting or known != sorted(known):
        faults.append(
            Misshapen(site, due.noun if not fitting else "an interval whose lower end comes first", f"`{text}`")
        )
        return ""
    if stated != wanted:
        at = amount.unit or amount
        told = mismatch(item.site(at.start, at.end), (written(due.unit), wanted), (written(amount.unit), stated))
        faults.append(told)
        return ""
    return text


def scaled(unit: s.UnitText | None, names: Names, item: Item, span: tuple[int, int], faults: Faults) -> Measure | None:
    """The measure of a unit with a size, such as `24 hour`, that stands within a span."""
    if unit is None:
        return Measure()
    size = exact(s.Word(unit.size, *span), names, item, faults)
    found = measured(Unit(unit.powers, *span), names, item, faults)
    if size == 0:
        faults.append(Misshapen(item.site(*span), "a positive number of a unit", f"`{unit.size}`"))
    return None if not size or found is None else found._replace(factor=found.factor * size)


def ill_typed(entry: Entry, shelf: Shelf) -> Faults:
    """What is wrong with the type, as it was read, that a label key declares: not one of numbers, or of no known unit."""
    node = cast("s.Expression", cast(Fields, entry.value).value("type"))
    due, told = number_type(node), Faults()
    if due is None:
        return [Misshapen(entry.item.site(node.start, node.end), _ADMITTED, "another type")]
    names = Names({}, {}, units=units(shelf), partial=shelf.partial, contested=contested(shelf))
    scaled(due.unit, names, entry.item, (node.start, node.end), told)
    return told
