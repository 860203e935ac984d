"""The analyses of this plugin; each imports what it runs when it is run."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from interlock.api.analysis import Analysis, Exhibit, Gauge, Idle, Report, Request, Results, Verdict
from interlock.api.section import LEARNS
from interlock_boundaries.results import GROUND
from interlock_pressure.answer import HeldOutAnswers, Learning
from interlock_pressure.goodhart_answer import Goodhart
from interlock_pressure.goodhart_rules import GOODHART_RULES
from interlock_pressure.graph import STREAMS
from interlock_pressure.held_out_rules import HELD_OUT_RULES
from interlock_pressure.incentive_answer import Incentives
from interlock_pressure.learning_rules import LEARNING_RULES
from interlock_pressure.sections import HELD_OUT, PROXIES
from interlock_pressure.selection_answer import Selections
from interlock_pressure.selection_rules import SELECTION_RULES
from interlock_pressure.selection_section import SELECTIONS


def _held_out(results: Results, request: Request) -> Report[HeldOutAnswers]:
    from interlock_pressure.held_out import analyse

    return analyse(results, request)


def _show_held_out(found: HeldOutAnswers) -> Sequence[Exhibit]:
    from interlock_pressure.show import show_held_out

    return show_held_out(found)


def _depict_held_out(found: HeldOutAnswers) -> Sequence[Exhibit]:
    from interlock_pressure.depict import depict_held_out

    return depict_held_out(found)


def _verdicts(found: HeldOutAnswers) -> Sequence[Verdict]:
    from interlock_pressure.held_out import verdicts

    return verdicts(found)


HELD_OUT_EVALUATORS: Final = Analysis(
    "held-out",
    HeldOutAnswers,
    (GROUND, STREAMS),
    _held_out,
    rules=HELD_OUT_RULES,
    reads=(HELD_OUT, LEARNS, PROXIES),
    show=_show_held_out,
    depict=_depict_held_out,
    doc="Which evaluators are held out from what they judge: no way of data and learn wires leads from them into its training.",
    idle=Idle((HELD_OUT, LEARNS, PROXIES), HeldOutAnswers()),
    verdicts=_verdicts,
)


def _learning(results: Results, request: Request) -> Report[Learning]:
    from interlock_pressure.learning import analyse

    return analyse(results, request)


def _show_learning(found: Learning) -> Sequence[Exhibit]:
    from interlock_pressure.show import show_learning

    return show_learning(found)


def _depict_learning(found: Learning) -> Sequence[Exhibit]:
    from interlock_pressure.depict import depict_learning

    return depict_learning(found)


LEARNING: Final = Analysis(
    "learning",
    Learning,
    (STREAMS,),
    _learning,
    rules=LEARNING_RULES,
    reads=(LEARNS,),
    show=_show_learning,
    depict=_depict_learning,
    doc="Learn wires: by which means, how far they look, and whether what is learnt comes back through people or the world.",
    idle=Idle((LEARNS,), Learning()),
)


def _selections(results: Results, request: Request) -> Report[Selections]:
    from interlock_pressure.selection import report

    return report(results[STREAMS])


def _show_selections(found: Selections) -> Sequence[Exhibit]:
    from interlock_pressure.show_selection import show_selections

    return show_selections(found)


def _gauge_selections(found: Selections) -> Sequence[Gauge]:
    from interlock_pressure.selection import gauges

    return gauges(found)


SELECTION: Final = Analysis(
    "selection",
    Selections,
    (STREAMS,),
    _selections,
    rules=SELECTION_RULES,
    reads=(SELECTIONS,),
    show=_show_selections,
    gauges=_gauge_selections,
    doc="Finite instances: the laws that ways of choosing give, how far they are from the law before, and what becomes of values.",
    idle=Idle((SELECTIONS,), Selections()),
)


def _goodhart(results: Results, request: Request) -> Report[Goodhart]:
    from interlock_pressure.goodhart import analyse

    return analyse(results, request)


def _show_goodhart(found: Goodhart) -> Sequence[Exhibit]:
    from interlock_pressure.show_goodhart import show_goodhart

    return show_goodhart(found)


def _depict_goodhart(found: Goodhart) -> Sequence[Exhibit]:
    from interlock_pressure.depict import depict_goodhart

    return depict_goodhart(found)


GOODHART: Final = Analysis(
    "goodhart",
    Goodhart,
    (STREAMS,),
    _goodhart,
    rules=GOODHART_RULES,
    reads=(PROXIES, LEARNS, SELECTIONS),
    show=_show_goodhart,
    depict=_depict_goodhart,
    doc="Proxies and chains of them: which gaps are measured and which assumed, and by which kinds of Goodhart's law they fail.",
    idle=Idle((PROXIES, LEARNS, SELECTIONS), Goodhart()),
)


def _incentives(results: Results, request: Request) -> Report[Incentives]:
    from interlock_pressure.incentives import analyse

    return analyse(results, request)


def _show_incentives(found: Incentives) -> Sequence[Exhibit]:
    from interlock_pressure.show import show_incentives

    return show_incentives(found)


INCENTIVES: Final = Analysis(
    "incentives",
    Incentives,
    (STREAMS,),
    _incentives,
    reads=(LEARNS,),
    show=_show_incentives,
    doc="Decisions that learn wires make: what each has an incentive to control, to respond to and to know, for its score's sake.",
    idle=Idle((LEARNS,), Incentives()),
)
