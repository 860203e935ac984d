"""The gallery's two arguments: what follows from what, through the command."""

from __future__ import annotations

import math
import re
from typing import Any

import pytest

from tests.cli.test_commands import Interlock, interlock
from tests.repository.sources import ROOT

__all__ = ["interlock"]

PROPOSAL = str(ROOT / "proposals" / "performance-argument" / "proposal.yaml")


def told(interlock: Interlock, variant: str = "{}") -> Any:
    ran = interlock(
        "analyze", PROPOSAL, "--only", "arguments", "--format", "json", "--variant", variant, "--fail-on", "never"
    )
    return ran.json()["results"]["arguments"]["arguments"]


def test_no_more_likely_follows_and_less_likely_does_not(interlock: Interlock) -> None:
    found = told(interlock)
    assert {name: one["verdict"] for name, one in found.items()} == {
        "as-said": "refuted",
        "spelled-out": "valid",
        "strictly": "refuted",
        "feedback": "valid",
        "feedback-on-instance": "valid",
    }
    assert found["spelled-out"]["supports"] == [["better", "a-law", "one-scalar", "independent"]]


def test_what_is_meant_and_not_said_is_found_among_the_candidates(interlock: Interlock) -> None:
    found = told(interlock)
    named = {name: [one["names"] for one in found[name]["hidden"] if one["kind"] == "candidates"] for name in found}
    assert named["as-said"] == [["one-scalar", "independent"]]
    assert named["strictly"] == [["mass-between"]]


def test_the_countermodel_of_the_strict_form_has_no_mass_between_the_factors(interlock: Interlock) -> None:
    model = told(interlock)["strictly"]["countermodel"]
    assert model["F p"] == model["G q"] and model["before"] == model["after"]


def test_the_credences_leave_four_tenths(interlock: Interlock) -> None:
    credence = told(interlock)["spelled-out"]["credence"]
    assert credence["frechet"]["lower"] == pytest.approx(0.4)
    assert (credence["law"]["lower"], credence["law"]["upper"]) == pytest.approx((0.4, 1.0))


def test_each_link_of_the_chain_is_decided_on_the_instance(interlock: Interlock) -> None:
    found = told(interlock)
    assert [one["standing"] for one in found["feedback-on-instance"]["premises"].values()] == ["always true"] * 4
    assert found["feedback"]["supports"] == [list(found["feedback"]["premises"])]
    wiser = told(interlock, "wiser-raters")["feedback-on-instance"]
    assert (wiser["verdict"], wiser["contradiction"]) == ("contradictory", ["feedback-is-wrong"])


def test_if_the_better_aligned_are_worth_more_to_betray_nothing_is_certain(interlock: Interlock) -> None:
    assert told(interlock, "dependent")["spelled-out"]["verdict"] == "refuted"


def instance() -> dict[str, dict[str, float]]:
    """The functions of the instance, by their equations."""
    text = (ROOT / "proposals" / "performance-argument" / "instance.yaml").read_text("utf-8")
    found: dict[str, dict[str, float]] = {}
    for function, reply, value in re.findall(r'"(\w+) (\w+) = ([0-9./ ]+)"', text):
        found.setdefault(function, {})[reply] = math.prod(
            float(part) ** (1 if at == 0 else -1) for at, part in enumerate(value.split("/"))
        )
    return found


def selection(interlock: Interlock, slug: str) -> Any:
    file = str(ROOT / "proposals" / slug / "proposal.yaml")
    ran = interlock("analyze", file, "--only", "selection", "--format", "json", "--fail-on", "never")
    return {one["how"]: one for one in ran.json()["results"]["selection"]["selections"]["answers"]["ways"]}


def test_the_laws_of_the_instance_are_those_of_the_selection(interlock: Interlock) -> None:
    ways, functions = selection(interlock, "performance-argument"), instance()
    assert ways["tilt 0"]["law"] == pytest.approx(functions["optimised"])
    assert ways["at-least 2"]["law"] == pytest.approx(functions["filtered"])
    ports = ways["at-least 2"]["ports"]
    assert ports["ideal.verdict"]["before"] == pytest.approx(0.468)
    assert ports["ideal.verdict"]["after"] == pytest.approx(243 / 350)


def test_the_instance_is_that_of_learning_from_feedback(interlock: Interlock) -> None:
    own = selection(interlock, "performance-argument")["tilt 0"]
    other = selection(interlock, "rlhf")["tilt 0"]
    assert own["law"] == other["law"] and own["ports"] == other["ports"]
