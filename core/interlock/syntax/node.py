"""YAML's three shapes with exact places: scalars, mappings, sequences.

Places are offsets from the start of the item in which a node stands. A node that came from another item (by an alias,
by a variant) keeps its own offsets, marked with the number of its piece: ``(piece << PIECE) | offset``.
"""

from __future__ import annotations

from typing import Literal, TypeAlias

from interlock.record import NamedTuple

PIECE = 32
"""Bits below the number of a piece."""


class Scalar(NamedTuple):
    """A text; ``style`` is '' (plain), ``'``, ``"``, ``|`` or ``>``; [start, end) is the scalar as written.

    ``offsets[k]`` is where character k of ``value`` stands, ``offsets[len(value)]`` where it ends;
    None says that character k stands at ``start + k``.
    """

    value: str
    style: str
    start: int
    end: int
    offsets: tuple[int, ...] | None


class Mapping(NamedTuple):
    """Keys with values, in the order of the file; no key twice."""

    entries: tuple[tuple[Scalar, Node], ...]
    start: int
    end: int

    def keyed(self) -> dict[str, Node]:
        """The values by the text of their keys."""
        return {key.value: node for key, node in self.entries}


class Sequence(NamedTuple):
    """Members in order. The last field makes `[]` another value than `{}`: tuples compare without regard to class."""

    members: tuple[Node, ...]
    start: int
    end: int
    shape: Literal["list"] = "list"


Node: TypeAlias = Scalar | Mapping | Sequence


def place(scalar: Scalar, k: int) -> int:
    """Where character k of the value stands, 0 <= k <= len(value)."""
    return scalar.start + k if scalar.offsets is None else scalar.offsets[k]


def empty(node: Node) -> bool:
    """Whether nothing is written where a node could be, as in `honest:`."""
    return isinstance(node, Scalar) and not node.value and not node.style


def describe(node: Node) -> str:
    """The shape of a node as a noun phrase."""
    if isinstance(node, Mapping):
        return "a mapping"
    if isinstance(node, Sequence):
        return "a list"
    return f"`{node.value}`" if node.value else "nothing"
