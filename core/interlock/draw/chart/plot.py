"""Curves in a plane: lines or steps through points, told apart by their marks and dashes."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from math import hypot, isfinite
from typing import Final

from interlock.analysis.chart import Curve, Plot, Spot
from interlock.draw.chart.axis import Axis, axis, written
from interlock.draw.chart.measure import fit, width
from interlock.draw.chart.sheet import (
    MARGIN,
    SIZE,
    SMALL,
    Anchor,
    Place,
    at,
    group,
    heading,
    line,
    path,
    rect,
    sheet,
    text,
    turned,
)
from interlock.draw.markup import Element
from interlock.record import NamedTuple

_WIDE, _HIGH, _LEFT = 560.0, 340.0, 96.0
_DASHES: Final = ("", "7 4", "2 3", "9 3 2 3")
_MARKS: Final = ("circle", "square", "triangle", "diamond", "cross")
_NAME: Final = 150.0


class _Frame(NamedTuple):
    """Both axes; `across` from left to right, `up` from the bottom to the top."""

    across: Axis
    up: Axis

    def place(self, spot: Spot) -> tuple[float, float]:
        return self.across.place(spot.x), self.up.place(spot.y)


def draw_plot(plot: Plot, told: str) -> str:
    """The chart as SVG."""
    curves = [curve._replace(points=tuple(filter(_finite, curve.points))) for curve in plot.curves]
    spots = [spot for curve in curves for spot in curve.points]
    wide = _LEFT + _WIDE + 60 + MARGIN
    above = heading(
        plot.title, " ".join(filter(None, (plot.note, "" if spots else "There is no point to draw."))), wide
    )
    keys = _legend(curves, above.below) if len(curves) > 1 else []
    top = above.below + 22 * len(keys) + 8
    by_x, by_y = plot.logarithmic
    frame = _Frame(
        axis([spot.x for spot in spots], _LEFT, _LEFT + _WIDE, logarithmic=by_x),
        axis([spot.y for spot in spots], top + _HIGH, top, logarithmic=by_y),
    )
    drawn: list[Element] = [*above.shapes, *keys, *_ground(plot, frame, top)]
    for k, curve in enumerate(curves):
        drawn += _curve(curve, k, frame)
    drawn += _names(curves, frame, Place(_LEFT, top, _WIDE, _HIGH))
    return sheet(plot.title, told, wide, top + _HIGH + 56, drawn)


def _finite(spot: Spot) -> bool:
    return isfinite(spot.x) and isfinite(spot.y)


def _ground(plot: Plot, frame: _Frame, top: float) -> Iterator[Element]:
    """The frame, lines at the ticks, their numbers, and what the axes measure."""
    bottom = top + _HIGH
    for tick in frame.across.ticks(7):
        x = frame.across.place(tick.value)
        yield line(x, top, x, bottom, "rule")
        yield text(x, bottom + 16, tick.words, SMALL, anchor="middle")
    for tick in frame.up.ticks(7):
        y = frame.up.place(tick.value)
        yield line(_LEFT, y, _LEFT + _WIDE, y, "rule")
        yield text(_LEFT - 6, y + 3.5, tick.words, SMALL, anchor="end")
    if frame.across.logarithmic and frame.across.zero < frame.across.start:
        yield text(frame.across.zero, bottom + 16, "0", SMALL, anchor="middle")
    if frame.up.logarithmic and frame.up.zero > frame.up.start:
        yield text(_LEFT - 6, frame.up.zero + 3.5, "0", SMALL, anchor="end")
    yield rect(Place(_LEFT, top, _WIDE, _HIGH), "edge")
    for words in fit(_said(plot.abscissa, frame.across), _WIDE, SIZE):
        yield text(_LEFT + _WIDE / 2, bottom + 38, words, anchor="middle")
    for k, words in enumerate(fit(_said(plot.ordinate, frame.up), _HIGH, SIZE, 2)):
        x, y = 22 + 14 * k, top + _HIGH / 2
        yield turned(text(x, y, words, anchor="middle"), x, y, -90)


def _said(words: str, along: Axis) -> str:
    return f"{words} (logarithmic)" if along.logarithmic else words


def _legend(curves: list[Curve], y: float) -> list[Element]:
    made = []
    for k, curve in enumerate(curves):
        down = y + 22 * k + 8
        joined = [_stroke([at("M", MARGIN, down), at("L", MARGIN + 40, down)], k)] if curve.join != "none" else []
        sample = [*joined, _mark(MARGIN + 20, down, k)]
        words = fit(curve.name, _LEFT + _WIDE - 60, SIZE)
        made.append(group([*sample, *(text(MARGIN + 48, down + 4, one) for one in words)], curve.name))
    return made


def _curve(curve: Curve, k: int, frame: _Frame) -> Iterator[Element]:
    steps = _way(curve, frame)
    if len(curve.points) > 1 and steps:
        yield _stroke(steps, k)
    for spot in curve.points:
        x, y = frame.place(spot)
        said = ", ".join(filter(None, (spot.name, f"{written(spot.x)}, {written(spot.y)}")))
        yield group([_mark(x, y, k)], f"{curve.name}: {said}" if curve.name else said)


def _way(curve: Curve, frame: _Frame) -> list[str]:
    """The steps of the path that joins the points."""
    if curve.join == "none":
        return []
    found: list[str] = []
    before: float | None = None
    for spot in curve.points:
        x, y = frame.place(spot)
        if before is not None and curve.join == "steps":
            found.append(at("L", x, before))
        found.append(at("M" if before is None else "L", x, y))
        before = y
    return found


def _stroke(steps: list[str], k: int) -> Element:
    dashes = _DASHES[k % len(_DASHES)]
    pairs = (("stroke-width", "1.8"), *((("stroke-dasharray", dashes),) if dashes else ()))
    return path(steps, "edge", *pairs)


def _mark(x: float, y: float, k: int) -> Element:
    """The mark of the k-th curve, filled as paper so that lines do not cross it."""
    r = 4.2
    ways = {
        "circle": (at("M", x - r, y), f"a {r} {r} 0 1 0 {2 * r:g} 0", f"a {r} {r} 0 1 0 {-2 * r:g} 0 Z"),
        "square": (at("M", x - r, y - r), f"h {2 * r:g} v {2 * r:g} h {-2 * r:g} Z"),
        "triangle": (at("M", x, y - r - 1), at("L", x + r + 1, y + r), at("L", x - r - 1, y + r), "Z"),
        "diamond": (at("M", x, y - r - 1), at("L", x + r + 1, y), at("L", x, y + r + 1), at("L", x - r - 1, y), "Z"),
        "cross": (at("M", x - r, y - r), at("L", x + r, y + r), at("M", x - r, y + r), at("L", x + r, y - r)),
    }
    return path(ways[_MARKS[k % len(_MARKS)]], "neutral", ("stroke-width", "1.5"))


def _names(curves: list[Curve], frame: _Frame, inside: Place) -> Iterator[Element]:
    """The names of points where there is room for them; the others are told by the marks."""
    marks = [frame.place(spot) for curve in curves for spot in curve.points]
    taken = [Place(x - 5, y - 5, 10, 10) for x, y in marks]
    lines = [Place(x - 1, y - 1, 2, 2) for curve in curves for x, y in _along(curve, frame)]
    for curve in curves:
        for spot in curve.points:
            words = next(iter(fit(spot.name, _NAME, SMALL)), "")
            free = (
                [one for one in _beside(words, frame.place(spot), inside) if _is_free(one[0], taken)] if words else []
            )
            apart = (one for one in free if _is_free(one[0], lines))
            for place, made in (next(apart, free[0]),) if free else ():
                taken.append(place)
                yield made


def _along(curve: Curve, frame: _Frame) -> Iterator[tuple[float, float]]:
    """Points every few units along the line of a curve."""
    spots = [frame.place(spot) for spot in curve.points] if curve.join != "none" else []
    for (x, y), (to_x, to_y) in pairwise(spots):
        bends = ((x, y), (to_x, y), (to_x, to_y)) if curve.join == "steps" else ((x, y), (to_x, to_y))
        for (a, b), (c, d) in pairwise(bends):
            parts = max(1, round(hypot(c - a, d - b) / 4))
            yield from ((a + (c - a) * k / parts, b + (d - b) * k / parts) for k in range(parts + 1))


def _beside(words: str, spot: tuple[float, float], inside: Place) -> Iterator[tuple[Place, Element]]:
    """The places for a name beside its point that lie within the frame."""
    wide, (x, y) = width(words, SMALL), spot
    choices: tuple[tuple[float, float, Anchor], ...] = (
        (x + 8, y - 5, "start"),
        (x + 8, y + 13, "start"),
        (x - 8, y - 5, "end"),
        (x - 8, y + 13, "end"),
        (x, y - 9, "middle"),
        (x, y + 18, "middle"),
    )
    for across, down, anchor in choices:
        left = across if anchor == "start" else across - wide if anchor == "end" else across - wide / 2
        place = Place(left, down - SMALL, wide, SMALL * 1.3)
        if _within(place, inside):
            yield place, text(across, down, words, SMALL, anchor=anchor, look="named")


def _is_free(place: Place, taken: list[Place]) -> bool:
    return not any(_meet(place, other) for other in taken)


def _within(place: Place, around: Place) -> bool:
    across = around.x <= place.x and place.x + place.wide <= around.x + around.wide
    return across and around.y <= place.y and place.y + place.high <= around.y + around.high


def _meet(one: Place, other: Place) -> bool:
    across = one.x < other.x + other.wide and other.x < one.x + one.wide
    return across and one.y < other.y + other.high and other.y < one.y + one.high
