"""Messages as lines of styled runs: the one shape that plain text and the terminal print."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from interlock.report.excerpt import Line, Run, excerpt, gutter, margin, visible
from interlock.report.message import Message, Places, Statement
from interlock.text.rule import Severity

WIDTH = 100
_DIFFERS = re.compile("(«[^«»]*»)")


def lay_out(message: Message, places: Places, width: int = WIDTH) -> list[Line]:
    """A message: its sentence, the lines of the file concerned, details, help and where to read more."""
    sentence, *details = message.message.split("\n")
    lines: list[Line] = [
        (Run(message.severity, f"{message.severity}[{message.code}]"), Run("strong", f": {visible(sentence)}"))
    ]
    if message.file:
        lines += excerpt(message, places, width)
    digits = margin(message) if message.file else 1
    if details or message.help:
        lines.append((gutter(digits),))
    for detail in details:
        lines += _indented(detail, "", digits, width)
    if message.help:
        lines += _indented(message.help, "help: ", digits, width)
    return lines


def lay_out_statement(statement: Statement, places: Places, width: int = WIDTH) -> list[Line]:
    """A finding: its message, the way that shows it, and its sources."""
    lines = lay_out(statement.told, places, width)
    digits = margin(statement.told) if statement.told.file else 1
    bare = "\n" not in statement.told.message and not statement.told.help
    if bare and (statement.witness or statement.cites):
        lines.append((gutter(digits),))
    if statement.witness:
        lines += _indented(" -> ".join(statement.witness), "way: ", digits, width)
    if statement.cites:
        lines += _indented(", ".join(statement.cites), "source: ", digits, width)
    return lines


def footer(messages: Sequence[Message]) -> list[Line]:
    """How many messages of each gravity there are, and how to read about their codes."""
    if not messages:
        return []
    codes = sorted({message.code for message in messages if message.severity != "note"})
    lines: list[Line] = [(Run("strong", tally(messages)),)]
    if codes:
        lines.append((Run("dim", "More: " + ", ".join(f"interlock explain {code}" for code in codes[:3])),))
    return lines


def tally(messages: Iterable[Message]) -> str:
    """`2 errors, 1 warning`."""
    counts = Counter(message.severity for message in messages)
    grades: tuple[Severity, ...] = ("error", "warning", "note")
    return ", ".join(f"{counts[grade]} {grade}{'s' if counts[grade] > 1 else ''}" for grade in grades if counts[grade])


def plain(lines: Iterable[Line]) -> str:
    """The lines without styles."""
    return "".join("".join(run.text for run in line).rstrip() + "\n" for line in lines)


def _indented(text: str, lead: str, digits: int, width: int) -> list[Line]:
    """Wrapped text behind the margin, «» as runs of their own."""
    import textwrap

    room = max(30, width - digits - 4 - len(lead))
    indent = len(text) - len(text.lstrip())  # `   found` stands under `expected`
    wrapped = textwrap.wrap(visible(text), room, subsequent_indent=" " * max(indent, 2 if not lead else 0)) or [""]
    lines: list[Line] = []
    for index, piece in enumerate(wrapped):
        start = Run("help", lead) if index == 0 else Run("", " " * len(lead))
        lines.append((gutter(digits, " " if index else "="), Run("", " "), start, *_marked(piece)))
    return lines


def _marked(text: str) -> tuple[Run, ...]:
    return tuple(Run("differs" if part.startswith("«") else "", part) for part in _DIFFERS.split(text) if part)
