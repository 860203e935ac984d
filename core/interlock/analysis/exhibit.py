"""What a result shows of itself: tables, charts, and the diagram with something lit, free of any output format."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from interlock.record import dataclass, field

if TYPE_CHECKING:
    from collections.abc import Mapping

    from interlock.analysis.chart import Chart
    from interlock.analysis.mark import Marks
    from interlock.diagram.element import Element


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under columns; a cell is text as it shall be read. On a terminal only the first ``brief`` rows stand (0: all)."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    note: str = ""
    brief: int = 0


@dataclass(frozen=True, slots=True)
class Lit:
    """The diagram with elements lit, what is to be seen there in words, and words that are written at wires.

    ``ties`` join two ports by a line that is no wire, each with words for what holds between them.
    """

    title: str
    marks: Marks
    note: str = ""
    labels: Mapping[Element, str] = field(default_factory=dict)
    ties: tuple[tuple[Element, Element, str], ...] = ()


Exhibit: TypeAlias = "Table | Chart | Lit"
