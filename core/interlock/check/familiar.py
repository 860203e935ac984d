"""Measures in the units of their authors: `minute`, where a normal form has `1/60 hour`."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from itertools import islice
from typing import TypeVar, cast

from interlock.elaborate.library import Library
from interlock.kernel.dimension import combined, measure, powers, ratio
from interlock.kernel.evaluate import Machine
from interlock.kernel.part import levels, parts, rebuilt
from interlock.kernel.quote import quote
from interlock.kernel.term import Closure, Deep, Large, Literal, Product, Term
from interlock.text.outcome import Fault

_STEPS = 10_000  # of the quotation of one term
_CHOICES = 1000  # of units for the base units of one measure
T = TypeVar("T")


def in_units_of(library: Library, faults: Iterable[Fault]) -> Iterator[Fault]:
    """The faults with every measure as it was written somewhere, else in the fewest units that say it."""
    units = Units(library)
    for fault in faults:
        yield units.told(fault)


class Units:
    """The units of a library, and how measures are written in them."""

    def __init__(self, library: Library) -> None:
        self._written: dict[Term, Term] = dict(library.spoken)
        named = {part for text in library.spoken.values() for part in parts(text)}
        units = {
            library.unit_name(source, name): measure(library.expanded(source, unit))
            for source in library.pages
            for name, unit in library.units(source).items()
            if unit is not None
        }
        self._units = dict(sorted(units.items(), key=lambda one: (one[0] not in named, len(one[0].name), one[0].name)))

    def told(self, value: T) -> T:
        """A fault, or a part of one, with its terms rewritten."""
        if isinstance(value, Term):
            return cast(T, self.term(value))
        if not isinstance(value, tuple):
            return value
        made = [self.told(part) for part in value]
        return cast(T, type(value)(*made) if hasattr(value, "_fields") else tuple(made))

    def term(self, value: Term) -> Term:
        """The term with its measures rewritten; a term that is too large is left alone."""
        within = tuple(parts(value))
        if not any(isinstance(part, Product) for part in within):
            return value
        try:
            if any(isinstance(part, Closure) for part in within):
                value = quote(value, max(levels(value), default=-1) + 1, Machine(steps=_STEPS))
            return self._rewritten(value)
        except (Deep, Large):
            return value

    def _rewritten(self, term: Term) -> Term:
        if isinstance(term, Product):
            return self.measure(term)
        return rebuilt(term, self._rewritten)

    def measure(self, found: Product) -> Term:
        """A measure as a product of units."""
        if found not in self._written:
            self._written[found] = self._named(found) or self._composed(found) or found
        return self._written[found]

    def _named(self, found: Product) -> Term | None:
        """The unit that has a name of its own."""
        return next((name for name, unit in self._units.items() if unit is found), None)

    def _composed(self, found: Product) -> Term | None:
        """One unit in the place of each base unit, such that no number is left over."""
        bases = [(atom, exponent) for atom, exponent in found.powers if not isinstance(atom, Literal)]
        choices = ([name for name, unit in self._units.items() if _is_number(ratio(unit, base))] for base, _ in bases)
        exponents = [exponent for _, exponent in bases]
        for names in islice(itertools.product(*choices), _CHOICES):
            if _product([self._units[name] for name in names], exponents) is found:
                return _product(names, exponents)
        return None


def _product(factors: Sequence[Term], exponents: Sequence[Fraction]) -> Term:
    total: dict[Term, Fraction] = {}
    for factor, exponent in zip(factors, exponents, strict=True):
        total = combined(total, powers(factor), exponent)
    return measure(total)


def _is_number(of: Term) -> bool:
    return all(isinstance(atom, Literal) for atom in powers(of))
