"""Budgets of review: which boxes get how many hours, and which barriers get none."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from interlock.api.plugin import Function, Vocabulary, hookimpl

if TYPE_CHECKING:
    from interlock.api.analysis import Analysis, Layer, Lint
    from interlock.api.door import Exporter, Importer
    from interlock.api.section import Section


class BudgetsPlugin:
    """Each hook returns data and imports what it returns, so that a check loads the section only."""

    @hookimpl
    def vocabularies(self) -> Sequence[Vocabulary]:
        """The vocabulary `review`."""
        return (Vocabulary("review", "interlock_budgets", "review.yaml"),)

    @hookimpl
    def sections(self) -> Sequence[Section]:
        """The section `budgets`."""
        from interlock_budgets.sections import BUDGETS

        return (BUDGETS,)

    @hookimpl
    def analyses(self) -> Sequence[Analysis[Any]]:
        """The sheet of all budgets."""
        from interlock_budgets.analyses import SHEET

        return (SHEET,)

    @hookimpl
    def lints(self) -> Sequence[Lint]:
        """Barriers without a budget."""
        from interlock_budgets.analyses import UNFUNDED_BARRIER

        return (UNFUNDED_BARRIER,)

    @hookimpl
    def layers(self) -> Sequence[Layer]:
        """Barriers without a budget, as holes in the picture."""
        from interlock_budgets.lint import UNFUNDED

        return (UNFUNDED,)

    @hookimpl
    def exporters(self) -> Sequence[Exporter]:
        """The sheet as comma-separated values."""
        from interlock_budgets.sheet import BUDGET_CSV

        return (BUDGET_CSV,)

    @hookimpl
    def importers(self) -> Sequence[Importer]:
        """The sheet again."""
        from interlock_budgets.sheet import BUDGET_SHEET

        return (BUDGET_SHEET,)

    @hookimpl
    def kernels(self) -> Sequence[Function]:
        """A reader who skims."""
        from interlock_budgets.reader import SKIM

        return (SKIM,)


plugin = BudgetsPlugin()
