"""Numbers under a setting: exact values, and units checked against what is due."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from fractions import Fraction
from math import prod
from typing import Final

from interlock.elaborate.fault import ElaborationFault, Misshapen, TooLarge, UnitMismatch, UnknownThing
from interlock.elaborate.names import Names
from interlock.elaborate.resolved import Quantity
from interlock.kernel.dimension import PRIME_LIMIT
from interlock.kernel.measure import Measure, measure, product, read_measure, spell_measure
from interlock.kernel.spell import ratio_text, sized
from interlock.kernel.term import Large
from interlock.record import replace
from interlock.syntax.expression import UnitText, Word
from interlock.syntax.formula import Amount, Unit
from interlock.syntax.page import Entry, Fields
from interlock.syntax.suggest import nearest
from interlock.syntax.surface import Item
from interlock.text.site import Site

EXPONENT_LIMIT: Final = 400
"""The largest decimal exponent of a number."""

_NUMERAL: Final = re.compile(r"-?[0-9]+((\.[0-9]+)?([eE][+-]?[0-9]+)?|/0*[1-9][0-9]*)")

Faults = list[ElaborationFault]


def exact(word: Word, names: Names, item: Item, faults: Faults) -> Fraction | None:
    """The value of a numeral or of a parameter."""
    text = word.text.replace(" ", "")
    if text[:1].isalpha() or text[:1] == "_":
        value = names.parameters.get(text)
        if value is None:
            what = "parameter" if text not in names.parameters else "number for the parameter"
            faults.append(
                UnknownThing(item.site(word.start, word.end), what, text, "", nearest(text, names.parameters))
            )
        return value
    _, _, exponent = text.lower().partition("e")
    digits = exponent.lstrip("+-")
    if (digits and (len(digits) > 3 or int(digits) > EXPONENT_LIMIT)) or len(text) > EXPONENT_LIMIT:
        faults.append(TooLarge(item.site(word.start, word.end), "digits of a number", EXPONENT_LIMIT))
        return None
    if not _NUMERAL.fullmatch(text):
        faults.append(Misshapen(item.site(word.start, word.end), "a number", f"`{word.text}`"))
        return None
    return Fraction(text)


def whole_number(word: Word, names: Names, item: Item, faults: Faults) -> int | None:
    """A natural number, or the name of a parameter that has none for its default."""
    value = exact(word, names, item, faults)
    if value is None:
        return None
    if value.denominator != 1 or value < 0:
        faults.append(Misshapen(item.site(word.start, word.end), "a natural number", f"`{word.text}`"))
        return None
    return int(value)


def quantity(amount: Amount, unit: str, names: Names, item: Item, faults: Faults) -> Quantity | None:
    """The exact ends of a number in the unit that is due (``""``: any), converted by declared factors only."""
    low = exact(amount.low, names, item, faults)
    high = low if amount.high is amount.low else exact(amount.high, names, item, faults)
    if low is None or high is None:
        return None
    if low > high:
        site = item.site(amount.low.start, amount.high.end)
        faults.append(
            Misshapen(site, "an interval whose lower end comes first", f"`{amount.low.text} .. {amount.high.text}`")
        )
        return None
    due = _due(unit, names)
    # A unit that the section itself states needs no declaration.
    known = replace(names, units={**{name: Measure(((name, Fraction(1)),)) for name, _ in due.powers}, **names.units})
    stated = measured(amount.unit, known, item, faults)
    if stated is None:
        return None
    if unit == "":
        return Quantity(low * stated.factor, high * stated.factor, spell_measure(stated.powers))
    if stated.powers != due.powers:
        at = amount.unit if amount.unit is not None else amount
        faults.append(mismatch(item.site(at.start, at.end), (unit, due), (written(amount.unit), stated)))
        return None
    return Quantity(low * stated.factor, high * stated.factor, unit)


def measured(unit: Unit | None, names: Names, item: Item, faults: Faults) -> Measure | None:
    """The measure that a unit denotes."""
    if unit is None:
        return Measure()
    unknown = [word for word, _, _ in unit.powers if word.text not in names.units]
    for word in () if names.partial else unknown:
        near = nearest(word.text, names.units)
        faults.append(UnknownThing(item.site(word.start, word.end), "unit", word.text, "", near))
    if unknown:
        return None
    try:
        return measure(powers(unit), names.units)
    except Large:  # the root of a factor has its prime factors
        faults.append(TooLarge(item.site(unit.start, unit.end), "a prime factor of a unit", PRIME_LIMIT))
        return None


def powers(unit: Unit | UnitText) -> tuple[tuple[str, Fraction], ...]:
    """The names of a unit with their exponents, each once."""
    return product(tuple((word.text, Fraction(above, below)) for word, above, below in unit.powers)).powers


def written(*units: Unit | UnitText | None) -> str:
    """A product of units in the names of their author."""
    sizes = [Fraction(unit.size.replace(" ", "")) for unit in units if isinstance(unit, UnitText)]
    named = product(tuple(power for unit in units if unit is not None for power in powers(unit)))
    return sized(prod(sizes, start=Fraction(1)), spell_measure(named.powers))


def mismatch(site: Site, due: tuple[str, Measure], stated: tuple[str, Measure]) -> UnitMismatch:
    """The fault of one unit in the place of another, each as it is written, with the factor between them if any."""
    (wanted, one), (found, other) = due, stated
    ratio = other.factor / one.factor if one.powers == other.powers else None
    if ratio is None:
        return UnitMismatch(site, wanted, found)
    return UnitMismatch(site, wanted, found, ratio_text(ratio), larger=ratio > 1)


def _due(unit: str, names: Names) -> Measure:
    """A unit that a section states, such as `bit / use`; its names need no declaration."""
    stated = read_measure(unit)
    known = {name: names.units.get(name, Measure(((name, Fraction(1)),))) for name, _ in stated.powers}
    return measure(stated.powers, known)


def declared_units(entries: Iterable[Entry]) -> tuple[dict[str, Measure], Faults]:
    """Units as measures, in whatever order they are declared; a fault for each that rests on no base unit."""
    found: dict[str, Measure] = {}
    left = [entry for entry in entries if entry.name is not None and isinstance(entry.value, Fields)]
    while left:
        later = [entry for entry in left if not _declares(entry, found)]
        if len(later) == len(left):
            break
        left = later
    known = {*found, *(entry.name.text for entry in left if entry.name is not None)}
    faults: Faults = []
    for entry in left:
        for word in _rests_on(entry):
            if word.text not in known:
                near = nearest(word.text, known)
                faults.append(UnknownThing(entry.item.site(word.start, word.end), "unit", word.text, "", near))
    return found, [*faults, *_circles(left)]


def _rests_on(entry: Entry) -> tuple[Word, ...]:
    """The units of which one is a multiple, as far as that could be read."""
    means = entry.value.value("means") if isinstance(entry.value, Fields) else None
    return (
        tuple(word for word, _, _ in means.unit.powers) if isinstance(means, Amount) and means.unit is not None else ()
    )


def _circles(left: Iterable[Entry]) -> Iterator[Misshapen]:
    """A fault for each circle of units that rest on one another, at its first."""
    entries = {entry.name.text: entry for entry in left if entry.name is not None}
    seen: set[str] = set()
    for start in entries:
        path: list[str] = []
        name: str | None = start
        while name is not None and name not in seen:
            seen.add(name)
            path.append(name)
            name = next((word.text for word in _rests_on(entries[name]) if word.text in entries), None)
        if name in path:
            entry, circle = entries[name], [*path[path.index(name) :], name]
            assert entry.name is not None
            found = " on ".join(f"`{one}`" for one in circle).replace(" on ", " that rests on ", 1)
            site = entry.item.site(entry.name.start, entry.name.end)
            yield Misshapen(site, "a multiple of units that rest on base ones", found)


def _declares(entry: Entry, found: dict[str, Measure]) -> bool:
    """Take up a unit if all that it rests on is known."""
    means = entry.value.value("means") if isinstance(entry.value, Fields) else None
    name = entry.name.text if entry.name is not None else ""
    if isinstance(means, Word):
        found[name] = Measure(((name, Fraction(1)),))
        return True
    if not isinstance(means, Amount) or means.low is not means.high:
        return False
    told: Faults = []
    names = Names({}, {}, units=found)
    size, of = exact(means.low, names, entry.item, told), measured(means.unit, names, entry.item, told)
    if size is None or of is None or size <= 0:
        return False
    found[name] = Measure(of.powers, of.factor * size)
    return True
