"""The page `kernels.md` is a suite: each finding about kernels, laws and questions is promised, and each promise met."""

from __future__ import annotations

import os.path
from pathlib import Path

import pytest

from interlock.analysis.answer import DIAGRAM, FUNCTIONS, Key, Request
from interlock.analysis.plan import run
from interlock.pipeline import examine
from interlock.report.message import Places
from interlock.report.origin import origin_of
from interlock.syntax.bundle import Missing
from interlock_boundaries.analyses import BITS, LATENT, SPLIT
from tests.cases.page import Case, cases
from tests.cases.test_cases import unmet
from tests.cases.verdict import Told, faults_of
from tests.swiss_cheese.proposals import plugins

HERE = Path(__file__).parent
CASES = cases("kernels.md", (HERE / "kernels.md").read_text("utf-8"))


def broken(secret: str) -> str:
    raise ValueError("out of order")


def found_in(case: Case) -> list[Told]:
    """What the analyses say of a proposal, with the text at the place; nothing if it does not check."""

    def opened(path: str) -> bytes | Missing:
        return case.files.get(os.path.normpath(path), Missing("no such file"))

    examined = examine(case.start, opened, plugins())
    if examined.diagram is None or examined.page is None:
        return []
    given: dict[Key, object] = {DIAGRAM: examined.diagram, FUNCTIONS: {"broken": broken}}
    ran = run((BITS, SPLIT, LATENT), given, Request())
    assert not ran.failed, ran.failed
    origin, places = origin_of(examined.page), Places(examined.bundle.texts, examined.bundle.starts)
    told = []
    for said in ran.findings:
        site = next(filter(None, map(origin, said.finding.subject)))
        file, span = places.locate(site)
        start = places.starts.get(site.anchor, 0)
        at = places.texts[site.anchor.source].text[start + site.start : start + site.end]
        rule = said.finding.rule
        told.append(Told(file, span.start.line, rule.severity, rule.code, said.finding.says.plain(), at))
    return told


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.title)
def test_each_finding_is_promised_and_each_promise_met(case: Case) -> None:
    told = [one for one in faults_of(case.files, case.start) if one.code not in ("not-analysed", "unstated-mode")]
    missing, unforeseen = unmet(case.promises, [*told, *found_in(case)])
    lines = [f"- promised   {one}" for one in missing] + [f"+ unforeseen {one}" for one in unforeseen]
    assert not lines, "\n".join([case.title, *lines])
