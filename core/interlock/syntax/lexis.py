"""The tokens of the little languages inside scalars: terms on the one hand, conditions and phrases on the other.

They differ in one thing: `a-b` is a difference in a term and one kebab-case word in a phrase.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from interlock.record import NamedTuple
from interlock.syntax.node import Scalar, place

# Possessive classes: a name ends where it ends, so no text makes a match slow. Groups only repeat greedily, since some
# releases of Python 3.11 keep a possessive iteration that fails midway.
NAME = r"[^\W\d][\w']*+"
KEBAB = rf"{NAME}(?:-[\w']++)*"
STEP = rf"{KEBAB}(?:\[[\w*]++\])?"
# A `/` leads into a nested proposal, to something of a box there; without a dot behind it is the division of units.
DOTTED = rf"{STEP}(?:(?:/{STEP})+(?:\.{STEP})+|(?:\.{STEP})*)"
# Whatever begins with a digit is one token, well-formed or not, so that `1..2` and `0x` are told as one mistake.
NUMERAL = r"[0-9](?:[eE][+-](?=[0-9])|\w|\.(?=[\w.]))*"
WELL_FORMED = re.compile(r"[0-9]+(?:\.[0-9]+)?(?:[eE][+-]?[0-9]{1,3})?")
DIGITS = 40  # of a numeral; more are a slip, and no machine number holds them

KEYWORDS = frozenset(("forall", "exists", "fun", "or", "and", "not", "Type"))
SPELLINGS = {
    "∀": "forall",
    "∃": "exists",
    "→": "->",
    "⇒": "=>",
    "∧": "and",
    "∨": "or",
    "¬": "not",
    "≤": "<=",
    "≥": ">=",
    "×": "*",
}

_SYMBOL = r"(?:->|=>|~>|<=|>=|\.\.|[-+*/^=<>(){}\[\],.:|∀∃→⇒∧∨¬≤≥×])"
_STRING = r'"(?:[^"\\]|\\.)*"'


def _tokens(name: str) -> re.Pattern[str]:
    return re.compile(
        rf"\s+|(?P<name>{name})|(?P<numeral>{NUMERAL})|(?P<text>{_STRING})|(?P<symbol>(?!==|\|\|){_SYMBOL})"
        r"|(?P<strange>==|!=|&&|\|\||.)",
        re.DOTALL,
    )


TERM = _tokens(NAME)
PHRASE = _tokens(DOTTED)
WORD = re.compile(KEBAB)
IDENTIFIER = re.compile(NAME)
PATH = re.compile(DOTTED)
_KEBAB_CASE = re.compile(r"[^\W\d_][^\W_]*+(?:-[^\W_]++)*")


class Token(NamedTuple):
    """A token: its kind (`name`, `numeral`, `text`, `strange`, `end`, or the keyword or symbol itself) and place.

    ``start`` and ``end`` are offsets in the item, ``at`` the index in the scalar's value.
    """

    kind: str
    text: str
    start: int
    end: int
    at: int


def tokens(scalar: Scalar, pattern: re.Pattern[str], start: int = 0, end: int | None = None) -> list[Token]:
    """The tokens of ``scalar.value[start:end]``, the last of kind `end`; blanks are left out."""
    stop = len(scalar.value) if end is None else end
    found = list(_split(scalar, pattern, start, stop))
    behind = place(scalar, stop)
    found.append(Token("end", "", behind, behind, stop))
    return found


def _split(scalar: Scalar, pattern: re.Pattern[str], start: int, stop: int) -> Iterator[Token]:
    keywords = KEYWORDS if pattern is TERM else frozenset()
    for match in pattern.finditer(scalar.value, start, stop):
        group = match.lastgroup
        if group is None:
            continue
        text = match.group()
        if group == "symbol":
            text = group = SPELLINGS.get(text, text)
        elif group == "name" and text in keywords:
            group = text
        yield Token(group, text, place(scalar, match.start()), place(scalar, match.end()), match.start())


def kebab_case(word: str) -> bool:
    """Whether a word may name what no term mentions: small letters and digits, `-` between them."""
    return _KEBAB_CASE.fullmatch(word) is not None and word == word.lower()


def kebab(word: str) -> str:
    """The word in kebab-case: `Harm_1` is `harm-1`, `redTeam` is `red-team`; empty if nothing is left of it."""
    parts = re.findall(r"[^\W\d_a-z][^\W\d_a-z]*(?![a-z])|[^\W_][a-z0-9]*", word)
    joined = "-".join(part.lower() for part in parts)
    return joined if kebab_case(joined) else ""


def well_formed(numeral: str) -> bool:
    """Whether the numeral is one of ours: `3`, `0.5`, `20e-9`, at most 40 characters long."""
    return len(numeral) <= DIGITS and WELL_FORMED.fullmatch(numeral) is not None
