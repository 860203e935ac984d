"""Tables and figures of results, as lines of text, Markdown, and elements of a page."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from interlock.analysis.exhibit import Exhibit, Table
from interlock.record import replace
from interlock.report.contrast import clip

if TYPE_CHECKING:
    from interlock.report.figure import Figure, Shown

_TICKS = re.compile(r"`([^`]*)`")
_CELL = 60  # characters of a cell in text, but for the last of a row
_WIDTH = 100


def exhibit_text(exhibit: Exhibit | Figure) -> str:
    """An exhibit as plain text with aligned columns."""
    if isinstance(exhibit, Table):
        return _columns(_shortened(exhibit))
    from interlock.report.figure import Figure
    from interlock.report.tabulate import tabulate

    return _columns(exhibit.table if isinstance(exhibit, Figure) else tabulate(exhibit))


def _shortened(table: Table) -> Table:
    """The first rows, and a word on where the others are."""
    left = len(table.rows) - table.brief
    if not table.brief or left <= 0:
        return table
    more = f"{left} more in the report and in the JSON."
    return replace(table, rows=table.rows[: table.brief], note=" ".join(filter(None, (table.note, more))))


def shown_markdown(shown: Shown, lead: str = "") -> str:
    """What is shown as a Markdown table, a figure with its drawing; `lead` is what its path begins with."""
    if isinstance(shown, Table):
        return _markdown_table(shown)
    return f"![{_cell(shown.table.title)}]({lead}{shown.name}.svg)\n\n{_markdown_table(shown.table)}"


def shown_html(shown: Shown) -> str:
    """What is shown as HTML: a table with a caption and headed columns; a figure with its drawing above such a table."""
    if isinstance(shown, Table):
        return table_html(shown)
    from html import escape

    read = f"<details><summary>As a table</summary>{table_html(shown.table)}</details>"
    title = escape(shown.table.title)
    return f'<figure class="drawing"><div class="scroll" tabindex="0" role="group" aria-label="{title}">\n{shown.svg}</div>{read}</figure>'


def _columns(table: Table) -> str:
    """Aligned columns under a rule; the last one, and the note, go on in further lines where they are long."""
    head, *rows = [
        tuple(clip(" ".join(cell.split()), _CELL) for cell in row[:-1]) + tuple(row[-1:])
        for row in (table.columns, *table.rows)
    ]
    widths = [max(len(row[k]) for row in (head, *rows) if k < len(row)) for k in range(len(head) - 1)]
    room = max(30, _WIDTH - 2 - sum(width + 2 for width in widths))
    last = min(room, max((len(" ".join(row[-1].split())) for row in (head, *rows) if row), default=0))
    lines = [table.title]
    if rows:
        lines += _row(head, widths, room)
        lines.append(
            "  " + "  ".join(("-" if name else " ") * width for name, width in zip(head, (*widths, last), strict=True))
        )
        lines += (line for row in rows for line in _row(row, widths, room))
    return "\n".join(lines + _wrapped(table.note, _WIDTH - 2)) + "\n"


def _row(row: tuple[str, ...], widths: list[int], room: int) -> list[str]:
    """The lines of a row."""
    fixed = "  ".join(cell.ljust(width) for cell, width in zip(row[:-1], widths, strict=False))
    lead = f"  {fixed}  " if fixed else "  "
    pieces = [line.strip() for line in _wrapped(row[-1], room)] if row else []
    first, *more = pieces or [""]
    return [f"{lead}{first}".rstrip(), *(" " * len(lead) + piece for piece in more)]


def _wrapped(text: str, room: int) -> list[str]:
    words = text.split()
    if any(len(word) > room for word in words):
        import textwrap

        return ["  " + line for line in textwrap.wrap(" ".join(words), room, break_on_hyphens=False)]
    lines: list[str] = []
    for word in words:
        if lines and len(lines[-1]) - 1 + len(word) <= room:
            lines[-1] += f" {word}"
        else:
            lines.append(f"  {word}")
    return lines


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("\\", "\\\\").replace("|", "\\|").replace("<", "&lt;")


def _markdown_table(table: Table) -> str:
    lines = [f"**{_cell(table.title)}**", ""]
    if table.rows:
        lines += ["| " + " | ".join(map(_cell, table.columns)) + " |", "|" + " --- |" * len(table.columns)]
        lines += ("| " + " | ".join(map(_cell, row)) + " |" for row in table.rows)
    return "\n".join([*lines, *(["", table.note] if table.note else [])]).rstrip() + "\n"


def table_html(table: Table) -> str:
    """A table as HTML; one without rows is its title alone."""
    from html import escape

    head = "".join(f'<th scope="col">{escape(column)}</th>' for column in table.columns)
    body = "".join("<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in table.rows)
    note = f'<p class="note">{words_html(table.note)}</p>' if table.note else ""
    if not table.rows:
        return f'<p class="empty"><strong>{escape(table.title)}</strong></p>{note}'
    return (
        f'<div class="scroll"><table><caption>{escape(table.title)}</caption><thead><tr>{head}</tr></thead>'
        f"<tbody>{body}</tbody></table></div>{note}"
    )


def words_html(text: str) -> str:
    """Text for a page: backquoted names as code."""
    from html import escape

    return _TICKS.sub(r"<code>\1</code>", escape(" ".join(text.split())))
