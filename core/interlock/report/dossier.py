"""All that a report page tells of one proposal, before it is laid out in any format."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from interlock.check.checked import CheckedDiagram
from interlock.record import dataclass
from interlock.report.message import Message, Statement
from interlock.report.text import tally

if TYPE_CHECKING:
    from interlock.report.figure import Shown


@dataclass(frozen=True, slots=True)
class Chapter:
    """What one analysis shows of its result."""

    analysis: str
    doc: str
    exhibits: tuple[Shown, ...]


@dataclass(frozen=True, slots=True)
class Dossier:
    """A proposal, its verdict, its findings with witnesses, its results, and what they rest on.

    ``picture`` is an SVG, empty where none could be drawn (``picture_note`` says why).
    """

    name: str
    title: str
    doc: str
    cites: tuple[str, ...]
    source: str
    variant: str
    verdict: str
    diagnostics: tuple[Message, ...] = ()
    findings: tuple[Statement, ...] = ()
    chapters: tuple[Chapter, ...] = ()
    boxes: tuple[tuple[str, str, str], ...] = ()
    assumed: tuple[str, ...] = ()
    provenance: tuple[tuple[str, str], ...] = ()
    picture: str = ""
    picture_note: str = ""


def verdict(diagnostics: Sequence[Message], findings: Sequence[Statement]) -> str:
    """One line: what the check says, and what the analyses found."""
    wrong = [message for message in diagnostics if message.severity == "error"]
    if wrong:
        return f"Not well formed: {tally(diagnostics)}."
    found = tally(statement.told for statement in findings)
    others = tally(diagnostics)
    said = f" The check gives {others}." if others else ""
    return f"Well typed.{said} The analyses give {found or 'no findings'}."


def inventory(diagram: CheckedDiagram) -> tuple[tuple[str, str, str], ...]:
    """Each box with its kind and what it does."""
    return tuple((name, held.kind or "(its own)", " ".join(held.doc.split())) for name, held in diagram.boxes.items())
