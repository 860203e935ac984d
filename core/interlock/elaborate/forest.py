"""The failure types of a file: a forest, since each is a case of at most one other."""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast

from interlock.elaborate.fault import ElaborationFault, Misshapen, UnknownThing
from interlock.elaborate.library import Shelf
from interlock.syntax.expression import Word
from interlock.syntax.page import Fields, Page
from interlock.syntax.suggest import nearest


def failure_types(page: Page, shelf: Shelf) -> dict[str, str | None]:
    """Every declared failure type with the one of which it is a case."""
    found: dict[str, str | None] = {}
    for entry in (*(entry for _, entry in shelf.entries("failures")), *page.entries.get("failures", ())):
        if isinstance(entry.value, Fields):
            for word, fields in cast("tuple[tuple[Word, Fields | None], ...]", entry.value.value("types") or ()):
                parent = fields.value("is") if isinstance(fields, Fields) else None
                found[word.text] = parent.text if isinstance(parent, Word) else None
    return found


def orphans(page: Page, shelf: Shelf) -> list[ElaborationFault]:
    """The failure types of a file that are cases of one that nobody declares, or, by others, of themselves."""
    known = failure_types(page, shelf)
    told: list[ElaborationFault] = []
    circles: set[str] = set()
    for entry in page.entries.get("failures", ()):
        types = entry.value.value("types") if isinstance(entry.value, Fields) else None
        for word, fields in cast("tuple[tuple[Word, Fields | None], ...]", types or ()):
            parent = fields.value("is") if isinstance(fields, Fields) else None
            if not isinstance(parent, Word):
                continue
            site = entry.item.site(parent.start, parent.end)
            if parent.text not in known and not shelf.partial:
                told.append(UnknownThing(site, "failure", parent.text, "", nearest(parent.text, known)))
            elif word.text not in circles and (way := _circle(word.text, known)):
                circles.update(way)
                found = " is a case of ".join(f"`{name}`" for name in (*way, word.text))
                told.append(Misshapen(site, "cases in no circle", found))
    return told


def _circle(name: str, parents: Mapping[str, str | None]) -> tuple[str, ...]:
    """The circle of cases on which a failure type lies, from it on; empty if it is on none."""
    way, at = [name], parents.get(name)
    while at is not None and at not in way:
        way.append(at)
        at = parents.get(at)
    return tuple(way) if at == name else ()
