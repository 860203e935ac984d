"""The gallery's closed box: its figures, and what its variants are told."""

from __future__ import annotations

from pathlib import Path

import pytest

from interlock.analysis.answer import DIAGRAM, Request
from interlock.analysis.plan import run
from interlock.cli.drawing import light
from interlock.cli.session import open_session
from interlock.diagram.element import Element
from interlock.pipeline import Setting
from interlock_boundaries.analyses import SIDE_CHANNELS
from tests.boundaries.proposals import ANALYSES
from tests.swiss_cheese.proposals import plugins

BOX = Path(__file__).resolve().parents[2] / "proposals" / "deterministic-box" / "proposal.yaml"


def said(variant: str) -> tuple[list[tuple[str, str]], float]:
    """The findings of a variant, each with what it is about first, and the bits that the faults of the memory tell."""
    diagram = open_session(str(BOX), plugins(), Setting(variant)).examined.diagram
    assert diagram is not None
    ran = run(ANALYSES, {DIAGRAM: diagram}, Request())
    assert not ran.failed
    bit = ran.results[SIDE_CHANNELS].membranes["box"]["memory"].bit
    assert bit is not None
    return [(one.finding.rule.code, one.finding.subject[0]) for one in ran.findings], bit[1]


@pytest.mark.parametrize(
    ("variant", "found", "bit"),
    [
        ("", [], 0.03184),
        ("placed", [], 6.3714),
        ("per-chip-right", [], 3.18437),
        ("clocked", [("membrane-breach", "wire:learner.now")], 0.03184),
        ("uncurated", [("label-demand", "wire:learner.data"), ("membrane-breach", "wire:learner.data")], 0.03184),
    ],
)
def test_the_closed_box_is_tight_and_its_variants_are_told(
    variant: str, found: list[tuple[str, str]], bit: float
) -> None:
    findings, told = said(variant)
    assert sorted(findings) == found
    assert told == pytest.approx(bit, abs=1e-4)


def test_hours_of_chips_times_hours_of_accelerators_are_refused() -> None:
    (told,) = open_session(str(BOX), plugins(), Setting("per-chip")).messages
    assert told.code == "unit-mismatch"
    assert "A factor of `chip / accelerator` is missing" in told.help


def test_a_picture_of_a_hazard_lights_no_crossing_and_one_of_membranes_does() -> None:
    diagram = open_session(str(BOX), plugins(), Setting()).examined.diagram
    assert diagram is not None
    crossing = Element("wire:clerk.reply")
    assert light(diagram, plugins(), ("corrupted",), ())[crossing] == ("route",)
    assert light(diagram, plugins(), (), ("membranes",))[crossing] == ("admitted",)
