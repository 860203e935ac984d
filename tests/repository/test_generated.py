"""Pages, pictures and expected results are what the commands say today (`python -m tests.repository.generated`)."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.repository.command import run
from tests.repository.generated import GALLERY, expected, parts, stands

NAMED = pytest.mark.parametrize("proposal", GALLERY, ids=lambda path: path.parent.name)


def test_the_gallery_has_its_first_four_proposals() -> None:
    first = {"control-trusted-monitoring", "guaranteed-safe-ai", "open-agency", "rlhf"}
    assert first <= {proposal.parent.name for proposal in GALLERY}


def test_every_generated_part_says_what_the_command_says() -> None:
    stale = [f"{p.page.parent.name}/{p.page.name}: {p.name}" for p in parts() if stands(p.page, p.name) != p.text]
    assert stale == []


@NAMED
def test_the_analyses_find_what_is_expected(proposal: Path) -> None:
    assert proposal.with_name("expected.json").read_text("utf-8") == expected(proposal)


@NAMED
def test_the_kept_picture_shows_the_boxes_and_wires_of_today(proposal: Path, tmp_path: Path) -> None:
    ran = run("render", proposal, "-o", tmp_path / "picture.svg")
    assert ran.returncode == 0, ran.stderr
    kept = proposal.with_name("picture.svg").read_text("utf-8")
    assert elements(kept) == elements((tmp_path / "picture.svg").read_text("utf-8")) != []


def elements(svg: str) -> list[str]:
    """Boxes and wires with their text alternatives; where they lie is Graphviz's affair and differs by its version."""
    return sorted(re.findall(r'<g id="[^"]*"|<title>[^<]*</title>', svg))
