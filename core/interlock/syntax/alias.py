"""Anchors and aliases of YAML: what `&name` stands before and `*name` stands for, within stated limits."""

from __future__ import annotations

from interlock.record import NamedTuple
from interlock.syntax.fault import SyntaxFault
from interlock.syntax.graft import Pieces, graft, height, renumber, size
from interlock.syntax.node import Node
from interlock.text.site import Anchor

DEPTH = 64
"""Levels of nesting that a file may have, aliases expanded."""

EXPANDED = 10_000
"""Nodes that the aliases of a file may stand for in all."""


class Halt(Exception):  # noqa: N818  (it ends the reading of events as libyaml's own errors do, and never leaves parse)
    """The events go on in a way that must not be followed; the fault says why."""

    def __init__(self, fault: SyntaxFault) -> None:
        super().__init__(fault)
        self.fault = fault


class Definition(NamedTuple):
    """What `&name` stands before: a node, how many nodes it has with its aliases expanded, and how deep it is."""

    node: Node
    size: int
    height: int
    pieces: tuple[Anchor, ...]
    owner: Anchor | None  # None while its item is being read


class Aliases:
    """The definitions of a file so far; those of text that was lost to a mistake are there without a meaning."""

    __slots__ = ("expanded", "known", "pieces", "unsettled")

    def __init__(self) -> None:
        self.known: dict[str, Definition | None] = {}
        self.unsettled: list[str] = []
        self.pieces: Pieces = {}  # of the item that is being read
        self.expanded = 0

    def define(self, name: str, node: Node, count: int) -> None:
        """Give a name the meaning of a node that has ``count`` nodes in it."""
        self.known[name] = Definition(node, count, height(node), (), None)
        self.unsettled.append(name)

    def define_section(self, name: str, anchor: Anchor, node: Node, pieces: tuple[Anchor, ...]) -> None:
        """Give a name the meaning of a whole section."""
        self.known[name] = Definition(node, size(node), height(node), pieces, anchor)

    def expand(self, found: Definition) -> Node:
        """The node of a definition as it reads in the item that is being read."""
        if found.owner is None:
            return found.node
        return graft(found.node, renumber(found.owner, found.pieces, self.pieces))

    def settle(self, anchor: Anchor) -> tuple[Anchor, ...]:
        """Close the item that has this anchor; the anchors of what aliases brought into it."""
        if not self.pieces and not self.unsettled:
            return ()
        pieces = tuple(self.pieces)
        for name in self.unsettled:
            found = self.known[name]
            self.known[name] = found and found._replace(owner=anchor, pieces=pieces)
        self.pieces.clear()
        self.unsettled.clear()
        return pieces

    def lose(self) -> None:
        """Give up the item that was being read."""
        for name in self.unsettled:
            self.known[name] = None
        self.pieces.clear()
        self.unsettled.clear()
