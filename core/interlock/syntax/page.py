"""What reading a file gives: its entries, with values as the sorts of their sections say, and no name looked up."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, TypeAlias

from interlock.record import NamedTuple, dataclass
from interlock.syntax.expression import Expression, Word
from interlock.syntax.fault import SyntaxFault
from interlock.syntax.section import Section
from interlock.syntax.sort import RecordSort
from interlock.syntax.surface import Form, Item
from interlock.text.site import Anchor

Pairs: TypeAlias = "tuple[tuple[str, object], ...]"


class WireSyntax(NamedTuple):
    """`source -> target, target`."""

    source: Word
    targets: tuple[Word, ...]


class LearnSyntax(NamedTuple):
    """`source ~> target`."""

    source: Word
    target: Word


class Field(NamedTuple):
    """A field of a telescope: `n: {type: Nat, default: 3}`."""

    name: Word
    type: Expression
    default: Expression | None
    doc: str


class Fields(NamedTuple):
    """A record as it was read: all keys of its sort in their order, then the keys that other sections add.

    What was left out has None or its default; what could not be read has None, and its fault is told.
    """

    sort: RecordSort
    values: Pairs
    extra: Pairs
    doc: str
    cites: tuple[str, ...]
    start: int
    end: int

    def value(self, key: str) -> object | None:
        """What the key holds; None where it holds nothing."""
        return _value(self.values + self.extra, key)


class PortSyntax(NamedTuple):
    """A port; ``from_`` is None where nothing is said, ``extra`` what sections at ports hold."""

    direction: Literal["in", "out"]
    name: Word
    type: Expression
    assume: Expression | None
    guarantee: Expression | None
    is_: Expression | None
    from_: tuple[Word, ...] | None
    admit: str
    fixed: bool
    doc: str
    extra: Pairs
    start: int
    end: int

    def value(self, key: str) -> object | None:
        """What a section at ports holds for this one."""
        return _value(self.extra, key)


def _value(pairs: Pairs, key: str) -> object | None:
    return next((value for name, value in pairs if name == key), None)


class Entry(NamedTuple):
    """An item that was read; in a list it has no name, and ``value`` is None where nothing could be read."""

    name: Word | None
    item: Item
    value: object
    doc: str
    cites: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Page:
    """A file that was read, by the sections of ``grammar``; ``told`` has the faults of each item.

    ``ousted`` and ``torn`` are as of a surface.
    """

    source: str
    form: Form
    name: Word
    title: str
    doc: str
    cites: tuple[str, ...]
    uses: tuple[Word, ...]
    mode: Word | None
    memory: Word | None
    header: Mapping[str, Item]
    entries: Mapping[str, tuple[Entry, ...]]
    told: Mapping[Anchor, tuple[SyntaxFault, ...]]
    grammar: tuple[Section, ...]
    ousted: frozenset[tuple[str, str]] = frozenset()
    torn: frozenset[str] = frozenset()
