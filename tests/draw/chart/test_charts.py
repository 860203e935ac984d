"""Charts as SVG: to the letter, well formed, told in words, and with no text upon another."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import combinations
from math import inf, nan
from xml.etree.ElementTree import Element, fromstring

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interlock.analysis.chart import (
    Bar,
    Bars,
    Bead,
    BowTie,
    Cell,
    Chart,
    Curve,
    Grid,
    Plot,
    Row,
    Shade,
    Spot,
    Strand,
    Wing,
    is_finite,
    ranked,
)
from interlock.draw.chart.draw import draw_chart
from interlock.draw.chart.measure import width
from interlock.report.tabulate import describe, tabulate
from tests.draw import charts
from tests.draw.golden import FOLDER, drawing

SVG = "{http://www.w3.org/2000/svg}"
WORDS = st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), max_size=50)
NAMES = st.text("abc.-/_ MWil0 世", min_size=1, max_size=70).filter(str.strip)
NUMBERS = st.floats(allow_nan=True, allow_infinity=True) | st.floats(0, 1) | st.sampled_from([0.0, 1e-12, 1e-3, 0.5])


def drawn(chart: Chart) -> Element:
    """The SVG of a chart as a tree."""
    return fromstring(draw_chart(chart, describe(tabulate(chart))))


class Box:
    """Where a line of text is, as far as that can be estimated."""

    def __init__(self, text: Element) -> None:
        size, words = float(text.get("font-size", "0")), text.text or ""
        self.words = words
        wide = width(words, size, bold=text.get("font-weight") == "bold")
        shift = {"start": 0.0, "middle": wide / 2, "end": wide}[text.get("text-anchor", "start")]
        self.left = float(text.get("x", "0")) - shift
        self.right = self.left + wide
        self.bottom = float(text.get("y", "0")) + size * 0.2
        self.top = self.bottom - size

    def meets(self, other: Box) -> bool:
        """Whether two lines of text overlap by more than a hair."""
        across = min(self.right, other.right) - max(self.left, other.left)
        return across > 0.5 and min(self.bottom, other.bottom) - max(self.top, other.top) > 0.5


def texts(root: Element) -> Iterator[Box]:
    """The lines of text that are not turned."""
    return (
        Box(text) for text in root.iter(SVG + "text") if text.get("transform") is None and (text.text or "").strip()
    )


def assert_apart(chart: Chart) -> None:
    """No two lines of text overlap, and none leaves the sheet."""
    root = drawn(chart)
    boxes = list(texts(root))
    assert [(one.words, other.words) for one, other in combinations(boxes, 2) if one.meets(other)] == []
    wide, high = float(root.get("width", "0")), float(root.get("height", "0"))
    assert [box.words for box in boxes if box.left < -0.5 or box.right > wide + 0.5 or box.bottom > high] == []
    assert (wide, high) < (5000.0, 50000.0)


@pytest.mark.parametrize("name", charts.CHARTS)
def test_a_drawing_is_as_it_was_looked_at(name: str) -> None:
    assert drawing(charts.CHARTS[name]) == (FOLDER / f"{name}.svg").read_text("utf-8")


@pytest.mark.parametrize("name", charts.CHARTS)
def test_no_text_of_a_drawing_lies_on_another(name: str) -> None:
    assert_apart(charts.CHARTS[name])


@pytest.mark.parametrize("name", charts.CHARTS)
def test_a_drawing_says_what_it_shows_and_needs_nothing_from_outside(name: str) -> None:
    chart = charts.CHARTS[name]
    root = drawn(chart)
    assert (root.get("role"), root.get("aria-label")) == ("img", chart.title)
    assert root.findtext(SVG + "title") == chart.title
    assert root.find(SVG + "desc") is not None
    attributes = {key for one in root.iter() for key in one.attrib}
    assert attributes.isdisjoint({"id", "style", "href", "src", "onload", "onclick"})
    assert "url(" not in draw_chart(chart)


def test_no_fill_is_told_by_its_colour_alone() -> None:
    root = drawn(charts.MATRIX)
    shades = {cell.shade for row in charts.MATRIX.rows for cell in row.cells if cell and cell.shade.meaning}
    signs = [shade.sign for shade in shades]
    assert len(set(signs)) == len(signs)
    words = {text.text for text in root.iter(SVG + "text")}
    assert {shade.meaning for shade in shades} | set(signs) <= words


def test_a_name_that_is_cut_short_is_told_in_full() -> None:
    for chart in (charts.TORNADO, charts.MATRIX, charts.BOWTIE):
        root = drawn(chart)
        assert any((text.text or "").endswith("…") for text in root.iter(SVG + "text")), chart.title
        assert any(charts.LONG in (title.text or "") for title in root.iter(SVG + "title")), chart.title


def test_no_text_of_an_author_becomes_markup() -> None:
    for chart in charts.hostile(charts.HOSTILE):
        plain = {one.tag for other in charts.hostile("x") for one in drawn(other).iter()}
        assert {one.tag for one in drawn(chart).iter()} <= plain
        assert "<script" not in draw_chart(chart, charts.HOSTILE)


@given(WORDS)
def test_whatever_the_words_a_drawing_is_well_formed(words: str) -> None:
    for chart in charts.hostile(words):
        assert_apart(chart)


@settings(deadline=None)
@given(st.lists(st.tuples(NAMES, NUMBERS, NUMBERS, NUMBERS), max_size=40))
def test_bars_are_drawn_apart_the_longest_first(rows: list[tuple[str, float, float, float]]) -> None:
    bars = Bars("Bars", "axis", tuple(Bar(*row) for row in rows))
    assert_apart(bars)
    finite = [bar for bar in ranked(bars) if is_finite(bar)]
    swings = [abs(bar.high - bar.low) for bar in finite]
    assert swings == sorted(swings, reverse=True)
    assert [row[0] for row in tabulate(bars).rows] == [bar.name for bar in ranked(bars)]


@settings(deadline=None)
@given(
    st.lists(NAMES, max_size=30),
    st.lists(NAMES, max_size=50),
    st.lists(st.sampled_from([None, charts.HATCHED, charts.SOLID, charts.CROSSED, Shade("12")]), min_size=1),
)
def test_cells_are_drawn_apart(columns: list[str], names: list[str], shades: list[Shade | None]) -> None:
    cells = [None if shade is None else Cell(shade) for shade in shades]
    rows = tuple(
        Row(name, tuple(cells[(k + j) % len(cells)] for j in range(len(columns)))) for k, name in enumerate(names)
    )
    assert_apart(Grid("Grid", "rows", tuple(columns), rows))


STRANDS = st.lists(st.tuples(NAMES, NAMES, st.lists(st.tuples(NAMES, NAMES), max_size=8)), max_size=24)


@settings(deadline=None)
@given(STRANDS, STRANDS, NAMES, NAMES)
def test_strands_are_drawn_apart(
    left: list[tuple[str, str, list[tuple[str, str]]]],
    right: list[tuple[str, str, list[tuple[str, str]]]],
    centre: str,
    rest: str,
) -> None:
    def wing(strands: list[tuple[str, str, list[tuple[str, str]]]]) -> Wing:
        made = (
            Strand(name, note, tuple(Bead(bead, below, charts.HATCHED) for bead, below in beads))
            for name, note, beads in strands
        )
        return Wing("Heading", tuple(made), rest)

    assert_apart(BowTie("Tie", centre, centre, wing(left), wing(right)))


@settings(deadline=None)
@given(st.lists(st.lists(st.tuples(NUMBERS, NUMBERS, NAMES), max_size=12), max_size=5))
def test_curves_and_their_names_are_drawn_apart(curves: list[list[tuple[float, float, str]]]) -> None:
    made = tuple(Curve(f"curve {k}", tuple(Spot(*spot) for spot in spots), "steps") for k, spots in enumerate(curves))
    assert_apart(Plot("Plot", "x", "y", made))


def test_what_is_not_finite_is_not_drawn() -> None:
    root = drawn(Bars("bars", "x", (Bar("a", nan, 0, 1), Bar("b", 0, 0, inf), Bar("c", 0, 1, 2))))
    assert [box.words for box in texts(root) if box.words in "abc"] == ["c"]
    coordinates = re.findall(r'(?:x|y|x1|d)="([^"]*)"', draw_chart(charts.PLAIN))
    assert not any("nan" in one or "inf" in one for one in coordinates)


def test_of_many_bars_rows_and_strands_the_rest_is_counted() -> None:
    many = 100
    bars = Bars("b", "x", tuple(Bar(f"e{k}", 0, 1, 2 + k) for k in range(many)))
    grid = Grid("g", "r", tuple(f"c{k}" for k in range(many)), tuple(Row(f"r{k}", ()) for k in range(many)))
    wing = Wing("side", tuple(Strand(f"s{k}") for k in range(many)))
    said: dict[str, Chart] = {
        "70 more with shorter bars.": bars,
        "60 more rows. 76 more columns.": grid,
        "80 more are not drawn.": BowTie("t", "c", "", wing, wing),
    }
    for words, chart in said.items():
        assert words in " ".join(text.text or "" for text in drawn(chart).iter(SVG + "text"))
