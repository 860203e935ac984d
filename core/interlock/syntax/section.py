"""Sections are data: what a plugin or core declares of a part of the file."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from interlock.record import NamedTuple, dataclass
from interlock.syntax.sort import EitherSort, RecordSort, Sort
from interlock.text.outcome import Outcome
from interlock.text.say import Sentence
from interlock.text.source import Source


@dataclass(frozen=True, slots=True)
class Complaint:
    """What the law of a section has against an item: a sentence, and the key at fault (`channels.memory.secret`)."""

    code: str
    says: Sentence
    at: str = ""
    help: str = ""


Law = Callable[[Any, Sequence[Any]], Sequence[Complaint]]


class Confinement(NamedTuple):
    """What an item demands of boxes: a mode that none of them exceeds (or nothing), and boxes or items of its section."""

    mode: str
    inside: tuple[str, ...]


class Attached(NamedTuple):
    """A file of data by the path that messages call it, and its bytes."""

    name: str
    content: bytes

    @property
    def source(self) -> Source:
        """The file as a text without a byte order mark; U+FFFD stands for what is not UTF-8."""
        return Source(self.name, self.content.decode("utf-8-sig", errors="replace"))


Attach = Callable[[Attached], Outcome[Any]]


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a file: the sort of its items, the namespace their names enter, and the law they obey.

    ``at`` says whose part it is: of a `proposal`, a `vocabulary`, a `kind`, a `box` or a `port`. Where ``listed`` holds
    the section is a list, else a mapping from names to items. Where ``whole`` holds, and at a kind, box or port, it is
    one item of its own. ``pending`` says what will give the section meaning while nothing does: its items are read and
    resolved, and a note says that they are not analysed. ``confine`` gives the bound that an item puts on modes.
    ``attach`` reads the files of data that items name; its faults are about the places in these.
    """

    name: str
    item: Sort
    at: str = "proposal"
    introduces: str = ""
    listed: bool = False
    law: Law | None = None
    doc: str = ""
    whole: bool = False
    pending: str = ""
    confine: Callable[[Any], Confinement] | None = None
    attach: Attach | None = None

    def summands(self) -> tuple[Sort, ...]:
        """The sorts that an item of this section may have."""
        return self.item.summands if isinstance(self.item, EitherSort) else (self.item,)

    def leading(self) -> tuple[str, ...]:
        """The keys that lead the records of this section."""
        return tuple(sort.fields[0][0] for sort in self.summands() if isinstance(sort, RecordSort) and sort.fields)
