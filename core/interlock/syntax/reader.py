"""Readers of sorts: each sort is made once into a function from a node to its value, which tells faults and goes on."""

from __future__ import annotations

from collections.abc import Container
from collections.abc import Mapping as Map
from typing import TypeAlias

from interlock.syntax.expectation import alternatives, expectation
from interlock.syntax.fault import SyntaxFault, UnknownKey, WrongShape
from interlock.syntax.interface import FIELD, PORT, interface, telescope
from interlock.syntax.lexis import WORD
from interlock.syntax.node import Mapping, Node, Scalar, Sequence, empty
from interlock.syntax.page import Fields, Pairs
from interlock.syntax.plain import Reader, plain
from interlock.syntax.reading import Reading, entries
from interlock.syntax.sort import (
    AnythingSort,
    DefaultSort,
    EitherSort,
    InterfaceSort,
    ManySort,
    MaybeSort,
    NamedSort,
    RecordSort,
    Sort,
    TelescopeSort,
)
from interlock.syntax.suggest import nearest

Additions: TypeAlias = "Map[str, Map[str, Sort]]"
"""The keys that sections add to kinds, boxes and ports: place -> key -> sort."""

_ALWAYS = ("doc", "cites")


def reader(sort: Sort, additions: Additions, place: str = "") -> Reader:
    """The reader of a sort; records in it are told to stand at a place (`kind`, `box`) and take the keys added there."""
    match sort:
        case MaybeSort(member) | DefaultSort(member, _):
            return reader(member, additions, place)
        case RecordSort():
            return _Record(sort, _added(sort, additions, place), additions)
        case EitherSort():
            return _either(sort, additions, place)
        case ManySort(member, some):
            return _many(reader(member, additions), expectation(sort), some=some)
        case NamedSort(key, value):
            return _named(reader(key, additions), reader(value, additions), expectation(sort))
        case TelescopeSort():
            return telescope(reader(FIELD, additions), expectation(sort))
        case InterfaceSort():
            return interface(reader(PORT, additions, "port"), expectation(sort))
        case AnythingSort():
            return lambda node, _: node
        case _:
            found = plain(sort)
            assert found is not None, sort
            return found


# -- lists and mappings ----------------------------------------------------------------------------------------------


def _many(member: Reader, expected: str, *, some: bool = False) -> Reader:
    def read(node: Node, reading: Reading) -> object:
        if isinstance(node, Sequence) and (node.members or not some):
            known = len(reading.faults)
            found = [member(one, reading) for one in node.members]
            if len(reading.faults) > known:
                from interlock.syntax.severed import mend_list

                found = mend_list(found, node.members, reading, known)
            return tuple(value for value in found if value is not None)
        if empty(node) and not some:
            return ()
        reading.misfit(node, expected, f"write `[{node.value}]`" if isinstance(node, Scalar) and node.value else "")
        return None

    return read


def _named(key: Reader, value: Reader, expected: str) -> Reader:
    def read(node: Node, reading: Reading) -> object:
        found = entries(node, reading, expected)
        if found is None:
            return None
        pairs = [(key(name, reading), value(held, reading)) for name, held in found]
        return tuple(pair for pair in pairs if pair[0] is not None)

    return read


# -- records ---------------------------------------------------------------------------------------------------------


def _added(sort: RecordSort, additions: Additions, place: str) -> Map[str, Sort]:
    """The keys that sections add to a record; a box with ports of its own is a kind, too."""
    own = place == "box" and any(isinstance(field, InterfaceSort) for _, field in sort.fields)
    kind = additions.get("kind", {}) if own else {}
    return {**kind, **additions.get(place, {})}


class _Record:
    """Reads the records of one sort; the readers of its keys are made when they are first met."""

    __slots__ = (
        "absent",
        "added",
        "additions",
        "expected",
        "first",
        "keys",
        "known",
        "readers",
        "required",
        "rest",
        "sort",
    )

    def __init__(self, sort: RecordSort, added: Map[str, Sort], additions: Additions) -> None:
        self.sort = sort
        self.added = added
        self.additions = additions
        self.known = {**dict(sort.fields), **added, **dict(sort.fields)}
        self.keys = tuple(dict.fromkeys((*self.known, *_ALWAYS)))
        self.absent = tuple(
            (key, field.value if isinstance(field, DefaultSort) else None) for key, field in sort.fields
        )
        self.required = tuple(key for key, field in sort.fields if not isinstance(field, MaybeSort | DefaultSort))
        self.first = sort.fields[0][0] if sort.fields else ""
        self.rest = self.absent[1:]
        self.readers: dict[str, Reader] = {}
        self.expected = expectation(sort)

    def reader(self, key: str) -> Reader:
        """The reader of what stands at a key."""
        found = self.readers.get(key)
        if found is None:
            found = self.readers[key] = reader(self.known[key], self.additions)
        return found

    def __call__(self, node: Node, reading: Reading) -> Fields | None:
        if isinstance(node, Scalar) and self.first and not empty(node):
            if self.required not in ((), (self.first,)):
                reading.misfit(node, self.expected)
                return None
            value = self.reader(self.first)(node, reading)
            return Fields(self.sort, ((self.first, value), *self.rest), (), "", (), node.start, node.end)
        pairs = entries(node, reading, self.expected)
        if pairs and all(key.value not in self.keys for key, _ in pairs):
            from interlock.syntax.braces import unquoted

            if written := unquoted(self.sort, self.keys, pairs):
                unknown_key(pairs[0][0], self.keys, reading, written)
                return Fields(self.sort, self.absent, (), "", (), node.start, node.end)
        return None if pairs is None else self.fields(node, pairs, reading)

    def fields(self, node: Node, pairs: tuple[tuple[Scalar, Node], ...], reading: Reading) -> Fields:
        """The record that the pairs make."""
        held: dict[str, object] = {}
        known = len(reading.faults)
        doc, before, slip = "", "", False
        cites: tuple[str, ...] = ()
        for key, value in pairs:
            word = key.value
            if word in self.known:
                held[word] = self.reader(word)(value, reading)
            elif word == "doc":
                doc = _doc(value, reading)
            elif word == "cites":
                cites = _cites(value, reading)
            elif before == "doc" and _continues(key, value):
                doc = f"{doc}, {word}"
                continue
            else:
                unknown_key(key, self.keys, reading)
                slip = True
            before = word
        if slip and len(pairs) > 1:
            from interlock.syntax.severed import mend_mapping

            held |= dict.fromkeys(mend_mapping(pairs, reading, known))
        if not slip:  # else the unknown key is probably the missing one
            self.missing(node, held, reading)
        values: Pairs = tuple((key, held.get(key, absent)) for key, absent in self.absent)
        extra: Pairs = tuple((key, held[key]) for key in self.added if key in held)
        return Fields(self.sort, values, extra, doc, cites, node.start, node.end)

    def missing(self, node: Node, present: Container[str], reading: Reading) -> None:
        """Tell the required keys that are not there."""
        for key in self.required:
            if key not in present and not reading.torn:
                found = "nothing" if empty(node) else "a mapping without it"
                reading.misshapen(node.start, node.end, f"the key `{key}`", found)


def _continues(key: Scalar, value: Node) -> bool:
    """Whether a key is the rest of a text: in `{doc: Simple, and checked by hand.}` YAML ends the text at the comma."""
    return empty(value) and not key.style and WORD.fullmatch(key.value) is None


def unknown_key(key: Scalar, known: tuple[str, ...], reading: Reading, term: str = "") -> None:
    """Tell an unknown key and the known ones nearest to it, or the term that was meant."""
    site = reading.item.site(key.start, key.end)
    reading.faults.append(UnknownKey(site, key.value, known, () if term else nearest(key.value, known), term))


def _doc(node: Node, reading: Reading) -> str:
    if isinstance(node, Scalar):
        return node.value
    reading.misfit(node, "a text")
    return ""


_TEXTS = _many(lambda node, reading: _doc(node, reading) or None, "a list of texts")


def _cites(node: Node, reading: Reading) -> tuple[str, ...]:
    found = _TEXTS(node, reading)
    return tuple(str(text) for text in found) if isinstance(found, tuple) else ()


# -- sums ------------------------------------------------------------------------------------------------------------


def summands(sort: Sort) -> tuple[Sort, ...]:
    """The sorts of a sum, those of sums in it included."""
    if isinstance(sort, EitherSort):
        return tuple(part for summand in sort.summands for part in summands(summand))
    return (sort,)


def _either(sort: EitherSort, additions: Additions, place: str) -> Reader:
    """Mappings by the key that leads them; what is no mapping by what can be read, a record by its first key."""
    parts = summands(sort)
    readers = [(part, reader(part, additions, place)) for part in parts]
    led = {part.fields[0][0]: made for part, made in reversed(readers) if isinstance(part, RecordSort) and part.fields}
    records = [made for _, made in readers if isinstance(made, _Record)]
    mapped = [
        made for part, made in readers if isinstance(part, NamedSort | TelescopeSort | InterfaceSort | AnythingSort)
    ]
    expected = alternatives(expectation(part) for part in parts)
    for each in records:
        each.expected = expected
    others = [made for part, made in readers if not isinstance(part, RecordSort) or made is records[0]]

    def read(node: Node, reading: Reading) -> object:
        if not isinstance(node, Mapping) or not led:
            return _first(others, node, reading, expected)
        chosen = next((led[key.value] for key, _ in node.entries if key.value in led), None)
        if chosen is None and (len(records) == 1 or not node.entries):
            chosen = records[0] if not mapped else None
        if chosen is not None:
            return chosen(node, reading)
        if mapped:
            return _first(mapped, node, reading, expected)
        _unled(node, tuple(led)[::-1], reading)
        return None

    return read


def _unled(node: Mapping, leading: tuple[str, ...], reading: Reading) -> None:
    """Tell that no key of the mapping leads a form: at one that is nearly such a key, else at the first."""
    keys = [key for key, _ in node.entries]
    slip = next((key for key in keys if nearest(key.value, leading)), keys[0])
    unknown_key(slip, leading, reading)


def _first(readers: list[Reader], node: Node, reading: Reading, expected: str) -> object:
    """What the first of the readers that can gives; else the faults of the one that got furthest are told."""
    if len(readers) == 1:
        return readers[0](node, reading)
    faults = reading.faults
    told = len(faults)
    best: list[SyntaxFault] = []
    partial: object = None
    for one in readers:
        value = one(node, reading)
        if len(faults) == told:
            return value
        mine = faults[told:]
        del faults[told:]
        if not best or _reach(mine) > _reach(best):
            best, partial = mine, value
    if len(best) == 1 and isinstance(best[0], WrongShape) and _reach(best) <= node.start:
        best = [best[0]._replace(expected=expected, help="")]
    faults.extend(best)
    return partial


def _reach(faults: list[SyntaxFault]) -> int:
    return faults[0].site.start
