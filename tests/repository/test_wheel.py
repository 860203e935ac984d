"""The wheel works in an empty environment, away from the checkout."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.repository.sources import ROOT

pytestmark = [
    pytest.mark.install,
    pytest.mark.xdist_group("wheel"),
    pytest.mark.skipif("CI" not in os.environ, reason="installs packages from the index; set CI=true to run it"),
]
FLAGSHIP = "guaranteed-safe-ai"


def ran(*command: str | Path, folder: Path) -> str:
    """What a command printed, in a folder that is not the checkout; the environment names no other Python code."""
    outside = {
        name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "VIRTUAL_ENV", "COV"))
    }
    done = subprocess.run(
        [*map(str, command)], cwd=folder, env=outside, capture_output=True, text=True, check=False, timeout=600
    )
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-4000:]
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from the checkout."""
    folder = tmp_path_factory.mktemp("wheel")
    ran(sys.executable, "-m", "pip", "wheel", "-q", "--no-deps", "-w", folder, ROOT, folder=folder)
    (built,) = folder.glob("interlock-*.whl")
    return built


@pytest.fixture(scope="module")
def scripts(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of commands of an environment that holds the wheel, at the pinned versions, and nothing else."""
    folder = tmp_path_factory.mktemp("elsewhere")
    ran(sys.executable, "-m", "venv", folder / "env", folder=folder)
    found = folder / "env" / ("Scripts" if os.name == "nt" else "bin")
    ran(found / "python", "-m", "pip", "install", "-q", "-r", ROOT / "requirements.lock", folder=folder)
    ran(found / "python", "-m", "pip", "install", "-q", "--no-index", wheel, folder=folder)
    return found


def test_the_wheel_holds_code_vocabulary_and_gallery_and_nothing_else(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    assert {name.split("/")[0].split("-")[0] for name in names} == {
        "interlock",
        "interlock_alignment",
        "interlock_arguments",
        "interlock_boundaries",
        "interlock_control",
        "interlock_interchange",
        "interlock_lints",
        "interlock_pressure",
        "interlock_swiss_cheese",
    }
    assert f"interlock/proposals/{FLAGSHIP}/proposal.yaml" in names
    assert any(name.startswith("interlock_alignment/") and name.endswith(".yaml") for name in names)
    assert any(name.startswith("interlock/report/pages/") and name.endswith(".md") for name in names)
    assert [name for name in names if "__pycache__" in name] == []


def test_a_proposal_is_checked_from_the_wheel(scripts: Path, tmp_path: Path) -> None:
    where = ran(scripts / "python", "-c", "import interlock; print(interlock.__path__[0])", folder=tmp_path).strip()
    proposal = Path(where) / "proposals" / FLAGSHIP / "proposal.yaml"
    assert not Path(where).is_relative_to(ROOT)
    said = json.loads(ran(scripts / "interlock", "check", proposal, "--format", "json", folder=tmp_path))
    assert said["ok"] is True


def test_a_proposal_of_ones_own_is_analysed_and_drawn_from_the_wheel(scripts: Path, tmp_path: Path) -> None:
    own = tmp_path / "mine.yaml"
    own.write_bytes((ROOT / "proposals" / FLAGSHIP / "proposal.yaml").read_bytes())
    said = json.loads(
        ran(scripts / "interlock", "analyze", own, "--format", "json", "--fail-on", "never", folder=tmp_path)
    )
    ran(scripts / "interlock", "render", own, "-o", tmp_path / "mine.svg", folder=tmp_path)
    assert said["results"]["swiss-cheese"]["hazards"]
    assert (tmp_path / "mine.svg").read_text("utf-8").count("<title>") > 5


def test_the_first_party_plugins_are_found_in_the_wheel(scripts: Path, tmp_path: Path) -> None:
    said = ran(scripts / "interlock", "plugins", folder=tmp_path)
    assert "alignment" in said
    assert "swiss-cheese" in said
