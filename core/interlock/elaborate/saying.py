"""What resolution asks of those who elaborate the terms in items."""

from __future__ import annotations

from typing import Protocol

from interlock.syntax.expression import Expression
from interlock.syntax.page import Field
from interlock.syntax.surface import Item


class Saying(Protocol):
    """How terms in items are elaborated; what is wrong with them is told there."""

    def proposition(self, node: Expression, item: Item, telescope: tuple[Field, ...]) -> object:
        """A proposition over the ports of the diagram, closed over a telescope."""

    def formula(self, node: Expression, item: Item, box: str) -> object:
        """A term over the ports of a box."""
