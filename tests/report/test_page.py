"""The report as a page and as Markdown: self-contained, nothing executed, nothing of the author's taken for markup."""

from __future__ import annotations

import re
from base64 import b64encode
from hashlib import sha256
from xml.etree.ElementTree import Element, fromstring

from hypothesis import given
from hypothesis import strategies as st

from interlock.analysis.chart import Curve, Plot, Spot
from interlock.analysis.exhibit import Lit, Table
from interlock.diagram.element import box
from interlock.report.dossier import Chapter, Dossier, verdict
from interlock.report.exhibit import exhibit_text, shown_html, shown_markdown
from interlock.report.figure import Figure, illustrate
from interlock.report.html import html
from interlock.report.markdown import markdown
from interlock.report.message import Message, Statement
from interlock.report.style import STYLE
from tests.report.fixtures import mismatch

TABLE = Table("Hazards", ("hazard", "routes"), (("harm", "3"), ("a|b", "<b>")), "A note.")
PLOT = Plot("Frontier", "budget", "harm", (Curve("", (Spot(1.0, 0.5), Spot(2.0, 0.25))),))
(FIGURE,) = illustrate((PLOT,), lambda lit: ("", ""))
STATEMENT = Statement(mismatch(), "routes", ("gate",), ("a.x", "b.y"), ("arXiv:1",))
DOSSIER = Dossier(
    "relay", "A <relay> & more", "What it does.", ("arXiv:2",), "relay.yaml", "worse", "Well typed.",
    (mismatch(),), (STATEMENT,), (Chapter("swiss-cheese", "Holes.", (TABLE, FIGURE)),), (("gate", "k.Gate", "Opens."),),
    ("an assumption",), (("interlock", "0.1"),), '<svg role="img"><title>t</title></svg>',
)  # fmt: skip


def elements(page: str) -> list[Element]:
    """The elements of a page, which is well-formed XML behind its first line."""
    return list(fromstring(page.partition("\n")[2]).iter())


def tags(page: str) -> set[str]:
    """The names of the elements, those of other languages without their namespace."""
    return {element.tag.rpartition("}")[2] for element in elements(page)}


def words(page: str) -> str:
    """The text of a page, blanks made one."""
    return " ".join("".join(part for element in elements(page)[:1] for part in element.itertext()).split())


def test_the_page_needs_nothing_from_outside() -> None:
    assert tags(html(DOSSIER)).isdisjoint({"script", "link", "img", "iframe", "object", "form"})
    names = {name for element in elements(html(DOSSIER)) for name in element.attrib}
    assert not any(name.startswith("on") or name in {"src", "href", "style"} for name in names)


def test_the_policy_admits_this_style_sheet_and_nothing_else() -> None:
    page = html(DOSSIER)
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', page)
    assert policy is not None
    digest = b64encode(sha256(STYLE.encode()).digest()).decode()
    assert policy[1] == f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    assert f"<style>{STYLE}</style>" in page


def test_everything_that_there_is_to_tell_is_on_the_page() -> None:
    shown = words(html(DOSSIER))
    told = "A <relay> & more,worse,Well typed.,they differ in model,newer.model,a.x → b.y,arXiv:1,arXiv:2,swiss-cheese"
    for part in (*told.split(","), "Holes.", "a|b", "<b>", "A note.", "Frontier", "Opens.", "an assumption", "0.1"):
        assert part in shown


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc"]), max_size=60))
def test_no_text_of_the_author_becomes_markup(text: str) -> None:
    message = mismatch()._replace(message=f"{text}\n{text}", help=text, file=text)
    table = Table(text, (text, text), ((text, text),), text)
    dossier = Dossier(text, text, text, (text,), text, text, text, (message,), (), (Chapter(text, text, (table,)),))
    reference = Dossier(
        "x",
        "x",
        "x",
        ("x",),
        "x",
        "x",
        "x",
        (mismatch()._replace(message="x\nx", help="x"),),
        (),
        (Chapter("x", "x", (Table("x", ("x", "x"), (("x", "x"),), "x"),)),),
    )
    assert tags(html(dossier)) <= tags(html(reference)) | {"code", "mark", "p"}
    assert "<script" not in markdown(dossier)


def test_the_same_dossier_gives_the_same_bytes() -> None:
    assert html(DOSSIER) == html(DOSSIER)
    assert markdown(DOSSIER, "x.svg") == markdown(DOSSIER, "x.svg")


def test_markdown_has_a_part_for_each_part_and_links_the_picture() -> None:
    text = markdown(DOSSIER, "relay.svg")
    assert "![Wiring diagram of relay](relay.svg)" in text
    assert re.findall(r"^## (.*)$", text, re.MULTILINE) == [
        "Diagnostics", "Findings", "swiss-cheese", "Boxes", "Assumed", "Provenance", "Sources"
    ]  # fmt: skip
    assert "| a\\|b | &lt;b> |" in text


def test_a_page_without_a_picture_says_why() -> None:
    dossier = Dossier("n", "", "", (), "f", "", "v", picture_note="No Graphviz.")
    assert "No Graphviz." in html(dossier) and "_No Graphviz._" in markdown(dossier)


def test_a_table_as_text_is_aligned_and_goes_on_in_its_last_column() -> None:
    table = Table("Ways", ("n", "way"), (("1", "short"), ("12", "word " * 40)), "")
    lines = exhibit_text(table).splitlines()
    assert lines[:4] == ["Ways", "  n   way", "  --  " + "-" * 94, "  1   short"]
    assert lines[4].startswith("  12  word") and lines[5].startswith("      word")
    assert max(map(len, lines)) <= 100


def test_commands_and_names_in_the_note_of_a_table_are_set_as_such() -> None:
    shown = shown_html(Table("T", ("a",), (("1",),), "More by `--only impact`."))
    assert shown.endswith('<p class="note">More by <code>--only impact</code>.</p>')


def test_an_empty_table_is_its_title_and_note() -> None:
    assert exhibit_text(Table("None", ("a",), (), "Nothing found.")) == "None\n  Nothing found.\n"
    assert shown_markdown(Table("None", ("a",), ())) == "**None**\n"
    assert "<table" not in shown_html(Table("None", ("a",), ()))


def test_a_chart_is_a_drawing_and_a_table() -> None:
    assert "  1       0.5" in exhibit_text(PLOT)
    assert "<svg" in shown_html(FIGURE) and "<td>0.25</td>" in shown_html(FIGURE)
    assert shown_markdown(FIGURE, "page-").startswith("![Frontier](page-frontier.svg)\n\n**Frontier**\n")


def test_figures_of_a_page_have_different_names_fit_for_files() -> None:
    titled = Plot("../Rate\n of <b>", "x", "y", ())
    names = [one.name for one in illustrate((titled, titled, PLOT), lambda lit: ("", "")) if isinstance(one, Figure)]
    assert names == ["rate-of-b", "rate-of-b-2", "frontier"]


def test_a_lit_diagram_has_ids_of_its_own_and_is_a_table_where_it_cannot_be_drawn() -> None:
    lit = Lit("Way", {box("gate"): ("route",)}, "gate only")
    (drawn,) = illustrate((lit,), lambda one: ('<svg><g id="gate"></g></svg>', ""))
    (told,) = illustrate((lit,), lambda one: ("", "No Graphviz."))
    assert isinstance(drawn, Figure) and '<g id="way-gate">' in drawn.svg
    assert told == Table("Way", ("element", "lit as"), (("gate", "route"),), "gate only No Graphviz.")


def test_the_verdict_counts_what_was_found() -> None:
    note = Message("n", "note", "", mismatch().span, "m")
    assert verdict([mismatch(), note], []) == "Not well formed: 1 error, 1 note."
    assert verdict([], []) == "Well typed. The analyses give no findings."
    assert verdict([note], [STATEMENT]) == "Well typed. The check gives 1 note. The analyses give 1 error."
