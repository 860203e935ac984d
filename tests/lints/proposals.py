"""Proposals as texts, checked and looked at by the lints."""

from __future__ import annotations

from pathlib import Path

from interlock.analysis.answer import DIAGRAM, Request
from interlock.analysis.finding import Finding
from interlock.analysis.plan import Ran, run
from interlock.check.checked import CheckedDiagram
from interlock.cli.session import open_session
from interlock.pipeline import Setting
from interlock_lints import plugin
from tests.swiss_cheese.proposals import checked, plugins

LINTS = tuple(plugin.lints())
PROPOSALS = Path(__file__).resolve().parents[2] / "proposals"


def looked(text: str, **others: str) -> tuple[Finding, ...]:
    """The findings of all lints about a proposal, which must be well formed."""
    head = "" if text.lstrip().startswith("interlock:") else "interlock: 1\nproposal: p\n"
    told, diagram = checked(head + text, **others)
    assert diagram is not None, told
    return found(diagram)


def codes(text: str, **others: str) -> list[str]:
    """The codes of these findings."""
    return [one.rule.code for one in looked(text, **others)]


def found(diagram: CheckedDiagram) -> tuple[Finding, ...]:
    """The findings of all lints about a diagram."""
    return tuple(said.finding for said in ran(diagram).findings)


def ran(diagram: CheckedDiagram) -> Ran:
    """All lints, run; one that fails fails the test."""
    done = run((), {DIAGRAM: diagram}, Request(), LINTS)
    for failed in done.failed:
        raise failed.error
    return done


def gallery(slug: str, variant: str = "") -> CheckedDiagram:
    """A diagram of the gallery."""
    path = PROPOSALS / slug / "proposal.yaml"
    diagram = open_session(str(path), plugins(), Setting(variant)).examined.diagram
    assert diagram is not None
    return diagram
