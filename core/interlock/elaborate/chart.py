"""The chart of a refinement: which boxes of the refined proposal are ours."""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast

from interlock.elaborate.fault import UnknownThing
from interlock.syntax.expression import Word
from interlock.syntax.page import Fields, Page
from interlock.syntax.suggest import nearest


def strangers(page: Page, named: Mapping[tuple[str, str], str], pages: Mapping[str, Page]) -> tuple[UnknownThing, ...]:
    """The boxes in the chart of a file that the proposal which it refines does not have, if that could be read.

    ``named`` has the file that a word means in a file, ``pages`` the files by name.
    """
    told: list[UnknownThing] = []
    for entry in page.entries.get("refines", ()):
        word = entry.value.value("proposal") if isinstance(entry.value, Fields) else None
        refined = pages.get(named.get((page.source, word.text), "")) if isinstance(word, Word) else None
        if refined is None or refined.form != "proposal" or "boxes" in refined.torn:
            continue
        known = [box.name.text for box in refined.entries.get("boxes", ()) if box.name is not None]
        chart = cast("tuple[tuple[Word, object], ...]", cast("Fields", entry.value).value("boxes") or ())
        told += (
            UnknownThing(
                entry.item.site(abstract.start, abstract.end),
                "box",
                abstract.text,
                refined.name.text,
                nearest(abstract.text, known),
            )
            for abstract, _ in chart
            if abstract.text not in known
        )
    return tuple(told)
