"""The vocabulary of control: every kind wires up, what is about other code does not, and failures travel as is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from interlock.cli.session import open_session
from interlock.pipeline import Setting
from tests.control.played import HERE
from tests.swiss_cheese.proposals import analysed, plugins

PROPOSAL = HERE / "every-kind.yaml"
VOCABULARY = Path(__file__).resolve().parents[2] / "plugins/control/interlock_control/control.yaml"


def test_every_kind_is_used_and_every_variant_fails_as_it_says() -> None:
    session = open_session(str(PROPOSAL), plugins(), Setting(), covering=True)
    assert {one.fault.code for one in session.examined.told} <= {"unused-source", "unstated-mode"}
    diagram = session.examined.diagram
    assert diagram is not None
    used = {box.kind for box in diagram.boxes.values()}
    lines = VOCABULARY.read_text("utf-8").split("\nkinds:\n")[1].splitlines()
    kinds = {line.strip().rstrip(":") for line in lines if line.startswith("  ") and line[2].isupper()}
    assert len(kinds) == 13 and {f"control.{kind}" for kind in kinds} <= used


def test_the_vocabulary_checks_by_itself() -> None:
    assert open_session(str(VOCABULARY), plugins(), Setting()).messages == ()


@pytest.mark.parametrize(
    ("hazard", "cuts"),
    [
        ("cleared", {("audit.overlooked", "coder.attacks"), ("audit.unlucky", "coder.attacks")}),
        ("read", {("auditor.overlooked", "coder.attacks"), ("coder.attacks", "random.unlucky")}),
        ("chosen", {("coder.attacks", "monitor.missed")}),
        ("kept", {("coder.attacks", "monitor.missed"), ("again.attacks", "resampler.resampled", "second.missed")}),
        (
            "watched",
            {
                ("coder.attacks", "reader.overlooked"),
                ("coder.attacks", "queue.burnt"),
                ("coder.attacks", "redacted.missed"),
                ("coder.attacks", "redacted.colludes", "redactor.leaves"),
            },
        ),
        ("assembled", {("piece.attacks",)}),
        (
            "done",
            {
                ("coder.attacks", "reviewer.late"),
                ("coder.attacks", "reviewer.overlooked"),
                ("coder.attacks", "rollback.irreversible"),
            },
        ),
    ],
)
def test_what_lets_an_attack_through(hazard: str, cuts: set[tuple[str, ...]]) -> None:
    found = analysed(PROPOSAL.read_text("utf-8"))
    assert {tuple(sorted(cut)) for cut in found.cuts(hazard)} == cuts
