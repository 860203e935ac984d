"""The words of a file that name other files, before anything is known of what its sections mean."""

from __future__ import annotations

from collections.abc import Container, Iterator

from interlock.record import NamedTuple
from interlock.syntax.node import Mapping, Node, Scalar, Sequence
from interlock.syntax.path import is_path
from interlock.syntax.surface import Item, Surface
from interlock.text.site import Site

NESTING = ("boxes", "refines", "variants")
"""Sections whose items may name proposals."""

_PROSE = frozenset(("doc", "cites", "because", "says", "title", "assume", "guarantee"))


class Mention(NamedTuple):
    """A word that names a file, as a vocabulary (in `uses`) or as a proposal (in the place of a kind)."""

    word: str
    site: Site
    vocabulary: bool


def mentions(surface: Surface, shipped: Container[str]) -> Iterator[Mention]:
    """The vocabularies that a file uses, then what names a proposal, in the order of the file.

    In the place of a kind a bare name is a mention only if a file is ``shipped`` under it.
    """
    uses = surface.header.get("uses")
    if uses is not None:
        words = uses.node.members if isinstance(uses.node, Sequence) else (uses.node,)
        yield from (_mention(uses, word, vocabulary=True) for word in words if isinstance(word, Scalar) and word.value)
    for section in NESTING:
        for item in surface.sections.get(section, {}).values():
            node = item.node
            if not isinstance(node, Scalar):
                yield from _inside(item, node, shipped)
            elif node.value in shipped or is_path(node.value):
                yield _mention(item, node, vocabulary=False)


def _mention(item: Item, word: Scalar, *, vocabulary: bool) -> Mention:
    return Mention(word.value, item.site(word.start, word.end), vocabulary)


def _inside(item: Item, node: Node, shipped: Container[str]) -> Iterator[Mention]:
    """Mentions in a node; bare names only where a kind or a proposal is due."""
    if isinstance(node, Mapping):
        for key, value in node.entries:
            if isinstance(value, Scalar):
                named = key.value in ("kind", "proposal") and (value.value in shipped or is_path(value.value))
                if named or (key.value not in _PROSE and _is_file(value)):
                    yield _mention(item, value, vocabulary=False)
            elif key.value not in _PROSE:
                yield from _inside(item, value, shipped)
    elif isinstance(node, Sequence):
        for member in node.members:
            yield from _inside(item, member, shipped)


def _is_file(word: Scalar) -> bool:
    return word.value.startswith(("./", "../")) and is_path(word.value) and not any(map(str.isspace, word.value))
