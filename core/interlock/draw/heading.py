"""What stands above a picture: title, subtitle, caption and legend, one label beyond the layout."""

from __future__ import annotations

from math import ceil

from interlock.draw.legend import Entry, Legend
from interlock.draw.markup import Element
from interlock.draw.palette import GREY, INK
from interlock.draw.scene import Scene
from interlock.draw.table import bold, cell, font, row, table

_WIDTH = 640.0  # points; a longer legend goes on in another row, so that it does not widen the picture
_LETTER = 0.53  # the mean width of a letter, in units of the font's size
_SWATCH = 38.0  # points for a sample and the space around it


def heading_of(scene: Scene, legend: Legend) -> Element:
    """The table above a picture; a scene with no word to say has an empty one."""
    title = [font(bold(scene.title), 16, INK)] if scene.title else []
    lines = ((scene.subtitle, 11, INK), (scene.caption, 10, GREY))
    texts = [font(text, size, ink) for text, size, ink in lines if text]
    rows = _broken(legend)
    lengths = (_LETTER * 16 * len(scene.title), *(_LETTER * size * len(text) for text, size, _ in lines))
    widest = max((*lengths, *(sum(map(_width, entries)) for entries in rows)))
    keys = [_key(entries, widest) for entries in rows]
    made = [row(cell(line, ALIGN="LEFT", CELLPADDING="2")) for line in (*title, *texts, *keys)]
    return table(*(made or [row(cell())]))


def _broken(legend: Legend) -> list[list[Entry]]:
    """The entries in rows of about the same width, which is about `_WIDTH` at most."""
    widths = [_width(entry) for entry in legend.entries]
    share = sum(widths) / max(1, ceil(sum(widths) / _WIDTH))
    limit = share + max(widths, default=0.0) / 2
    rows: list[list[Entry]] = []
    used = limit
    for entry, width in zip(legend.entries, widths, strict=True):
        used += width
        if used > limit:
            rows.append([])
            used = width
        rows[-1].append(entry)
    return rows


def _width(entry: Entry) -> float:
    """About how many points an entry takes."""
    return _LETTER * 10 * len(entry.meaning) + _SWATCH


def _key(entries: list[Entry], widest: float) -> Element:
    """A row of the legend; an empty last cell takes the width that Graphviz would else share out among all cells."""
    spare = max(1, int(widest - sum(map(_width, entries))))
    return table(row(*(part for entry in entries for part in _samples(entry)), cell(WIDTH=str(spare))))


def _samples(entry: Entry) -> tuple[Element, Element]:
    meaning = cell(font(f"{entry.meaning}   ", 10, INK), CELLPADDING="4", ALIGN="LEFT")
    if entry.behind:
        return cell(font(entry.sample, 11, entry.colour), CELLPADDING="3", BGCOLOR=entry.behind), meaning
    return cell(font(bold(entry.sample), 10, entry.colour), CELLPADDING="3"), meaning
