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


def page(code: str, what: str, why: str, failing: str, clean: str) -> str:
    """The Markdown page of a code; the examples are the sections of a proposal that gets the finding and of one that does not."""
    head = "interlock: 1\nproposal: example\n"
    return (
        f"# {code}\n\n{what}\n\n## Why\n\n{why}\n\n"
        f"## Gets it\n\n```yaml\n{head}{failing.strip()}\n```\n\n"
        f"## Does not\n\n```yaml\n{head}{clean.strip()}\n```\n"
    )
