"""A grid of shaded cells: rows with their names at the left, columns with theirs slanted above."""

from __future__ import annotations

from collections.abc import Sequence
from math import sqrt
from typing import Final

from interlock.analysis.chart import Cell, Grid, Row
from interlock.draw.chart.measure import fit, width
from interlock.draw.chart.shade import field, key_of, legend
from interlock.draw.chart.sheet import (
    LEADING,
    MARGIN,
    SIZE,
    Place,
    block,
    group,
    heading,
    line,
    longest,
    sheet,
    text,
    turned,
)
from interlock.draw.markup import Element
from interlock.record import NamedTuple

ROWS: Final = 40
COLUMNS: Final = 24
"""So many rows and columns are drawn."""

_CELL, _NAMES, _HEADS = 36.0, 400.0, 170.0
_SLANT: Final = 1 / sqrt(2)


class _Frame(NamedTuple):
    """Where the first cell is, and the columns."""

    left: float
    top: float
    columns: tuple[str, ...]


def draw_grid(grid: Grid, told: str) -> str:
    """The chart as SVG."""
    rows, columns = grid.rows[:ROWS], grid.columns[:COLUMNS]
    heads = ["".join(fit(name, _HEADS, SIZE)) for name in columns]
    names = [fit(row.name, _NAMES, SIZE, 3) for row in rows]
    reach = longest(heads, SIZE) * _SLANT
    left = MARGIN + max(60.0, width(grid.corner, SIZE), *(longest(lines, SIZE) for lines in (*names, ()))) + 12
    wide = max(left + _CELL * len(columns) + reach + MARGIN, 640.0)
    above = heading(grid.title, " ".join(filter(None, (grid.note, _rest(grid)))), wide)
    shades = key_of(cell.shade for row in rows for cell in row.cells[:COLUMNS] if cell is not None)
    key, top = legend(MARGIN, above.below, shades, wide - 2 * MARGIN)
    frame = _Frame(left, top + reach + 22, columns)
    drawn, y = [*above.shapes, *key, *_heads(grid, heads, frame)], frame.top
    for row, lines in zip(rows, names, strict=True):
        high = max(26.0, SIZE * LEADING * len(lines) + 10)
        drawn.append(_row(row, lines, frame, y, high))
        y += high
    edge = left + _CELL * len(columns)
    drawn.append(line(MARGIN, y, edge, y, "rule"))
    return sheet(grid.title, told, wide, y + MARGIN, drawn)


def _rest(grid: Grid) -> str:
    """What is not drawn."""
    more = ((len(grid.rows) - ROWS, "rows"), (len(grid.columns) - COLUMNS, "columns"))
    return " ".join(f"{number} more {what}." for number, what in more if number > 0)


def _heads(grid: Grid, heads: Sequence[str], frame: _Frame) -> list[Element]:
    """The names of the columns, and that of the rows in the corner."""
    corner = fit(grid.corner, frame.left - MARGIN - 8, SIZE, bold=True)
    made = block(MARGIN, frame.top - 8, corner, SIZE, bold=True)
    for k, (words, name) in enumerate(zip(heads, frame.columns, strict=True)):
        x, y = frame.left + _CELL * (k + 0.5) + 2, frame.top - 8
        made.append(group([turned(text(x, y, words), x, y, -45)], name))
    return made


def _row(row: Row, lines: Sequence[str], frame: _Frame, y: float, high: float) -> Element:
    """A row below a thin line."""
    start = y + (high - SIZE * LEADING * len(lines)) / 2 + SIZE
    made = [line(MARGIN, y, frame.left + _CELL * len(frame.columns), y, "rule")]
    made.append(group(block(MARGIN, start, lines, SIZE), f"{row.name}. {row.told}" if row.told else row.name))
    for k, name in enumerate(frame.columns):
        cell = row.cells[k] if k < len(row.cells) else None
        place = Place(frame.left + _CELL * k, y, _CELL, high)
        made.append(_empty(place) if cell is None else _cell(cell, place, name))
    return group(made)


def _empty(place: Place) -> Element:
    return text(place.x + place.wide / 2, place.y + place.high / 2 + 3, "·", SIZE, anchor="middle", look="pale")


def _cell(cell: Cell, place: Place, column: str) -> Element:
    """A cell; one without a fill and a meaning is words alone."""
    said = f"{column}: {cell.told or cell.shade.meaning or cell.shade.sign}"
    shade = cell.shade
    if shade.fill == "none" and not shade.meaning:
        x, y = place.x + place.wide / 2, place.y + place.high / 2 + SIZE * 0.36
        words = fit(shade.sign, place.wide, SIZE)
        return group([text(x, y, one, SIZE, anchor="middle") for one in words[:1]], said)
    inner = Place(place.x + 2, place.y + (place.high - 20) / 2, place.wide - 4, 20)
    return group(field(inner, shade), said)
