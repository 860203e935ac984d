"""The pages of this plugin's findings: what, why, an example that gets the finding and one that does not."""

from __future__ import annotations

from typing import Final

_HEAD: Final = "interlock: 1\nproposal: example\n"

GREENBLATT: Final = (
    "R. Greenblatt and others, AI Control: Improving Safety Despite Intentional Subversion, arXiv:2312.06942"
)


def page(code: str, what: str, why: str, failing: str, clean: str) -> str:
    """The Markdown page of a code; the examples are the sections of a proposal."""
    return (
        f"# {code}\n\n{what}\n\n## Why\n\n{why}\n\n"
        f"## Gets it\n\n```yaml\n{_HEAD}{failing.strip()}\n```\n\n"
        f"## Does not\n\n```yaml\n{_HEAD}{clean.strip()}\n```\n"
    )
