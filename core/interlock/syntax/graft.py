"""Nodes that move into another item keep the places they had there, as pieces."""

from __future__ import annotations

from typing import TypeAlias

from interlock.syntax.node import PIECE, Mapping, Node, Scalar, Sequence
from interlock.text.site import Anchor

_LOCAL = (1 << PIECE) - 1


Pieces: TypeAlias = dict[Anchor, int]
"""Anchors with their numbers, which count from 1; the item itself is 0."""

Renumbering: TypeAlias = tuple[int, ...]
"""For each number of a piece, its new one, shifted into its place."""


def height(node: Node) -> int:
    """Levels of mappings and sequences in a node; 0 for a scalar. Nodes are at most `build.DEPTH` deep."""
    if isinstance(node, Scalar):
        return 0
    inside = [value for _, value in node.entries] if isinstance(node, Mapping) else list(node.members)
    return 1 + max((height(child) for child in inside), default=0)


def size(node: Node) -> int:
    """Scalars, mappings and sequences in a node."""
    if isinstance(node, Scalar):
        return 1
    if isinstance(node, Mapping):
        return 1 + sum(1 + size(value) for _, value in node.entries)
    return 1 + sum(map(size, node.members))


def renumber(owner: Anchor, pieces: tuple[Anchor, ...], into: Pieces) -> Renumbering:
    """How offsets of the item ``owner``, whose pieces are given, read in an item with the pieces ``into``.

    Anchors that ``into`` does not have yet are added to it.
    """
    return tuple(into.setdefault(anchor, len(into) + 1) << PIECE for anchor in (owner, *pieces))


def graft(node: Node, numbers: Renumbering) -> Node:
    """The node with renumbered pieces."""
    if isinstance(node, Scalar):
        return graft_scalar(node, numbers)
    start, end = _shift(node.start, numbers), _shift(node.end, numbers)
    if isinstance(node, Mapping):
        entries = tuple((graft_scalar(key, numbers), graft(value, numbers)) for key, value in node.entries)
        return Mapping(entries, start, end)
    return Sequence(tuple(graft(member, numbers) for member in node.members), start, end)


def graft_scalar(scalar: Scalar, numbers: Renumbering) -> Scalar:
    """The scalar with renumbered pieces."""
    offsets = scalar.offsets and tuple(_shift(offset, numbers) for offset in scalar.offsets)
    return scalar._replace(start=_shift(scalar.start, numbers), end=_shift(scalar.end, numbers), offsets=offsets)


def _shift(offset: int, numbers: Renumbering) -> int:
    return numbers[offset >> PIECE] | (offset & _LOCAL)
