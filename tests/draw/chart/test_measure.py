"""Text that is broken into lines: no line is too wide, and nothing but blanks is lost unless it is said."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from interlock.draw.chart.measure import ELLIPSIS, fit, width

TEXTS = st.text("ab.-/_ MWil<世é", max_size=120)


@given(TEXTS, st.floats(20, 300), st.integers(1, 5), st.booleans())
def test_lines_fit_and_are_few(text: str, room: float, lines: int, bold: bool) -> None:
    made = fit(text, room, 11, lines, bold=bold)
    assert len(made) <= lines
    assert all(width(line, 11, bold=bold) <= room for line in made if len(line) > 2)
    assert all(line == line.strip() and line for line in made)


@given(TEXTS, st.floats(20, 300))
def test_nothing_but_blanks_is_lost_where_there_are_lines_enough(text: str, room: float) -> None:
    assert "".join("".join(fit(text, room, 11, 1000)).split()) == "".join(text.split())


@given(TEXTS, st.floats(20, 300), st.integers(1, 5))
def test_an_ellipsis_stands_where_something_is_left_out(text: str, room: float, lines: int) -> None:
    whole, made = fit(text, room, 11, 1000), fit(text, room, 11, lines)
    assert (made == whole) == (len(whole) <= lines)
    assert made == whole or made[-1].endswith(ELLIPSIS)


def test_lines_are_broken_at_blanks_and_long_words_behind_points() -> None:
    assert fit("opened by gate.jams", 100, 11, 3) == ("opened by", "gate.jams")
    assert fit("gatekeeper-of-all.jams", 100, 11, 3) == ("gatekeeper-of-", "all.jams")
    assert fit("", 100, 11) == ()
