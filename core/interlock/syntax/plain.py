"""Readers of the sorts that one scalar holds."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TypeAlias

from interlock.syntax.condition import condition
from interlock.syntax.expectation import expectation
from interlock.syntax.expression import Unreadable, Word
from interlock.syntax.lexis import IDENTIFIER, PATH, kebab, kebab_case
from interlock.syntax.node import Mapping, Node, Scalar
from interlock.syntax.number import number
from interlock.syntax.page import LearnSyntax, WireSyntax
from interlock.syntax.phrase import LEARN, NAMED, WIRE, counts, phrase
from interlock.syntax.reading import Reading, whole
from interlock.syntax.sort import (
    ConditionSort,
    CountSort,
    DataSort,
    FileSort,
    FlagSort,
    IdentifierSort,
    LearnSort,
    NameSort,
    NumberSort,
    PhraseSort,
    PropositionSort,
    Sort,
    TermSort,
    TextSort,
    WireSort,
    WordSort,
)
from interlock.syntax.suggest import nearest
from interlock.syntax.term import term

Reader: TypeAlias = Callable[[Node, Reading], object]
_Parse: TypeAlias = Callable[[Scalar, Reading], object]

_QUOTE = "a term that begins with `{` or `[`, or holds `: `, stands in quotes"
_LISTED = "between `[` and `]` a comma ends a wire: one with several targets stands on a line of its own, behind `- `"
_PATH = re.compile(r"[^\s]+")


def plain(sort: Sort) -> Reader | None:
    """The reader of a sort that one scalar holds; None for the other sorts."""
    expected = expectation(sort)
    match sort:
        case TextSort(said):
            return _scalar(_said if said else lambda scalar, _: whole(scalar), expected)
        case TermSort() | PropositionSort():
            return _term(expected)
        case NumberSort():
            return _scalar(number, expected)
        case ConditionSort():
            return _scalar(condition, expected)
        case PhraseSort():
            return _scalar(phrase(sort), expected)
        case WireSort():
            return _scalar(phrase(WIRE, WireSyntax, _LISTED), expected, "->")
        case LearnSort():
            return _scalar(phrase(LEARN, LearnSyntax), expected, "~>")
        case _:
            return _word(sort, expected)


def _said(scalar: Scalar, reading: Reading) -> Word | None:
    if scalar.value.strip():
        return whole(scalar)
    reading.misfit(scalar, "a reason")
    return None


def _scalar(parse: _Parse, expected: str, arrow: str = "") -> Reader:
    def read(node: Node, reading: Reading) -> object:
        if isinstance(node, Scalar):
            return parse(node, reading)
        reading.misfit(node, expected, _arrow(node, arrow) if arrow else "")
        return None

    return read


def _term(expected: str) -> Reader:
    def read(node: Node, reading: Reading) -> object:
        if isinstance(node, Scalar):
            return term(node, reading)
        reading.misfit(node, expected, _QUOTE)
        return Unreadable(node.start, node.end)

    return read


def _arrow(node: Node, arrow: str) -> str:
    """What `a: b` was to say where an arrow is due."""
    match node:
        case Mapping(entries=((key, Scalar(value=value)),)) if value:
            return f"write `{key.value} {arrow} {value}`"
        case _:
            return ""


def _word(sort: Sort, expected: str) -> Reader | None:
    """The reader of a scalar that is one word."""
    match sort:
        case WordSort(choices) if choices:
            return _accepting(lambda text: text in choices, expected, choices)
        case WordSort() | NameSort():
            return _named(expected, dotted=isinstance(sort, NameSort))
        case IdentifierSort():
            return _accepting(_fits(IDENTIFIER), expected)
        case FlagSort():
            return _accepting(lambda text: text in ("true", "false"), expected)
        case CountSort():
            return _accepting(counts, expected)
        case FileSort() | DataSort():
            return _accepting(_fits(_PATH), expected)
        case _:
            return _accepting(_fits(PATH), expected) if isinstance(sort, NAMED) else None


def _named(expected: str, *, dotted: bool) -> Reader:
    """The reader of a word in kebab-case, or of a dotted name, which is introduced elsewhere."""

    def read(node: Node, reading: Reading) -> Word | None:
        if isinstance(node, Scalar):
            text = node.value
            if kebab_case(text) or (dotted and "." in text and PATH.fullmatch(text)):
                return whole(node)
            if PATH.fullmatch(text) and "." not in text:
                reading.misnamed(node)
                return whole(node)
        text = node.value if isinstance(node, Scalar) and not dotted else ""
        written = kebab(text) if text[:1].isalpha() else ""
        reading.misfit(node, expected, f"write `{written}`" if written else "")
        return None

    return read


def _fits(pattern: re.Pattern[str]) -> Callable[[str], bool]:
    fullmatch = pattern.fullmatch
    return lambda text: fullmatch(text) is not None


def _accepting(accepts: Callable[[str], bool], expected: str, known: tuple[str, ...] = ()) -> Reader:
    def read(node: Node, reading: Reading) -> Word | None:
        if isinstance(node, Scalar) and accepts(node.value):
            return whole(node)
        near = nearest(node.value, known, 1) if isinstance(node, Scalar) else ()
        reading.misfit(node, expected, f"is `{near[0]}` meant?" if near else "")
        return None

    return read
