"""Pictures of results, in pages and as files."""

from __future__ import annotations

import re
from pathlib import Path
from xml.etree.ElementTree import fromstring

import pytest

from interlock.draw.graphviz import find_engine
from tests.cli.files import GOOD
from tests.cli.test_commands import Interlock, interlock
from tests.repository.command import FLAGSHIP

__all__ = ["interlock"]

TREE = """<?xml version="1.0"?>
<opsa-mef><define-fault-tree name="tree"><define-gate name="top"><or><basic-event name="a"/><basic-event name="b"/></or></define-gate>
<define-basic-event name="a"><float value="0.1"/></define-basic-event>
<define-basic-event name="b"><float value="0.2"/></define-basic-event></define-fault-tree></opsa-mef>
"""
DRAWN = {
    "barriers-bow-tie-of-wrong.svg",
    "barriers-routes-to-wrong-and-their-barriers.svg",
    "barriers-thinnest-route-to-wrong.svg",
}

needs_engine = pytest.mark.skipif(find_engine("svg") is None, reason="no Graphviz")


@needs_engine
def test_analyze_writes_each_picture_to_a_folder_that_it_makes(interlock: Interlock) -> None:
    plain = interlock("analyze", "good.yaml")
    ran = interlock("analyze", "good.yaml", "--pictures", "new/pictures")
    assert (ran.code, ran.out) == (0, plain.out)
    assert {path.name for path in Path("new/pictures").iterdir()} == DRAWN
    for path in Path("new/pictures").iterdir():
        assert fromstring(path.read_text("utf-8")).get("role") == "img"
        assert f"wrote {Path('new/pictures') / path.name}" in ran.err


def test_only_the_hazards_that_are_asked_for_are_depicted(interlock: Interlock) -> None:
    Path("two.yaml").write_text(
        GOOD.replace("top: off at b}", "top: off at b}\n  worse: {top: off at step.y}"), "utf-8"
    )
    interlock("analyze", "two.yaml", "--pictures", "drawn", "--hazard", "worse")
    assert {path.name.partition("-of-")[2] for path in Path("drawn").glob("*bow-tie*")} == {"worse.svg"}


def test_a_fault_tree_of_another_program_has_a_bow_tie_of_its_cut_sets(interlock: Interlock) -> None:
    Path("tree.xml").write_text(TREE, "utf-8")
    assert interlock("analyze", "tree.xml", "--pictures", "drawn").code == 0
    (drawn,) = Path("drawn").glob("*bow-tie*")
    assert "A fault tree says nothing of what follows." in drawn.read_text("utf-8")


def test_a_folder_that_cannot_be_made_is_told(interlock: Interlock) -> None:
    Path("taken").write_text("a file", "utf-8")
    ran = interlock("analyze", "good.yaml", "--pictures", "taken")
    assert (ran.code, "'taken' cannot be made" in ran.err) == (2, True)


def test_what_is_depicted_is_run_for_pictures_or_by_its_name_only(interlock: Interlock) -> None:
    assert list(interlock("analyze", "good.yaml", "--format", "json").json()["results"]) == [
        "arguments",
        "membranes",
        "labels",
        "side-channels",
        "bits",
        "splits",
        "latents",
        "protocols",
        "held-out",
        "learning",
        "goodhart",
        "selection",
        "incentives",
        "swiss-cheese",
        "impact",
        "audits",
    ]
    asked = interlock("analyze", "good.yaml", "--only", "barriers", "--format", "json").json()["results"]["barriers"]
    (lane,) = asked["hazards"]["wrong"]["lanes"]
    assert (lane["begins_by"], lane["guards"]) == ([["step.slips"]], [])
    assert "Bow-tie of wrong" in interlock("analyze", "good.yaml", "--only", "barriers").out


@needs_engine
def test_the_page_has_every_picture_with_a_table_and_no_id_twice(interlock: Interlock) -> None:
    assert interlock("report", str(FLAGSHIP), "-o", "page.html", "--fail-on", "never").code == 0
    page = Path("page.html").read_text("utf-8")
    assert page.count('<figure class="drawing">') == page.count("<summary>As a table</summary>") == 5
    ids = re.findall(r' id="([^"]*)"', page)
    assert len(set(ids)) == len(ids)
    assert "Thinnest route to harm" in page
    assert "What crosses membranes" in page
    fromstring(page.partition("\n")[2])


@needs_engine
def test_hostile_words_of_an_author_stay_words(interlock: Interlock) -> None:
    hostile = "<script>alert(1)</script> & \\\"'"
    Path("hostile.yaml").write_text(
        GOOD.replace("A number goes through a step", f'"{hostile}"').replace(
            "top: off at b}", f'top: off at b, doc: "{hostile}"}}'
        ),
        "utf-8",
    )
    assert interlock("report", "hostile.yaml", "-o", "page.html").code == 0
    page = Path("page.html").read_text("utf-8")
    assert "<script" not in page and "alert(1)" in page
    tags = {element.tag.rpartition("}")[2] for element in fromstring(page.partition("\n")[2]).iter()}
    assert tags.isdisjoint({"script", "foreignObject", "a", "image", "iframe"})


@needs_engine
def test_the_markdown_page_has_its_pictures_in_files_beside_it(interlock: Interlock) -> None:
    assert interlock("report", "good.yaml", "-o", "page.md").code == 0
    linked = set(re.findall(r"!\[[^\]]*\]\(([^)]*)\)", Path("page.md").read_text("utf-8")))
    assert linked == {"page.svg", *(f"page-{name}" for name in DRAWN)}
    assert all(Path(name).is_file() for name in linked)


def test_without_graphviz_the_charts_are_drawn_all_the_same(
    interlock: Interlock, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("interlock.draw.graphviz.find_engine", lambda form: None)
    assert interlock("report", "good.yaml", "-o", "page.html").code == 0
    page = Path("page.html").read_text("utf-8")
    assert page.count('<figure class="drawing">') == 2
    assert "Graphviz is needed to draw" in page and "Thinnest route to wrong" in page
