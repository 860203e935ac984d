"""The pages of this plugin's findings: what, why, an example that gets the finding and one that does not."""

from __future__ import annotations

from typing import Final

_HEAD: Final = "interlock: 1\nproposal: example\n"

ARP: Final = "SAE ARP4761, Guidelines and Methods for Conducting the Safety Assessment Process (1996)"
HANDBOOK: Final = "Vesely and others, Fault Tree Handbook, NUREG-0492 (1981)"
REASON: Final = "J. Reason, Human error: models and management, BMJ 320 (2000)"
FPTN: Final = "Fenelon and McDermid, An integrated tool set for software safety analysis (1993)"
CONTROL: Final = "Greenblatt and others, AI Control, arXiv:2312.06942"


def page(code: str, what: str, why: str, failing: str, clean: str) -> str:
    """The Markdown page of a code; the examples are the sections of a proposal."""
    return (
        f"# {code}\n\n{what}\n\n## Why\n\n{why}\n\n"
        f"## Gets it\n\n```yaml\n{_HEAD}{failing.strip()}\n```\n\n"
        f"## Does not\n\n```yaml\n{_HEAD}{clean.strip()}\n```\n"
    )
