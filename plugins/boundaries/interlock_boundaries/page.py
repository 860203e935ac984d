"""The pages of this plugin's findings: what, why, an example that gets the finding and one that does not."""

from __future__ import annotations

from typing import Final

_HEAD: Final = "interlock: 1\nproposal: example\n"

CRITCH: Final = 'A. Critch, "Boundaries" Sequence, Part 3a (2022)'
DENNING: Final = "D. Denning, A Lattice Model of Secure Information Flow, Communications of the ACM 19 (1976)"
GOGUEN: Final = "J. Goguen and J. Meseguer, Security Policies and Security Models (1982)"
LAMPSON: Final = "B. Lampson, A Note on the Confinement Problem, Communications of the ACM 16 (1973)"
MENGER: Final = "K. Menger, Zur allgemeinen Kurventheorie (1927)"


def page(code: str, what: str, why: str, failing: str, clean: str) -> str:
    """The Markdown page of a code; the examples are the sections of a proposal."""
    return (
        f"# {code}\n\n{what}\n\n## Why\n\n{why}\n\n"
        f"## Gets it\n\n```yaml\n{_HEAD}{failing.strip()}\n```\n\n"
        f"## Does not\n\n```yaml\n{_HEAD}{clean.strip()}\n```\n"
    )
