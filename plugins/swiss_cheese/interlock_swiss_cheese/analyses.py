"""The analyses of failures; what each is made of is imported when it is run."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from interlock.api.analysis import DIAGRAM, Analysis, Body, lacking
from interlock.api.door import Exporter
from interlock.api.section import FAILURES, LEARNS, SCENARIOS
from interlock_swiss_cheese.change_section import CHANGES
from interlock_swiss_cheese.sections import ADVERSARIES, EVIDENCE, HAZARDS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from interlock.api.analysis import Exhibit, Gauge, Results
    from interlock_swiss_cheese.answer import SwissCheese
    from interlock_swiss_cheese.audit import Audits
    from interlock_swiss_cheese.guarded import Barriers
    from interlock_swiss_cheese.impact import Impact
    from interlock_swiss_cheese.propagation import Propagation
    from interlock_swiss_cheese.ways import Routes


def _propagation() -> Body[Propagation]:
    from interlock_swiss_cheese.flow_rules import FLOW_RULES
    from interlock_swiss_cheese.propagate import propagate
    from interlock_swiss_cheese.propagation import Propagation

    return Body(Propagation, lambda results, request: propagate(results[DIAGRAM]), FLOW_RULES)


def _routes() -> Body[Routes]:
    from interlock_swiss_cheese.ways import Routes, route

    return Body(Routes, lambda results, request: route(results[PROPAGATION], request))


def _swiss_cheese() -> Body[SwissCheese]:
    from interlock_swiss_cheese.adversary_rules import ADVERSARY_RULES
    from interlock_swiss_cheese.answer import SwissCheese
    from interlock_swiss_cheese.change_rules import CHANGE_RULES
    from interlock_swiss_cheese.cheese import answer
    from interlock_swiss_cheese.evidence_rules import EVIDENCE_RULES
    from interlock_swiss_cheese.hazard_rules import HAZARD_RULES
    from interlock_swiss_cheese.reading_rules import READING_RULES
    from interlock_swiss_cheese.show import show

    return Body(
        SwissCheese,
        lambda results, request: answer(results[PROPAGATION], results[ROUTES], request),
        (*HAZARD_RULES, *EVIDENCE_RULES, *READING_RULES, *ADVERSARY_RULES, *CHANGE_RULES),
        show=show,
        depict=_tornados,
        gauges=_gauges,
    )


def _tornados(found: SwissCheese) -> Sequence[Exhibit]:
    from interlock_swiss_cheese.tornado import tornados

    return tornados(found)


def _gauges(found: SwissCheese) -> Sequence[Gauge]:
    from interlock_swiss_cheese.gauge import gauges

    return gauges(found)


def _barriers() -> Body[Barriers]:
    from interlock.api.analysis import Report
    from interlock_swiss_cheese.depict import depict
    from interlock_swiss_cheese.guarded import Barriers
    from interlock_swiss_cheese.survey import survey

    return Body(
        Barriers,
        lambda results, request: Report(survey(results[PROPAGATION], results[ROUTES], results[SWISS_CHEESE])),
        depict=depict,
    )


def _impact() -> Body[Impact]:
    from interlock_swiss_cheese.fmea import IMPACT_CUT_SHORT, analyse, brief, full
    from interlock_swiss_cheese.impact import Impact

    return Body(
        Impact, lambda results, request: analyse(results[PROPAGATION]), (IMPACT_CUT_SHORT,), show=brief, detail=full
    )


def _write_impact(results: Results) -> bytes:
    from interlock_swiss_cheese.fmea import write

    return write(results[IMPACT])


def _audits() -> Body[Audits]:
    from interlock_swiss_cheese.audit import Audits, analyse, show

    return Body(
        Audits,
        lambda results, request: analyse(results[PROPAGATION], results[SWISS_CHEESE].hazards),
        show=show,
        rest=Audits(),
    )


PROPAGATION: Final = Analysis(
    "propagation",
    (DIAGRAM,),
    _propagation,
    reads=(FAILURES, LEARNS),
    doc="Where failures are: the least state that the rules of boxes and wires allow, as formulas over events.",
    shown=False,
)
ROUTES: Final = Analysis(
    "routes",
    (PROPAGATION,),
    _routes,
    reads=(HAZARDS,),
    doc="The ways of failures to hazards, and the barriers on them.",
    shown=False,
)
SWISS_CHEESE: Final = Analysis(
    "swiss-cheese",
    (PROPAGATION, ROUTES),
    _swiss_cheese,
    reads=(HAZARDS, FAILURES, SCENARIOS, ADVERSARIES, EVIDENCE, CHANGES),
    doc="What lets a failure through to a hazard: routes with their barriers, cut sets, path sets, probabilities.",
)
BARRIERS: Final = Analysis(
    "barriers",
    (PROPAGATION, ROUTES, SWISS_CHEESE),
    _barriers,
    doc="What stands before each hazard on each of the thinnest routes, and what follows from it: bow-tie and matrix.",
    shown=False,
)
IMPACT: Final = Analysis(
    "impact",
    (DIAGRAM, PROPAGATION),
    _impact,
    reads=(FAILURES, LEARNS),
    doc="What becomes of each failure: where it goes, how it ends there, and the barriers that it meets (FMEA).",
)
AUDITS: Final = Analysis(
    "audits",
    (PROPAGATION, SWISS_CHEESE),
    _audits,
    reads=(ADVERSARIES, HAZARDS),
    doc="How safe a deployment is of which some uses are audited beforehand, against the worst chance of an attack.",
    idle=lacking(ADVERSARIES),
)
ANALYSES: Final = (PROPAGATION, ROUTES, BARRIERS, SWISS_CHEESE, IMPACT, AUDITS)
FMEA: Final = Exporter(
    "fmea", (".csv",), (IMPACT,), _write_impact, "The impact table: what becomes of each failure (CSV)."
)
