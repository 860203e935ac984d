"""From a diagram to the least state of its failures, with what is odd about its rules."""

from __future__ import annotations

from itertools import chain

from interlock.api.analysis import Report
from interlock.api.diagram import CheckedDiagram, Element
from interlock.api.kit import Formulas, NotMonotone
from interlock.api.record import replace
from interlock_swiss_cheese.case import cases
from interlock_swiss_cheese.chance import know
from interlock_swiss_cheese.condition import mentioned
from interlock_swiss_cheese.consistency import (
    cut_short,
    find_circles,
    find_idle,
    find_stopped,
    find_undeclared,
    find_unsolved,
)
from interlock_swiss_cheese.flatten import flatten
from interlock_swiss_cheese.frame import frame
from interlock_swiss_cheese.gap import find_gaps
from interlock_swiss_cheese.independence import find_contradictions
from interlock_swiss_cheese.limits import limit_conditions
from interlock_swiss_cheese.network import Network
from interlock_swiss_cheese.option import asked_by, options
from interlock_swiss_cheese.promise import find_broken
from interlock_swiss_cheese.propagation import Asked, Propagation, tabulate
from interlock_swiss_cheese.sections import HAZARDS, Hazard
from interlock_swiss_cheese.solve import solve, tops
from interlock_swiss_cheese.verdict import find_unfit_groups


def propagate(diagram: CheckedDiagram) -> Report[Propagation]:
    """The least state of failures, and what is odd about its rules."""
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


def _hazards(diagram: CheckedDiagram, network: Network) -> dict[Element, Asked]:
    """The hazards of a diagram."""
    hazards = ((item, item.value) for item in diagram.of(HAZARDS))
    conditions = tops(diagram)
    places = {element: tuple(dict.fromkeys(one.port for one in mentioned(top))) for element, top in conditions.items()}
    return {
        item.element: Asked(
            item.name,
            hazard.target,
            hazard.uses,
            cut_short(network, conditions[item.element]),
            hazard.order,
            places[item.element],
        )
        for item, hazard in hazards
        if isinstance(hazard, Hazard)
    }
