"""What a plugin says of a kind of finding or complaint, once."""

from __future__ import annotations

from typing import Literal

from interlock.record import dataclass

Severity = Literal["error", "warning", "note"]


@dataclass(frozen=True, slots=True)
class Rule:
    """A kind of finding: its kebab-case code, how grave it is, and the Markdown page that explains it."""

    code: str
    severity: Severity
    page: str
