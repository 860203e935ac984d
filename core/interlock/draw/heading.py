"""What stands above a picture: title, subtitle, caption and legend, one label beyond the layout."""

from __future__ import annotations

from interlock.draw.legend import Entry, Legend
from interlock.draw.markup import Element
from interlock.draw.palette import GREY, INK
from interlock.draw.scene import Scene
from interlock.draw.table import bold, cell, font, row, table

_WIDTH = 90  # characters; a longer legend goes on in another row, so that it does not widen the picture


def heading_of(scene: Scene, legend: Legend) -> Element:
    """The table above a picture; a scene with no word to say has an empty one."""
    title = [font(bold(scene.title), 16, INK)] if scene.title else []
    lines = ((scene.subtitle, 11, INK), (scene.caption, 10, GREY))
    texts = [font(text, size, ink) for text, size, ink in lines if text]
    keys = [table(row(*entries)) for entries in _legend_rows(legend)]
    rows = [row(cell(line, ALIGN="LEFT", CELLPADDING="2")) for line in (*title, *texts, *keys)]
    return table(*rows) if rows else table(row(cell()))


def _legend_rows(legend: Legend) -> list[list[Element]]:
    rows: list[list[Element]] = []
    width = _WIDTH
    for entry in legend.entries:
        length = len(entry.sample) + len(entry.meaning) + 4
        if width + length > _WIDTH:
            rows.append([])
            width = 0
        width += length
        rows[-1] += _legend_cells(entry)
    return rows


def _legend_cells(entry: Entry) -> tuple[Element, Element]:
    meaning = cell(font(f" {entry.meaning}    ", 10, INK), CELLPADDING="3", ALIGN="LEFT")
    if entry.behind:
        return cell(font(entry.sample, 11, entry.colour), CELLPADDING="3", BGCOLOR=entry.behind), meaning
    return cell(font(bold(entry.sample), 10, entry.colour), CELLPADDING="3"), meaning
