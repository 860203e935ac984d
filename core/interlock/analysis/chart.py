"""Charts of a result as plain data: what is to be seen, free of places, colours and formats; core draws them."""

from __future__ import annotations

from math import isfinite
from typing import Literal, TypeAlias

from interlock.record import NamedTuple, dataclass

Fill = Literal["none", "hatched", "crossed", "dotted", "solid"]
"""What covers a field: the same in black and white as in colour."""

Tone = Literal["neutral", "good", "sure", "bad"]
"""The colour that stands beside a fill, never for it."""

Join = Literal["line", "steps", "none"]
"""How points are joined: straight, by steps that hold a value up to the next abscissa, or not at all."""


class Shade(NamedTuple):
    """How a field looks and what that means: a short sign, a fill, a tone. Without a meaning it is in no legend."""

    sign: str
    fill: Fill = "none"
    tone: Tone = "neutral"
    meaning: str = ""


class Bar(NamedTuple):
    """An interval about a base value; ``told`` is what a reader learns who asks for more."""

    name: str
    low: float
    base: float
    high: float
    told: str = ""


@dataclass(frozen=True, slots=True)
class Bars:
    """Intervals below one another, the longest first: a tornado. ``axis`` says what is measured.

    ``logarithmic`` is None where the range shall decide. Of many the longest are drawn and the rest is counted.
    """

    title: str
    axis: str
    rows: tuple[Bar, ...]
    note: str = ""
    logarithmic: bool | None = None


def ranked(bars: Bars) -> tuple[Bar, ...]:
    """The bars by their length, the longest first, those alike in their order, and at the end those that are not finite."""
    return tuple(
        sorted(bars.rows, key=lambda bar: (not is_finite(bar), -abs(bar.high - bar.low) if is_finite(bar) else 0))
    )


def is_finite(bar: Bar) -> bool:
    """Whether a bar has ends and a base that can be drawn."""
    return all(map(isfinite, (bar.low, bar.base, bar.high)))


class Cell(NamedTuple):
    """A field of a grid; ``told`` says of this field what its shade does not."""

    shade: Shade
    told: str = ""


class Row(NamedTuple):
    """A row of a grid: its name, and a cell for each column, None where there is nothing."""

    name: str
    cells: tuple[Cell | None, ...]
    told: str = ""


@dataclass(frozen=True, slots=True)
class Grid:
    """Shaded cells of rows by columns; ``corner`` says what the rows are."""

    title: str
    corner: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    note: str = ""


class Bead(NamedTuple):
    """Something that stands on a strand: its name, a few words below it, and how it looks."""

    name: str
    note: str
    shade: Shade
    told: str = ""


class Strand(NamedTuple):
    """A way between an outer end and the centre, with beads in the order of the flow from left to right."""

    name: str
    note: str = ""
    beads: tuple[Bead, ...] = ()
    told: str = ""


class Wing(NamedTuple):
    """The strands on one side under a heading; ``rest`` says what is not drawn, or why there are none."""

    heading: str
    strands: tuple[Strand, ...]
    rest: str = ""


@dataclass(frozen=True, slots=True)
class BowTie:
    """A centre, the strands that lead to it from the left, and those that lead on from it to the right."""

    title: str
    centre: str
    below: str
    left: Wing
    right: Wing
    note: str = ""


class Spot(NamedTuple):
    """A point, with a name if it has one."""

    x: float
    y: float
    name: str = ""


class Curve(NamedTuple):
    """Points in their order, and how they are joined."""

    name: str
    points: tuple[Spot, ...]
    join: Join = "line"


@dataclass(frozen=True, slots=True)
class Plot:
    """Curves in a plane: a function, or a frontier of two measures. None: the range decides whether an axis is logarithmic."""

    title: str
    abscissa: str
    ordinate: str
    curves: tuple[Curve, ...]
    note: str = ""
    logarithmic: tuple[bool | None, bool | None] = (None, None)


Chart: TypeAlias = Bars | Grid | BowTie | Plot
