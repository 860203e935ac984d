"""Proposals as texts, checked and asked about pressure."""

from __future__ import annotations

from typing import Any

from interlock.analysis.answer import DIAGRAM, Analysis, Request
from interlock.analysis.plan import run
from interlock_boundaries.analyses import GROUND
from interlock_pressure import plugin
from interlock_pressure.answer import HeldOutAnswer, LearnAnswer
from interlock_pressure.results import HELD_OUT_EVALUATORS, LEARNING
from tests.swiss_cheese.proposals import Analysed, checked

ANALYSES: tuple[Analysis[Any], ...] = (GROUND, *plugin.analyses())


def analysed(text: str, **others: str) -> Analysed:
    """The proposal, analysed; nothing if it is not well formed."""
    head = "" if text.lstrip().startswith("interlock:") else "interlock: 1\nproposal: p\nuses: [alignment]\n"
    told, diagram = checked(head + text, **others)
    if diagram is None:
        return Analysed(told, run((), {}, Request()).results, ())
    ran = run(ANALYSES, {DIAGRAM: diagram}, Request())
    for failed in ran.failed:
        raise failed.error
    return Analysed(told, ran.results, tuple(said.finding for said in ran.findings))


def claim(found: Analysed, name: str = "apart") -> HeldOutAnswer:
    """The verdict on a claim."""
    assert HELD_OUT_EVALUATORS in found.results, found.told
    return found.results[HELD_OUT_EVALUATORS].claims[name]


def lesson(found: Analysed, source: str, target: str) -> LearnAnswer:
    """What is said of a learn wire."""
    assert LEARNING in found.results, found.told
    return found.results[LEARNING].wires[f"learn:{source}~{target}"]
