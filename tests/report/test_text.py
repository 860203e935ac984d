"""Messages as text: the lines concerned, carets under the place, and nothing that a terminal would obey."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from interlock.report.message import Label, Message, Places, Position, Span, Statement
from interlock.report.text import footer, lay_out, lay_out_statement, plain, tally
from interlock.text.site import Anchor, Site
from interlock.text.source import Source
from tests.report.fixtures import NAME, PLACES, mismatch

EXPECTED = """\
error[type-mismatch]: `a` does not fit `b`: they differ in `model`
 --> relay.yaml:5:29
  |
4 |   - newer.model -> gate.model
  |                    ---------- `gate.model` is it
5 |   - verifier.certificate -> gate.certificate
  |                             ^^^^^^^^^^^^^^^^
  |
  = expected Cert «newer.model»
  =    found Cert «modeller.model»
  = help: Do this.
"""


def test_a_message_shows_both_places_in_the_order_of_the_text() -> None:
    assert plain(lay_out(mismatch(), PLACES)) == EXPECTED


def test_a_message_without_a_file_shows_no_place() -> None:
    message = Message(
        "plugin-import", "warning", "", Span(Position(1, 1), Position(1, 1)), "it is left out", help="Why."
    )
    assert plain(lay_out(message, PLACES)) == "warning[plugin-import]: it is left out\n  |\n  = help: Why.\n"


def test_a_file_that_is_not_there_gives_its_name_alone() -> None:
    message = mismatch()._replace(file="gone.yaml", labels=())
    assert "gone.yaml:5:29" in plain(lay_out(message, PLACES))


def test_places_far_apart_have_a_gap_between_them() -> None:
    message = mismatch()._replace(labels=(Label(NAME, Span(Position(1, 1), Position(1, 5)), "here"),))
    assert "\n...\n5 | " in plain(lay_out(message, PLACES))


def test_a_finding_shows_its_way_and_its_sources() -> None:
    told = mismatch()._replace(message="one sentence", labels=(), help="")
    shown = plain(lay_out_statement(Statement(told, "routes", ("a",), ("a.x", "b.y"), ("arXiv:1",)), PLACES))
    assert shown.endswith("  |\n  = way: a.x -> b.y\n  = source: arXiv:1\n")


def test_the_footer_counts_and_names_codes() -> None:
    note = mismatch()._replace(severity="note", code="dropped")
    lines = plain(footer([mismatch(), note, note]))
    assert lines == "1 error, 2 notes\nMore: interlock explain type-mismatch\n"
    assert footer([]) == []
    assert tally([]) == ""


CHARACTERS = st.characters(codec="utf-8")


@given(st.text(CHARACTERS, max_size=300), st.integers(0, 300), st.integers(0, 40), st.text(CHARACTERS, max_size=300))
def test_no_text_or_place_breaks_the_layout_or_reaches_the_terminal_raw(
    text: str, start: int, length: int, says: str
) -> None:
    places = Places({"f": Source("f", text)}, {Anchor("f", ""): 0})
    file, span = places.locate(Site(Anchor("f", ""), min(start, len(text)), min(start, len(text)) + length))
    message = Message("yaml-syntax", "error", file, span, says, (), says)
    for line in lay_out(message, places, 60):
        for run in line:
            assert run.text.isprintable()
