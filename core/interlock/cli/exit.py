"""Exit codes, and the reasons why a command ends without having run."""

from __future__ import annotations

from collections.abc import Iterable

from interlock.text.rule import Severity

GOOD, FOUND, FAILED, STOPPED = 0, 1, 2, 130
THRESHOLDS = ("error", "warning", "note", "never")


class CannotRunError(Exception):
    """Why a command cannot be run at all: no such file, no program to draw with, nowhere to write."""


class ForeignError(Exception):
    """A plugin's command raised; the exception is its cause."""


def exit_code(severities: Iterable[Severity], fail_on: str) -> int:
    """1 where something is at least as grave as the threshold, else 0."""
    counted = THRESHOLDS[: THRESHOLDS.index(fail_on) + 1] if fail_on != "never" else ()
    return FOUND if any(severity in counted for severity in severities) else GOOD
