"""Boxes and kinds of whose events something could not be read: what names such events is not told to mean nothing."""

from __future__ import annotations

from interlock.elaborate.items import declared_events
from interlock.syntax.page import Entry, Fields, Page


def mute_boxes(page: Page) -> frozenset[str]:
    """The boxes with a record of their own that declare no event that could be read, though something is wrong there."""
    if not page.told:
        return frozenset()
    boxes = (entry for entry in page.entries.get("boxes", ()) if entry.name is not None)
    return frozenset(entry.name.text for entry in boxes if entry.name is not None and is_mute(page, entry))


def is_mute(page: Page, entry: Entry) -> bool:
    """Whether a kind, or a box with ports of its own, declares no event that could be read, and has a fault."""
    fields = entry.value
    if not isinstance(fields, Fields) or entry.item.anchor not in page.told:
        return False
    return any(key == "ports" for key, _ in fields.values) and not declared_events(fields)
