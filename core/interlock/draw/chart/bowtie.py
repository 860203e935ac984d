"""A bow-tie: strands with beads that lead to a centre, and strands that lead on from it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, Literal

from interlock.analysis.chart import Bead, BowTie, Shade, Strand, Wing
from interlock.draw.chart.measure import fit
from interlock.draw.chart.shade import field, key_of, legend
from interlock.draw.chart.sheet import (
    LEADING,
    MARGIN,
    SIZE,
    SMALL,
    Anchor,
    Place,
    at,
    block,
    group,
    heading,
    line,
    path,
    rect,
    sheet,
)
from interlock.draw.markup import Element
from interlock.record import NamedTuple

STRANDS: Final = 20
BEADS: Final = 6
"""So many strands of a side, and beads of a strand, are drawn."""

_END, _BEAD, _BEND, _CENTRE = 178.0, 128.0, 84.0, 156.0
_BAR_WIDE, _BAR_HIGH = 30.0, 34.0
_GAP: Final = 14.0
Side = Literal["left", "right"]


class _Laid(NamedTuple):
    """A strand with its lines of text, and where it runs in its row: how far down, and how high the row is."""

    strand: Strand
    beads: tuple[Bead, ...]
    end: tuple[tuple[str, ...], tuple[str, ...]]
    labels: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]
    axis: float
    high: float


class _Side(NamedTuple):
    """A side: its wing, laid out, and what is said below; where its ends, beads and bend are and it begins."""

    wing: Wing
    strands: tuple[_Laid, ...]
    rest: tuple[str, ...]
    which: Side
    end: float = 0.0
    beads: float = 0.0
    bend: float = 0.0
    top: float = 0.0

    @property
    def high(self) -> float:
        """The height of all strands and of what is said below."""
        return sum(laid.high for laid in self.strands) + SIZE * LEADING * len(self.rest) + 8

    @property
    def wide(self) -> float:
        """The width of the beads."""
        return _BEAD * max((len(laid.beads) for laid in self.strands), default=0)


def draw_bowtie(tie: BowTie, told: str) -> str:
    """The chart as SVG."""
    left, right = _side(tie.left, "left"), _side(tie.right, "right")
    wide = 2 * MARGIN + 2 * (_END + _BEND) + _CENTRE + left.wide + right.wide
    above = heading(tie.title, tie.note, wide)
    shades = key_of(bead.shade for side in (left, right) for laid in side.strands for bead in laid.beads)
    key, below = legend(MARGIN, above.below, shades, wide - 2 * MARGIN)
    top, body = below + 26, max(left.high, right.high, 90.0)
    bend = MARGIN + _END + left.wide
    core = Place(bend + _BEND, top + body / 2 - 45, _CENTRE, 90)
    edge = core.x + _CENTRE
    left = left._replace(end=MARGIN, beads=MARGIN + _END, bend=bend, top=top + (body - left.high) / 2)
    right = right._replace(
        end=edge + _BEND + right.wide, beads=edge + _BEND, bend=edge, top=top + (body - right.high) / 2
    )
    wings = (one for side in (left, right) for one in _wing(side, top + body / 2))
    return sheet(tie.title, told, wide, top + body + MARGIN, (*above.shapes, *key, *wings, _centre(tie, core)))


def _side(wing: Wing, which: Side) -> _Side:
    more = len(wing.strands) - STRANDS
    said = " ".join(filter(None, (wing.rest, f"{more} more are not drawn." if more > 0 else "")))
    strands = tuple(_lay(strand, which) for strand in wing.strands[:STRANDS])
    return _Side(wing, strands, fit(said, _END + _BEND, SIZE, 4), which)


def _lay(strand: Strand, side: Side) -> _Laid:
    """A strand with its text broken into lines."""
    beads = _few(strand.beads, side)
    end = fit(strand.name, _END - 16, SIZE, 4, bold=True), fit(strand.note, _END - 16, SMALL, 3)
    labels = tuple(
        (fit(bead.name, _BEAD - 8, SIZE, 2, bold=True), fit(bead.note, _BEAD - 8, SMALL, 4)) for bead in beads
    )
    box = _end_high(end)
    below = max((SIZE * LEADING * len(name) + SMALL * LEADING * len(note) for name, note in labels), default=0.0)
    axis = max(_BAR_HIGH / 2, box / 2)
    return _Laid(strand, beads, end, labels, axis, axis + max(_BAR_HIGH / 2 + below + 4, box / 2) + _GAP)


def _few(beads: tuple[Bead, ...], side: Side) -> tuple[Bead, ...]:
    """The beads; of many those next to the centre, and one that stands for the others."""
    more = len(beads) - BEADS + 1
    if more <= 1:
        return beads
    far, near = (beads[:more], beads[more:]) if side == "left" else (beads[-more:], beads[:-more])
    others = Bead(f"{more} more", "", Shade("…"), ", ".join(bead.name for bead in far))
    return (others, *near) if side == "left" else (*near, others)


def _end_high(end: tuple[tuple[str, ...], tuple[str, ...]]) -> float:
    return SIZE * LEADING * len(end[0]) + SMALL * LEADING * len(end[1]) + 14


def _wing(side: _Side, middle: float) -> Iterator[Element]:
    """The heading of a side, its strands below one another, and what is said of the rest."""
    at_left = side.which == "left"
    x = side.end if at_left else side.end + _END
    aside: Anchor = "start" if at_left else "end"
    yield from block(
        x, side.top - 12, fit(side.wing.heading, _END + _BEND, SIZE, bold=True), SIZE, anchor=aside, bold=True
    )
    between = len(side.strands) - 1
    spread = min(7.0, 76.0 / between) if between > 0 else 0.0
    y = side.top
    for k, laid in enumerate(side.strands):
        yield _strand(laid, side, y + laid.axis, middle + (k - between / 2) * spread)
        y += laid.high
    yield from block(x, y + SIZE, side.rest, SIZE, look="pale", anchor=aside)


def _strand(laid: _Laid, side: _Side, run: float, into: float) -> Element:
    """A strand: its end, the line, the bend to the centre, its beads."""
    half = _BEND / 2
    if side.which == "left":
        begin, end, first = side.end + _END, side.bend, side.bend - _BEAD * len(laid.beads)
        tip = _tip(end + _BEND, into)
        bend = (at("M", end, run), at("C", end + half, run, end + half, into, end + _BEND, into))
    else:
        begin, end, first = side.beads, side.end, side.beads
        tip = _tip(end, run)
        bend = (at("M", side.bend, into), at("C", side.bend + half, into, side.bend + half, run, begin, run))
    made = [path(bend, "edge", ("stroke-width", "1.4"))]
    made += [line(begin, run, end, run, "edge")] if end > begin else []
    made += [path(tip, "ink"), *_end(laid, side.end, run)]
    for k, (bead, label) in enumerate(zip(laid.beads, laid.labels, strict=True)):
        made.append(_bead(bead, label, first + _BEAD * (k + 0.5), run))
    return group(made, f"{laid.strand.name}. {laid.strand.told}" if laid.strand.told else laid.strand.name)


def _tip(x: float, y: float) -> tuple[str, ...]:
    """The head of an arrow to the right that ends at a point."""
    return at("M", x, y), at("L", x - 8, y - 3.5), at("L", x - 8, y + 3.5), "Z"


def _end(laid: _Laid, x: float, run: float) -> list[Element]:
    high = _end_high(laid.end)
    made = [rect(Place(x, run - high / 2, _END, high), "neutral", round_=4)]
    names, notes = laid.end
    y = run - high / 2 + 7 + SIZE
    made += block(x + 8, y, names, SIZE, bold=True)
    return made + block(x + 8, y + SIZE * LEADING * len(names), notes, SMALL, look="pale")


def _bead(bead: Bead, label: tuple[tuple[str, ...], tuple[str, ...]], x: float, run: float) -> Element:
    """A bar across the strand with its name and a few words below."""
    made = field(Place(x - _BAR_WIDE / 2, run - _BAR_HIGH / 2, _BAR_WIDE, _BAR_HIGH), bead.shade)
    y = run + _BAR_HIGH / 2 + 2 + SIZE
    made += block(x, y, label[0], SIZE, anchor="middle", bold=True)
    made += block(x, y + SIZE * LEADING * len(label[0]), label[1], SMALL, anchor="middle", look="pale")
    return group(made, ". ".join(filter(None, (bead.name, bead.shade.meaning, bead.told or bead.note))))


def _centre(tie: BowTie, place: Place) -> Element:
    """The centre in a double frame."""
    inner = Place(place.x + 4, place.y + 4, place.wide - 8, place.high - 8)
    made = [rect(place, "neutral", round_=10), rect(inner, "mark", round_=7)]
    names = fit(tie.centre, place.wide - 22, SIZE, 3, bold=True)
    notes = fit(tie.below, place.wide - 22, SMALL, 3)
    high = SIZE * LEADING * len(names) + SMALL * LEADING * len(notes)
    x, y = place.x + place.wide / 2, place.y + (place.high - high) / 2 + SIZE
    made += block(x, y, names, SIZE, anchor="middle", bold=True)
    made += block(x, y + SIZE * LEADING * len(names), notes, SMALL, anchor="middle", look="pale")
    return group(made, f"{tie.centre}. {tie.below}" if tie.below else tie.centre)
