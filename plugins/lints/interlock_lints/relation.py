"""Pairs of boxes, by the first of each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from interlock.api.diagram import Element
from interlock.api.record import NamedTuple


class Relation(NamedTuple):
    """Pairs: by each first a set of seconds, as the bits of a number."""

    seconds: tuple[Element, ...]
    rows: Mapping[Element, int]

    def of(self, first: Element) -> tuple[Element, ...]:
        """The seconds of a first, in order."""
        return tuple(_named(self.rows.get(first, 0), self.seconds))

    def pairs(self) -> Iterator[tuple[Element, Element]]:
        """Every pair, in order."""
        return ((first, second) for first, row in self.rows.items() for second in _named(row, self.seconds))

    def groups(self, most: int) -> Iterator[tuple[Element, tuple[Element, ...]]]:
        """Each first with each of its seconds by itself; with all of them together if there are more than so many."""
        for first, row in self.rows.items():
            many = tuple(_named(row, self.seconds))
            if len(many) > most:
                yield first, many
            else:
                yield from ((first, (second,)) for second in many)

    def within(self, other: Relation) -> Relation:
        """The pairs that another relation over the same seconds has, too."""
        return Relation(self.seconds, {first: row & other.rows.get(first, 0) for first, row in self.rows.items()})

    def among(self, seconds: int) -> Relation:
        """The pairs whose second is among some, which are given as bits."""
        return Relation(self.seconds, {first: row & seconds for first, row in self.rows.items()})

    def without(self, other: Relation) -> Relation:
        """The pairs that another relation over the same seconds has not."""
        return Relation(self.seconds, {first: row & ~other.rows.get(first, 0) for first, row in self.rows.items()})


MANY: Final = 8
"""More seconds of one first are told together."""


def named(one: Element, some: Sequence[Element]) -> str:
    """One of some, and how many others there are, in words."""
    others = len(some) - 1
    return f"`{one}`" + (f" and {others} others" if others > 1 else " and another" if others else "")


def _named(row: int, seconds: tuple[Element, ...]) -> Iterator[Element]:
    while row:
        least = row & -row
        yield seconds[least.bit_length() - 1]
        row ^= least
