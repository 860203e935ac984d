"""What analyses say of claims that are no propositions."""

from __future__ import annotations

from typing import Literal

from interlock.diagram.element import Element
from interlock.record import NamedTuple


class Verdict(NamedTuple):
    """Whether a claim, by its element, holds; what it says in words, and what the verdict rests on, a line each."""

    claim: Element
    says: str
    status: Literal["proved", "refuted", "unknown"]
    details: tuple[str, ...] = ()
