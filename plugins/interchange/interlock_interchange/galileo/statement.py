"""Statements of Galileo's format: words between semicolons, each with its place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from interlock.api.record import NamedTuple

LONGEST: Final = 200_000
"""So many words may stand in one statement."""

_WORD: Final = re.compile(
    r"""(?P<blank>\s+|//[^\n]*|/\*.*?\*/) | "(?P<quoted>[^"\n]*)" | (?P<end>;) | (?P<sign>=) | (?P<bare>[^\s";=]+) | (?P<other>.)""",
    re.VERBOSE | re.DOTALL,
)


class Word(NamedTuple):
    """A word, a number or a sign, and where it stands; names in quotes are told apart from what is bare."""

    text: str
    start: int
    end: int
    quoted: bool = False


class Statement(NamedTuple):
    """The words before a semicolon; ``ended`` is false where there is none."""

    words: tuple[Word, ...]
    ended: bool


def statements(text: str) -> Iterator[Statement]:
    """The statements of a text that are not empty; comments are `// ...` and `/* ... */`."""
    words: list[Word] = []
    for found in _WORD.finditer(text):
        if found.lastgroup == "end":
            if words:
                yield Statement(tuple(words), ended=True)
            words = []
        elif found.lastgroup == "quoted":
            words.append(Word(found["quoted"], found.start(), found.end(), quoted=True))
        elif found.lastgroup != "blank":
            words.append(Word(found[0], found.start(), found.end()))
    if words:
        yield Statement(tuple(words), ended=False)
