"""Tables and curves of results, as lines of text, Markdown, and elements of a page."""

from __future__ import annotations

from html import escape
from typing import assert_never

from interlock.analysis.exhibit import Curve, Exhibit, Table
from interlock.record import replace
from interlock.report.contrast import clip

_CELL = 60  # characters of a cell in text, but for the last of a row
_WIDTH = 100


def exhibit_text(exhibit: Exhibit) -> str:
    """An exhibit as plain text with aligned columns."""
    match exhibit:
        case Table():
            return _columns(_shortened(exhibit))
        case Curve():
            return _columns(tabulate(exhibit))
        case _:
            assert_never(exhibit)


def _shortened(table: Table) -> Table:
    """The first rows, and a word on where the others are."""
    left = len(table.rows) - table.brief
    if not table.brief or left <= 0:
        return table
    more = f"{left} more in the report and in the JSON."
    return replace(table, rows=table.rows[: table.brief], note=" ".join(filter(None, (table.note, more))))


def exhibit_markdown(exhibit: Exhibit) -> str:
    """An exhibit as a Markdown table."""
    table = tabulate(exhibit) if isinstance(exhibit, Curve) else exhibit
    lines = [f"**{_cell(table.title)}**", ""]
    if table.rows:
        lines += ["| " + " | ".join(map(_cell, table.columns)) + " |", "|" + " --- |" * len(table.columns)]
        lines += ("| " + " | ".join(map(_cell, row)) + " |" for row in table.rows)
    return "\n".join([*lines, *(["", table.note] if table.note else [])]).rstrip() + "\n"


def exhibit_html(exhibit: Exhibit) -> str:
    """An exhibit as HTML: a table with a caption and headed columns, a curve also as a small drawing."""
    match exhibit:
        case Table():
            return _html_table(exhibit)
        case Curve():
            return f'<figure class="curve">{_drawn(exhibit)}</figure>{_html_table(tabulate(exhibit))}'
        case _:
            assert_never(exhibit)


def tabulate(curve: Curve) -> Table:
    """The points of a curve as rows."""
    rows = tuple((f"{x:.6g}", f"{y:.6g}") for x, y in curve.points)
    return Table(curve.title, (curve.abscissa, curve.ordinate), rows)


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
    import textwrap

    return ["  " + line for line in textwrap.wrap(" ".join(text.split()), room, break_on_hyphens=False)]


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("\\", "\\\\").replace("|", "\\|").replace("<", "&lt;")


def _html_table(table: Table) -> str:
    head = "".join(f'<th scope="col">{escape(column)}</th>' for column in table.columns)
    body = "".join("<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in table.rows)
    note = f'<p class="note">{escape(table.note)}</p>' if table.note else ""
    if not table.rows:
        return f'<p class="empty"><strong>{escape(table.title)}</strong></p>{note}'
    return (
        f'<div class="scroll"><table><caption>{escape(table.title)}</caption><thead><tr>{head}</tr></thead>'
        f"<tbody>{body}</tbody></table></div>{note}"
    )


def _drawn(curve: Curve) -> str:
    """The points joined in their order, in a frame from the least to the greatest of each axis."""
    points = _scaled(curve.points)
    line = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
    dots = "".join(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3"/>' for x, y in points)
    said = escape(f"{curve.title}: {curve.ordinate} over {curve.abscissa}")
    return (
        f'<svg viewBox="0 0 360 200" width="360" height="200" role="img" aria-label="{said}"><title>{said}</title>'
        f'<rect x="40" y="10" width="310" height="150" class="frame"/><polyline points="{line}" class="line"/>{dots}'
        f'<text x="195" y="190" text-anchor="middle">{escape(curve.abscissa)}</text>'
        f'<text x="14" y="85" text-anchor="middle" transform="rotate(-90 14 85)">{escape(curve.ordinate)}</text></svg>'
    )


def _scaled(points: tuple[tuple[float, float], ...]) -> list[tuple[float, float]]:
    if not points:
        return []
    low_x, high_x = min(x for x, _ in points), max(x for x, _ in points)
    low_y, high_y = min(y for _, y in points), max(y for _, y in points)
    wide, tall = (high_x - low_x) or 1.0, (high_y - low_y) or 1.0
    return [(40 + 310 * (x - low_x) / wide, 160 - 150 * (y - low_y) / tall) for x, y in points]
