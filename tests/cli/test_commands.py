"""Every command on a good file and on a bad one, in this process."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from interlock.cli import main
from interlock.plugin.shipped import Shipped, UnreadableVocabularyError
from tests.cli.files import BAD, GOOD, VOCABULARY


class Ran(NamedTuple):
    """What a command left behind."""

    code: int
    out: str
    err: str

    def json(self) -> Any:
        """The standard output as JSON."""
        return json.loads(self.out)


Interlock = Callable[..., Ran]


@pytest.fixture
def interlock(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]) -> Interlock:
    for name, text in (("good.yaml", GOOD), ("bad.yaml", BAD), ("words.yaml", VOCABULARY)):
        (tmp_path / name).write_text(text, "utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("INTERLOCK_DEBUG", raising=False)

    def run(*words: str) -> Ran:
        code = main(words)
        out, err = capfdbinary.readouterr()
        return Ran(code, out.decode(), err.decode())

    return run


def test_check_says_in_a_line_what_was_checked(interlock: Interlock) -> None:
    ran = interlock("check", "good.yaml")
    assert (ran.code, ran.err) == (0, "")
    assert "relay: 1 box, 2 wires, 2 variants: checked\n" in ran.out
    assert interlock("validate", "good.yaml") == ran


def test_check_tells_the_place_and_the_way_out(interlock: Interlock) -> None:
    ran = interlock("check", "bad.yaml")
    assert ran.code == 1
    assert "error[unknown-box]" in ran.out and "Did you mean `step`?" in ran.out
    assert "bad.yaml:8:" in ran.out


def test_check_takes_several_files_and_vocabularies(interlock: Interlock) -> None:
    ran = interlock("check", "good.yaml", "words.yaml")
    assert ran.code == 0
    assert "words: 1 kind: checked" in ran.out
    assert interlock("check", "good.yaml", "bad.yaml").code == 1


def test_check_as_json_is_one_object(interlock: Interlock) -> None:
    good, bad = interlock("check", "good.yaml", "--format", "json"), interlock("check", "bad.yaml", "--format", "json")
    assert good.json()["ok"] is True and good.code == 0
    told = bad.json()
    assert told["ok"] is False and bad.code == 1
    (error,) = [each for each in told["diagnostics"] if each["severity"] == "error"]
    assert (error["code"], error["file"], error["span"]["start"]) == (
        "unknown-box",
        "bad.yaml",
        {"line": 8, "column": 14},
    )


def test_a_variant_is_looked_at_alone(interlock: Interlock) -> None:
    ran = interlock("check", "good.yaml", "--variant", "unfed")
    assert ran.code == 1 and "error[no-source]" in ran.out
    assert interlock("check", "good.yaml", "--variant", "{}").code == 0
    missing = interlock("check", "good.yaml", "--variant", "unfeed")
    assert missing.code == 1 and "Did you mean `unfed`?" in missing.out


def test_a_parameter_may_be_set(interlock: Interlock) -> None:
    assert interlock("check", "good.yaml", "--set", "n=7").code == 0
    assert "has no parameter `m`" in interlock("check", "good.yaml", "--set", "m=7").out
    assert interlock("check", "good.yaml", "--set", "seven").code == 2


@pytest.mark.parametrize(("threshold", "code"), [("error", 0), ("warning", 1), ("note", 1), ("never", 0)])
def test_the_exit_code_follows_the_threshold(interlock: Interlock, threshold: str, code: int) -> None:
    Path("idle.yaml").write_text(GOOD.replace("out y: Nat}", "out y: Nat, out z: Nat}"), "utf-8")
    assert interlock("check", "idle.yaml", "--fail-on", threshold).code == code


def test_analyze_gives_the_results_of_analyses(interlock: Interlock) -> None:
    ran = interlock("analyze", "good.yaml", "--format", "json", "--fail-on", "never")
    hazard = ran.json()["results"]["swiss-cheese"]["hazards"]["wrong"]
    assert ran.code == 0
    assert hazard["minimal_cut_sets"]["listed"] == [["step.slips"]]
    text = interlock("analyze", "good.yaml", "--fail-on", "never")
    assert "== swiss-cheese ==" in text.out and "step.slips" in text.out


def test_an_analysis_shows_more_where_it_is_asked_for_by_name(interlock: Interlock) -> None:
    usual = interlock("analyze", "good.yaml", "--fail-on", "never").out
    named = interlock("analyze", "good.yaml", "--fail-on", "never", "--only", "impact").out
    assert "Where failures go" in usual and "Impact table" not in usual
    assert "Where failures go" in named and "Impact table" in named


def test_the_impact_table_is_exported_as_comma_separated_values(interlock: Interlock) -> None:
    header, row, *_ = interlock("export", "fmea", "good.yaml").out.splitlines()
    assert header.startswith("box,event,failure,at,alone,ends")
    assert row.startswith("step,step.slips,")


def test_analyze_under_a_variant_sees_its_numbers(interlock: Interlock) -> None:
    def probability(*words: str) -> float:
        ran = interlock("analyze", "good.yaml", "--format", "json", "--fail-on", "never", *words)
        bounds = ran.json()["results"]["swiss-cheese"]["hazards"]["wrong"]["probability"]["no_assumption"]
        return float(bounds["upper"])

    assert probability() == pytest.approx(0.25)
    assert probability("--variant", "sure") == pytest.approx(1)


def test_analyze_of_what_does_not_check_gives_no_results(interlock: Interlock) -> None:
    ran = interlock("analyze", "bad.yaml", "--format", "json")
    assert ran.code == 1
    assert (ran.json()["results"], ran.json()["findings"], ran.json()["ok"]) == ({}, [], False)
    assert "Not well formed: 1 error" in interlock("analyze", "bad.yaml").out


def test_only_one_analysis_is_printed(interlock: Interlock) -> None:
    ran = interlock("analyze", "good.yaml", "--only", "swiss-cheese", "--format", "json", "--fail-on", "never")
    assert list(ran.json()["results"]) == ["swiss-cheese"]
    wrong = interlock("analyze", "good.yaml", "--only", "swiss-chese")
    assert (wrong.code, wrong.out) == (2, "") and "Did you mean swiss-cheese" in wrong.err


def test_a_hazard_that_is_not_there_is_refused(interlock: Interlock) -> None:
    wrong = interlock("analyze", "good.yaml", "--hazard", "wrongs")
    assert wrong.code == 2 and "Did you mean wrong?" in wrong.err
    assert interlock("analyze", "good.yaml", "--hazard", "wrong", "--fail-on", "never").code == 0


def test_render_writes_dot_without_graphviz(interlock: Interlock, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("interlock.draw.graphviz.find_engine", lambda form: None)
    ran = interlock("render", "good.yaml", "-o", "out.dot")
    assert (ran.code, ran.out, ran.err) == (0, "", "wrote out.dot\n")
    assert Path("out.dot").read_text("utf-8").startswith("digraph")
    missing = interlock("render", "good.yaml", "-o", "out.svg")
    assert missing.code == 2 and "graphviz" in missing.err and not Path("out.svg").exists()


def test_render_lights_a_hazard(interlock: Interlock) -> None:
    interlock("render", "good.yaml", "-o", "plain.dot")
    assert interlock("render", "good.yaml", "-o", "lit.dot", "--highlight", "wrong").code == 0
    assert Path("lit.dot").read_bytes() != Path("plain.dot").read_bytes()
    assert interlock("render", "good.yaml", "-o", "-.dot", "--layer", "no-such").code == 2


def test_render_of_what_does_not_check_writes_nothing(interlock: Interlock) -> None:
    ran = interlock("render", "bad.yaml", "-o", "out.dot")
    assert ran.code == 1 and "unknown-box" in ran.err and ran.out == ""
    assert not Path("out.dot").exists()


def test_a_format_is_asked_for_by_a_suffix_that_is_known(interlock: Interlock) -> None:
    assert interlock("render", "good.yaml", "-o", "out.gif").code == 2
    assert interlock("report", "good.yaml", "-o", "out.txt").code == 2


def test_report_writes_a_page_with_its_picture(interlock: Interlock, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("interlock.draw.graphviz.find_engine", lambda form: None)
    assert interlock("report", "good.yaml", "-o", "page.html", "--fail-on", "never").code == 0
    page = Path("page.html").read_text("utf-8")
    assert "A number goes through a step" in page and "Graphviz is needed" in page
    assert interlock("report", "good.yaml", "-o", "page.md", "--fail-on", "never").code == 0
    assert "## swiss-cheese" in Path("page.md").read_text("utf-8")


def test_report_of_what_does_not_check_says_so_on_the_page(interlock: Interlock) -> None:
    assert interlock("report", "bad.yaml", "-o", "page.html").code == 1
    assert "Not well formed: 1 error" in Path("page.html").read_text("utf-8")


def test_nowhere_to_write_is_told_in_a_line(interlock: Interlock) -> None:
    ran = interlock("render", "good.yaml", "-o", "no/such/folder/out.dot")
    assert ran.code == 2 and "cannot be written" in ran.err


def test_kinds_are_listed_with_their_interfaces(interlock: Interlock) -> None:
    assert "alignment.Verifier" in interlock("kinds").out
    one = interlock("kinds", "Verifier")
    assert one.code == 0 and "out certificate: Option (Cert model spec policy)" in one.out
    (written,) = interlock("kinds", "alignment.Verifier", "--format", "json").json()
    assert written["ports"]["in spec"] == "Spec model"
    wrong = interlock("kinds", "Verifyer")
    assert wrong.code == 1 and "Verifier" in wrong.err
    assert interlock("kinds", "Zzyzx").err.splitlines() == [
        "There is no kind 'Zzyzx'. `interlock kinds` lists them all."
    ]


def test_a_kind_is_shown_with_what_it_relies_on_promises_and_how_it_fails(interlock: Interlock) -> None:
    shown = interlock("kinds", "Gatekeeper").out
    assert "    in fallback: A\n      assume  obeys spec fallback\n" in shown
    assert "      guarantee  accepted = true => isSome certificate and not ringing alarm\n" in shown
    assert "  failures\n    events:\n      jams: {doc:" in shown and "\n      - stop scheming at policy\n" in shown
    (written,) = interlock("kinds", "Gatekeeper", "--format", "json").json()
    assert written["assumes"] == {"in fallback": "obeys spec fallback"}
    assert written["sections"]["labels"] == "{trust: trusted, role: [gate]}"


def test_what_only_a_vocabulary_knows_that_is_not_in_use_is_told_with_its_name(interlock: Interlock) -> None:
    text = "interlock: 1\nproposal: bare\nports: {in task: Task, out made: Wundertier}\nboxes: {switch: DeploymentSwitch}\n"
    Path("bare.yaml").write_text(text, "utf-8")
    told = interlock("check", "bare.yaml", "--format", "json").json()["diagnostics"]
    helps = {one["message"]: one["help"] for one in told}
    assert helps["there is no name `Task`"] == "The vocabulary `alignment` declares it: add that to `uses`."
    assert helps["there is no kind `DeploymentSwitch`"] == "The vocabulary `control` declares it: add that to `uses`."
    assert helps["there is no name `Wundertier`"] == ""


def test_what_has_no_name_is_called_by_its_file(interlock: Interlock) -> None:
    Path("empty.yaml").write_bytes(b"")
    assert interlock("analyze", "empty.yaml").out.splitlines()[-2] == "empty.yaml: Not well formed: 1 error."
    interlock("report", "empty.yaml", "-o", "page.html")
    assert "<h1>empty.yaml</h1>" in Path("page.html").read_text("utf-8")


def test_plugins_are_listed_with_what_each_adds(interlock: Interlock) -> None:
    ran = interlock("plugins")
    assert ran.code == 0 and "  vocabulary alignment\n" in ran.out and "  section hazards\n" in ran.out
    written = interlock("plugins", "--format", "json").json()
    assert {"alignment", "swiss-cheese"} <= {each["name"] for each in written["plugins"]}
    assert written["left_out"] == []


def test_explain_shows_a_page_or_the_nearest_code(interlock: Interlock) -> None:
    assert interlock("explain", "type-mismatch").out.startswith("# type-mismatch\n")
    wrong = interlock("explain", "type-mismach")
    assert wrong.code == 1 and "type-mismatch" in wrong.err
    assert "\ntype-mismatch\n" in interlock("explain").out


def test_export_without_such_a_format_says_so(interlock: Interlock) -> None:
    ran = interlock("export", "no-such-format", "good.yaml")
    assert ran.code == 2 and "no format 'no-such-format'" in ran.err


@pytest.mark.parametrize("words", [["check"], ["check", "nowhere.yaml"], ["check", "."], ["chekc"], ["check", "a\0b"]])
def test_what_cannot_run_ends_with_two_and_a_line(interlock: Interlock, words: list[str]) -> None:
    ran = interlock(*words)
    assert ran.code == 2 and ran.out == "" and "Traceback" not in ran.err and ran.err.strip()


def test_an_unknown_command_gets_the_nearest_offered(interlock: Interlock) -> None:
    assert "Did you mean check?" in interlock("chekc").err
    assert "Did you mean render?" in interlock("draw", "good.yaml").err
    assert "Did you mean diff?" in interlock("compare", "good.yaml", "bad.yaml").err
    assert "Did you mean `check good.yaml`?" in interlock("good.yaml").err
    assert "`interlock --help` lists them." in interlock("zzyzx").err


def test_a_crash_is_one_line_and_a_traceback_only_if_asked_for(
    interlock: Interlock, monkeypatch: pytest.MonkeyPatch
) -> None:
    def crash(*arguments: object, **named: object) -> None:
        raise ZeroDivisionError("by nought")

    monkeypatch.setattr("interlock.cli.session.examine", crash)
    ran = interlock("check", "good.yaml")
    assert ran.code == 2 and ran.err.count("\n") == 1
    assert "bug of ours (ZeroDivisionError: by nought)" in ran.err and "INTERLOCK_DEBUG=1" in ran.err
    monkeypatch.setenv("INTERLOCK_DEBUG", "1")
    assert "Traceback" in interlock("check", "good.yaml").err


def test_a_vocabulary_that_its_plugin_lost_is_the_mistake_of_the_plugin(
    interlock: Interlock, monkeypatch: pytest.MonkeyPatch
) -> None:
    def lose(self: Shipped, name: str) -> tuple[str, str]:
        raise UnreadableVocabularyError(f"{name} is lost")

    Path("lost.yaml").write_text("interlock: 1\nproposal: lost\nuses: [alignment]\n", "utf-8")
    monkeypatch.setattr(Shipped, "_open", lose)
    ran = interlock("check", "lost.yaml")
    assert ran.code == 2 and ran.err == "interlock: alignment is lost. INTERLOCK_DEBUG=1 shows the traceback.\n"
    assert "interlock: control is lost\n" in interlock("kinds").err


def test_a_stop_by_the_user_ends_with_130_and_leaves_nothing(
    interlock: Interlock, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def stop(*arguments: object, **named: object) -> None:
        raise KeyboardInterrupt

    before = sorted(tmp_path.iterdir())
    monkeypatch.setattr("os.replace", stop)
    assert interlock("render", "good.yaml", "-o", "out.dot").code == 130
    assert sorted(tmp_path.iterdir()) == before
