"""Conditions on events and failures: positive formulas, `and` before `or`."""

from __future__ import annotations

from interlock.syntax.cursor import word
from interlock.syntax.expression import Word
from interlock.syntax.formula import All, Any, Breach, Carries, Condition, ExactlyOne, Happens, Several
from interlock.syntax.node import Scalar
from interlock.syntax.reading import DEEPEST, Reading
from interlock.syntax.words import WordCursor

EXPECTED = "an event, or `TYPE at PORT`"
_RESUME = ("and", "or", ",", ")")
_RESERVED = frozenset(("and", "or", "not", "of", "at", "if"))


def condition(scalar: Scalar, reading: Reading) -> Condition | None:
    """The condition that a scalar says, as far as it can be read; None where nothing can."""
    if not reading.fits(scalar):
        return None
    cursor = WordCursor(scalar, reading)
    found = disjunction(cursor)
    _close(cursor, "", "`and`, `or` or the end", 0)
    return found


def disjunction(cursor: WordCursor, depth: int = 0) -> Condition | None:
    """The condition that stands next: `c or d`, where c and d may hold `and`."""
    if depth > DEEPEST:
        cursor.give_up()
        return None
    start = cursor.token.start
    parts = [_conjunction(cursor, depth)]
    while cursor.says("or"):
        cursor.advance()
        parts.append(_conjunction(cursor, depth))
    read = tuple(part for part in parts if part is not None)
    return Any(read, start, cursor.behind()) if len(read) > 1 else _only(read)


def _conjunction(cursor: WordCursor, depth: int) -> Condition | None:
    start = cursor.token.start
    parts = [_simple(cursor, depth)]
    while cursor.says("and"):
        cursor.advance()
        parts.append(_simple(cursor, depth))
    read = tuple(part for part in parts if part is not None)
    return All(read, start, cursor.behind()) if len(read) > 1 else _only(read)


def _only(parts: tuple[Condition, ...]) -> Condition | None:
    return parts[0] if parts else None


def _simple(cursor: WordCursor, depth: int) -> Condition | None:
    """A condition without `and` and `or` outside parentheses."""
    if cursor.kind == "(":
        cursor.advance()
        inner = disjunction(cursor, depth + 1)
        _close(cursor, ")", "`and`, `or` or `)`", depth)
        return inner
    if _ahead(cursor, "exactly", "one", "of"):
        start = cursor.token.start
        cursor.at += 3
        listed = _listed(cursor, depth)
        return ExactlyOne(listed, start, cursor.behind()) if listed else None
    if _ahead(cursor, "breach", "of"):
        return _breach(cursor)
    if cursor.kind in ("name", "numeral") and cursor.tokens[cursor.at + 1].text == "of":
        return _several(cursor, depth)
    return _named(cursor)


def _ahead(cursor: WordCursor, *texts: str) -> bool:
    return [token.text for token in cursor.tokens[cursor.at : cursor.at + len(texts)]] == list(texts)


def _named(cursor: WordCursor) -> Condition | None:
    """`EVENT` or `TYPE at PORT`."""
    first = _name(cursor, EXPECTED)
    if first is None:
        _resume(cursor)
        return None
    if not cursor.says("at"):
        return Happens(first, first.start, first.end)
    cursor.advance()
    port = _name(cursor, "a port")
    if port is None:
        _resume(cursor)
        return None
    return Carries(first, port, first.start, port.end)


def _breach(cursor: WordCursor) -> Breach | None:
    start = cursor.advance().start
    cursor.advance()
    claim = _name(cursor, "a claim")
    if claim is None:
        _resume(cursor)
        return None
    return Breach(claim, start, claim.end)


def _several(cursor: WordCursor, depth: int) -> Several | None:
    """`K of (c, d, e)`."""
    token, threshold = cursor.token, word(cursor.token)
    if token.kind == "numeral" and not (token.text.isascii() and token.text.isdecimal() and len(token.text) <= 9):
        cursor.unexpected("how many, such as `2`")
        threshold = Word("", token.start, token.end)  # nothing more is told of it
    cursor.at += 2
    listed = _listed(cursor, depth)
    return Several(threshold, listed, token.start, cursor.behind()) if listed else None


def _listed(cursor: WordCursor, depth: int) -> tuple[Condition, ...]:
    """`(c, d, e)`."""
    if cursor.kind != "(":
        cursor.unexpected("`(` and conditions with commas")
        _resume(cursor)
        return ()
    cursor.advance()
    parts = [disjunction(cursor, depth + 1)]
    while cursor.kind == ",":
        cursor.advance()
        parts.append(disjunction(cursor, depth + 1))
    _close(cursor, ")", "`,`, `and`, `or` or `)`", depth)
    return tuple(part for part in parts if part is not None)


def _name(cursor: WordCursor, expected: str) -> Word | None:
    token = cursor.token
    if token.kind == "name" and token.text not in _RESERVED:
        return word(cursor.advance())
    cursor.unexpected(expected, "conditions are positive: there is no `not`" if token.text == "not" else "")
    return None


def _resume(cursor: WordCursor) -> None:
    """Skip to where a condition may end or go on."""
    while cursor.kind != "end" and cursor.token.text not in _RESUME:
        cursor.advance()


def _close(cursor: WordCursor, closer: str, expected: str, depth: int) -> None:
    """Read the closing symbol (or the end, ``""``); if something else stands here, tell it and look on."""
    if cursor.token.text != closer:
        cursor.unexpected(expected, "close the `(`" if cursor.kind == "end" else "")
    while cursor.kind != "end" and cursor.token.text != closer:
        _resume(cursor)
        if cursor.token.text != closer and cursor.advance().text in ("and", "or", ","):
            disjunction(cursor, depth + 1)
    cursor.advance()
