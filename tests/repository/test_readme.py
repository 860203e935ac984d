"""The README says what is so."""

from __future__ import annotations

import json
import re
from pathlib import Path

from tests.repository.command import run
from tests.repository.generated import blocks, example, miswired
from tests.repository.sources import ROOT

README = (ROOT / "README.md").read_text("utf-8")
RUN_INSTALLS = (ROOT / ".ci" / "run").read_text("utf-8")


def section(title: str) -> str:
    """The text under a heading, up to the next of its level."""
    return README.split(f"\n## {title}\n", 1)[1].split("\n## ", 1)[0]


def test_the_quick_start_is_two_blocks_of_at_most_two_lines() -> None:
    inside = re.findall(r"^```sh\n(.*?)^```$", section("Quick start"), re.MULTILINE | re.DOTALL)
    assert [len(block.strip().splitlines()) <= 2 for block in inside] == [True, True]
    assert blocks(README, "sh")[:2] == inside


def test_the_first_picture_comes_before_the_quick_start_and_exists() -> None:
    before = README.split("## Quick start", 1)[0]
    (picture,) = re.findall(r"!\[[^\]]+\]\(([^)]+)\)", before)
    assert (ROOT / picture).is_file()


def test_every_link_inside_the_repository_leads_somewhere() -> None:
    links = re.findall(r"\]\((?!https?:|#)([^)#]+)", README)
    assert [link for link in links if not (ROOT / link).exists()] == []


def test_the_continuous_integration_runs_the_second_block() -> None:
    assert "readme_block 2" in RUN_INSTALLS


def test_the_example_has_at_most_fifteen_lines() -> None:
    assert [len(block.splitlines()) <= 15 for block in blocks(README, "yaml")] == [True]


def test_the_example_checks_clean(tmp_path: Path) -> None:
    (tmp_path / "certified-policy.yaml").write_text(example(), "utf-8")
    ran = run("check", "certified-policy.yaml", folder=tmp_path)
    assert (ran.returncode, ran.stderr) == (0, "")


def test_the_message_for_another_model_is_about_the_types(tmp_path: Path) -> None:
    (tmp_path / "certified-policy.yaml").write_text(miswired(), "utf-8")
    ran = run("check", "certified-policy.yaml", "--format", "json", folder=tmp_path)
    assert ran.returncode == 1
    told = json.loads(ran.stdout)["diagnostics"]
    assert {d["code"] for d in told if d["severity"] == "error"} == {"type-mismatch"}
