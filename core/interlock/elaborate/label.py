"""Labels of kinds, boxes and ports: values of declared keys, which are names or numbers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import cast

from interlock.elaborate.fault import Misshapen, UnknownThing
from interlock.elaborate.library import Shelf
from interlock.elaborate.quantity import Faults
from interlock.record import dataclass
from interlock.syntax.expression import Expression, Word
from interlock.syntax.formula import Amount
from interlock.syntax.lexis import kebab_case
from interlock.syntax.page import Entry, Fields, Page
from interlock.syntax.suggest import nearest
from interlock.syntax.surface import Item

Labels = Mapping[str, tuple[str, ...]]
_Read = Word | Amount


@dataclass(frozen=True, slots=True)
class LabelKeys:
    """The declared keys: the names that each admits, None for any; for those ``typed``, what its numbers are.

    ``combine`` says of those whose names are ordered how they combine, by `min` or `max`.

    Of values of those ``misread``, whose declaration could not be read, nothing is told.
    """

    admitted: Mapping[str, tuple[str, ...] | None]
    combine: Mapping[str, str]
    typed: Mapping[str, Expression]
    misread: frozenset[str]
    shelf: Shelf

    def values(self, read: object, item: Item, faults: Faults) -> Labels:
        """The values of a `labels` or `relabels` mapping; an unknown key or value is a fault and left out."""
        found: dict[str, tuple[str, ...]] = {}
        for key, value in cast("Sequence[tuple[Word, object]]", read or ()):
            if key.text not in self.admitted:
                if not self.shelf.partial and key.text not in self.misread:
                    site = item.site(key.start, key.end)
                    faults.append(UnknownThing(site, "label", key.text, "", nearest(key.text, self.admitted)))
                continue
            words = value if isinstance(value, tuple) and not isinstance(value, _Read) else (value,)
            given = (cast(_Read, word) for word in words if word is not None)
            found[key.text] = tuple(text for word in given if (text := self._value(key.text, word, item, faults)))
        return found

    def _value(self, key: str, value: _Read, item: Item, faults: Faults) -> str:
        """The text of a value; empty, with a fault, for one that the key does not admit."""
        if key in self.typed:
            from interlock.elaborate.measured_label import number_text

            amount = value if isinstance(value, Amount) else Amount(value, value, None, value.start, value.end)
            return number_text(self.typed[key], amount, item, self.shelf, faults)
        site = item.site(value.start, value.end)
        admitted = self.admitted[key]
        if isinstance(value, Amount):
            faults.append(Misshapen(site, f"a name as the value of `{key}`", "a number"))
        elif admitted is not None and value.text not in admitted:
            near = nearest(value.text, admitted) or tuple(admitted)
            faults.append(UnknownThing(site, f"value of `{key}`", value.text, "", near))
        elif admitted is None and not kebab_case(value.text):
            faults.append(Misshapen(site, "a name in kebab-case, such as `red-team`", f"`{value.text}`"))
        else:
            return value.text
        return ""


def label_keys(page: Page, shelf: Shelf) -> LabelKeys:
    """The label keys that the vocabularies in use and the file itself declare."""
    pages = [*(shelf.library.pages[source] for source in shelf.sources), page]
    entries = [(entry, entry.item.anchor in one.told) for one in pages for entry in one.entries.get("labels", ())]
    admitted: dict[str, tuple[str, ...] | None] = {}
    combine: dict[str, str] = {}
    typed: dict[str, Expression] = {}
    misread: set[str] = set()
    for entry, told in entries:
        name = "" if entry.name is None else entry.name.text
        if told or not isinstance(entry.value, Fields):
            misread.add(name)
            continue
        keys = dict(entry.value.values)
        admitted[name] = _admitted(keys)
        if keys.get("type") is not None:
            typed[name] = cast(Expression, keys["type"])
        if isinstance(keys.get("combine"), Word):
            combine[name] = cast(Word, keys["combine"]).text
    return LabelKeys(admitted, combine, typed, frozenset(misread), shelf)


def _admitted(keys: Mapping[str, object]) -> tuple[str, ...] | None:
    names = keys.get("order") or keys.get("names")
    if isinstance(names, tuple) and not isinstance(names, Word):
        return tuple(word.text for word in names)
    return None


def ill_declared(page: Page, shelf: Shelf) -> Faults:
    """What is wrong with the label keys that a file declares."""
    legible = (entry for entry in page.entries.get("labels", ()) if entry.item.anchor not in page.told)
    own = [entry for entry in legible if _has_type(entry)]
    if not own:
        return []
    from interlock.elaborate.measured_label import ill_typed

    return [fault for entry in own for fault in ill_typed(entry, shelf)]


def _has_type(entry: Entry) -> bool:
    return isinstance(entry.value, Fields) and dict(entry.value.values).get("type") is not None
