"""Numbers: a point, an interval or a parameter, and a unit. What they are worth is found out under a setting."""

from __future__ import annotations

import re

from interlock.syntax.cursor import word
from interlock.syntax.expression import UnitText, Word
from interlock.syntax.formula import Amount, Unit
from interlock.syntax.lexis import IDENTIFIER, NAME, well_formed
from interlock.syntax.node import Scalar
from interlock.syntax.reading import DEEPEST, Reading
from interlock.syntax.words import WordCursor

EXPECTED = "a number such as `0.2`, `0.01 .. 0.05` or a parameter"
_SPACED = "an interval has blanks on both sides of its dots: `0.01 .. 0.05`"

Power = tuple[Word, int, int]

_UNIT = re.compile(rf"{NAME}(?:\.{NAME})?")


def number(scalar: Scalar, reading: Reading) -> Amount | None:
    """The number that a scalar says; None where it says none, and then the reading has the fault."""
    if not reading.fits(scalar):
        return None
    cursor = WordCursor(scalar, reading)
    found = amount(cursor)
    if found is not None and cursor.kind != "end":
        cursor.unexpected("a unit such as `fault / (chip * hour)`, or the end")
        return None
    return found


def unit(scalar: Scalar, reading: Reading) -> Unit | None:
    """The unit that a scalar says, as in `Quantity "fault / hour"`; `1` is the unit of pure numbers."""
    if not reading.fits(scalar):
        return None
    cursor = WordCursor(scalar, reading)
    found = factors(cursor)
    if found is not None and cursor.kind != "end":
        cursor.unexpected("`*`, `/` or the end")
        return None
    return found


def unit_text(scalar: Scalar, start: int, end: int, reading: Reading) -> UnitText | None:
    """The unit that characters [start, end) of a scalar say, such as `24 fault / (chip * hour)`; None if it is none."""
    cursor = WordCursor(scalar, reading, span=(start, end))
    cursor.silent = True
    size = _bound(cursor) if cursor.kind == "numeral" and not cursor.says("1") else None
    if cursor.kind == "end" and size is not None:
        return UnitText(size.text, ())
    found = factors(cursor)
    return None if found is None or cursor.kind != "end" else UnitText(size.text if size else "1", found.powers)


def amount(cursor: WordCursor) -> Amount | None:
    """The number that stands next."""
    start = cursor.token.start
    low = high = _bound(cursor)
    if low is not None and cursor.says(".."):
        cursor.advance()
        high = _bound(cursor)
    if low is None or high is None:
        return None
    measure: Unit | None = None
    if _begins_unit(cursor):
        measure = factors(cursor)
        if measure is None:
            return None
    return Amount(low, high, measure, start, cursor.behind())


def _begins_unit(cursor: WordCursor) -> bool:
    if cursor.token.text in cursor.stops:
        return False
    return cursor.kind in ("name", "(", "/", "numeral")


def _bound(cursor: WordCursor) -> Word | None:
    """`0.2`, `-3`, `1/60`, `n`."""
    first = cursor.at
    if cursor.kind == "name" and cursor.token.text not in cursor.stops and IDENTIFIER.fullmatch(cursor.token.text):
        return word(cursor.advance())
    if cursor.kind == "-":
        cursor.advance()
    token = cursor.token
    if token.kind != "numeral" or not well_formed(token.text):
        cursor.unexpected(EXPECTED, _SPACED if ".." in token.text else "")
        return None
    cursor.advance()
    if token.text.isdecimal() and cursor.says("/"):
        below = cursor.tokens[cursor.at + 1]
        if below.kind == "numeral" and below.text.isdecimal() and well_formed(below.text) and int(below.text):
            cursor.advance()
            cursor.advance()
    return cursor.joined(first)


def factors(cursor: WordCursor) -> Unit | None:
    """The unit that stands next: `fault / (chip * hour)`, `m^2`, `hour^(1/2)`."""
    start = cursor.token.start
    found: list[Power] | None = []
    if not cursor.says("/"):
        found = _factor(cursor, 0)
    while found is not None and cursor.kind in ("*", "/"):
        found = _next(cursor, found, 0)
    return None if found is None else Unit(tuple(found), start, cursor.behind())


def _next(cursor: WordCursor, before: list[Power], depth: int) -> list[Power] | None:
    """`* factor` or `/ factor` behind what stands before."""
    sign = 1 if cursor.advance().kind == "*" else -1
    factor = _factor(cursor, depth)
    if factor is None:
        return None
    before.extend((name, sign * numerator, denominator) for name, numerator, denominator in factor)
    return before


def _factor(cursor: WordCursor, depth: int) -> list[Power] | None:
    """A name, perhaps of a vocabulary, `1`, or factors in parentheses, and an exponent."""
    if depth > DEEPEST:
        cursor.give_up()
        return None
    token = cursor.token
    if token.kind == "(":
        found = _enclosed(cursor, depth)
    elif token.kind == "name" and _UNIT.fullmatch(token.text) and token.text not in cursor.stops:
        found = [(word(cursor.advance()), 1, 1)]
    elif token.kind == "numeral" and token.text == "1":
        cursor.advance()
        found = []
    else:
        cursor.unexpected("the name of a unit")
        return None
    exponent = _exponent(cursor) if found is not None and cursor.kind == "^" else (1, 1)
    if found is None or exponent is None:
        return None
    return [(name, above * exponent[0], below * exponent[1]) for name, above, below in found]


def _enclosed(cursor: WordCursor, depth: int) -> list[Power] | None:
    """`(factors)`."""
    cursor.advance()
    found = _factor(cursor, depth + 1)
    while found is not None and cursor.kind in ("*", "/"):
        found = _next(cursor, found, depth + 1)
    if found is not None and not cursor.says(")"):
        cursor.unexpected("`*`, `/` or `)`")
        return None
    cursor.advance()
    return found


def _exponent(cursor: WordCursor) -> tuple[int, int] | None:
    """`^2`, `^-1`, `^(1/2)`: numerator and denominator."""
    cursor.advance()
    if not cursor.says("("):
        whole = _integer(cursor)
        return None if whole is None else (whole, 1)
    cursor.advance()
    above, below = _integer(cursor), 1
    if above is not None and cursor.says("/"):
        cursor.advance()
        divisor = _integer(cursor)
        above, below = (None, 1) if divisor is None else (above, divisor)
    if above is None:
        return None
    if not cursor.says(")") or below < 1:
        cursor.unexpected("`)`" if below >= 1 else "an exponent such as `1/2`")
        return None
    cursor.advance()
    return above, below


def _integer(cursor: WordCursor) -> int | None:
    sign = 1
    if cursor.kind == "-":
        cursor.advance()
        sign = -1
    token = cursor.token
    if token.kind != "numeral" or not token.text.isdecimal() or len(token.text) > 3:
        cursor.unexpected("a whole exponent")
        return None
    return sign * int(cursor.advance().text)
