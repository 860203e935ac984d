"""From YAML events to nodes, item by item, without recursion and within stated limits."""

from __future__ import annotations

import re

from interlock.syntax.alias import DEPTH, EXPANDED, Aliases, Halt
from interlock.syntax.align import align
from interlock.syntax.events import ALIAS, MAPPING_END, MAPPING_START, SCALAR, SEQUENCE_END, Event, events
from interlock.syntax.fault import DuplicateKey, SyntaxFault, Tagged, TooDeep, TooLarge, UnknownAlias, WrongShape
from interlock.syntax.node import PIECE, Mapping, Node, Scalar, Sequence, describe
from interlock.syntax.visible import Visible
from interlock.text.site import Anchor, Site

_NULLS = frozenset(("~", "null", "Null", "NULL"))
_PROPERTIES = re.compile(r"(?:[&!][^\s,\[\]{}]*(?:[ \t\r\n]+|#[^\r\n]*)*)+")


class _OpenMapping:
    """A mapping whose end has not come."""

    __slots__ = ("count", "entries", "event", "key", "lost", "seen")

    def __init__(self, event: Event, count: int) -> None:
        self.event = event
        self.count = count
        self.entries: list[tuple[Scalar, Node]] = []
        self.seen: dict[str, Scalar] = {}
        self.key: Scalar | None = None
        self.lost = False  # the key that waits for its value is none


class _OpenSequence:
    """A sequence whose end has not come."""

    __slots__ = ("count", "event", "members")

    def __init__(self, event: Event, count: int) -> None:
        self.event = event
        self.count = count
        self.members: list[Node] = []


class Builder:
    """Makes nodes of the events of one stretch of text, [start, stop) of the file.

    ``begin(start)`` opens an item whose offsets count from ``start``; ``node(event)`` is the node that an event begins.
    Faults have absolute places, under the anchor of the file.
    """

    def __init__(self, visible: Visible, start: int, stop: int, aliases: Aliases, faults: list[SyntaxFault]) -> None:
        self.pull = events(visible.text[start:stop])
        self.text = visible.text
        self._aliases = aliases
        self._visible = visible
        self._lucid = not visible.masked
        self._file = Anchor(visible.name, "")
        self.shift = start
        self._origin = 0
        self._offset = start  # from an index in the stretch to an offset in the item
        self._count = 0
        self._faults = faults

    def begin(self, start: int) -> None:
        """Count offsets from ``start`` of the file on."""
        self._origin = start
        self._offset = self.shift - start

    def start(self, event: Event) -> int:
        """Where an event stands in the file."""
        return event.start_mark.index + self.shift

    def written(self, event: Event, node: Node) -> str:
        """The text of an item that is the node which began with the event."""
        start = event.start_mark.index + self.shift
        end = event.end_mark.index + self.shift if node.start >> PIECE else node.end + self._origin
        return self._visible.unmask(self.text[start:end])

    def site(self, start: int, end: int) -> Site:
        """A site in the file of offsets in the item; what an alias brought is told where the item begins."""
        if start >> PIECE or end >> PIECE:
            start = end = 0
        return Site(self._file, start + self._origin, end + self._origin)

    def node(self, event: Event, depth: int) -> Node:
        """The node that begins with the event, which stands ``depth`` levels deep.

        Raises:
            Halt: where it is nested beyond `DEPTH` or its aliases expand beyond `EXPANDED` nodes.
            yaml.YAMLError: where the text is not YAML.
        """
        kind = type(event)
        if kind is SCALAR:
            return self.scalar(event)
        if kind is ALIAS:
            return self._alias(event, depth)
        frames = [self._open(event, depth)]
        while True:
            event = self.pull()
            kind = type(event)
            if kind is SCALAR:
                child: Node = self.scalar(event)
            elif kind is MAPPING_END or kind is SEQUENCE_END:
                child = self._close(frames.pop(), event)
                if not frames:
                    return child
            elif kind is ALIAS:
                child = self._alias(event, depth + len(frames))
            else:
                frames.append(self._open(event, depth + len(frames)))
                continue
            self._add(frames[-1], child)

    def lone(self, event: Event) -> Scalar | None:
        """The event as a plain scalar on one line that begins an item, or None if there is more to it.

        Nearly all keys and members of lists are such; this does for them what `begin` and `node` do for any.
        """
        if type(event) is not SCALAR or event.style or event.anchor is not None or event.tag is not None:
            return None
        value = event.value
        length = event.end_mark.index - event.start_mark.index
        if length != len(value) or not self._lucid or value in _NULLS:
            return None
        return Scalar(value, "", 0, length, None)

    def scalar(self, event: Event) -> Scalar:
        """A scalar with the places of its characters; a plain null is empty."""
        self._count += 1
        start = event.start_mark.index + self._offset
        end = event.end_mark.index + self._offset
        value = event.value
        if event.anchor is None and event.tag is None:
            if end - start == len(value) and not event.style and self._lucid:
                return Scalar("" if value in _NULLS else value, "", start, end, None)
            return self._aligned(value, event.style or "", start, end)
        scalar = self._aligned(value, event.style or "", self._behind_properties(event, start, end), end)
        self._define(event, scalar, self._count - 1)
        return scalar

    def _aligned(self, value: str, style: str, start: int, end: int) -> Scalar:
        value = self._visible.unmask(value)
        if not style and end - start == len(value):
            return Scalar("" if value in _NULLS else value, "", start, end, None)
        origin = self._origin
        found = align(self.text, start + origin, end + origin, style, value)
        offsets = tuple([offset - origin for offset in found]) if origin else found
        # A block scalar's mark lies behind the blank lines that follow it.
        return Scalar(value, style, start, offsets[-1] if style in ("|", ">") else end, offsets)

    def _behind_properties(self, event: Event, start: int, end: int) -> int:
        """The start of a scalar behind its anchor and tag, which libyaml counts in."""
        self.refuse_tag(event)
        if not event.value and not event.style:
            return end
        found = _PROPERTIES.match(self.text, start + self._origin, end + self._origin)
        return found.end() - self._origin if found else start

    def refuse_tag(self, event: Event) -> None:
        """Tell of the tag of an event, if it has one."""
        if event.tag is None:
            return
        start = event.start_mark.index + self._offset
        found = _PROPERTIES.match(self.text, start + self._origin)
        end = found.end() - self._origin if found else start + 1
        self._faults.append(Tagged(self.site(start, end), event.tag))

    def _open(self, event: Event, depth: int) -> _OpenMapping | _OpenSequence:
        self._count += 1
        if depth >= DEPTH:
            start = self.shift + event.start_mark.index
            raise Halt(TooDeep(Site(self._file, start, start + 1), DEPTH))
        self.refuse_tag(event)
        if type(event) is MAPPING_START:
            return _OpenMapping(event, self._count - 1)
        return _OpenSequence(event, self._count - 1)

    def _close(self, frame: _OpenMapping | _OpenSequence, end: Event) -> Node:
        event = frame.event
        start = event.start_mark.index + self._offset
        # The end of a block collection is marked where the next token stands.
        if event.flow_style:
            stop = end.end_mark.index + self._offset
        elif isinstance(frame, _OpenMapping):
            stop = self._last(start, frame.entries[-1] if frame.entries else ())
        else:
            stop = self._last(start, frame.members[-1:])
        node: Node
        if isinstance(frame, _OpenMapping):
            node = Mapping(tuple(frame.entries), start, stop)
        else:
            node = Sequence(tuple(frame.members), start, stop)
        self._define(event, node, frame.count)
        return node

    def _last(self, start: int, inside: tuple[Node, ...] | list[Node]) -> int:
        """The greatest end among nodes of this item; nodes that an alias brought stand elsewhere."""
        return max([start, *(node.end for node in inside if node.end >> PIECE == 0)])

    def _add(self, frame: _OpenMapping | _OpenSequence, child: Node) -> None:
        if isinstance(frame, _OpenSequence):
            frame.members.append(child)
        elif frame.lost:
            frame.lost = False
        elif frame.key is not None:
            frame.entries.append((frame.key, child))
            frame.key = None
        else:
            frame.key = self._unique(self.key(child), frame.seen)
            frame.lost = frame.key is None

    def key(self, node: Node) -> Scalar | None:
        """The node as a key, or None (and a fault) if it can be none."""
        if isinstance(node, Scalar):
            return node
        self._faults.append(WrongShape(self.site(node.start, node.end), "a name", describe(node)))
        return None

    def _unique(self, key: Scalar | None, seen: dict[str, Scalar]) -> Scalar | None:
        if key is None:
            return None
        first = seen.setdefault(key.value, key)
        if first is key:
            return key
        site = self.site(key.start, key.end)
        self._faults.append(DuplicateKey(site, key.value, self.site(first.start, first.end)))
        return None

    def _define(self, event: Event, node: Node, before: int) -> None:
        if event.anchor is not None:
            self._aliases.define(event.anchor, node, self._count - before)

    def _alias(self, event: Event, depth: int) -> Node:
        start, end = event.start_mark.index + self._offset, event.end_mark.index + self._offset
        aliases = self._aliases
        name = event.anchor or ""
        if name not in aliases.known:
            self._faults.append(UnknownAlias(self.site(start, end), name, tuple(aliases.known)))
        found = aliases.known.get(name)
        if found is None:
            return Scalar("", "", start, end, None)
        self._count += found.size
        aliases.expanded += found.size
        if aliases.expanded > EXPANDED:
            raise Halt(TooLarge(self.site(start, end), EXPANDED, "nodes"))
        if depth + found.height > DEPTH:
            raise Halt(TooDeep(self.site(start, end), DEPTH))
        return aliases.expand(found)
