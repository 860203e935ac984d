"""Proposals as texts, checked and asked about their membranes."""

from __future__ import annotations

from typing import Any

from interlock.analysis.answer import DIAGRAM, Analysis, Request
from interlock.analysis.plan import run
from interlock_boundaries import plugin
from tests.swiss_cheese.proposals import Analysed, checked

ANALYSES: tuple[Analysis[Any], ...] = tuple(plugin.analyses())


def analysed(text: str, **others: str) -> Analysed:
    """The proposal, analysed; nothing if it is not well formed."""
    head = "" if text.lstrip().startswith("interlock:") else "interlock: 1\nproposal: p\n"
    told, diagram = checked(head + text, **others)
    if diagram is None:
        return Analysed(told, run((), {}, Request()).results, ())
    ran = run(ANALYSES, {DIAGRAM: diagram}, Request())
    for failed in ran.failed:
        raise failed.error
    return Analysed(told, ran.results, tuple(said.finding for said in ran.findings))
