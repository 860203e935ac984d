"""Phrases: parts in a row inside one scalar, so that no section needs a parser of its own.

Where all parts are names one regular expression reads the whole phrase: files hold wires by the ten thousand.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import TypeAlias

from interlock.syntax.condition import disjunction
from interlock.syntax.cursor import word
from interlock.syntax.expectation import alternatives, expectation, form
from interlock.syntax.expression import Word
from interlock.syntax.lexis import DOTTED, IDENTIFIER, PATH, PHRASE, kebab_case
from interlock.syntax.node import Scalar
from interlock.syntax.number import amount
from interlock.syntax.reading import Reading
from interlock.syntax.sort import (
    BoxSort,
    ConditionSort,
    CountSort,
    DefaultSort,
    EitherSort,
    FileSort,
    FlagSort,
    IdentifierSort,
    InputOfSort,
    LearnSort,
    ManySort,
    MaybeSort,
    NameSort,
    NumberSort,
    PhraseSort,
    PortSort,
    PropositionSort,
    RefSort,
    Sort,
    SourceSort,
    TargetSort,
    TermSort,
    TextSort,
    WireSort,
    WordSort,
)
from interlock.syntax.term import excerpt
from interlock.syntax.words import WordCursor

PhraseReader: TypeAlias = Callable[[Scalar, Reading], "tuple[object, ...] | None"]
_Part: TypeAlias = Callable[[WordCursor], object]

WIRE = PhraseSort((SourceSort(), "->", ManySort(TargetSort(), some=True)))
LEARN = PhraseSort((PortSort(), "~>", PortSort()))

NAMED = (BoxSort, PortSort, RefSort, SourceSort, TargetSort, InputOfSort)
"""The sorts of names, bare or dotted."""

_FAILED = object()  # told from None, which is what a part that was left out gives
_MARK = re.compile(r"[\w']")
_OPEN, _SHUT = frozenset("({["), frozenset(")}]")


def phrase(sort: PhraseSort, make: type[tuple[object, ...]] = tuple, note: str = "") -> PhraseReader:
    """A reader of scalars that makes a tuple of the values of the parts that are no literals, or None and a fault.

    ``note`` is added to the help of its faults.
    """
    slow, pattern = _Slow(sort, make, note), _pattern(sort.parts)
    if pattern is None:
        return slow
    match, new = pattern.fullmatch, tuple.__new__
    holes = tuple(enumerate((isinstance(part, ManySort) for part in sort.parts if not isinstance(part, str)), start=1))

    def read(scalar: Scalar, reading: Reading) -> tuple[object, ...] | None:
        value, _, start, _, offsets = scalar
        found = match(value) if offsets is None else None
        if found is None:
            return slow(scalar, reading)
        values: list[object] = []
        for number, many in holes:
            first, last = found.span(number)
            if many and "," in value:
                values.append(_names(value, start, first, last))
                continue
            one = new(Word, (value[first:last], start + first, start + last))
            values.append((one,) if many else one)
        return new(make, values)

    return read


def _names(value: str, start: int, first: int, last: int) -> tuple[Word, ...]:
    """The names between commas in ``value[first:last]``, the value standing at ``start``."""
    return tuple(Word(one[0], start + one.start(), start + one.end()) for one in PATH.finditer(value, first, last))


# -- the fast way ----------------------------------------------------------------------------------------------------


def _pattern(parts: tuple[str | Sort, ...]) -> re.Pattern[str] | None:
    """One regular expression for a phrase of names and literals; None where a part is more than a name."""
    pieces: list[str] = []
    before = False  # whether the part before ends like a word
    for part in parts:
        piece = re.escape(part) if isinstance(part, str) else _group(part)
        if not piece:
            return None
        begins, ends = (
            (bool(_MARK.match(part[0])), bool(_MARK.match(part[-1]))) if isinstance(part, str) else (True, True)
        )
        pieces += [(r"\s+" if before and begins else r"\s*"), piece]
        before = ends
    return re.compile("".join(pieces) + r"\s*")


def _group(sort: Sort) -> str:
    if isinstance(sort, NAMED):
        return f"({DOTTED})"
    if isinstance(sort, ManySort) and sort.some and isinstance(sort.member, NAMED):
        return rf"({DOTTED}(?:\s*,\s*{DOTTED})*)"
    return ""


# -- the slow way ----------------------------------------------------------------------------------------------------


class _Slow:
    """Reads a phrase token by token and says where it goes wrong."""

    __slots__ = ("help", "make", "parts", "stops")

    def __init__(self, sort: PhraseSort, make: type[tuple[object, ...]], note: str) -> None:
        self.make = make
        self.help = "; ".join(filter(None, (_written(sort.parts), note)))
        self.stops = frozenset(_literals(sort))
        self.parts = _row(sort.parts, self.help)

    def __call__(self, scalar: Scalar, reading: Reading) -> tuple[object, ...] | None:
        if not reading.fits(scalar):
            return None
        cursor = WordCursor(scalar, reading, self.stops)
        values = self.parts(cursor)
        if values is not _FAILED and cursor.kind != "end":
            cursor.unexpected("the end", self.help)
            return None
        return tuple.__new__(self.make, values) if isinstance(values, tuple) else None


def _literals(sort: Sort) -> Iterator[str]:
    """The first tokens of all literals of a phrase."""
    match sort:
        case PhraseSort(parts):
            for part in parts:
                if isinstance(part, str):
                    yield _split(part)[0]
                else:
                    yield from _literals(part)
        case EitherSort(summands):
            for summand in summands:
                yield from _literals(summand)
        case ManySort(member) | MaybeSort(member) | DefaultSort(member):
            yield from _literals(member)
        case _:
            pass


def _split(literal: str) -> list[str]:
    return [found.group() for found in PHRASE.finditer(literal) if found.lastgroup]


def _written(parts: tuple[str | Sort, ...]) -> str:
    return f"it is written `{form(parts)}`"


def _row(parts: tuple[str | Sort, ...], help: str) -> _Part:
    """Parts in a row: a tuple of what those give that are no literals."""
    readers = tuple((False, _literal(part, help)) if isinstance(part, str) else (True, part_of(part)) for part in parts)

    def read(cursor: WordCursor) -> object:
        values: list[object] = []
        for gives, reader in readers:
            value = reader(cursor)
            if value is _FAILED:
                return _FAILED
            if gives:
                values.append(value)
        return tuple(values)

    return read


def _literal(text: str, help: str) -> _Part:
    wanted = _split(text)

    def read(cursor: WordCursor) -> object:
        for piece in wanted:
            if not cursor.says(piece):
                cursor.unexpected(f"`{piece}`", help)
                return _FAILED
            cursor.advance()
        return text

    return read


def part_of(sort: Sort) -> _Part:
    """The reader of one part.

    Raises:
        TypeError: the sort needs more than words, so that no phrase can hold it.
    """
    match sort:
        case PhraseSort(parts):
            return _row(parts, _written(parts))
        case EitherSort(summands):
            return _either(summands)
        case ManySort(member, some):
            return _commas(part_of(member), some=some)
        case MaybeSort(member):
            return _optional(member, None)
        case DefaultSort(member, value):
            return _optional(member, value)
        case WireSort():
            return _row(WIRE.parts, _written(WIRE.parts))
        case LearnSort():
            return _row(LEARN.parts, _written(LEARN.parts))
        case TextSort() | TermSort() | PropositionSort():
            return _text if isinstance(sort, TextSort) else _term
        case NumberSort():
            return lambda cursor: _found(amount(cursor))
        case ConditionSort():
            return lambda cursor: _found(disjunction(cursor))
        case _:
            return _word(sort)


def _found(value: object) -> object:
    return _FAILED if value is None else value


def _word(sort: Sort) -> _Part:
    """The reader of a part that is one word."""
    match sort:
        case WordSort(choices) if choices:
            return _token(lambda text: text in choices, expectation(sort))
        case WordSort() | NameSort():
            return _token(kebab_case, expectation(sort))
        case IdentifierSort():
            return _token(_fits(IDENTIFIER), expectation(sort))
        case FlagSort():
            return _token(lambda text: text in ("true", "false"), expectation(sort))
        case CountSort():
            return _token(counts, expectation(sort))
        case BoxSort() | PortSort() | RefSort() | SourceSort() | TargetSort() | InputOfSort() | FileSort():
            return _token(_fits(PATH), expectation(sort))
        case _:
            raise TypeError(f"no phrase can hold {expectation(sort)}")


def counts(text: str) -> bool:
    """Whether a text is a natural number or the name of a parameter."""
    return (text.isascii() and text.isdecimal() and len(text) <= 18) or IDENTIFIER.fullmatch(text) is not None


def _fits(pattern: re.Pattern[str]) -> Callable[[str], bool]:
    return lambda text: pattern.fullmatch(text) is not None


def _token(accepts: Callable[[str], bool], expected: str) -> _Part:
    def read(cursor: WordCursor) -> object:
        if cursor.kind == "end" or not accepts(cursor.token.text):
            cursor.unexpected(expected)
            return _FAILED
        return word(cursor.advance())

    return read


def _optional(member: Sort, absent: object) -> _Part:
    """What may be left out: a phrase that begins with a literal is there if the literal is."""
    reader = part_of(member)
    first = member.parts[0] if isinstance(member, PhraseSort) else None
    lead = _split(first)[0] if isinstance(first, str) else None

    def read(cursor: WordCursor) -> object:
        if lead is not None:
            return reader(cursor) if cursor.says(lead) else absent
        value, _ = _tried(reader, cursor)
        return absent if value is _FAILED else value

    return read


def _either(summands: tuple[Sort, ...]) -> _Part:
    """The first summand that can be read; if none can, the fault of the one that got furthest."""
    readers = tuple(part_of(summand) for summand in summands)
    expected = alternatives(expectation(summand) for summand in summands)

    def read(cursor: WordCursor) -> object:
        start, furthest, best = cursor.at, cursor.at, readers[0]
        for reader in readers:
            value, reached = _tried(reader, cursor)
            if value is not _FAILED:
                return value
            if reached > furthest:
                furthest, best = reached, reader
        if furthest > start:
            return best(cursor)
        cursor.unexpected(expected)
        return _FAILED

    return read


def _tried(reader: _Part, cursor: WordCursor) -> tuple[object, int]:
    """What a part gives, and how far it got; where it fails nothing is read and nothing told."""
    at, wrong, silent, faults = cursor.at, cursor.wrong, cursor.silent, cursor.reading.faults
    told = len(faults)
    value = reader(cursor)
    reached = cursor.at
    if value is _FAILED or len(faults) > told:
        del faults[told:]
        cursor.at, cursor.wrong, cursor.silent = at, wrong, silent
        return _FAILED, reached
    return value, reached


def _commas(member: _Part, *, some: bool) -> _Part:
    """Members with commas between them."""

    def read(cursor: WordCursor) -> object:
        if not some and cursor.kind == "end":
            return ()
        values: list[object] = []
        while True:
            value = member(cursor)
            if value is _FAILED:
                return _FAILED
            values.append(value)
            if cursor.kind != ",":
                return tuple(values)
            cursor.advance()

    return read


def _text(cursor: WordCursor) -> object:
    """All up to the next literal of the phrase."""
    first = cursor.at
    cursor.at = _extent(cursor)
    if cursor.at == first:
        cursor.unexpected("a text")
        return _FAILED
    return cursor.joined(first)


def _term(cursor: WordCursor) -> object:
    """The term up to the next literal of the phrase."""
    start, cursor.at = cursor.token.at, _extent(cursor)
    return excerpt(cursor.scalar, start, cursor.token.at, cursor.reading)


def _extent(cursor: WordCursor) -> int:
    """The number of the next token outside brackets that is a literal of the phrase, or of the end."""
    depth = 0
    for number, token in enumerate(cursor.tokens[cursor.at :], start=cursor.at):
        if token.kind == "end" or (depth <= 0 and token.text in cursor.stops):
            return number
        depth += (token.kind in _OPEN) - (token.kind in _SHUT)
    return len(cursor.tokens) - 1
