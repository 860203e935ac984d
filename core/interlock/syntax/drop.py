"""Taking an item out of a file together with all that names it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Protocol

from interlock.record import NamedTuple
from interlock.syntax.ends import Ends, learn_ends, wire_ends, without_targets
from interlock.syntax.node import Mapping, Node, Scalar, Sequence

PROSE = frozenset(("doc", "cites", "because", "title"))
"""Keys whose text names nothing."""


class Going(Protocol):
    """What goes: which names, and what of a scalar."""

    def names(self, word: str) -> bool:
        """Whether a text names what goes."""

    def trim(self, scalar: Scalar) -> Scalar | None:
        """What is left of a scalar; the same object if it names nothing that goes."""


class GoingNames:
    """Dotted names that go; a word names one if it is one or goes on from one with a point."""

    __slots__ = ("_pattern",)

    def __init__(self, names: Iterable[str]) -> None:
        words = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
        # `TYPE at PORT`: the type of a failure is not in the namespace of boxes and items.
        self._pattern = re.compile(rf"(?<![\w'.\-])(?:{words})(?![\w'\-])(?!\s+at\b)")

    def names(self, word: str) -> bool:
        """Whether a text names one of them."""
        return self._pattern.search(word) is not None

    def trim(self, scalar: Scalar) -> Scalar | None:
        """A wire without targets of that name; nothing of another scalar that has the name in it."""
        if not self.names(scalar.value):
            return scalar
        ends = wire_ends(scalar.value)
        if ends is None or self.names(ends.source):
            return None
        return without_targets(scalar, frozenset(target for target, _, _ in ends.targets if self.names(target)))


class GoingLearnWire:
    """The learn wire between two ends."""

    __slots__ = ("_ends",)

    def __init__(self, ends: tuple[str, str]) -> None:
        self._ends = ends

    def names(self, word: str) -> bool:
        """Whether a key names it: never."""
        return False

    def trim(self, scalar: Scalar) -> Scalar | None:
        """Nothing of a scalar that is this learn wire."""
        return None if "~>" in scalar.value and learn_ends(scalar) == self._ends else scalar


class GoingWires:
    """The wires from a source to some targets."""

    __slots__ = ("_source", "_targets")

    def __init__(self, ends: Ends) -> None:
        self._source = ends.source
        self._targets = frozenset(target for target, _, _ in ends.targets)

    def names(self, word: str) -> bool:
        """Whether a key names them: never."""
        return False

    def trim(self, scalar: Scalar) -> Scalar | None:
        """A wire from this source without these targets."""
        ends = wire_ends(scalar.value)
        return without_targets(scalar, self._targets) if ends and ends.source == self._source else scalar


class Pruned(NamedTuple):
    """What is left of a node; nothing if it went too."""

    node: Node | None
    changed: bool


def prune(node: Node, going: Going, *, named: bool) -> Pruned:
    """The node without what names something that goes.

    A scalar that names it goes, a wire only as far as it leads there, a member of a list that is a mapping goes as a
    whole. A mapping goes with a scalar in it, or with its first key; where its keys are names, the entry goes alone.
    """
    if isinstance(node, Scalar):
        left = going.trim(node)
        return Pruned(left, changed=left is not node)
    if isinstance(node, Sequence):
        return _prune_sequence(node, going)
    return _prune_mapping(node, going, named=named)


def _prune_sequence(node: Sequence, going: Going) -> Pruned:
    kept: list[Node] = []
    changed = False
    for member in node.members:
        pruned = prune(member, going, named=False)
        changed = changed or pruned.changed
        if pruned.node is not None and not (pruned.changed and isinstance(member, Mapping)):
            kept.append(pruned.node)
    if not changed:
        return Pruned(node, changed=False)
    return Pruned(Sequence(tuple(kept), node.start, node.end) if kept else None, changed=True)


def _prune_mapping(node: Mapping, going: Going, *, named: bool) -> Pruned:
    kept: list[tuple[Scalar, Node]] = []
    changed = False
    for key, value in node.entries:
        if going.names(key.value):
            changed = True
            continue
        if key.value in PROSE:
            kept.append((key, value))
            continue
        pruned = prune(value, going, named=_has_names(value))
        changed = changed or pruned.changed
        if pruned.node is not None:
            kept.append((key, pruned.node))
        elif not named and (not isinstance(value, Sequence) or key is node.entries[0][0]) and not _has_names(value):
            return Pruned(None, changed=True)
    if not changed:
        return Pruned(node, changed=False)
    return Pruned(Mapping(tuple(kept), node.start, node.end) if kept else None, changed=True)


def _has_names(node: Node) -> bool:
    """Whether the keys of a node are names: all its values are mappings."""
    return isinstance(node, Mapping) and all(isinstance(value, Mapping) for _, value in node.entries)


def remove(node: Node, path: str) -> Node | None:
    """The mapping without the entry to which a dotted path leads; None if there is none. Keys may have points."""
    if not isinstance(node, Mapping):
        return None
    for number, (key, value) in enumerate(node.entries):
        if key.value == path:
            return node._replace(entries=node.entries[:number] + node.entries[number + 1 :])
        if path.startswith(f"{key.value}."):
            inner = remove(value, path[len(key.value) + 1 :])
            if inner is not None:
                entries = (*node.entries[:number], (key, inner), *node.entries[number + 1 :])
                return node._replace(entries=entries)
    return None
