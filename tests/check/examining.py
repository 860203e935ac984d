"""One file in memory, checked without its variants."""

from __future__ import annotations

from interlock.pipeline import Examined, examine
from interlock.syntax.bundle import Missing
from tests.cases.verdict import PLUGINS


def look(text: str) -> Examined:
    """What is known of a proposal."""
    return examine("p.yaml", lambda path: text.encode() if path == "p.yaml" else Missing("no such file"), PLUGINS)


def codes(text: str) -> list[str]:
    """The codes of what is wrong with a proposal."""
    return [told.fault.code for told in look(text).told]
