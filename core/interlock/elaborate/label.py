"""Labels of kinds, boxes and ports: values of declared keys."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import cast

from interlock.elaborate.fault import ElaborationFault, UnknownThing
from interlock.elaborate.library import Shelf
from interlock.record import dataclass
from interlock.syntax.expression import Word
from interlock.syntax.formula import Amount
from interlock.syntax.page import Entry, Fields, Page
from interlock.syntax.suggest import nearest
from interlock.syntax.surface import Item

Labels = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class LabelKeys:
    """The declared keys: the names that each admits, None for any."""

    admitted: Mapping[str, tuple[str, ...] | None]
    partial: bool = False

    def values(self, read: object, item: Item, faults: list[ElaborationFault]) -> Labels:
        """The values of a `labels` or `relabels` mapping; an unknown key or value is a fault and left out."""
        found: dict[str, tuple[str, ...]] = {}
        for key, value in cast("Sequence[tuple[Word, object]]", read or ()):
            if key.text not in self.admitted:
                if self.partial:
                    continue
                site = item.site(key.start, key.end)
                faults.append(UnknownThing(site, "label", key.text, "", nearest(key.text, self.admitted)))
                continue
            words = value if isinstance(value, tuple) and not isinstance(value, Word | Amount) else (value,)
            found[key.text] = tuple(self._value(key.text, word, item, faults) for word in words)
        return {key: tuple(v for v in values if v) for key, values in found.items()}

    def _value(self, key: str, word: object, item: Item, faults: list[ElaborationFault]) -> str:
        if isinstance(word, Amount):
            return word.low.text if word.low is word.high else f"{word.low.text} .. {word.high.text}"
        assert isinstance(word, Word)
        admitted = self.admitted[key]
        if admitted is not None and word.text not in admitted:
            site = item.site(word.start, word.end)
            faults.append(UnknownThing(site, f"value of `{key}`", word.text, "", nearest(word.text, admitted)))
            return ""
        return word.text


def label_keys(page: Page, shelf: Shelf) -> LabelKeys:
    """The label keys that the vocabularies in use and the file itself declare."""
    own = page.entries.get("labels", ())
    entries: list[Entry] = [*(entry for _, entry in shelf.entries("labels")), *own]
    found: dict[str, tuple[str, ...] | None] = {}
    for entry in entries:
        if entry.name is not None and isinstance(entry.value, Fields):
            found[entry.name.text] = _admitted(entry.value)
    return LabelKeys(found, shelf.partial)


def _admitted(fields: Fields) -> tuple[str, ...] | None:
    order = fields.value("order") if "order" in dict(fields.values) else None
    names = order if order is not None else fields.value("names") if "names" in dict(fields.values) else None
    if isinstance(names, tuple) and not isinstance(names, Word):
        return tuple(word.text for word in names)
    return None
