"""The gallery's control protocols: published figures, and that what is stated lies on or below the frontier."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest

from tests.cli.test_commands import Interlock, interlock
from tests.repository.sources import ROOT

__all__ = ["interlock"]


def told(interlock: Interlock, slug: str, protocol: str, variant: str = "{}") -> Any:
    file = str(ROOT / "proposals" / f"control-{slug}" / "proposal.yaml")
    ran = interlock("analyze", file, "--only", "protocols", "--format", "json", "--variant", variant)
    return ran.json()["results"]["protocols"]["protocols"][protocol]


@pytest.mark.parametrize(
    ("variant", "safe"), [("{}", 5.2), ("one-in-fifty", 15.2), ("one-in-ten", 42.8), ("three-in-ten", 71.2)]
)
def test_upfront_auditing_has_the_published_shares(interlock: Interlock, variant: str, safe: float) -> None:
    found = told(interlock, "upfront-auditing", "before", variant)["upfront"]
    assert 100 * found["chance"]["safety"][0] == pytest.approx(safe, abs=0.05)
    assert found["number"]["safety"][0] < found["chance"]["safety"][0]


@pytest.mark.parametrize(
    ("slug", "variant"),
    [
        ("defer-to-trusted", "{}"),
        ("defer-to-trusted", "careful"),
        ("defer-to-trusted", "always"),
        ("trusted-editing", "as-deployed"),
        ("trusted-editing", "unaudited"),
        ("resampling", "{}"),
    ],
)
def test_what_is_done_lies_on_or_below_the_frontier(interlock: Interlock, slug: str, variant: str) -> None:
    found = told(interlock, slug, "by-score", variant)["decision"]
    corners = [(one["usefulness"], one["reply"]["safety"][0]) for one in found["frontier"]]
    assert corners == sorted(corners, key=lambda one: (-one[0], one[1]))
    for play in (found["stated"], found["best"]):
        if play is not None:
            at, safe = play["usefulness"], play["reply"]["safety"][0]
            assert safe <= on(corners, at) + 1e-6


def on(corners: list[tuple[float, float]], at: float) -> float:
    """The safety of the frontier at a usefulness, between its corners on a line."""
    if at <= corners[-1][0]:
        return corners[-1][1]
    for (more, low), (less, high) in pairwise(corners):
        if less <= at <= more:
            return high + (low - high) * (at - less) / (more - less)
    return corners[0][1]


def test_a_colluding_monitor_makes_the_queue_worth_nothing(interlock: Interlock) -> None:
    naive = told(interlock, "untrusted-monitoring", "line")["queue"]["best"]["safety"]
    assert naive[0] == pytest.approx(0.874, abs=5e-4)
    assert told(interlock, "untrusted-monitoring", "line", "colluding")["queue"]["best"]["safety"] == [0.0, 0.0]


def test_first_come_is_waited_out_and_the_top_of_the_list_is_not(interlock: Interlock) -> None:
    top = told(interlock, "trusted-monitoring", "line")["queue"]["best"]
    first = told(interlock, "trusted-monitoring", "line", "first-come")["queue"]["best"]
    assert first["at"] == 5000 and first["safety"][0] < 0.6 * top["safety"][0]
