"""A cursor over conditions, numbers and phrases, whose mistakes are shapes, not types."""

from __future__ import annotations

from interlock.syntax.cursor import Cursor, hint, told
from interlock.syntax.expression import Word
from interlock.syntax.lexis import PHRASE, tokens
from interlock.syntax.node import Scalar
from interlock.syntax.reading import Reading


class WordCursor(Cursor):
    """Reads kebab-case words, dotted names, numerals and symbols.

    ``stops`` are the words that end a unit, because the phrase around it goes on with them.
    """

    __slots__ = ("scalar", "stops")

    def __init__(
        self,
        scalar: Scalar,
        reading: Reading,
        stops: frozenset[str] = frozenset(),
        span: tuple[int, int | None] = (0, None),
    ) -> None:
        """Stand before the first token of the scalar, or of a part of it."""
        super().__init__(tokens(scalar, PHRASE, *span), reading)
        self.scalar = scalar
        self.stops = stops

    def unexpected(self, expected: str, help: str = "") -> None:
        """Tell that the next token is not what is due."""
        token = self.token
        if self.missed():
            self.reading.misshapen(token.start, token.end, expected, told(token), help or hint(token))

    def says(self, text: str) -> bool:
        """Whether the next token is this word or symbol."""
        token = self.token
        return token.text == text and token.kind != "end"

    def joined(self, first: int) -> Word:
        """The tokens from number ``first`` up to here as one word."""
        begin, last = self.tokens[first], self.tokens[self.at - 1]
        return Word(self.scalar.value[begin.at : last.at + len(last.text)], begin.start, last.end)
