"""What a benchmark has to say: tables of what was measured, and figures with the goals that they are held against."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple


class Figure(NamedTuple):
    """A measured value, a ratio of one run or an exponent, that is to be at most its goal; no goal: for comparison."""

    name: str
    value: float
    goal: float | None = None
    unit: str = "x"

    @property
    def is_met(self) -> bool:
        """Whether the goal is reached, where there is one."""
        return self.goal is None or self.value <= self.goal


class Table(NamedTuple):
    """Rows under headings, the first column words."""

    title: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


class Result(NamedTuple):
    """What one benchmark found; ``notes`` say what was left out."""

    title: str
    figures: tuple[Figure, ...]
    tables: tuple[Table, ...] = ()
    notes: tuple[str, ...] = ()


def markdown(result: Result) -> str:
    """A section of a page."""
    parts = [f"## {result.title}", goals(result.figures)]
    for table in result.tables:
        parts += [f"### {table.title}", _grid(table.heads, table.rows)]
    parts += result.notes
    return "\n\n".join(part for part in parts if part) + "\n"


def goals(figures: Iterable[Figure]) -> str:
    """The figures as a table, or nothing if there are none."""
    rows = [(each.name, _number(each.value, each.unit), *_goal(each)) for each in figures]
    return _grid(("figure", "measured", "goal", ""), rows) if rows else ""


def _goal(figure: Figure) -> tuple[str, str]:
    if figure.goal is None:
        return "", ""
    return f"at most {_number(figure.goal, figure.unit)}", "met" if figure.is_met else "**missed**"


def _number(value: float, unit: str) -> str:
    digits = 0 if value >= 100 else 2
    return f"{value:.{digits}f} {unit}".strip()


def _grid(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table with aligned columns."""
    cells = [tuple(heads), *map(tuple, rows)]
    widths = [max(3, *(len(row[at]) for row in cells)) for at in range(len(heads))]
    lines = [_row([cell.ljust(width) for cell, width in zip(row, widths, strict=True)]) for row in cells]
    rule = _row(["-" * width if at == 0 else "-" * (width - 1) + ":" for at, width in enumerate(widths)])
    return "\n".join([lines[0], rule, *lines[1:]])


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"
