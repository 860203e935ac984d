"""Drawings of exhibits, each with a table that says the same."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import TypeAlias

from interlock.analysis.exhibit import Exhibit, Lit, Table
from interlock.record import dataclass
from interlock.report.tabulate import describe, tabulate

_ID = re.compile(r' id="')
_LENGTH = 80


@dataclass(frozen=True, slots=True)
class Figure:
    """A drawing as SVG, its table, and a name that no other figure of the page has, fit for a file."""

    name: str
    svg: str
    table: Table


Shown: TypeAlias = Table | Figure
Light: TypeAlias = Callable[[Lit], tuple[str, str]]
"""Draws a lit diagram: its SVG, or nothing and why."""


def illustrate(exhibits: Iterable[Exhibit], light: Light, prefix: str = "") -> Iterator[Shown]:
    """Tables as they are, charts and lit diagrams drawn; what cannot be drawn as a table that says why."""
    from interlock.draw.chart.draw import draw_chart

    taken: set[str] = set()
    for exhibit in exhibits:
        if isinstance(exhibit, Table):
            yield exhibit
            continue
        table, name = tabulate(exhibit), _unused(slug(f"{prefix} {exhibit.title}"), taken)
        if not isinstance(exhibit, Lit):
            yield Figure(name, draw_chart(exhibit, describe(table)), table)
            continue
        svg, why = light(exhibit)
        if svg:
            yield Figure(name, _ID.sub(f' id="{name}-', svg), table)
        else:
            yield Table(table.title, table.columns, table.rows, " ".join(filter(None, (table.note, why))))


def slug(text: str) -> str:
    """Words as a name for a file: letters of any script, digits and hyphens."""
    words = re.sub(r"[^\w]+|_", "-", text.lower()).strip("-")
    return words[:_LENGTH].rstrip("-") or "figure"


def _unused(name: str, taken: set[str]) -> str:
    """The name, numbered if there is one like it."""
    number, found = 1, name
    while found in taken:
        number += 1
        found = f"{name}-{number}"
    taken.add(found)
    return found
