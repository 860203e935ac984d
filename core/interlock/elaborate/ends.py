"""Ends of wires: a port, the way on into its value, and of a family which of its members."""

from __future__ import annotations

import re
from collections.abc import Container

from interlock.diagram.element import Element
from interlock.diagram.wiring import EACH
from interlock.elaborate.fault import Due
from interlock.record import NamedTuple, dataclass

_INDEX = re.compile(r"\[([\w*]+)\]")


class End(NamedTuple):
    """A port and the steps from it: fields of records, members (`[2]`, `[*]`) of families and vectors.

    ``due`` is what the end lacks, if anything.
    """

    port: Element
    way: tuple[str, ...] = ()
    due: Due | None = None


@dataclass(frozen=True, slots=True)
class Ends:
    """Reads the ends of the wires of a diagram, by the names of its outer ports, boxes and families."""

    outer: Container[str]
    boxes: Container[str]
    families: Container[str]

    def source(self, text: str) -> End:
        """A source: `m[*].y` is every member's output, `m[2].y` one member's, `xs[2]` one of a vector."""
        if text.count(".") == 1 and "[" not in text:
            head, _, tail = text.partition(".")
            if head not in self.families:
                return End(Element(head), (tail,)) if head in self.outer else End(Element(text))
        parts = [_step(part) for part in text.split(".")]
        (head, index), rest = parts[0], parts[1:]
        if head in self.outer or not rest:
            return _counted(End(Element(head), (*index, *_way(rest))))
        port, way = f"{head}.{rest[0][0]}", (*index, *rest[0][1], *_way(rest[1:]))
        return _counted(End(Element(port), way, self._members(head, index)))

    def target(self, text: str) -> End:
        """A target, a whole port: of a family that of all its members."""
        if "[" not in text and text.partition(".")[0] not in self.families:
            return End(Element(text))
        head, index = _step(text.partition(".")[0])
        port = bare(text)
        if head in self.families and index != (EACH,):
            return End(Element(port), (), "all")
        whole = text.count("[") == len(index) and head not in self.outer
        return End(Element(port), (), self._members(head, index) if whole else "port")

    def _members(self, head: str, index: tuple[str, ...]) -> Due | None:
        """What is due of a port of a box, where its members are wrongly named."""
        if head in self.families and not index:
            return "some"
        return "family" if index and head in self.boxes and head not in self.families else None


def bare(text: str) -> str:
    """The name of an end without its members."""
    return _INDEX.sub("", text)


def covers(said: tuple[str, ...], way: tuple[str, ...]) -> bool:
    """Whether a way that is named, to all of a value or a part of it, is the way that a wire goes: each member is as none."""
    one, other = ([step for step in steps if step != EACH] for steps in (said, way))
    return not said or one == other


def _step(part: str) -> tuple[str, tuple[str, ...]]:
    """A name, and the member after it."""
    name, opened, rest = part.partition("[")
    return name, (opened + rest,) if opened else ()


def _way(parts: list[tuple[str, tuple[str, ...]]]) -> tuple[str, ...]:
    return tuple(step for name, index in parts for step in (name, *index))


def _counted(end: End) -> End:
    return end._replace(due=end.due or "once") if end.way.count(EACH) > 1 else end
