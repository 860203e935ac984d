"""What is declared: the constants' types, how families vary in their arguments, constructors of data, clauses of functions."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, Literal

from interlock.kernel.builtin import COVARIANT, TYPES
from interlock.kernel.clause import NEXT, ZERO, Clause
from interlock.kernel.term import Pi, Term
from interlock.record import dataclass, field

Variance = Literal["covariant", "contravariant", "invariant"]


@dataclass(frozen=True, slots=True)
class Entry:
    """A declaration: its closed type, and the variance of each argument (invariant beyond the end).

    Data have ``constructors``, and each of these has the name of its data in ``of``. A function without ``clauses`` is known
    by its type only.
    """

    name: str
    sort: str
    type: Term
    variance: tuple[Variance, ...] = ()
    constructors: tuple[str, ...] = ()
    of: str = ""
    clauses: tuple[Clause, ...] | None = None


_CONSTRUCTORS: Final = {
    "Nat": ((ZERO, 0), (NEXT, 1)),
    "Bool": (("true", 0), ("false", 0)),
    "Option": (("none", 0), ("some", 1)),
}
"""The built-in data whose values patterns tell apart: each constructor with its number of arguments."""

_OWNERS: Final = {constructor: data for data, rows in _CONSTRUCTORS.items() for constructor, _ in rows}


@dataclass(frozen=True, slots=True)
class Signature:
    """Declarations by qualified name, over the built-in ones."""

    entries: Mapping[str, Entry] = field(default_factory=dict)

    def type_of(self, name: str) -> Term | None:
        """The closed type of a constant; None for arithmetic, whose result type depends on its arguments'."""
        builtin = TYPES.get(name)
        return builtin if builtin is not None else self.entries[name].type if name in self.entries else None

    def variance(self, name: str, position: int) -> Variance:
        """How a family varies in an argument."""
        if name in COVARIANT:
            return "covariant" if position == 0 else "invariant"
        entry = self.entries.get(name)
        return entry.variance[position] if entry and position < len(entry.variance) else "invariant"

    def owner(self, constructor: str) -> str:
        """The data to which a constructor belongs; empty if it is none."""
        entry = self.entries.get(constructor)
        return entry.of if entry else _OWNERS.get(constructor, "")

    def constructors(self, data: str) -> tuple[tuple[str, int], ...] | None:
        """The constructors of data, each with the number of its arguments after the parameters; None if it is no data."""
        entry = self.entries.get(data)
        if entry is None or entry.sort != "data" or entry.of:
            return _CONSTRUCTORS.get(data)
        parameters = width(entry.type)
        return tuple((name, width(self.entries[name].type) - parameters) for name in entry.constructors)

    def siblings(self, constructor: str) -> tuple[tuple[str, int], ...]:
        """All constructors of the data to which one belongs."""
        return self.constructors(self.owner(constructor)) or ()


def width(type_: Term) -> int:
    """How many arguments a declared type takes."""
    count = 0
    while isinstance(type_, Pi):
        type_, count = type_.codomain, count + 1
    return count
