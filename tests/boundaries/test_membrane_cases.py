"""The page `membranes.md` is a suite: what the check and the analyses of boundaries say of each case was promised."""

from __future__ import annotations

from pathlib import Path

import pytest

from interlock.analysis.answer import Request
from interlock.cli.inquiry import ask
from interlock.cli.session import open_session
from interlock.cli.subject import subject_of
from interlock.pipeline import Setting
from interlock.report.message import Message
from tests.boundaries.proposals import ANALYSES
from tests.cases.page import Case, cases
from tests.cases.test_cases import unmet
from tests.cases.verdict import Told
from tests.swiss_cheese.proposals import plugins

PAGE = Path(__file__).with_name("membranes.md")
CASES = cases(PAGE.name, PAGE.read_text("utf-8"))
OURS = frozenset(one.name for one in ANALYSES)


def told(case: Case, folder: Path) -> list[Told]:
    """What is said of a case: faults, and if there is no error, findings."""
    for name, text in case.files.items():
        (folder / name).write_bytes(text)
    session = open_session(str(folder / case.start), plugins(), Setting())
    messages = [one for one in session.messages if one.code != "unused-source"]
    if session.examined.diagram is not None:
        inquiry = ask(subject_of(session), Request())
        assert not inquiry.ran.failed, inquiry.ran.failed
        messages += [one.told for one in inquiry.findings if one.analysis in OURS]
    return [_pointing(one, case) for one in messages]


def _pointing(one: Message, case: Case) -> Told:
    """A message with the text that it points at."""
    name, (start, end) = Path(one.file).name, one.span
    line = case.files[name].decode().split("\n")[start.line - 1]
    at = line[start.column - 1 : end.column - 1] if start.line == end.line else ""
    return Told(name, start.line, one.severity, one.code, f"{one.message}\n{one.help}", at)


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.page}: {case.title}")
def test_what_is_said_of_each_case_is_what_its_page_promises(case: Case, tmp_path: Path) -> None:
    assert unmet(case.promises, told(case, tmp_path)) == ([], [])
