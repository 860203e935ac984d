"""The files of data that the items of a page name, opened below the root and read by the section whose items they are."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from interlock.record import dataclass, field
from interlock.syntax.bundle import Missing, Opener
from interlock.syntax.expression import Word
from interlock.syntax.fault import NoSuchFile, OutsideRoot, TooLarge
from interlock.syntax.page import Entry, Fields, Page
from interlock.syntax.path import resolve
from interlock.syntax.section import Attached
from interlock.syntax.sort import DataSort, MaybeSort, Sort
from interlock.syntax.visible import SIZE
from interlock.text.outcome import Fault

TOTAL = 32 * 1024 * 1024
"""Bytes that the data of all pages may have."""


@dataclass(slots=True)
class Attachments:
    """The files of data that were opened for the pages of a bundle, each once.

    ``files`` has them by their paths.
    """

    opener: Opener
    root: str
    files: dict[str, Attached] = field(default_factory=dict)
    _known: dict[tuple[str, str], tuple[object, tuple[Fault, ...]]] = field(default_factory=dict)
    _total: int = 0

    def of(self, page: Page) -> tuple[Mapping[str, object], tuple[Fault, ...]]:
        """What the words of a page for files of data stand for, as their sections read it, and what is wrong there."""
        found: dict[str, object] = {}
        faults: list[Fault] = []
        for section in page.grammar:
            if section.attach is not None:
                for entry in page.entries.get(section.name, ()):
                    for word in _words(entry):
                        value, wrong = self._read(page, section.name, entry, word)
                        found[word.text] = value
                        faults += wrong
        return found, tuple(dict.fromkeys(faults))

    def _read(self, page: Page, section: str, entry: Entry, word: Word) -> tuple[object, tuple[Fault, ...]]:
        site = entry.item.site(word.start, word.end)
        path = resolve(word.text, page.source, self.root)
        if path is None:
            return None, (OutsideRoot(site, word.text, self.root or "."),)
        if (section, path) not in self._known:
            content = self.opener(path)
            if isinstance(content, Missing):
                return None, (NoSuchFile(site, path, content.reason),)
            self._total += len(content)
            if len(content) > SIZE or self._total > TOTAL:
                limit = SIZE if len(content) > SIZE else TOTAL
                return None, (TooLarge(site, limit, "bytes" if limit == SIZE else "bytes of data in all"),)
            self._known[section, path] = self._made(page, section, path, content)
        return self._known[section, path]

    def _made(self, page: Page, section: str, path: str, content: bytes) -> tuple[object, tuple[Fault, ...]]:
        """What a section makes of the content of a file."""
        attached = Attached(path, content)
        self.files[path] = attached
        read = next(one.attach for one in page.grammar if one.name == section and one.attach)
        outcome = read(attached)
        return outcome.value, outcome.faults


def _words(entry: Entry) -> Iterator[Word]:
    """The words of an item that stand for files of data."""
    if isinstance(entry.value, Fields):
        for key, sort in entry.value.sort.fields:
            word = entry.value.value(key)
            if isinstance(_inner(sort), DataSort) and isinstance(word, Word):
                yield word


def _inner(sort: Sort) -> Sort:
    return sort.member if isinstance(sort, MaybeSort) else sort
