"""A plugin from outside of this repository, by somebody who knows `interlock.api` only."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from interlock.analysis.answer import DIAGRAM, Request
from interlock.analysis.plan import run
from interlock.pipeline import Examined, examine
from interlock.plugin.discover import EntryPoint, discover
from interlock.plugin.host import EVERYTHING, load
from interlock.plugin.loaded import Loaded
from interlock.report.figure import Figure, illustrate
from interlock.syntax.grammar import CORE
from tests.repository.sources import ROOT

STRANGER = ROOT / "tests" / "plugin" / "stranger"
PROPOSAL = STRANGER / "reviewed-change.yaml"
PROGRAM = "import sys; from interlock.cli import main; sys.exit(main())"


@pytest.fixture
def loaded(monkeypatch: pytest.MonkeyPatch) -> Loaded:
    """What our plugins and the stranger's add, its entry point given by hand."""
    monkeypatch.syspath_prepend(str(STRANGER))
    own = EntryPoint("interlock", "budgets", "interlock_budgets:plugin", "interlock-budgets", "1.0")
    return load(EVERYTHING, (*discover("interlock"), own), CORE)


def examined(text: str, loaded: Loaded) -> Examined:
    """What is known of a proposal in memory."""
    return examine("p.yaml", lambda path: text.encode(), loaded)


def test_the_host_takes_in_everything_that_the_plugin_adds(loaded: Loaded) -> None:
    (found,) = (plugin for plugin in loaded.plugins if plugin.name == "budgets")
    assert loaded.faults == ()
    assert found.adds == (
        "vocabulary review",
        "analysis budget-sheet",
        "lint unfunded-barrier",
        "layer unfunded",
        "format budget-csv",
        "import budget-csv",
        "kernel skim",
        "suffix .csv",
        "section budgets",
    )


def test_its_section_is_read_resolved_and_judged_by_its_law(loaded: Loaded) -> None:
    text = PROPOSAL.read_text("utf-8")
    broken = {
        "of: reviewer": ("of: reviewers", "unknown-box"),
        "hours: 2 .. 4 hour": ("hours: 2 .. 4", "unit-mismatch"),
        "2 .. 4 hour": ("-2 .. 4 hour", "negative-budget"),
    }
    assert [told.fault.code for told in examined(text, loaded).told] == []
    for part, (instead, code) in broken.items():
        assert [told.fault.code for told in examined(text.replace(part, instead), loaded).told] == [code], instead


def test_its_analysis_reads_ours_and_its_lint_and_layer_read_its_own(loaded: Loaded) -> None:
    diagram = examined(PROPOSAL.read_text("utf-8"), loaded).diagram
    assert diagram is not None
    (sheet,) = (each for each in loaded.analyses if each.name == "budget-sheet")
    (layer,) = (each for each in loaded.layers if each.name == "unfunded")
    lints = [lint for lint in loaded.lints if lint.code == "unfunded-barrier"]
    ran = run([sheet, *layer.needs], {DIAGRAM: diagram}, Request(), lints)
    assert ran.failed == ()
    said = [(each.by, each.finding.rule.code, each.finding.subject[0]) for each in ran.findings]
    assert ("unfunded-barrier", "unfunded-barrier", "merge") in said
    assert ("budget-sheet", "idle-budget", "budgets:reading") in said
    assert layer.marks(ran.results, Request()) == {"merge": ("hole",)}


def test_its_pictures_are_drawn_by_core(loaded: Loaded) -> None:
    diagram = examined(PROPOSAL.read_text("utf-8"), loaded).diagram
    (sheet,) = (each for each in loaded.analyses if each.name == "budget-sheet")
    depict = sheet.body().depict
    assert depict is not None
    depicted = depict(run([sheet], {DIAGRAM: diagram}, Request()).results[sheet])
    (figure,) = illustrate(depicted, lambda lit: ("", ""), sheet.name)
    assert isinstance(figure, Figure)
    assert figure.name == "budget-sheet-how-uncertain-the-budgets-are"
    assert figure.table.rows == (("reviewer", "2", "3", "4"),)


def test_every_command_knows_it_once_it_is_installed(tmp_path: Path) -> None:
    info = tmp_path / "interlock_budgets-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: interlock-budgets\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text(
        "[interlock]\nbudgets = interlock_budgets:plugin\n"
        "[interlock.commands]\nbudget-sheet = interlock_budgets.command:budget_sheet\n"
    )
    paths = os.pathsep.join((str(tmp_path), str(STRANGER), *filter(None, sys.path)))
    use_it((sys.executable, "-c", PROGRAM), tmp_path, {**os.environ, "PYTHONPATH": paths})


@pytest.mark.install
@pytest.mark.xdist_group("wheel")
@pytest.mark.skipif("CI" not in os.environ, reason="installs packages from the index; set CI=true to run it")
def test_pip_installs_it_beside_this_checkout(tmp_path: Path) -> None:
    outside = {
        name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "VIRTUAL_ENV", "COV"))
    }
    scripts = tmp_path / "env" / ("Scripts" if os.name == "nt" else "bin")
    ended([sys.executable, "-m", "venv", str(tmp_path / "env")], tmp_path, outside)
    ended([str(scripts / "python"), "-m", "pip", "install", "-q", str(ROOT), str(STRANGER)], tmp_path, outside)
    use_it((str(scripts / "interlock"),), tmp_path, outside)


def use_it(program: tuple[str, ...], folder: Path, environment: Mapping[str, str]) -> None:
    """Run every command on the stranger's proposal."""
    file = str(PROPOSAL)
    ended([*program, "check", file], folder, environment)
    analysed = ended([*program, "analyze", file, "--format", "json"], folder, environment)
    said = json.loads(analysed)
    assert said["results"]["budget-sheet"] == {"boxes": {"reviewer": {"least": 2.0, "most": 4.0, "guards": []}}}
    assert {"unfunded-barrier", "idle-budget"} <= {finding["code"] for finding in said["findings"]}
    ended([*program, "render", file, "--layer", "unfunded", "-o", "picture.dot"], folder, environment)
    assert "hole" in (folder / "picture.dot").read_text("utf-8")
    (folder / "analysed.json").write_text(analysed, "utf-8")
    assert "1 budgets: 160 .. 320" in ended(
        [*program, "budget-sheet", "analysed.json", "--rate", "80"], folder, environment
    )
    sheet = ended([*program, "export", "budget-csv", file], folder, environment)
    assert "reviewer,2.0,4.0," in sheet
    (folder / "sheet.csv").write_text(sheet, "utf-8")
    again = json.loads(ended([*program, "analyze", "sheet.csv", "--format", "json"], folder, environment))
    assert again["results"] == {"budget-sheet": said["results"]["budget-sheet"]}
    (folder / "sheet.csv").write_text(f"{sheet}author,some,,\n", "utf-8")
    wrong = ended([*program, "analyze", "sheet.csv", "--fail-on", "never"], folder, environment)
    assert "error[no-hours]: no hours in line 3" in wrong and "reviewer" in wrong
    assert "A barrier on a thinnest route" in ended([*program, "explain", "unfunded-barrier"], folder, environment)
    assert "budget-sheet" in ended([*program, "--help"], folder, environment)


def ended(command: list[str], folder: Path, environment: Mapping[str, str]) -> str:
    """What a command printed that ended well."""
    done = subprocess.run(
        command, cwd=folder, env=dict(environment), capture_output=True, text=True, check=False, timeout=600
    )
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]
    return done.stdout
