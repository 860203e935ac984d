"""What lets failures through to each hazard: the answers, and what is odd about them."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import chain

from interlock.api.analysis import Finding, Report, Request
from interlock.api.diagram import Element
from interlock.api.kit import FALSE
from interlock.api.record import replace
from interlock_swiss_cheese.answer import HazardAnswer, SwissCheese, weights
from interlock_swiss_cheese.credit import Ledger, find_dual_credit
from interlock_swiss_cheese.crowd import MOST
from interlock_swiss_cheese.evidence import find_evidence, unused
from interlock_swiss_cheese.judge import Judged, judge, refusal
from interlock_swiss_cheese.limits import find_lawless
from interlock_swiss_cheese.propagation import Asked, Propagation, wanted
from interlock_swiss_cheese.remedied import find_order_missed, find_unreachable
from interlock_swiss_cheese.remedy import Remedies
from interlock_swiss_cheese.verdict import find_verdicts
from interlock_swiss_cheese.visible import find_visible
from interlock_swiss_cheese.ways import Routes


def answer(propagation: Propagation, routes: Routes, request: Request) -> Report[SwissCheese]:
    """The answer for each hazard."""
    ledger, known = Ledger(propagation, routes), propagation.known
    answers: dict[str, HazardAnswer] = {}
    concerned: dict[str, None] = {}
    found: list[Finding] = []
    hazards = wanted(propagation, request)
    judgeable = not propagation.unsolved and not propagation.network.crowds
    remedies, idle = (
        _changes(propagation, hazards, request) if propagation.options and judgeable else (Remedies({}), ())
    )
    for element, asked in hazards.items():
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
    propagation: Propagation, hazards: Mapping[Element, Asked], request: Request
) -> tuple[Remedies, tuple[Finding, ...]]:
    """What the changes that are offered do for the hazards, and which do nothing."""
    from interlock_swiss_cheese.idle_change import find_idle_changes
    from interlock_swiss_cheese.seek import seek

    return seek(propagation, hazards, request), tuple(find_idle_changes(propagation, propagation.hazards))


def _judge(element: Element, asked: Asked, ledger: Ledger, request: Request) -> Judged:
    propagation = ledger.propagation
    if propagation.unsolved:
        return refusal("the state of failures has a circle through `exactly one of`")
    if propagation.network.crowds:
        names = ", ".join(propagation.network.crowds)
        return refusal(f"the members of {names} are not told apart: give `replicate` a number of at most {MOST}")
    top = propagation.state.get(element, FALSE)
    return judge(asked, top, ledger.routes.hazards.get(element), ledger, request)
