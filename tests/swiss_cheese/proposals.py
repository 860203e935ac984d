"""Proposals as texts, checked and analysed in this process."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from interlock.analysis.answer import DIAGRAM, Request, Results
from interlock.analysis.finding import Finding
from interlock.analysis.plan import run
from interlock.check.checked import CheckedDiagram
from interlock.pipeline import examine
from interlock.plugin.host import EVERYTHING, load
from interlock.plugin.loaded import Loaded
from interlock.syntax.grammar import CORE
from interlock_swiss_cheese.analyses import ROUTES, SWISS_CHEESE
from interlock_swiss_cheese.answer import HazardAnswer

REWARDED = """
interlock: 1
proposal: p
uses: [alignment]
ports: {in corpus: Dataset, in prompt: Prompt, out answer: Answer prompt}
boxes: {policy: LanguageModel, reward: RewardModel}
wires:
  - prompt -> policy.prompt, reward.prompt
  - policy.answer -> reward.answer, answer
learns: [reward.score ~> policy, corpus ~> reward]
"""
"""A policy that learns from a reward model; sections of plugins may follow."""


class Analysed(NamedTuple):
    """What came of a proposal: codes of the check, and results and findings of the analyses."""

    told: tuple[str, ...]
    results: Results
    findings: tuple[Finding, ...]

    def codes(self) -> list[str]:
        """The codes of everything that was said, notes on what is not analysed apart."""
        return [code for code in self.told if code != "not-analysed"] + [one.rule.code for one in self.findings]

    def answer(self, hazard: str = "harmed") -> HazardAnswer:
        """The answer for a hazard."""
        return self.results[SWISS_CHEESE].hazards[hazard]

    def cuts(self, hazard: str = "harmed") -> set[tuple[str, ...]]:
        """The minimal cut sets of a hazard."""
        table = self.answer(hazard).minimal_cut_sets
        assert table is not None
        return set(table.listed)

    def finding(self, code: str) -> Finding:
        """The one finding with a code."""
        (found,) = (one for one in self.findings if one.rule.code == code)
        return found


@cache
def plugins() -> Loaded:
    """The installed plugins."""
    return load(EVERYTHING, core=CORE)


def checked(text: str, **others: str) -> tuple[tuple[str, ...], CheckedDiagram | None]:
    """The codes of the check and the diagram; ``others`` are files beside it, by name without suffix."""
    files = {"p.yaml": text, **{f"{name}.yaml": other for name, other in others.items()}}
    found = examine("p.yaml", lambda path: files[path].encode(), plugins(), root="")
    return tuple(told.fault.code for told in found.told), found.diagram


def analysed(text: str, request: Request | None = None, **others: str) -> Analysed:
    """The proposal, analysed; nothing if it is not well formed."""
    head = "" if "interlock: 1\n" in text else "interlock: 1\nproposal: p\n"
    told, diagram = checked(head + text, **others)
    if diagram is None:
        return Analysed(told, Results(), ())
    ran = run((SWISS_CHEESE, ROUTES), {DIAGRAM: diagram}, request or Request())
    for failed in ran.failed:
        raise failed.error
    return Analysed(told, ran.results, tuple(said.finding for said in ran.findings))
