"""The sheet that a chart is drawn on: shapes with fixed looks, and the SVG around them.

Colours are presentation attributes, so that a file is complete by itself and a page may overrule them by class; nothing
has an id, so that many charts can stand in one page.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final, Literal

from interlock.draw.chart.measure import fit, width
from interlock.draw.markup import Element, escape, print_markup, writable
from interlock.draw.palette import FONT, GREY, INK, PAPER, VERMILLION
from interlock.record import NamedTuple

Look = Literal[
    "paper", "ink", "pale", "edge", "rule", "base", "good", "sure", "bad", "neutral", "mark", "halo", "named"
]
Anchor = Literal["start", "middle", "end"]

SIZE: Final = 11.0
SMALL: Final = 10.0
LARGE: Final = 14.0
LEADING: Final = 1.3
"""The distance of lines, in units of the size of their letters."""

MARGIN: Final = 14.0
"""What stays free on all sides."""

_RULE: Final = "#C9C9C9"
_LOOKS: Final[dict[Look, tuple[tuple[str, str], ...]]] = {
    "paper": (("fill", PAPER),),
    "ink": (("fill", INK),),
    "pale": (("fill", GREY),),
    "edge": (("fill", "none"), ("stroke", INK)),
    "rule": (("fill", "none"), ("stroke", _RULE)),
    "base": (("fill", "none"), ("stroke", INK), ("stroke-width", "1.4"), ("stroke-dasharray", "5 3")),
    "good": (("fill", "#8FD4BC"), ("stroke", INK)),
    "sure": (("fill", "#9CCBEA"), ("stroke", INK)),
    "bad": (("fill", "#F6C7A9"), ("stroke", INK)),
    "neutral": (("fill", PAPER), ("stroke", INK)),
    "mark": (("fill", "none"), ("stroke", VERMILLION), ("stroke-width", "2")),
    "halo": (("fill", PAPER), ("stroke", "none")),
    "named": (("fill", INK), ("stroke", PAPER), ("stroke-width", "3"), ("paint-order", "stroke")),
}


class Place(NamedTuple):
    """A rectangle by its upper left corner and its sides."""

    x: float
    y: float
    wide: float
    high: float


def number(value: float) -> str:
    """A coordinate to a tenth, without needless zeros."""
    written = f"{value:.1f}".removesuffix(".0")
    return "0" if written == "-0" else written


def shape(tag: str, look: Look, *pairs: tuple[str, str], children: Sequence[Element] = ()) -> Element:
    """An element of a look."""
    return Element(tag, (("class", look), *_LOOKS[look], *pairs), tuple(children))


def rect(place: Place, look: Look, *, round_: float = 0.0) -> Element:
    """A rectangle."""
    corner = (("rx", number(round_)),) if round_ else ()
    sides = (("width", number(place.wide)), ("height", number(place.high)))
    return shape("rect", look, ("x", number(place.x)), ("y", number(place.y)), *sides, *corner)


def line(x: float, y: float, to_x: float, to_y: float, look: Look) -> Element:
    """A straight line."""
    ends = (("x1", x), ("y1", y), ("x2", to_x), ("y2", to_y))
    return shape("line", look, *((name, number(value)) for name, value in ends))


def path(steps: Iterable[str], look: Look, *pairs: tuple[str, str]) -> Element:
    """A path of written steps, such as `M 0 1`."""
    return shape("path", look, ("d", " ".join(steps)), *pairs)


def at(letter: str, *values: float) -> str:
    """A step of a path."""
    return " ".join((letter, *map(number, values)))


def text(
    x: float,
    y: float,
    words: str,
    size: float = SIZE,
    *,
    anchor: Anchor = "start",
    bold: bool = False,
    look: Look = "ink",
) -> Element:
    """One line of text on its base line."""
    place = (("x", number(x)), ("y", number(y)), ("font-size", number(size)))
    aside = (("text-anchor", anchor),) if anchor != "start" else ()
    heavy = (("font-weight", "bold"),) if bold else ()
    made = shape("text", look, *place, *aside, *heavy)
    return made._replace(children=(words,))


def turned(made: Element, x: float, y: float, degrees: float) -> Element:
    """The element turned about a point."""
    about = f"rotate({number(degrees)} {number(x)} {number(y)})"
    return made._replace(attributes=(*made.attributes, ("transform", about)))


def block(
    x: float,
    y: float,
    lines: Sequence[str],
    size: float,
    *,
    anchor: Anchor = "start",
    bold: bool = False,
    look: Look = "ink",
) -> list[Element]:
    """Lines of text below one another, the first with its base line at `y`."""
    down = size * LEADING
    return [text(x, y + k * down, words, size, anchor=anchor, bold=bold, look=look) for k, words in enumerate(lines)]


def group(children: Sequence[Element], told: str = "") -> Element:
    """Elements that belong together, with what is told of them."""
    titled = (Element("title", (), (writable(told),)),) if told else ()
    return Element("g", (), (*titled, *children))


class Heading(NamedTuple):
    """What stands above a chart, and where the chart begins."""

    shapes: tuple[Element, ...]
    below: float


def heading(title: str, note: str, room: float) -> Heading:
    """The title, and the note in as many lines as it takes, six at most."""
    lines = fit(title, room - 2 * MARGIN, LARGE, 3, bold=True)
    shapes = block(MARGIN, MARGIN + LARGE, lines, LARGE, bold=True)
    y = MARGIN + LARGE * LEADING * len(lines)
    said = fit(note, room - 2 * MARGIN, SIZE, 6) if note else ()
    shapes += block(MARGIN, y + SIZE * LEADING, said, SIZE, look="pale")
    return Heading(tuple(shapes), y + SIZE * LEADING * len(said) + 10)


def longest(lines: Iterable[str], size: float, *, bold: bool = False) -> float:
    """The width of the widest line."""
    return max((width(one, size, bold=bold) for one in lines), default=0.0)


def sheet(title: str, told: str, wide: float, high: float, shapes: Iterable[Element]) -> str:
    """The whole SVG, a shape a line.

    Args:
        title: of the chart.
        told: what it shows, in words.
        wide: its width, and
        high: its height, in units of which a text has about eleven a line.
        shapes: in the order in which they are drawn.
    """
    w, h = number(wide), number(high)
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="chart" role="img" aria-label="{escape(title)}" width="{w}" '
        f'height="{h}" viewBox="0 0 {w} {h}" font-family="{FONT}">\n'
    )
    named = f"<title>{escape(title)}</title>\n<desc>{escape(told)}</desc>\n"
    paper = rect(Place(0, 0, wide, high), "paper")
    return head + named + "".join(f"{print_markup(one)}\n" for one in (paper, *shapes)) + "</svg>\n"
