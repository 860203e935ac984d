"""What the plugin asks of a proposal; what that is made of is imported where a proposal gives budgets."""

from __future__ import annotations

from typing import TYPE_CHECKING

from interlock.api.analysis import DIAGRAM, Analysis, Body, Lint, Pattern, lacking
from interlock_budgets.sections import BUDGETS
from interlock_swiss_cheese.analyses import SWISS_CHEESE

if TYPE_CHECKING:
    from interlock_budgets.results import Sheet


def _sheet() -> Body[Sheet]:
    from interlock_budgets.results import IDLE_BUDGET, Sheet, depict, run, show

    return Body(Sheet, run, (IDLE_BUDGET,), show=show, depict=depict, rest=Sheet({}))


def _unfunded() -> Pattern:
    from interlock_budgets.lint import RULE, look

    return Pattern(RULE, look)


SHEET = Analysis(
    "budget-sheet",
    (DIAGRAM, SWISS_CHEESE),
    _sheet,
    reads=(BUDGETS,),
    doc="Which boxes have how many hours, and what they guard.",
    idle=lacking(BUDGETS),
)
UNFUNDED_BARRIER = Lint("unfunded-barrier", (DIAGRAM, SWISS_CHEESE, SHEET), _unfunded, idle=lacking(BUDGETS))
