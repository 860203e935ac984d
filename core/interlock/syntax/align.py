"""Where each character of a scalar's value stands in the text, for every style of scalar.

The value is YAML's own business; what is rebuilt here are its places, by the rules of folding, escaping and chomping
(YAML 1.2.2, sections 6.5, 7.3 and 8.1). Texts end their lines in LF, CR or CR LF.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_FOLD = re.compile(r"[ \t]*(?:\r\n|\r|\n)(?:[ \t]*(?:\r\n|\r|\n))*[ \t]*")
_BREAK = re.compile(r"\r\n|\r|\n")
_ESCAPED_BREAK = re.compile(r"\\(?:\r\n|\r|\n)(?:[ \t]*(?:\r\n|\r|\n))*[ \t]*")
_RUN = {
    "": re.compile(r"[^ \t\r\n]+|[ \t]+(?![ \t\r\n])"),
    "'": re.compile(r"[^' \t\r\n]+|[ \t]+(?![ \t\r\n])"),
    '"': re.compile(r"[^\\ \t\r\n]+|[ \t]+(?![ \t\r\n])"),
}
_ESCAPE_LENGTH = {"x": 4, "u": 6, "U": 10}


def align(text: str, start: int, end: int, style: str, value: str) -> tuple[int, ...]:
    """Offsets in ``text`` of the characters of ``value`` and of its end, given the scalar ``text[start:end]``.

    Returns:
        ``len(value) + 1`` offsets that never decrease.
    """
    if style in ("|", ">"):
        found = _block(text, start, end, style, value)
    elif style and end - start == len(value) + 2:
        return tuple(range(start + 1, end))  # neither escapes nor folds: both would make the value shorter
    else:
        inner = (start + 1, end - 1) if style else (start, end)
        found = [*_flow(text, *inner, style), inner[1]]
    # Agreement with YAML is tested; a scalar that broke it would still have all its places inside itself.
    return tuple(found[: len(value)] + [min(found[-1], end)] * max(1, len(value) + 1 - len(found[: len(value)])))


def _flow(text: str, at: int, end: int, style: str) -> Iterator[int]:
    """Places of the characters of a plain or quoted scalar whose inside is ``text[at:end]``."""
    run = _RUN[style]
    while at < end:
        if fold := _FOLD.match(text, at, end):
            yield from _folded(text, fold.start(), fold.end())
            at = fold.end()
        elif plain := run.match(text, at, end):
            yield from range(at, plain.end())
            at = plain.end()
        elif escaped := _ESCAPED_BREAK.match(text, at, end):
            yield from (found.start() for found in _breaks(text, at, escaped.end())[1:])
            at = escaped.end()
        else:
            yield at
            at += _width(text, at, style)


def _width(text: str, at: int, style: str) -> int:
    """How many characters of the text make one of the value: an escape, a doubled quote, or blanks before an end."""
    if style == '"' and text[at] == "\\":
        return _ESCAPE_LENGTH.get(text[at + 1 : at + 2], 2)
    return 2 if text.startswith("''", at) and style == "'" else 1


def _folded(text: str, start: int, end: int) -> Iterator[int]:
    """Places of what line breaks become: a blank for one, for more of them a line feed each but the first."""
    breaks = _breaks(text, start, end)
    yield from (found.start() for found in (breaks[1:] or breaks))


def _breaks(text: str, start: int, end: int) -> list[re.Match[str]]:
    return list(_BREAK.finditer(text, start, end))


def _block(text: str, start: int, end: int, style: str, value: str) -> list[int]:
    """Places of the characters of a literal or folded scalar, and of its end."""
    head = _BREAK.search(text, start, end)
    if head is None or not value:
        return [head.start() if head else end]
    lines = list(_lines(text, head.end(), end))
    found = _literal(text, lines, value) if style == "|" else _unfold(text, lines, value)
    found = found[: len(value)]
    return [*found, min(found[-1] + 1, end)]


def _lines(text: str, at: int, end: int) -> Iterator[tuple[int, int]]:
    """Start and end of each line, its break left out."""
    for found in _BREAK.finditer(text, at, end):
        yield at, found.start()
        at = found.end()
    yield at, end


def _literal(text: str, lines: list[tuple[int, int]], value: str) -> list[int]:
    """A line of the value is the end of a line of the text, whatever the indentation is."""
    found: list[int] = []
    for (_, end), line in zip(lines, value.split("\n"), strict=False):
        found.extend(range(end - len(line), end + 1))
    return found


def _unfold(text: str, lines: list[tuple[int, int]], value: str) -> list[int]:
    """Lines are joined by a blank where neither begins with one, else by their breaks."""
    indent = _indentation(text, lines, value)
    found: list[int] = []
    waiting: list[int] = []  # breaks since the last line with content
    before = True  # whether the line before is absent or begins with a blank
    for start, end in lines:
        content = start + indent
        if content >= end:
            waiting.append(end)
            continue
        blank = text[content] in " \t"
        if not before and not blank:
            waiting = waiting[1:] or waiting
        found.extend(waiting)
        found.extend(range(content, end))
        waiting, before = [end], blank
    return found + waiting


def _indentation(text: str, lines: list[tuple[int, int]], value: str) -> int:
    """How many blanks stand before the content of every line."""
    bare = value.lstrip("\n")
    if not bare:  # no line has content
        return max(end - start for start, end in lines)
    start, end = lines[min(len(value) - len(bare), len(lines) - 1)]
    line = text[start:end]
    return len(line) - len(line.lstrip(" ")) - (len(bare) - len(bare.lstrip(" ")))
