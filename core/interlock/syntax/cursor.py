"""A place in a row of tokens, and what to do when another token stands there than is due."""

from __future__ import annotations

from interlock.syntax.expression import Unreadable, Word
from interlock.syntax.lexis import Token
from interlock.syntax.reading import FAULTS, Reading

LONGEST = 40  # characters of a token that are quoted

_HELP = {
    ":": "a binder is written `(x : A)`, in parentheses",
    "strange": "this character has no meaning here",
}
_OURS = {"&&": "and", "&": "and", "||": "or", "==": "=", "!=": "not a = b", "!": "not"}
"""What is written here for what other languages write."""


def told(token: Token) -> str:
    """A token as messages quote it."""
    if token.kind == "end":
        return "the end" if token.at else "nothing"
    return f"`{token.text}`" if len(token.text) <= LONGEST else f"`{token.text[:LONGEST]}...`"


def hint(token: Token) -> str:
    """What is generally known of a token that stands where it should not; empty for most."""
    if token.kind == "strange" and token.text == '"':
        return 'a text ends with `"`'
    if token.text == "[":
        return "the output `port` of member `i` of a family of boxes is `box.port i`"
    if token.text in _OURS:
        return f"write `{_OURS[token.text]}`"
    return _HELP.get(token.kind, "")


def word(token: Token) -> Word:
    """A token as a word of the tree."""
    return Word(token.text, token.start, token.end)


class Cursor:
    """Reads tokens from left to right; ``at`` is the index of the next one, ``unclosed`` says that a bracket stays open."""

    __slots__ = ("at", "first", "reading", "silent", "tokens", "unclosed", "wrong")

    def __init__(self, tokens: list[Token], reading: Reading) -> None:
        """Stand before the first of the tokens; the last is of kind `end`."""
        self.tokens = tokens
        self.at = 0
        self.reading = reading
        self.first = len(reading.faults)
        self.wrong = -1
        self.silent = False
        self.unclosed = False

    @property
    def token(self) -> Token:
        """The next token."""
        return self.tokens[self.at]

    @property
    def kind(self) -> str:
        """The kind of the next token."""
        return self.tokens[self.at].kind

    def advance(self) -> Token:
        """The next token, and step behind it unless it is the end."""
        token = self.tokens[self.at]
        if token.kind != "end":
            self.at += 1
        return token

    def behind(self) -> int:
        """Where the last token read ends."""
        return self.tokens[self.at - 1].end if self.at else self.token.start

    def missed(self) -> bool:
        """Whether a mistake at the next token is worth telling: it is the first there, and not one of very many."""
        if self.silent or self.wrong == self.at or len(self.reading.faults) - self.first >= FAULTS:
            return False
        self.wrong = self.at
        return True

    def skip(self, kinds: frozenset[str]) -> None:
        """Step to the next token of these kinds, or to the end."""
        while self.kind not in kinds and self.kind != "end":
            self.at += 1

    def give_up(self) -> Unreadable:
        """Tell that this is too deep; the rest is not looked at."""
        token = self.token
        if not self.silent:
            self.reading.too_deep(token.start, token.end)
        self.silent = True
        self.at = len(self.tokens) - 1
        return Unreadable(token.start, token.end)
