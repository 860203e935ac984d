"""Names in a sentence."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

NAMED: Final = 8
"""So many events or boxes are named in a sentence."""

LISTED: Final = 24
"""So many events are listed where one looks for those that lack something."""


def named(names: Sequence[str], join: str) -> str:
    """Names in a row, the first few of many."""
    if len(names) > NAMED:
        return f"{', '.join(names[:NAMED])} {join} {'one of ' if join == 'or' else ''}{len(names) - NAMED} others"
    return f" {join} ".join((", ".join(names[:-1]), names[-1])) if len(names) > 1 else "".join(names)


def listed(names: Sequence[str]) -> str:
    """Names with commas, the first of very many."""
    if len(names) <= LISTED:
        return ", ".join(names)
    return f"{', '.join(names[:LISTED])} and {len(names) - LISTED} others"
