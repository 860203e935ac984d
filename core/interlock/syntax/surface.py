"""The surface tree: the items of a file, each with places of its own, so that an edit elsewhere changes none of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Literal, TypeAlias

from interlock.record import NamedTuple, dataclass
from interlock.syntax import node as yaml
from interlock.syntax.graft import Pieces, graft, graft_scalar, renumber
from interlock.syntax.node import PIECE, Node, Scalar
from interlock.text.site import Anchor, Site

FORMS = ("proposal", "vocabulary")
"""The keys that say what a file is, of which it has one."""

HEADER = ("interlock", *FORMS, "title", "doc", "cites", "uses", "mode", "memory")
"""The keys at the top of a file that hold one item; every other key there is a section."""

Form: TypeAlias = Literal["proposal", "vocabulary", ""]

_LOCAL = (1 << PIECE) - 1


class Item(NamedTuple):
    """A named item, a member of a listed section (``key`` is None), or a header key with its value.

    Offsets in its nodes count from the start of the key, or of the node where there is no key. Those of a node that
    was laid in from elsewhere carry the number of its piece and count from the start of the item ``pieces[number-1]``.
    """

    anchor: Anchor
    key: Scalar | None
    node: Node
    pieces: tuple[Anchor, ...] = ()

    def site(self, start: int, end: int) -> Site:
        """The site of offsets in this item; of two pieces, that of the first, and there is empty."""
        piece = start >> PIECE
        if not piece and not end >> PIECE:
            return Site(self.anchor, start, end)
        anchor = self.pieces[piece - 1] if piece else self.anchor
        return Site(anchor, start & _LOCAL, (end if end >> PIECE == piece else start) & _LOCAL)


@dataclass(frozen=True, slots=True)
class Surface:
    """A file's items: ``header`` by key, ``sections`` by section and name (members of a list: by their text).

    ``heads`` has the key of each section, with an empty node of the section's shape. A section that is neither a mapping
    nor a list is one item under the name ``""``; one without a value is empty. ``torn`` lists the sections of which
    some text could not be read, so that what is missing there may well stand in the file. ``ousted`` has the wires, as
    source and target, whose targets a variant has given other sources.
    """

    source: str
    form: Form
    header: Mapping[str, Item]
    sections: Mapping[str, Mapping[str, Item]]
    heads: Mapping[str, Item]
    torn: tuple[str, ...] = ()
    ousted: frozenset[tuple[str, str]] = frozenset()

    def whole(self, section: str) -> Item:
        """A section as one item, each of whose members is a piece with its own places."""
        return assemble(self.heads[section], self.sections[section].values())


def assemble(head: Item, members: Iterable[Item]) -> Item:
    """The items of a section as one, under its key."""
    if isinstance(head.node, Scalar):
        return head
    pieces: Pieces = {}
    named: list[tuple[Scalar, Node]] = []
    listed: list[Node] = []
    for item in members:
        numbers = renumber(item.anchor, item.pieces, pieces)
        node = graft(item.node, numbers)
        if item.key is None:
            listed.append(node)
        else:
            named.append((graft_scalar(item.key, numbers), node))
    if isinstance(head.node, yaml.Sequence):
        return head._replace(node=head.node._replace(members=tuple(listed)), pieces=tuple(pieces))
    return head._replace(node=head.node._replace(entries=tuple(named)), pieces=tuple(pieces))
