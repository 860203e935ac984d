"""Protocols as texts and files, played."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from interlock.analysis.answer import DIAGRAM, Request
from interlock.analysis.plan import run
from interlock_control.analyses import PLAYED
from interlock_control.answer import ProtocolAnswer
from tests.cli.test_commands import Interlock
from tests.swiss_cheese.proposals import Analysed, checked

HERE = Path(__file__).parent
HEAD = "interlock: 1\nproposal: p\n"


def analysed(text: str) -> Analysed:
    """The proposal with its protocols played; nothing if it is not well formed."""
    told, diagram = checked(text if "interlock: 1\n" in text else HEAD + text)
    if diagram is None:
        return Analysed(told, run((), {}, Request()).results, ())
    ran = run((PLAYED,), {DIAGRAM: diagram}, Request())
    for failed in ran.failed:
        raise failed.error
    return Analysed(told, ran.results, tuple(said.finding for said in ran.findings))


def played(text: str, name: str) -> ProtocolAnswer:
    """The answer to one protocol."""
    found = analysed(text)
    assert found.results.values, found.told
    return found.results[PLAYED].protocols[name]


def told(interlock: Interlock, file: str, *words: str, only: str = "protocols") -> Any:
    """The results that the command prints of a file beside this one, as JSON."""
    ran = interlock("analyze", str(HERE / file), "--format", "json", "--only", only, *words)
    assert ran.code == 0, ran.out + ran.err
    return ran.json()["results"][only]
