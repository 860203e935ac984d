"""Barriers that nobody pays for, as findings and in the picture."""

from __future__ import annotations

from collections.abc import Iterable

from interlock.api.analysis import DIAGRAM, Finding, Layer, Marks, Request, Results
from interlock.api.diagram import Element
from interlock.api.plugin import Rule, say
from interlock_budgets.analyses import SHEET
from interlock_budgets.results import guarded
from interlock_budgets.sections import BUDGETS
from interlock_swiss_cheese.results import SWISS_CHEESE

RULE = Rule(
    "unfunded-barrier",
    "warning",
    "# unfunded-barrier\n\nA barrier on a thinnest route has no budget, though the proposal gives budgets.\n\n"
    "A barrier that costs nobody any time is often one that does nothing.\n",
)


def unfunded(results: Results) -> dict[str, tuple[str, ...]]:
    """Barriers without a budget, with the hazards before which they stand; none where there are no budgets at all."""
    if not results[DIAGRAM].of(BUDGETS):
        return {}
    funded = results[SHEET].boxes
    return {box: hazards for box, hazards in guarded(results[SWISS_CHEESE]).items() if box not in funded}


def look(results: Results) -> Iterable[Finding]:
    """A finding for each."""
    for box, hazards in unfunded(results).items():
        says = say("{box} is a barrier before {hazards} and has no budget", box=box, hazards=", ".join(hazards))
        yield Finding(RULE, (Element(box),), says)


def marks(results: Results, request: Request) -> Marks:
    """The same boxes as holes."""
    return {Element(box): ("hole",) for box in unfunded(results)}


UNFUNDED = Layer("unfunded", (DIAGRAM, SWISS_CHEESE, SHEET), marks, "Barriers without a budget.")
