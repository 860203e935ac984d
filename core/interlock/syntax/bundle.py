"""A file with all the files it names, directly or not, read through a given opener."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterator, Mapping
from typing import TypeAlias

from interlock.record import NamedTuple, dataclass, replace
from interlock.syntax.decode import decode
from interlock.syntax.fault import (
    ImportCycle,
    NoSuchFile,
    OutsideRoot,
    SyntaxFault,
    TooDeep,
    TooLarge,
    UnknownVocabulary,
    Unprintable,
)
from interlock.syntax.mention import Mention, mentions
from interlock.syntax.parse import parse
from interlock.syntax.path import is_path, resolve
from interlock.syntax.suggest import nearest
from interlock.syntax.surface import Surface
from interlock.text.outcome import Fault, Outcome
from interlock.text.site import Anchor, Site
from interlock.text.source import Source

FILES = 256
"""Files that a bundle may have."""

NESTED = 64
"""Levels of proposals that are nested in one another."""

TOTAL = 32 * 1024 * 1024
"""Characters that the files of a bundle may have in all."""

STANDARD_INPUT = "<stdin>"


class Missing(NamedTuple):
    """What an opener gives for a file that it cannot or will not read."""

    reason: str


Opener: TypeAlias = Callable[[str], bytes | Missing]
Shipped: TypeAlias = Mapping[str, tuple[str, str]]
"""Files that plugins ship, by their bare names: the name for messages, and the text."""


@dataclass(frozen=True, slots=True)
class File:
    """A file that was read: its text, its items, where these begin, and what was wrong."""

    source: Source
    surface: Surface
    starts: Mapping[Anchor, int]
    faults: tuple[Fault, ...]


@dataclass(frozen=True, slots=True)
class Bundle:
    """The closure of a file under naming, by the names that messages call them.

    ``uses`` has the vocabularies of a file in the order in which it names them; ``named`` the file that a word (`./x.yaml`
    or a shipped name) means in a file.
    """

    start: str
    files: Mapping[str, File]
    uses: Mapping[str, tuple[str, ...]]
    named: Mapping[tuple[str, str], str]

    @property
    def surfaces(self) -> dict[str, Surface]:
        """The surface of each file."""
        return {name: file.surface for name, file in self.files.items()}

    @property
    def texts(self) -> dict[str, Source]:
        """The text of each file."""
        return {name: file.source for name, file in self.files.items()}

    @property
    def starts(self) -> dict[Anchor, int]:
        """Where each item of each file begins."""
        return {anchor: start for file in self.files.values() for anchor, start in file.starts.items()}

    def span(self, site: Site) -> tuple[int, int]:
        """The half-open range of a site in the text of its file."""
        file = self.files.get(site.anchor.source)
        start = file.starts.get(site.anchor, 0) if file else 0
        return start + site.start, start + site.end


def bundle(
    start: str, opener: Opener, shipped: Shipped, root: str | None = None, before: Bundle | None = None
) -> Outcome[Bundle]:
    """The file ``start`` (`-`: what the opener gives for it) and all that it names.

    Args:
        start: A path as the user gave it.
        opener: Gives the bytes of a path; it judges symbolic links.
        shipped: What bare names mean.
        root: The folder that no path may leave; the folder of ``start`` if it is None.
        before: An earlier bundle, whose files are taken over where their text is the same.
    """
    gathering = _Gathering(opener, shipped, folder(start) if root is None else root, before)
    name = STANDARD_INPUT if start == "-" else start
    gathering.gather(start, name)
    made = Bundle(name, gathering.files, gathering.uses, gathering.named)
    faults = [fault for file in made.files.values() for fault in file.faults]
    return Outcome(made, (*gathering.faults, *faults))


def folder(start: str) -> str:
    """The folder of a file, empty for the one from which it is called."""
    return posixpath.dirname(start)


class _Visit:
    """A file whose mentions are being followed."""

    __slots__ = ("below", "depth", "key", "mentions", "name", "nested", "path")

    def __init__(
        self, key: str, path: str, name: str, words: Iterator[Mention], above: _Visit | None, *, nested: bool
    ) -> None:
        self.key = key  # the normalised path, or the bare name of what is shipped
        self.path = path  # from which its own words count; what is shipped names no files
        self.name = name
        self.mentions = words
        self.nested = nested  # in the file above, which else only uses it
        self.depth: int = (above.depth if above else 0) + nested
        self.below: int = 0  # levels of nesting in it


class _Gathering:
    """The walk over files, depth first: a file on the way that is named again closes a circle."""

    def __init__(self, opener: Opener, shipped: Shipped, root: str, before: Bundle | None) -> None:
        self.files: dict[str, File] = {}
        self.uses: dict[str, tuple[str, ...]] = {}
        self.named: dict[tuple[str, str], str] = {}
        self.faults: list[SyntaxFault] = []
        self._opener, self._shipped, self._root, self._before = opener, shipped, root, before
        self._names: dict[str, str] = {}  # of files read, by their keys
        self._kinds: set[str] = set()  # bare names that are kinds, even if a vocabulary of that name is shipped
        self._way: list[_Visit] = []
        self._levels: dict[str, int] = {}  # of nesting in files that were followed, by their keys
        self._total = 0

    def gather(self, start: str, name: str) -> None:
        """Read the start and all that is reached from it."""
        content = self._opener(start)
        if isinstance(content, Missing):
            self.faults.append(NoSuchFile(Site(Anchor(name, ""), 0, 0), name, content.reason))
            return
        self._enter(posixpath.normpath(start), start, name, content, nested=False)
        while self._way:
            mention = next(self._way[-1].mentions, None)
            if mention is None:
                self._leave(self._way.pop())
            else:
                self._follow(self._way[-1], mention)

    def _leave(self, visit: _Visit) -> None:
        self._levels[visit.key] = visit.below
        if self._way:
            self._way[-1].below = max(self._way[-1].below, visit.below + visit.nested)

    def _follow(self, visit: _Visit, mention: Mention) -> None:
        """Read what a file mentions, unless it was read before or must not be."""
        word = mention.word
        if not is_path(word):
            self._follow_name(visit, mention)
            return
        path = resolve(word, visit.path, self._root) if visit.path else None
        if path is None:
            self.faults.append(OutsideRoot(mention.site, word, self._root or "."))
        elif path in self._names:
            self._meet(visit, mention, path)
        else:
            content = self._opener(path)
            if isinstance(content, Missing):
                self.faults.append(NoSuchFile(mention.site, path, content.reason))
            elif self._fits(visit, mention, len(content)):
                self._link(visit, mention, path)
                self._enter(path, path, path, content, nested=not mention.vocabulary)

    def _follow_name(self, visit: _Visit, mention: Mention) -> None:
        """Read what a bare name means; in the place of a kind most names mean none of the shipped files."""
        word = mention.word
        key = f"<{word}>"
        if key in self._kinds and not mention.vocabulary:
            return
        if word not in self._shipped:
            if mention.vocabulary:
                known = tuple(self._shipped)
                self.faults.append(UnknownVocabulary(mention.site, word, known, nearest(word, known)))
            else:
                self._kinds.add(key)
        elif key in self._names:
            self._meet(visit, mention, key)
        elif key not in self._kinds:
            self._ship(visit, mention, key)

    def _ship(self, visit: _Visit, mention: Mention, key: str) -> None:
        """Read a shipped file, where it is one that is due here."""
        name, text = self._shipped[mention.word]
        if not self._fits(visit, mention, len(text)):
            return
        file = self._file(Source(name, text), None)
        if mention.vocabulary or file.surface.form == "proposal":
            self._link(visit, mention, name)
            self._keep(key, "", name, file, nested=not mention.vocabulary)
        else:
            self._kinds.add(key)

    def _meet(self, visit: _Visit, mention: Mention, key: str) -> None:
        """Note a word for a file that was met before, unless that closes a circle."""
        way = [earlier.key for earlier in self._way]
        if key in way:
            circle = (*(earlier.name for earlier in self._way[way.index(key) :]), self._names[key])
            self.faults.append(ImportCycle(mention.site, circle))
        elif self._is_shallow(visit, mention, self._levels[key]):
            visit.below = max(visit.below, self._levels[key] + (not mention.vocabulary))
            self._link(visit, mention, self._names[key])

    def _link(self, visit: _Visit, mention: Mention, name: str) -> None:
        """Note what a word means."""
        self.named[visit.name, mention.word] = name
        if mention.vocabulary and name not in self.uses[visit.name]:
            self.uses[visit.name] += (name,)

    def _is_shallow(self, visit: _Visit, mention: Mention, levels: int) -> bool:
        """Whether a file with so many levels of nesting may be named here; if not, that is told."""
        if visit.depth + (not mention.vocabulary) + levels > NESTED:
            self.faults.append(TooDeep(mention.site, NESTED))
            return False
        return True

    def _fits(self, visit: _Visit, mention: Mention, length: int) -> bool:
        """Whether one more file of this length may be read; if not, that is told."""
        site = mention.site
        if not self._is_shallow(visit, mention, 0):
            return False
        if len(self.files) >= FILES:
            self.faults.append(TooLarge(site, FILES, "files"))
            return False
        self._total += length
        if self._total > TOTAL:
            self.faults.append(TooLarge(site, TOTAL, "characters in all"))
            return False
        return True

    def _enter(self, key: str, path: str, name: str, content: bytes, *, nested: bool) -> None:
        source, fault = decode(name, content)
        self._keep(key, path, name, self._file(source, fault), nested=nested)

    def _keep(self, key: str, path: str, name: str, file: File, *, nested: bool) -> None:
        self.files[name] = file
        self.uses[name] = ()
        self._names[key] = name
        above = self._way[-1] if self._way else None
        self._way.append(_Visit(key, path, name, mentions(file.surface, self._shipped), above, nested=nested))

    def _file(self, source: Source, fault: SyntaxFault | None) -> File:
        """The file of a text, the one before if the text is the same."""
        old = self._before.files.get(source.name) if self._before else None
        if old is not None and old.source == source and fault is None:
            return old
        parsed = parse(source, old.surface if old else None)
        surface, faults = parsed.value.surface, parsed.faults
        if fault is not None:
            faults = (fault, *(other for other in faults if not isinstance(other, Unprintable)))
            if not source.text:  # what the file then lacks follows from that
                surface = replace(surface, torn=("",))
        return File(source, surface, parsed.value.starts, faults)
