"""The gallery is listed, and a proposal of it is copied to where nothing is yet."""

from __future__ import annotations

from pathlib import Path

import pytest

from interlock.cli.gallery import find_slugs
from tests.cli.test_commands import Interlock, interlock

__all__ = ["interlock"]


def test_the_gallery_is_listed_a_line_each(interlock: Interlock) -> None:
    ran = interlock("gallery")
    assert ran.code == 0
    assert [line.split()[0] for line in ran.out.splitlines()] == list(find_slugs())
    assert "A policy optimised against a learned guess at what raters click" in ran.out


def test_one_proposal_of_the_gallery_is_told_with_its_file(interlock: Interlock) -> None:
    (row,) = interlock("gallery", "cirl", "--format", "json").json()
    assert (row["name"], row["variants"]) == (
        "cirl",
        ["credal-prior", "no-switch", "sold-on-pay", "prior-over-actions", "shown-idle", "sure"],
    )
    assert Path(row["file"]).is_file()
    ran = interlock("gallery", "cirl", "--verdict")
    assert "variants  credal-prior, no-switch, sold-on-pay, prior-over-actions, shown-idle, sure" in ran.out
    assert "warning" in ran.out.splitlines()[0]


def test_the_nearest_proposal_is_offered_for_one_that_is_not_there(interlock: Interlock) -> None:
    listed, copied = (
        interlock("gallery", "guaranteed-safe-a"),
        interlock("new", "proposal", "mine", "--from", "guaranteed-safe-a"),
    )
    assert (listed.code, copied.code) == (1, 2)
    assert "The gallery has no proposal 'guaranteed-safe-a'. Did you mean guaranteed-safe-ai?" in listed.err
    assert "Did you mean guaranteed-safe-ai?" in copied.err
    assert not Path("mine").exists()


def test_a_new_proposal_checks_as_it_is(interlock: Interlock) -> None:
    ran = interlock("new", "proposal", "a/my-idea")
    assert (ran.code, ran.err) == (0, "wrote a/my-idea/proposal.yaml\n")
    assert ran.out == "Next: interlock analyze a/my-idea/proposal.yaml\n"
    checked = interlock("check", "a/my-idea/proposal.yaml", "--fail-on", "note")
    assert (checked.code, checked.out) == (0, "my-idea: 3 boxes, 7 wires, 1 variant: checked\n")


@pytest.mark.parametrize("slug", find_slugs())
def test_a_copy_of_the_gallery_is_the_proposal_under_another_name(slug: str, interlock: Interlock) -> None:
    assert interlock("new", "proposal", "mine", "--from", slug).code == 0
    (row,) = interlock("gallery", slug, "--format", "json").json()
    assert Path("mine/proposal.yaml").read_text("utf-8").replace("proposal: mine", f"proposal: {slug}") == Path(
        row["file"]
    ).read_text("utf-8")
    assert not Path("mine/README.md").exists()
    assert interlock("check", "mine/proposal.yaml", "--variant", "{}").out.splitlines()[-1]


def test_nothing_is_overwritten(interlock: Interlock) -> None:
    assert interlock("new", "proposal", "--from", "rlhf").code == 0
    Path("rlhf/proposal.yaml").write_text("mine", "utf-8")
    ran = interlock("new", "proposal", "--from", "rlhf")
    assert (ran.code, Path("rlhf/proposal.yaml").read_text("utf-8")) == (2, "mine")
    assert ran.err == "interlock: 'rlhf' is there already, and nothing is overwritten\n"


@pytest.mark.parametrize("words", [[], ["No Name"], ["a--b"], ["-"]])
def test_a_new_proposal_has_a_name(words: list[str], interlock: Interlock) -> None:
    assert interlock("new", "proposal", *words).code == 2
    assert interlock("new", "proposal", *words).err.startswith("interlock: ")
