"""From a surface tree to a page: every item read by the sort that its section declares."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Set
from collections.abc import Mapping as Map
from collections.abc import Sequence as Row

from interlock.record import NamedTuple
from interlock.syntax.expectation import expectation
from interlock.syntax.expression import Word
from interlock.syntax.fault import SyntaxFault, UnknownKey, WrongShape
from interlock.syntax.lexis import IDENTIFIER, kebab_case
from interlock.syntax.node import Scalar, Sequence, empty
from interlock.syntax.page import Entry, Fields, Page
from interlock.syntax.plain import Reader
from interlock.syntax.reader import Additions, reader, summands
from interlock.syntax.reading import Reading, whole
from interlock.syntax.section import Section
from interlock.syntax.sort import EitherSort, Sort, identifier, many, text, word
from interlock.syntax.suggest import nearest
from interlock.syntax.surface import FORMS, HEADER, Item, Surface
from interlock.text.outcome import Outcome
from interlock.text.pause import paused
from interlock.text.site import Anchor, Site

VERSION = "1"
"""Of the file format."""

PLACES = ("kind", "box", "port")
"""Where a section is a key of something, not a part of the file."""

MENTIONED = frozenset(("box", "kind", "unit", "family", "data", "predicate", "function", "lemma"))
"""The namespaces whose names terms mention, so that they are identifiers; all other names are kebab-case."""

MODES = ("deterministic", "stochastic", "possibilistic", "credal")

Told = dict[Anchor, tuple[SyntaxFault, ...]]


class _Part(NamedTuple):
    """The sections of one name at one place, taken together."""

    name: str
    sort: Sort
    introduces: str
    listed: bool
    whole: bool


def read(surface: Surface, sections: Row[Section], before: Page | None = None) -> Outcome[Page]:
    """Read the items of a file.

    An item that ``before`` has, as the same object and read by the same sections, keeps its entry; its faults are told
    again.
    """
    with paused():
        return _read(surface, sections, before)


def _read(surface: Surface, sections: Row[Section], before: Page | None) -> Outcome[Page]:
    grammar = tuple(sections)
    form = surface.form or "proposal"
    parts, additions = _parts(grammar, form), _additions(grammar)
    earlier = _Earlier(before if before is not None and _same(before.grammar, grammar) else None)
    told: Told = {}
    unknown: list[UnknownKey] = []
    entries: dict[str, tuple[Entry, ...]] = {}
    for name in surface.sections:
        if name in parts:
            entries[name] = _section(surface, parts[name], additions, earlier, told)
        else:
            unknown.append(_unknown(surface, name, tuple(parts)))
    header = _Header(surface, told)
    page = Page(
        surface.source,
        surface.form,
        header.name(),
        header.text("title"),
        header.text("doc"),
        header.texts("cites"),
        header.words("uses"),
        header.word("mode", word(*MODES)),
        header.word("memory", word("true", "false")),
        surface.header,
        entries,
        told,
        grammar,
        surface.ousted,
        frozenset(surface.torn),
    )
    slips = frozenset(key for fault in unknown for key in fault.nearest)
    return Outcome(page, (*unknown, *header.absent(slips), *(fault for some in told.values() for fault in some)))


def _same(one: Row[Section], other: Row[Section]) -> bool:
    return len(one) == len(other) and all(left is right for left, right in zip(one, other, strict=True))


# -- sections --------------------------------------------------------------------------------------------------------


def _parts(grammar: Row[Section], at: str) -> dict[str, _Part]:
    """The sections of a place by name; several of one name make one sum."""
    found: dict[str, _Part] = {}
    for section in grammar:
        if section.at != at:
            continue
        old = found.get(section.name)
        sort = section.item if old is None else EitherSort((*summands(old.sort), *summands(section.item)))
        introduces = section.introduces or (old.introduces if old else "")
        found[section.name] = _Part(
            section.name, sort, introduces, old.listed if old else section.listed, old.whole if old else section.whole
        )
    return found


def _additions(grammar: Row[Section]) -> Additions:
    return {place: {name: part.sort for name, part in _parts(grammar, place).items()} for place in PLACES}


class _Earlier:
    """The entries of the last page, found by their items."""

    __slots__ = ("page",)

    def __init__(self, page: Page | None) -> None:
        self.page = page

    def entries(self, section: str) -> Map[int, Entry]:
        """The entries of a section by the identity of their items."""
        if self.page is None:
            return {}
        return {id(entry.item): entry for entry in self.page.entries.get(section, ())}

    def told(self, anchor: Anchor) -> tuple[SyntaxFault, ...]:
        """The faults of an item."""
        return () if self.page is None else self.page.told.get(anchor, ())


def _section(surface: Surface, part: _Part, additions: Additions, earlier: _Earlier, told: Told) -> tuple[Entry, ...]:
    """The entries of a section."""
    read_value = reader(part.sort, additions, part.introduces)
    known = earlier.entries(part.name)
    if part.whole:
        item = surface.whole(part.name)
        for entry in known.values():
            if entry.item == item:
                return (_again(entry, earlier, told),)
        return (_entry(item, None, read_value, Reading(item, torn=part.name in surface.torn), told),)
    items = surface.sections[part.name]
    if shapeless := items.get(""):
        _shape(shapeless, part, told)
        return ()
    head = surface.heads[part.name]
    if not isinstance(head.node, Scalar) and isinstance(head.node, Sequence) != part.listed:
        _shape(head, part, told)
        return ()
    torn = part.name in surface.torn
    return tuple(_items(items.values(), part, read_value, known, earlier, told, torn=torn))


def _items(
    items: Iterable[Item],
    part: _Part,
    read_value: Reader,
    known: Map[int, Entry],
    earlier: _Earlier,
    told: Told,
    *,
    torn: bool,
) -> Iterator[Entry]:
    """The entries of items, an earlier one where the item is the same object."""
    mentioned = part.introduces in MENTIONED
    for item in items:
        old = known.get(id(item))
        if old is not None:
            yield _again(old, earlier, told)
            continue
        reading = Reading(item, torn=torn)
        key = item.key
        name = None if key is None else whole(key)
        if key is not None and mentioned and not IDENTIFIER.fullmatch(key.value):
            reading.misfit(key, "a name of letters, digits, `_` and `'`")
        elif key is not None and not mentioned and not kebab_case(key.value):
            reading.misnamed(key)
        yield _entry(item, name, read_value, reading, told)


def _again(entry: Entry, earlier: _Earlier, told: Told) -> Entry:
    if faults := earlier.told(entry.item.anchor):
        told[entry.item.anchor] = faults
    return entry


def _entry(item: Item, name: Word | None, read_value: Reader, reading: Reading, told: Told) -> Entry:
    value = read_value(item.node, reading)
    if reading.faults:
        told[item.anchor] = tuple(reading.faults)
    if type(value) is Fields:
        return Entry(name, item, value, value.doc, value.cites)
    return Entry(name, item, value, "", ())


def _shape(item: Item, part: _Part, told: Told) -> None:
    """Tell that a section is no list or no mapping where it is to be one; an empty section is either."""
    if empty(item.node):
        return
    reading = Reading(item)
    of = expectation(part.sort)
    expected = f"a list, each member {of}" if part.listed else f"a mapping from names to items, each {of}"
    where = item.key or item.node
    found = (
        "a list" if isinstance(item.node, Sequence) else "a scalar" if isinstance(item.node, Scalar) else "a mapping"
    )
    reading.misshapen(where.start, where.end, expected, found)
    told[item.anchor] = tuple(reading.faults)


def _unknown(surface: Surface, name: str, sections: tuple[str, ...]) -> UnknownKey:
    """The fault of a key at the top; keys that the file does not have yet are offered first."""
    head = surface.heads[name]
    key = head.key or head.node
    forms = () if surface.form else FORMS
    known = tuple(key for key in (*HEADER, *sections) if key not in FORMS or key in forms)
    missing = [key for key in known if key not in surface.header and key not in surface.sections]
    return UnknownKey(head.site(key.start, key.end), name, known, nearest(name, missing) or nearest(name, known))


# -- the header ------------------------------------------------------------------------------------------------------


class _Header:
    """The keys at the top of a file that are no sections."""

    __slots__ = ("surface", "told")

    def __init__(self, surface: Surface, told: Told) -> None:
        self.surface = surface
        self.told = told

    def read(self, key: str, sort: Sort) -> object:
        """What a key holds; None if it holds nothing."""
        item = self.surface.header.get(key)
        if item is None:
            return None
        reading = Reading(item)
        value = reader(sort, {})(item.node, reading)
        if reading.faults:
            self.told[item.anchor] = tuple(reading.faults)
        return value

    def word(self, key: str, sort: Sort) -> Word | None:
        value = self.read(key, sort)
        return value if isinstance(value, Word) else None

    def text(self, key: str) -> str:
        value = self.read(key, text())
        return value.text if isinstance(value, Word) else ""

    def words(self, key: str) -> tuple[Word, ...]:
        value = self.read(key, many(text()))
        return tuple(one for one in value if isinstance(one, Word)) if isinstance(value, tuple) else ()

    def texts(self, key: str) -> tuple[str, ...]:
        return tuple(one.text for one in self.words(key))

    def name(self) -> Word:
        """The name of the file: that of a vocabulary may be mentioned in terms."""
        sort = EitherSort((word(), identifier())) if self.surface.form == "vocabulary" else word()
        return (self.word(self.surface.form, sort) if self.surface.form else None) or Word("", 0, 0)

    def absent(self, slips: Set[str]) -> Iterator[SyntaxFault]:
        """What is wrong with the version and the form of the file; ``slips`` are the keys for which others may stand."""
        version = self.surface.header.get("interlock")
        lacks = [f"`interlock: {VERSION}`"] if version is None and self.whole(slips, "interlock") else []
        if not self.surface.form and self.whole(slips, *FORMS):
            lacks.append("`proposal` or `vocabulary`")
        if lacks:
            yield WrongShape(
                self.start(),
                f"the key {' and the key '.join(lacks)}",
                "a file without it" if len(lacks) == 1 else "a file without them",
                self.example(),
            )
        if version is not None and not (isinstance(version.node, Scalar) and version.node.value == VERSION):
            reading = Reading(version)
            reading.misfit(version.node, f"`{VERSION}`, the version of the file format")
            yield from reading.faults

    def example(self) -> str:
        """How a file begins."""
        name = self.name().text or "my-proposal"
        return f"a file begins with the lines `interlock: {VERSION}` and `{self.surface.form or 'proposal'}: {name}`"

    def whole(self, slips: Set[str], *keys: str) -> bool:
        """Whether these keys, if they stood in the file, would have been found: no text was lost or misspelt there."""
        return slips.isdisjoint(keys) and not {"", *keys} & set(self.surface.torn)

    def start(self) -> Site:
        """The beginning of the file."""
        return Site(Anchor(self.surface.source, ""), 0, 0)
