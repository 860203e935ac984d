"""The lattice of labels: a product of chains, one for each ordered key."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from interlock.api.diagram import CheckedDiagram, LabelKey
from interlock.api.record import NamedTuple

Values = Mapping[str, tuple[str, ...]]
"""The values that something has of each label key."""


class Chain(NamedTuple):
    """An ordered key: its values from the one that spreads (the least trusted, the most secret) to the one that yields."""

    key: str
    values: tuple[str, ...]
    combine: str

    @property
    def neutral(self) -> int:
        """The rank of the value that yields to all others."""
        return len(self.values) - 1

    def rank(self, values: Values) -> int | None:
        """The rank of what is stated, of several values of the one that spreads; None where nothing is."""
        known = [self.values.index(one) for one in values.get(self.key, ()) if one in self.values]
        return min(known, default=None)

    def bound(self) -> str:
        """In words, on which side of a value the others are that are taken in its place."""
        return "at least" if self.combine == "min" else "at most"


def chains(diagrams: Iterable[CheckedDiagram]) -> tuple[Chain, ...]:
    """The ordered keys of diagrams; of a key that is declared twice the first counts."""
    found: dict[str, LabelKey] = {}
    for diagram in diagrams:
        found = {**diagram.label_keys, **found}
    return tuple(
        Chain(key, tuple(one.names if one.combine == "min" else reversed(one.names)), one.combine)
        for key, one in sorted(found.items())
        if one.combine and one.names
    )
