"""What is accepted on credit: propositions that were needed and are not plain, each with the place that owes it."""

from __future__ import annotations

from interlock.kernel.context import SILENT, Context
from interlock.kernel.term import Term
from interlock.record import NamedTuple
from interlock.text.site import Site


class Owed(NamedTuple):
    """A goal that must follow from the facts, all values of the context.

    ``port`` is the target of the wire that owes it, empty for what is owed where a term stands. What is ``derived`` is owed
    by a solution, which was put together from terms that may owe the same.
    """

    site: Site
    goal: Term
    facts: tuple[Term, ...]
    context: Context
    port: str = ""
    derived: bool = False


class Ledger:
    """The oracle of elaboration: it grants everything and notes it, for the one judgement that is being made."""

    __slots__ = ("_noted",)

    def __init__(self) -> None:
        """Nothing is noted yet."""
        self._noted: list[tuple[Term, tuple[Term, ...], Context]] = []

    def grants(self, goal: Term, facts: tuple[Term, ...], context: Context) -> bool:
        """Yes, on credit."""
        self._noted.append((goal, facts, context))
        return True

    def mark(self) -> int:
        """How much is noted."""
        return len(self._noted)

    def retract(self, mark: int) -> None:
        """Strike what was noted since."""
        del self._noted[mark:]

    def stand(self, proposition: Term, context: Context) -> None:
        """It makes no difference: what is owed is decided later."""

    def take(self, site: Site, port: str = "") -> list[Owed]:
        """What was noted is owed at this place; the ledger is empty again."""
        if not self._noted:
            return []
        owed = [Owed(site, goal, facts, c.asking(SILENT), port) for goal, facts, c in self._noted]
        self._noted.clear()
        return owed
