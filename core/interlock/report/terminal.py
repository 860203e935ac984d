"""Styled lines on a terminal, by rich; loaded only where there is a terminal and something to show."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TextIO

from interlock.report.excerpt import Line

_STYLES = {
    "error": "bold red",
    "warning": "bold yellow",
    "note": "bold cyan",
    "strong": "bold",
    "path": "cyan",
    "gutter": "blue",
    "primary": "bold red",
    "secondary": "blue",
    "differs": "bold underline",
    "help": "bold green",
    "good": "bold green",
    "dim": "dim",
}


def paint(lines: Iterable[Line], stream: TextIO, *, colourless: bool = False) -> None:
    """Writes lines to a terminal in the styles of their runs."""
    from rich.console import Console
    from rich.text import Text

    console = Console(file=stream, no_color=colourless, highlight=False, soft_wrap=True)
    for line in lines:
        text = Text()
        for run in line:
            text.append(run.text, style=_STYLES.get(run.style, ""))
        console.print(text)
