"""What a result shows of itself: tables and curves, free of any output format."""

from __future__ import annotations

from typing import TypeAlias

from interlock.record import dataclass


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under columns; a cell is text as it shall be read. On a terminal only the first ``brief`` rows stand (0: all)."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    note: str = ""
    brief: int = 0


@dataclass(frozen=True, slots=True)
class Curve:
    """Points of a function, or a frontier, with its axes."""

    title: str
    abscissa: str
    ordinate: str
    points: tuple[tuple[float, float], ...]


Exhibit: TypeAlias = Table | Curve
