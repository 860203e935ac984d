"""Exit codes, and the reason for the second."""

from __future__ import annotations

from collections.abc import Iterable

from interlock.text.rule import Severity

GOOD, FOUND, FAILED, STOPPED = 0, 1, 2, 130

_ORDER: dict[str, int] = {"note": 0, "warning": 1, "error": 2, "never": 3}
THRESHOLDS = ("error", "warning", "note", "never")


class CannotRun(Exception):
    """Why a command cannot be run at all: no such file, no program to draw with, nowhere to write."""


def exit_code(severities: Iterable[Severity], fail_on: str) -> int:
    """1 where something is at least as grave as the threshold, else 0."""
    return FOUND if any(_ORDER[severity] >= _ORDER[fail_on] for severity in severities) else GOOD
