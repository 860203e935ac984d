"""Texts that YAML cuts in pieces: between brackets or braces a comma ends one, also where it stands in parentheses."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Final

from interlock.syntax.node import Node, Scalar, empty
from interlock.syntax.reading import Reading

PIECES: Final = 100
"""A text in more pieces is not put together."""


def mend_list(values: Sequence[object], members: Sequence[Node], reading: Reading, known: int) -> list[object]:
    """Tell texts in a list that are cut instead of what was told of their pieces; the values of the other members.

    Of the faults of the reading the first ``known`` were told before.
    """
    gone: set[int] = set()
    for at in range(len(members)):
        cut = () if at in gone else _pieces(members[here] for here in range(at, len(members)))
        if cut:
            _tell(cut, reading, known)
            gone.update(range(at, at + len(cut)))
    return [value for at, value in enumerate(values) if at not in gone]


def mend_mapping(pairs: Sequence[tuple[Scalar, Node]], reading: Reading, known: int) -> frozenset[str]:
    """Tell texts in a mapping that are cut, each then a value and keys that hold nothing; the keys that hold the values."""
    gone: set[str] = set()
    for at, (key, _) in enumerate(pairs):
        if cut := _pieces(_from(pairs, at)):
            _tell(cut, reading, known)
            gone.add(key.value)
    return frozenset(gone)


def _from(pairs: Sequence[tuple[Scalar, Node]], at: int) -> Iterator[Node]:
    """A value, and the keys behind it that hold nothing."""
    yield pairs[at][1]
    for behind in range(at + 1, len(pairs)):
        key, held = pairs[behind]
        if not empty(held):
            return
        yield key


def _pieces(nodes: Iterable[Node]) -> tuple[Scalar, ...]:
    """The first of some nodes that together close what the first opens; none if it opens nothing, or they do not."""
    found: list[Scalar] = []
    depth = 0
    for node in islice(nodes, PIECES):
        if not isinstance(node, Scalar) or node.style:
            return ()
        found.append(node)
        depth += node.value.count("(") - node.value.count(")")
        if depth <= 0:
            return tuple(found) if depth == 0 and len(found) > 1 else ()
    return ()


def _tell(cut: Sequence[Scalar], reading: Reading, known: int) -> None:
    """Tell that a text wants quotes, and nothing more of its pieces."""
    start, end = cut[0].start, cut[-1].end
    site = reading.item.site(start, end)
    reading.faults[known:] = [one for one in reading.faults[known:] if not site.start <= one.site.start <= site.end]
    written = ", ".join(piece.value for piece in cut)
    reading.misshapen(
        start, end, "quotes around a text with commas", "one that ends at a comma", f'write `"{written}"`'
    )
