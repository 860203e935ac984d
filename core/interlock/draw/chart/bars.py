"""Intervals below one another, the longest first, about the line of their base value: a tornado."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from interlock.analysis.chart import Bar, Bars, Shade, is_finite, ranked
from interlock.draw.chart.axis import Axis, axis, written
from interlock.draw.chart.measure import fit
from interlock.draw.chart.shade import field, legend
from interlock.draw.chart.sheet import (
    MARGIN,
    SIZE,
    SMALL,
    Place,
    block,
    group,
    heading,
    line,
    longest,
    sheet,
    text,
)
from interlock.draw.markup import Element
from interlock.record import NamedTuple

DRAWN: Final = 30
"""So many bars are drawn."""

_BELOW = Shade("", "hatched", "neutral", "from the low end to the base value")
_ABOVE = Shade("", "solid", "sure", "from the base value to the high end")
_ROOM, _NAMES, _ENDS = 430.0, 230.0, 74.0
_HIGH: Final = 30.0


class _Frame(NamedTuple):
    """The axis, where the first bar begins and where the last one ends."""

    axis: Axis
    top: float
    bottom: float


def draw_bars(bars: Bars, told: str) -> str:
    """The chart as SVG."""
    every = [bar for bar in ranked(bars) if is_finite(bar)]
    rows = every[:DRAWN]
    left = MARGIN + min(_NAMES, longest((bar.name for bar in rows), SIZE)) + 10 + _ENDS
    wide = left + _ROOM + _ENDS + MARGIN
    more = len(every) - len(rows)
    rest = f"{more} more with shorter bars." if more else "There is nothing to draw." if not rows else ""
    above = heading(bars.title, " ".join(filter(None, (bars.note, rest))), wide)
    key, top = legend(MARGIN, above.below, (_BELOW, _ABOVE) if rows else (), wide - 2 * MARGIN)
    ends = [end for bar in rows for end in (bar.low, bar.base, bar.high)]
    frame = _Frame(axis(ends, left, left + _ROOM, logarithmic=bars.logarithmic), top + 12, top + 12 + _HIGH * len(rows))
    drawn = [_bar(bar, frame, frame.top + _HIGH * k, left) for k, bar in enumerate(rows)]
    ground = [*_grid(frame), *_axis(frame, bars.axis), *_middle_line(rows, frame)] if rows else []
    high = frame.bottom + (52 if rows else 0)
    return sheet(bars.title, told, wide, high, (*above.shapes, *key, *ground, *drawn))


def _grid(frame: _Frame) -> Iterator[Element]:
    for tick in frame.axis.ticks(6):
        x = frame.axis.place(tick.value)
        yield line(x, frame.top, x, frame.bottom, "rule")


def _axis(frame: _Frame, words: str) -> Iterator[Element]:
    """The line below the bars, numbers, and what is measured."""
    start = min(frame.axis.start, frame.axis.zero) if frame.axis.logarithmic and frame.axis.zero else frame.axis.start
    yield line(start, frame.bottom, frame.axis.end, frame.bottom, "edge")
    for tick in frame.axis.ticks(6):
        x = frame.axis.place(tick.value)
        yield line(x, frame.bottom, x, frame.bottom + 4, "edge")
        yield text(x, frame.bottom + 17, tick.words, SMALL, anchor="middle")
    if frame.axis.logarithmic and frame.axis.zero < frame.axis.start:
        yield text(frame.axis.zero, frame.bottom + 17, "0", SMALL, anchor="middle")
    said = f"{words} (logarithmic)" if frame.axis.logarithmic else words
    yield from block(
        (start + frame.axis.end) / 2, frame.bottom + 36, fit(said, _ROOM + 2 * _ENDS, SIZE), SIZE, anchor="middle"
    )


def _middle_line(rows: Sequence[Bar], frame: _Frame) -> Iterator[Element]:
    """The line of the base value, where all bars have the same."""
    if len({bar.base for bar in rows}) == 1:
        x = frame.axis.place(rows[0].base)
        yield line(x, frame.top - 4, x, frame.bottom, "base")
        yield text(x, frame.top - 7, f"base {written(rows[0].base)}", SMALL, anchor="middle")


def _bar(bar: Bar, frame: _Frame, y: float, left: float) -> Element:
    """A bar with its name at the left and its ends written beside it."""
    low, base, high = (frame.axis.place(end) for end in (bar.low, bar.base, bar.high))
    first, last = min(low, high), max(low, high)
    middle = min(max(base, first), last)
    names = fit(bar.name, left - _ENDS - MARGIN - 8, SIZE, 2)
    start = y + _HIGH / 2 + SIZE * 0.36 - (len(names) - 1) * SIZE * 0.65
    made = block(left - _ENDS - 8, start, names, SIZE, anchor="end")
    place = Place(first, y + 6, middle - first, _HIGH - 12)
    made += field(place, _BELOW) if place.wide > 0.5 else []
    place = Place(middle, y + 6, last - middle, _HIGH - 12)
    made += field(place, _ABOVE) if place.wide > 0.5 else []
    if last - first <= 0.5:
        made.append(line(first, y + 5, first, y + _HIGH - 5, "base"))
    foot = y + _HIGH / 2 + SMALL * 0.36
    least, most = written(min(bar.low, bar.high)), written(max(bar.low, bar.high))
    if least != most:
        made.append(text(first - 4, foot, least, SMALL, anchor="end"))
    made.append(text(last + 4, foot, most, SMALL))
    ends = f"{bar.name}: {written(bar.low)} to {written(bar.high)}, base {written(bar.base)}"
    return group(made, f"{ends}. {bar.told}" if bar.told else ends)
