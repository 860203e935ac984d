"""Two proposals, or two variants of one, side by side."""

from __future__ import annotations

import re
from pathlib import Path
from xml.etree import ElementTree

from interlock.report.schema import diff_schema
from tests.cli.files import GOOD
from tests.cli.test_commands import Interlock, interlock
from tests.report.test_json import violations

__all__ = ["interlock"]

LONGER = """\
interlock: 1
proposal: relay
parameters: {n: {type: Nat, default: 3}, m: Nat}
ports: {in a: Int, out b: Int}
boxes:
  step: {ports: {in x: Int, out y: Int}, failures: {events: {slips: {}}, rules: [off at y if slips and off at x]}}
  more: {ports: {in x: Int, in z: Nat, out y: Int}}
  zero: {ports: {out y: Nat}}
wires: [a -> step.x, step.y -> more.x, more.y -> b, zero.y -> more.z]
failures:
  types: {off: {}}
  events: {step.slips: {probability: 0.25}}
hazards:
  wrong: {top: off at b, target: <= 0.5 per use}
"""


def test_a_diagram_and_itself_do_not_differ(interlock: Interlock) -> None:
    assert interlock("diff", "good.yaml", "good.yaml").out == "good.yaml -> good.yaml\nno difference\n"
    assert interlock("diff", "good.yaml@sure", "@sure").code == 0


def test_what_a_variant_changes_is_told_in_the_words_of_the_file(interlock: Interlock) -> None:
    ran = interlock("diff", "good.yaml", "@sure")
    assert ran.code == 0
    assert "  ~ failures events.step.slips.probability: 0.25 -> 1\n" in ran.out
    assert "== swiss-cheese ==" in ran.out and "  -  wrong   0.25 (lp)" in ran.out and "  +  wrong   1 (lp)" in ran.out


def test_two_files_are_compared_part_by_part(interlock: Interlock, tmp_path: Path) -> None:
    (tmp_path / "longer.yaml").write_text(LONGER, "utf-8")
    lines = interlock("diff", "good.yaml", "longer.yaml").out.splitlines()
    assert "  + parameters:m: Nat" in lines
    assert "  + more" in lines and "  + zero" in lines
    assert "  ~ step rules: off at y if slips -> off at y if slips and off at x" in lines
    assert "  ~ a type: Nat -> Int" in lines and "  ~ step.y type: Nat -> Int" in lines
    assert "  ~ wire:b: step.y -> more.y" in lines and "  + wire:more.z: zero.y" in lines
    assert "  + hazards:wrong target: <= 0.5 per use" in lines
    (tmp_path / "five.yaml").write_text(LONGER.replace("default: 3", "default: 5"), "utf-8")
    assert "  ~ parameters:n default: 3 -> 5" in interlock("diff", "longer.yaml", "five.yaml").out.splitlines()
    back = interlock("diff", "longer.yaml", "good.yaml").out.splitlines()
    assert "  - more" in back and "  ~ wire:b: more.y -> step.y" in back


def test_the_numbers_are_told_with_their_methods_as_json(interlock: Interlock) -> None:
    told = interlock("diff", "good.yaml", "@sure", "--format", "json").json()
    assert violations(told, diff_schema()) == []
    assert (told["ok"], told["same"], told["after"]["variant"]) == (True, False, "sure")
    assert told["changes"] == [
        {
            "section": "failures",
            "element": "failures",
            "aspect": "events.step.slips.probability",
            "before": "0.25",
            "after": "1",
        }
    ]
    upper = ["hazards", "wrong", "probability", "no_assumption", "upper"]
    (found,) = [each for each in told["results"] if each["path"] == upper]
    assert (found["before"], found["after"], found["methods"]) == (0.25, 1.0, ["lp", "lp"])


def test_a_variant_may_be_laid_over_another(interlock: Interlock, tmp_path: Path) -> None:
    more = GOOD + "  half: {failures: {events: {step.slips: {probability: 0.5}}}}\n"
    (tmp_path / "more.yaml").write_text(more, "utf-8")
    assert interlock("diff", "more.yaml@sure", "@half+sure").out.endswith("no difference\n")
    assert not interlock("diff", "more.yaml@sure", "@sure+half").out.endswith("no difference\n")


def test_a_side_that_does_not_check_is_told_and_nothing_is_compared(interlock: Interlock) -> None:
    ran = interlock("diff", "good.yaml", "@unfed")
    assert (ran.code, ran.out) == (1, "")
    assert "error[no-source]" in ran.err
    assert interlock("diff", "good.yaml", "@nowhere").code == 1
    assert interlock("diff", "@sure", "good.yaml").code == 2
    assert interlock("diff", "good.yaml", "nowhere.yaml").code == 2


def test_a_file_whose_name_has_the_sign_is_meant_as_it_is(interlock: Interlock, tmp_path: Path) -> None:
    (tmp_path / "a@b.yaml").write_text(GOOD, "utf-8")
    assert interlock("diff", "a@b.yaml", "good.yaml").out.endswith("no difference\n")


def test_both_pictures_light_what_differs(interlock: Interlock, tmp_path: Path) -> None:
    (tmp_path / "longer.yaml").write_text(LONGER, "utf-8")
    assert interlock("diff", "good.yaml", "longer.yaml", "-o", "a.dot", "-o", "b.dot").code == 0
    before, after = ((tmp_path / name).read_text("utf-8") for name in ("a.dot", "b.dot"))
    assert '"wire:b", class="wire data removed"' in before.replace("id=", "")
    assert "added" not in before and "added" in after and "changed" in after and "retyped" in after


def test_a_page_has_both_pictures_and_no_id_twice(interlock: Interlock, tmp_path: Path) -> None:
    (tmp_path / "longer.yaml").write_text(LONGER, "utf-8")
    assert interlock("diff", "good.yaml", "longer.yaml", "-o", "page.html").code == 0
    page = (tmp_path / "page.html").read_text("utf-8")
    ids = re.findall(r' id="([^"]*)"', page)
    assert sorted(set(ids)) == sorted(ids)
    assert 'id="before-step"' in page and 'id="after-more"' in page
    ElementTree.fromstring(page.removeprefix("<!doctype html>\n"))


def test_one_page_or_two_pictures_are_written_and_nothing_else(interlock: Interlock) -> None:
    for outputs in (["-o", "a.svg"], ["-o", "a.html", "-o", "b.html"], ["-o", "a", "-o", "b", "-o", "c"]):
        assert interlock("diff", "good.yaml", "@sure", *outputs).code == 2
