"""The analyses of this plugin; what each is made of is imported where a file gives cause to run it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from interlock.api.analysis import Analysis, Body, lacking
from interlock.api.section import LEARNS
from interlock_boundaries.analyses import GROUND
from interlock_pressure.sections import HELD_OUT, PROXIES
from interlock_pressure.selection_section import SELECTIONS

if TYPE_CHECKING:
    from interlock_pressure.answer import HeldOutAnswers, Learning
    from interlock_pressure.goodhart_answer import Goodhart
    from interlock_pressure.incentive_answer import Incentives
    from interlock_pressure.selection_answer import Selections
    from interlock_pressure.streams import Streams


def _streams() -> Body[Streams]:
    from interlock.api.analysis import Report
    from interlock_pressure.streams import Streams, streams

    return Body(Streams, lambda results, request: Report(streams(results[GROUND])))


def _held_out() -> Body[HeldOutAnswers]:
    from interlock_pressure.answer import HeldOutAnswers
    from interlock_pressure.depict import depict_held_out
    from interlock_pressure.held_out import analyse, verdicts
    from interlock_pressure.held_out_rules import HELD_OUT_RULES
    from interlock_pressure.show import show_held_out

    return Body(
        HeldOutAnswers,
        lambda results, request: analyse(results[GROUND], results[STREAMS]),
        HELD_OUT_RULES,
        show=show_held_out,
        depict=depict_held_out,
        verdicts=verdicts,
        rest=HeldOutAnswers(),
    )


def _learning() -> Body[Learning]:
    from interlock_pressure.answer import Learning
    from interlock_pressure.depict import depict_learning
    from interlock_pressure.learning import analyse
    from interlock_pressure.learning_rules import LEARNING_RULES
    from interlock_pressure.show import show_learning

    return Body(
        Learning,
        lambda results, request: analyse(results[STREAMS]),
        LEARNING_RULES,
        show=show_learning,
        depict=depict_learning,
        rest=Learning(),
    )


def _selection() -> Body[Selections]:
    from interlock_pressure.selection import analyse, gauges
    from interlock_pressure.selection_answer import Selections
    from interlock_pressure.selection_rules import SELECTION_RULES
    from interlock_pressure.show_selection import show_selections

    return Body(
        Selections,
        lambda results, request: analyse(results[STREAMS]),
        SELECTION_RULES,
        show=show_selections,
        gauges=gauges,
        rest=Selections(),
    )


def _goodhart() -> Body[Goodhart]:
    from interlock_pressure.depict import depict_goodhart
    from interlock_pressure.goodhart import analyse
    from interlock_pressure.goodhart_answer import Goodhart
    from interlock_pressure.goodhart_rules import GOODHART_RULES
    from interlock_pressure.show_goodhart import show_goodhart

    return Body(
        Goodhart,
        lambda results, request: analyse(results[STREAMS]),
        GOODHART_RULES,
        show=show_goodhart,
        depict=depict_goodhart,
        rest=Goodhart(),
    )


def _incentives() -> Body[Incentives]:
    from interlock_pressure.incentive_answer import Incentives
    from interlock_pressure.incentives import analyse
    from interlock_pressure.show import show_incentives

    return Body(
        Incentives, lambda results, request: analyse(results[STREAMS], request), show=show_incentives, rest=Incentives()
    )


STREAMS: Final = Analysis(
    "streams",
    (GROUND,),
    _streams,
    doc="The graph on which pressure travels: what passes from port to port, and learn wires as steps of their own.",
    shown=False,
)
HELD_OUT_EVALUATORS: Final = Analysis(
    "held-out",
    (GROUND, STREAMS),
    _held_out,
    reads=(HELD_OUT, LEARNS, PROXIES),
    doc="Which evaluators are held out from what they judge: no way of data and learn wires leads from them into its training.",
    idle=lacking(HELD_OUT, LEARNS, PROXIES),
)
LEARNING: Final = Analysis(
    "learning",
    (STREAMS,),
    _learning,
    reads=(LEARNS,),
    doc="Learn wires: by which means, how far they look, and whether what is learnt comes back through people or the world.",
    idle=lacking(LEARNS),
)
SELECTION: Final = Analysis(
    "selection",
    (STREAMS,),
    _selection,
    reads=(SELECTIONS,),
    doc="Finite instances: the laws that ways of choosing give, how far they are from the law before, and what becomes of values.",
    idle=lacking(SELECTIONS),
)
GOODHART: Final = Analysis(
    "goodhart",
    (STREAMS,),
    _goodhart,
    reads=(PROXIES, LEARNS, SELECTIONS),
    doc="Proxies and chains of them: which gaps are measured and which assumed, and by which kinds of Goodhart's law they fail.",
    idle=lacking(PROXIES, LEARNS, SELECTIONS),
)
INCENTIVES: Final = Analysis(
    "incentives",
    (STREAMS,),
    _incentives,
    reads=(LEARNS,),
    doc="Decisions that learn wires make: what each has an incentive to control, to respond to and to know, for its score's sake.",
    idle=lacking(LEARNS),
)
ANALYSES: Final = (STREAMS, HELD_OUT_EVALUATORS, LEARNING, GOODHART, SELECTION, INCENTIVES)
