"""The same input gives the same bytes, whatever the order in which Python keeps its sets."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.repository.command import FLAGSHIP, run
from tests.repository.sources import ROOT

GALLERY = sorted((ROOT / "proposals").glob("*/proposal.yaml"))
SEEDS = ("0", "1")


@pytest.mark.parametrize("command", ["check", "analyze"])
@pytest.mark.parametrize("proposal", GALLERY, ids=lambda path: path.parent.name)
def test_json_has_the_same_bytes_under_two_hash_seeds(command: str, proposal: Path) -> None:
    first, second = (run(command, proposal, "--format", "json", seed=seed) for seed in SEEDS)
    assert first.returncode in {0, 1}, first.stderr
    assert first.stdout
    assert first.stdout == second.stdout


@pytest.mark.parametrize("proposal", GALLERY, ids=lambda path: path.parent.name)
def test_the_picture_has_the_same_bytes_under_two_hash_seeds(proposal: Path, tmp_path: Path) -> None:
    pictures = [tmp_path / f"{seed}.dot" for seed in SEEDS]
    ran = [run("render", proposal, "-o", picture, seed=seed) for seed, picture in zip(SEEDS, pictures, strict=True)]
    assert [r.returncode for r in ran] == [0, 0], ran[0].stderr
    assert pictures[0].read_bytes() == pictures[1].read_bytes() != b""


def test_a_file_with_many_mistakes_tells_them_in_one_order(tmp_path: Path) -> None:
    broken = tmp_path / "proposal.yaml"
    text = FLAGSHIP.read_text("utf-8")
    broken.write_text(text.replace("gate.", "gat.").replace("Verifier", "Verifyer"), "utf-8")
    first, second = (run("check", broken, "--format", "json", seed=seed) for seed in SEEDS)
    assert first.returncode == 1, first.stderr
    assert first.stdout == second.stdout
