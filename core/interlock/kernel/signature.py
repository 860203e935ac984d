"""What is declared: the constants' types, and how families vary in their arguments."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from interlock.kernel.builtin import COVARIANT, TYPES
from interlock.kernel.term import Term

Variance = Literal["covariant", "contravariant", "invariant"]


@dataclass(frozen=True, slots=True)
class Entry:
    """A declaration: its closed type, and the variance of each argument (invariant beyond the end)."""

    name: str
    sort: str
    type: Term
    variance: tuple[Variance, ...] = ()


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
