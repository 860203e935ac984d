"""The three analyses: where failures are, the routes they take, and what lets them through."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import chain
from typing import Final

from interlock.api.analysis import DIAGRAM, Analysis, Finding, Report, Request, Results
from interlock.api.diagram import CheckedDiagram, Element
from interlock.api.kit import FALSE, Formulas, NotMonotone
from interlock.api.record import replace
from interlock.api.section import FAILURES, LEARNS, SCENARIOS
from interlock_swiss_cheese.adversary_rules import ADVERSARY_RULES
from interlock_swiss_cheese.answer import HazardAnswer, SwissCheese, weights
from interlock_swiss_cheese.case import cases
from interlock_swiss_cheese.chance import know
from interlock_swiss_cheese.change_rules import CHANGE_RULES
from interlock_swiss_cheese.change_section import CHANGES
from interlock_swiss_cheese.consistency import (
    cut_short,
    find_circles,
    find_idle,
    find_stopped,
    find_undeclared,
    find_unsolved,
)
from interlock_swiss_cheese.credit import Ledger, find_dual_credit
from interlock_swiss_cheese.crowd import MOST
from interlock_swiss_cheese.evidence import find_evidence, unused
from interlock_swiss_cheese.evidence_rules import EVIDENCE_RULES
from interlock_swiss_cheese.flatten import flatten
from interlock_swiss_cheese.flow_rules import FLOW_RULES
from interlock_swiss_cheese.frame import frame
from interlock_swiss_cheese.gap import find_gaps
from interlock_swiss_cheese.gauge import gauges
from interlock_swiss_cheese.hazard_rules import HAZARD_RULES
from interlock_swiss_cheese.independence import find_contradictions
from interlock_swiss_cheese.judge import Judged, judge, refusal
from interlock_swiss_cheese.limits import find_lawless, limit_conditions
from interlock_swiss_cheese.network import Network
from interlock_swiss_cheese.option import asked_by, options
from interlock_swiss_cheese.promise import find_broken
from interlock_swiss_cheese.propagation import Asked, Propagation, tabulate
from interlock_swiss_cheese.reading_rules import READING_RULES
from interlock_swiss_cheese.remedied import find_order_missed, find_unreachable
from interlock_swiss_cheese.remedy import Remedies
from interlock_swiss_cheese.sections import ADVERSARIES, EVIDENCE, HAZARDS, Hazard
from interlock_swiss_cheese.show import show
from interlock_swiss_cheese.solve import solve, tops
from interlock_swiss_cheese.tornado import tornados
from interlock_swiss_cheese.verdict import find_unfit_groups, find_verdicts
from interlock_swiss_cheese.visible import find_visible
from interlock_swiss_cheese.ways import Routes, find_routes


def _propagate(results: Results, request: Request) -> Report[Propagation]:
    """The least state of failures, and what is odd about its rules."""
    diagram = results[DIAGRAM]
    framed, arena, asked = frame(flatten(diagram)), Formulas(), tops(diagram)
    limited = limit_conditions(framed.network)
    solved = solve(framed, arena, {**asked, **limited})
    known = know(diagram, framed.network, cases(diagram))
    state = tabulate(framed.network, solved, asked, limited)
    offered = options(diagram)
    propagation = replace(state, hazards=_hazards(diagram, framed.network), known=known, options=offered)
    if isinstance(solved, NotMonotone):
        return Report(propagation, tuple(find_unsolved(propagation)))
    found = chain(
        find_gaps(framed, arena, asked, solved),
        find_broken(framed.network, arena),
        find_stopped(framed, propagation),
        find_undeclared(propagation),
        find_circles(propagation),
        find_idle(framed, arena, propagation, {**asked, **limited}, asked_by(offered)),
        find_unfit_groups(framed.network),
        find_contradictions(framed.network),
    )
    return Report(propagation, tuple(dict.fromkeys(found)))


PROPAGATION: Final = Analysis(
    "propagation",
    Propagation,
    (DIAGRAM,),
    _propagate,
    rules=FLOW_RULES,
    reads=(FAILURES, LEARNS),
    doc="Where failures are: the least state that the rules of boxes and wires allow, as formulas over events.",
)


def _hazards(diagram: CheckedDiagram, network: Network) -> dict[Element, Asked]:
    """The hazards of a diagram."""
    hazards = ((item, item.value) for item in diagram.of(HAZARDS))
    conditions = tops(diagram)
    return {
        item.element: Asked(
            item.name, hazard.target, hazard.uses, cut_short(network, conditions[item.element]), hazard.order
        )
        for item, hazard in hazards
        if isinstance(hazard, Hazard)
    }


def _wanted(propagation: Propagation, request: Request) -> dict[Element, Asked]:
    """The hazards that are asked for, all if none is named."""
    hazards = propagation.hazards.items()
    return {element: one for element, one in hazards if not request.hazards or one.name in request.hazards}


def _route(results: Results, request: Request) -> Report[Routes]:
    """The routes to the hazards that are asked for; a fault tree, in which nothing travels, has none."""
    propagation = results[PROPAGATION]
    routed = not propagation.unsolved and not propagation.network.foreign
    asked = tuple(_wanted(propagation, request)) if routed else ()
    return Report(find_routes(propagation, asked, request.budget))


ROUTES: Final = Analysis(
    "routes",
    Routes,
    (PROPAGATION,),
    _route,
    reads=(HAZARDS,),
    doc="The ways of failures to hazards, and the barriers on them.",
)


def _answer(results: Results, request: Request) -> Report[SwissCheese]:
    """The answer for each hazard."""
    propagation, routes = results[PROPAGATION], results[ROUTES]
    ledger, known = Ledger(propagation, routes), propagation.known
    answers: dict[str, HazardAnswer] = {}
    concerned: dict[str, None] = {}
    found: list[Finding] = []
    wanted = _wanted(propagation, request)
    judgeable = not propagation.unsolved and not propagation.network.crowds
    remedies, idle = _changes(propagation, wanted, request) if propagation.options and judgeable else (Remedies({}), ())
    for element, asked in wanted.items():
        judged = _judge(element, asked, ledger, request)
        answer = replace(judged.answer, cut_short=asked.cut_short, remedies=remedies.each.get(element, ()))
        answers[asked.name] = answer
        concerned.update(dict.fromkeys(judged.support))
        if judgeable:
            found += find_verdicts(element, answer, routes.hazards.get(element), propagation)
            found += find_dual_credit(element, ledger)
            found += chain(find_order_missed(element, answer), find_unreachable(element, answer))
    events = {name: chance for name in sorted(concerned) if (chance := known.merged(name)) is not None}
    found += chain(
        find_evidence(known, propagation.network),
        find_visible(propagation, routes),
        find_lawless(propagation),
        idle,
    )
    return Report(SwissCheese(answers, events, weights(known), unused(known), remedies.together), tuple(found))


def _changes(
    propagation: Propagation, wanted: Mapping[Element, Asked], request: Request
) -> tuple[Remedies, tuple[Finding, ...]]:
    """What the changes that are offered do for the hazards, and which do nothing."""
    from interlock_swiss_cheese.idle_change import find_idle_changes
    from interlock_swiss_cheese.seek import seek

    return seek(propagation, wanted, request), tuple(find_idle_changes(propagation, propagation.hazards))


def _judge(element: Element, asked: Asked, ledger: Ledger, request: Request) -> Judged:
    propagation = ledger.propagation
    if propagation.unsolved:
        return refusal("the state of failures has a circle through `exactly one of`")
    if propagation.network.crowds:
        names = ", ".join(propagation.network.crowds)
        return refusal(f"the members of {names} are not told apart: give `replicate` a number of at most {MOST}")
    top = propagation.state.get(element, FALSE)
    return judge(asked, top, ledger.routes.hazards.get(element), ledger, request)


SWISS_CHEESE: Final = Analysis(
    "swiss-cheese",
    SwissCheese,
    (PROPAGATION, ROUTES),
    _answer,
    rules=(*HAZARD_RULES, *EVIDENCE_RULES, *READING_RULES, *ADVERSARY_RULES, *CHANGE_RULES),
    reads=(HAZARDS, FAILURES, SCENARIOS, ADVERSARIES, EVIDENCE, CHANGES),
    show=show,
    doc="What lets a failure through to a hazard: routes with their barriers, cut sets, path sets, probabilities.",
    depict=tornados,
    gauges=gauges,
)
