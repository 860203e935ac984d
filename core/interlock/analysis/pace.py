"""When to stop: a question that whoever asks for an answer may put into long computations."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

Over: TypeAlias = Callable[[], bool]
"""Whether the time is over. Asked between steps; once it is, it stays so."""


def never() -> bool:
    """No time is too long."""
    return False
