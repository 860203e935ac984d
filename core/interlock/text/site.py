"""Places that survive edits elsewhere: offsets from the start of an item, never from the start of a file."""

from __future__ import annotations

from interlock.record import NamedTuple


class Anchor(NamedTuple):
    """An item of a file: `Anchor("proposal.yaml", "boxes:gate")`. The file itself is the item with key ``""``."""

    source: str
    key: str


class Site(NamedTuple):
    """A half-open range of characters, counted from the start of its item."""

    anchor: Anchor
    start: int
    end: int
