"""Colours, glyphs and line styles: never a colour alone.

The eight colours are those of Okabe and Ito, "Color Universal Design" (2008), which people with protanopia,
deuteranopia and tritanopia tell apart; text is only ever near-black on white or on a light tint.
"""

from __future__ import annotations

from typing import Literal

from interlock.draw.scene import Mark
from interlock.record import NamedTuple

INK = "#1A1A1A"
GREY = "#595959"
PALE = "#707070"
FAINT = "#8A8A8A"  # of lines alone: too light for words
PAPER = "#FFFFFF"
ORANGE = "#E69F00"
SKY = "#56B4E9"
GREEN = "#009E73"
YELLOW = "#F0E442"
BLUE = "#0072B2"
VERMILLION = "#D55E00"
PURPLE = "#CC79A7"

FONT = "Helvetica,Arial,sans-serif"

Line = Literal["solid", "dashed", "dotted"]


class Family(NamedTuple):
    """How boxes of one role look: a solid colour behind a glyph in `ink`, and a tint behind the name."""

    role: str
    glyph: str
    colour: str
    ink: str
    tint: str


class Stroke(NamedTuple):
    """How a marked line looks and which words say so; a `badge` is written on the box, wire or port itself.

    `width` in points. `double` draws two parallel lines.
    """

    mark: Mark
    colour: str
    width: float
    line: Line
    badge: str
    meaning: str
    double: bool = False


FAMILIES = (
    Family("policy", "◆", VERMILLION, PAPER, "#FBE7D9"),
    Family("monitor", "◉", SKY, INK, "#E3F2FC"),
    Family("judge", "▲", BLUE, PAPER, "#D9EAF4"),
    Family("gate", "■", YELLOW, INK, "#FCFAD9"),
    Family("actuator", "▶", ORANGE, INK, "#FCF0D9"),
    Family("human", "●", PURPLE, INK, "#F8EAF2"),
    Family("environment", "○", "#B3B3B3", INK, "#EDEDED"),
    Family("recovery", "▼", GREEN, PAPER, "#D9F0EA"),
    Family("ideal", "☆", PAPER, INK, PAPER),
)
NEUTRAL = Family("other", "", "#D0D0D0", INK, "#F4F4F4")
QUIET = Family("other", "", "#EBEBEB", PALE, PAPER)

# In order of precedence: the first that an element carries draws its line, all of them are written.
STROKES = (
    Stroke("fault", INK, 2.6, "dashed", "✕ fault", "fault of the text"),
    Stroke("breach", VERMILLION, 3.0, "dotted", "✕ breach", "breach"),
    Stroke("added", GREEN, 2.6, "solid", "+ added", "added"),
    Stroke("removed", GREY, 2.0, "dotted", "− removed", "removed"),
    Stroke("retyped", BLUE, 2.6, "dashed", "≠ retyped", "retyped"),
    Stroke("changed", PURPLE, 2.6, "dashed", "~ changed", "changed"),
    Stroke("hazard", VERMILLION, 2.0, "solid", "! hazard", "hazard", double=True),
    Stroke("hole", VERMILLION, 2.6, "dashed", "○ hole", "hole in a barrier"),
    Stroke("route", VERMILLION, 3.2, "solid", "", "thinnest route"),
    Stroke("way", BLUE, 3.6, "solid", "", "way that is found"),
    Stroke("barrier", GREEN, 3.0, "solid", "▮ barrier", "barrier"),
    Stroke("admitted", GREEN, 2.2, "solid", "✓", "may cross"),
    Stroke("muted", PALE, 1.0, "dotted", "", "not concerned"),
)


def family_of(roles: tuple[str, ...]) -> Family:
    """The family of the first role that has one, else the neutral one."""
    return next((found for role in roles for found in FAMILIES if found.role == role), NEUTRAL)


def glyphs_of(roles: tuple[str, ...]) -> str:
    """The glyphs of all roles that have a family, in the order of the roles."""
    return "".join(found.glyph for role in roles for found in FAMILIES if found.role == role)


def stroke_of(marks: tuple[Mark, ...]) -> Stroke | None:
    """The stroke of the mark that comes first in `STROKES`, if any."""
    return next((stroke for stroke in STROKES if stroke.mark in marks), None) if marks else None


def badges_of(marks: tuple[Mark, ...]) -> tuple[str, ...]:
    """The words that marks put on an element, by precedence."""
    return tuple(stroke.badge for stroke in STROKES if stroke.mark in marks and stroke.badge) if marks else ()
