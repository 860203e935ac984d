"""What an analysis or lint says of a system."""

from __future__ import annotations

from interlock.diagram.element import Element
from interlock.record import dataclass
from interlock.text.rule import Rule
from interlock.text.say import Sentence


@dataclass(frozen=True, slots=True)
class Finding:
    """A statement about elements of a diagram, with the way (`witness`) that shows it and its sources."""

    rule: Rule
    subject: tuple[Element, ...]
    says: Sentence
    witness: tuple[Element, ...] = ()
    cites: tuple[str, ...] = ()
    help: str = ""
