"""Arguments as texts, judged."""

from __future__ import annotations

from interlock.analysis.answer import DIAGRAM, Request
from interlock.analysis.plan import run
from interlock_arguments.analyses import VALIDITY
from interlock_arguments.answer import ArgumentAnswer
from tests.swiss_cheese.proposals import Analysed, checked

HEAD = "interlock: 1\nproposal: p\n"


def analysed(text: str, **others: str) -> Analysed:
    """The proposal with its arguments judged; nothing if it is not well formed."""
    told, diagram = checked(text if text.lstrip().startswith("interlock:") else HEAD + text, **others)
    if diagram is None:
        return Analysed(told, run((), {}, Request()).results, ())
    ran = run((VALIDITY,), {DIAGRAM: diagram}, Request())
    for failed in ran.failed:
        raise failed.error
    return Analysed(told, ran.results, tuple(said.finding for said in ran.findings))


def judged(argument: str, before: str = "", **others: str) -> ArgumentAnswer:
    """The answer to one argument, after other sections of the proposal."""
    found = analysed(f"{HEAD}{before}arguments:\n  it: {argument}\n", **others)
    assert found.results.values, found.told
    return found.results[VALIDITY].arguments["it"]
