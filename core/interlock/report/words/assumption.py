"""What is said of the assumptions that a checked diagram, and what is found of it, rest on."""

from __future__ import annotations

from interlock.analysis.allow import Accepted
from interlock.check.checked import Assumption
from interlock.report.words.wording import quote, term


def word_assumption(assumption: Assumption) -> str:
    """A sentence: what is taken for granted, of what, and why."""
    element, says, reason = assumption
    if says is None:
        return f"{quote(element)} states no mode, and is taken to be {reason}."
    return f"{term(says, 240)}, admitted at {quote(element)}: {reason}"


def word_accepted(accepted: Accepted) -> str:
    """A sentence: what was found and is accepted, and why."""
    (_, finding), permit = accepted
    return f"{finding.says.plain()} ({quote(finding.rule.code)}), accepted at {quote(permit.at)}: {permit.because}"
