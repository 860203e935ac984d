"""The lines of a file that a message is about, with what it says of them underneath."""

from __future__ import annotations

from collections.abc import Iterable

from interlock.record import NamedTuple
from interlock.report.contrast import clip
from interlock.report.message import Message, Places, Span


class Run(NamedTuple):
    """Characters in one style; the style is a role (`path`, `primary`, `differs`), not a colour."""

    style: str
    text: str


Line = tuple[Run, ...]


class _Mark(NamedTuple):
    """A stretch of one line to be underlined."""

    line: int
    start: int
    end: int
    primary: bool
    text: str


def excerpt(message: Message, places: Places, width: int) -> list[Line]:
    """The place at fault and the places that explain it, file by file, in the order of the text."""
    lines: list[Line] = []
    spans = [
        (message.file, message.span, True, ""),
        *((file, span, False, text) for file, span, text in message.labels),
    ]
    digits = max(len(str(span.start.line)) for _, span, _, _ in spans)
    for file in dict.fromkeys(file for file, _, _, _ in spans):
        inside = [(span, primary, text) for name, span, primary, text in spans if name == file]
        lines += _file(file, inside, places, digits, width)
    return lines


def gutter(digits: int, mark: str = "|") -> Run:
    """The margin of a line that is none of the file."""
    return Run("gutter", " " * (digits + 1) + mark)


def margin(message: Message) -> int:
    """How many digits the line numbers of a message have."""
    return max(len(str(span.start.line)) for span in (message.span, *(label.span for label in message.labels)))


def visible(text: str) -> str:
    """The text with a dot for what a terminal would not print or would obey."""
    return "".join(character if character.isprintable() else "·" for character in text.replace("\t", " "))


def _file(file: str, inside: list[tuple[Span, bool, str]], places: Places, digits: int, width: int) -> list[Line]:
    first = next((span for span, primary, _ in inside if primary), inside[0][0])
    arrow = " " * digits + "--> "
    lines: list[Line] = [
        (Run("gutter", arrow), Run("path", f"{visible(file)}:{first.start.line}:{first.start.column}"))
    ]
    marks = sorted(_marks(inside, places, file))
    shown = [(mark, places.line(file, mark.line)) for mark in marks]
    if all(text is None for _, text in shown):
        return lines
    lines.append((gutter(digits),))
    before = 0
    for mark, text in shown:
        if text is not None:
            if mark.line != before:
                lines += [(Run("gutter", "..."),)] if before and mark.line > before + 1 else []
                lines.append(_source(mark, text, digits, width))
            lines.append(_underline(mark, text, digits, width))
            before = mark.line
    return lines


def _marks(inside: Iterable[tuple[Span, bool, str]], places: Places, file: str) -> Iterable[_Mark]:
    for span, primary, text in inside:
        end = span.end.column
        if span.end.line != span.start.line:
            end = len(places.line(file, span.start.line) or "") + 1
        yield _Mark(span.start.line, span.start.column, max(end, span.start.column + 1), primary, text)


def _window(mark: _Mark, text: str, digits: int, width: int) -> int:
    """How many characters of a long line to leave out at its left so that the mark is seen."""
    room = width - digits - 4
    return 0 if len(text) <= room or mark.end <= room else max(0, mark.start - room // 3)


def _source(mark: _Mark, text: str, digits: int, width: int) -> Line:
    cut = _window(mark, text, digits, width)
    seen = ("…" + text[cut + 1 :]) if cut else text
    number = Run("gutter", f"{mark.line:>{digits}} | ")
    return (number, Run("", clip(visible(seen), width - digits - 4)))


def _underline(mark: _Mark, text: str, digits: int, width: int) -> Line:
    cut = _window(mark, text, digits, width)
    length = max(1, min(mark.end - mark.start, width - digits - 4 - (mark.start - cut) + 1))
    style = "primary" if mark.primary else "secondary"
    under = " " * (mark.start - 1 - cut) + ("^" if mark.primary else "-") * length
    return (gutter(digits), Run(style, f" {under} {visible(mark.text)}".rstrip()))
