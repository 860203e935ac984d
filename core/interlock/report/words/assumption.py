"""What is said of an assumption that a checked diagram rests on."""

from __future__ import annotations

from interlock.check.checked import Assumption
from interlock.report.words.wording import quote, term


def word_assumption(assumption: Assumption) -> str:
    """A sentence: what is taken for granted, of what, and why."""
    element, says, reason = assumption
    if says is None:
        return f"{quote(element)} states no mode, and is taken to be {reason}."
    return f"{term(says, 240)}, admitted at {quote(element)}: {reason}"
