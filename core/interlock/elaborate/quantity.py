"""Numbers under a setting: exact values, and units checked against what is due."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from math import prod
from typing import Final

from interlock.elaborate.fault import AmbiguousName, ElaborationFault, Misshapen, TooLarge, UnitMismatch, UnknownThing
from interlock.elaborate.names import Names
from interlock.elaborate.resolved import Quantity
from interlock.kernel.dimension import PRIME_LIMIT, scale
from interlock.kernel.measure import Measure, measure, product, read_measure, spell_measure
from interlock.kernel.spell import ratio_text, sized
from interlock.kernel.term import Large
from interlock.record import replace
from interlock.syntax.expression import UnitText, Word
from interlock.syntax.formula import Amount, Unit
from interlock.syntax.lexis import IDENTIFIER
from interlock.syntax.page import Entry, Fields
from interlock.syntax.suggest import nearest
from interlock.syntax.surface import Item
from interlock.text.site import Site

EXPONENT_LIMIT: Final = 300
"""The largest decimal exponent of a number, so that all of them are floats, and none but 0 is 0 as one."""

_MOST: Final = 10**EXPONENT_LIMIT

Faults = list[ElaborationFault]

Units = Mapping[str, Measure | None]
"""Units as measures; None for one whose declaration is at fault, of which nothing more is told."""


def exact(word: Word, names: Names, item: Item, faults: Faults) -> Fraction | None:
    """The value of a numeral, as it was read, or of a parameter."""
    site = item.site(word.start, word.end)
    if IDENTIFIER.fullmatch(word.text):
        value = names.parameters.get(word.text)
        if value is None and word.text not in names.misstated:
            known = names.parameters
            what = "parameter" if word.text not in known else "number for the parameter"
            near = nearest(word.text, known)
            faults.append(UnknownThing(site, what, word.text, "", near))
        return None if value is None else _sized(value, site, faults)
    text = word.text.replace(" ", "")
    _, _, exponent = text.lower().partition("e")
    if exponent and abs(int(exponent)) > EXPONENT_LIMIT:
        faults.append(_too_large(site))
        return None
    return _sized(Fraction(text), site, faults)


def _sized(value: Fraction, site: Site, faults: Faults) -> Fraction | None:
    """A number whose exponent is within the limit."""
    if value == 0 or Fraction(1, _MOST) <= abs(value) <= _MOST:
        return value
    faults.append(_too_large(site))
    return None


def _too_large(site: Site) -> TooLarge:
    return TooLarge(site, "the exponent of a number", EXPONENT_LIMIT)


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
    known = replace(names, units={**{name: _independent(name) for name, _ in due.powers}, **names.units})
    stated = measured(amount.unit, known, item, faults)
    if stated is None:
        return None
    if unit and stated.powers != due.powers:
        at = amount.unit if amount.unit is not None else amount
        faults.append(mismatch(item.site(at.start, at.end), (unit, due), (written(amount.unit), stated)))
        return None
    site = item.site(amount.start, amount.end)
    least = _sized(low * stated.factor, site, faults)
    most = least if low == high else _sized(high * stated.factor, site, faults)
    return None if least is None or most is None else Quantity(least, most, unit or spell_measure(stated.powers))


def measured(unit: Unit | None, names: Names, item: Item, faults: Faults) -> Measure | None:
    """The measure that a unit denotes."""
    if unit is None:
        return Measure()
    words = [word for word, _, _ in unit.powers]
    torn = [word for word in words if word.text in names.contested]
    faults += [AmbiguousName(item.site(w.start, w.end), w.text, names.contested[w.text]) for w in torn]
    unknown = [word for word in words if word.text not in names.units]
    for word in () if names.partial else unknown:
        near = nearest(word.text, names.units)
        faults.append(UnknownThing(item.site(word.start, word.end), "unit", word.text, "", near))
    # The factors of those that are sound are not hard to factor: their roots are to be had.
    known = {name: names.units.get(name) for name, _ in powers(unit)}
    sound = {name: one for name, one in known.items() if one is not None}
    if torn or unknown or len(sound) < len(known):
        return None
    return measure(powers(unit), sound)


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
        return UnitMismatch(site, wanted, found, missing=spell_measure(one.times(other, Fraction(-1)).powers))
    return UnitMismatch(site, wanted, found, ratio_text(ratio), larger=ratio > 1)


def _due(unit: str, names: Names) -> Measure:
    """A unit that a section states, such as `bit / use`; its names need no declaration."""
    stated = read_measure(unit)
    known = {name: names.units.get(name) or _independent(name) for name, _ in stated.powers}
    return measure(stated.powers, known)


def _independent(name: str) -> Measure:
    """A unit that is independent of all others."""
    return Measure(((name, Fraction(1)),))


def declared_units(entries: Iterable[Entry]) -> tuple[Units, Faults]:
    """Units as measures, in whatever order they are declared, and what is wrong with them."""
    left = {entry.name.text: entry for entry in entries if entry.name is not None}
    found: dict[str, Measure | None] = {}
    faults: Faults = []
    while ready := [name for name, entry in left.items() if all(word.text in found for word in _rests_on(entry))]:
        found |= {name: _declared(name, left.pop(name), found, faults) for name in ready}
    known = (*found, *left)
    for entry in left.values():
        for word in _rests_on(entry):
            if word.text not in known:
                near = nearest(word.text, known)
                faults.append(UnknownThing(entry.item.site(word.start, word.end), "unit", word.text, "", near))
    return found | dict.fromkeys(left), [*faults, *_circles(left.values())]


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


def _declared(name: str, entry: Entry, found: Units, faults: Faults) -> Measure | None:
    """A unit that rests on those found, None if it is at fault."""
    means = entry.value.value("means") if isinstance(entry.value, Fields) else None
    if isinstance(means, Word):
        return _independent(name)
    if not isinstance(means, Amount):  # it could not be read, and that is told
        return None
    size, of = _size(means, entry.item, faults), measured(means.unit, Names({}, {}, units=found), entry.item, faults)
    if size is None or of is None:
        return None
    try:
        scale(of.factor * size)
    except Large:
        faults.append(TooLarge(entry.item.site(means.start, means.end), "a prime factor of a unit", PRIME_LIMIT))
        return None
    return of._replace(factor=of.factor * size)


def _size(means: Amount, item: Item, faults: Faults) -> Fraction | None:
    """How many of a unit are another: one positive number."""
    text = " .. ".join(dict.fromkeys((means.low.text, means.high.text)))
    plain = means.low is means.high and not IDENTIFIER.fullmatch(text)
    size = exact(means.low, Names({}, {}), item, faults) if plain else Fraction(0)
    if size is None or size > 0:
        return size
    site = item.site(means.low.start, means.high.end)
    faults.append(Misshapen(site, "a positive number of a unit", f"`{text}`"))
    return None
