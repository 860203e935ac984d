"""The least state of failures that the rules allow."""

from __future__ import annotations

from collections.abc import Mapping

from interlock.api.diagram import CheckedDiagram, Condition, Element
from interlock.api.kit import FALSE, Formula, Formulas, LeastFixpoint, NotMonotone, least_fixpoint
from interlock.api.record import NamedTuple
from interlock_swiss_cheese.crowd import crowds, told_apart
from interlock_swiss_cheese.frame import Frame
from interlock_swiss_cheese.ground import Grounding, vertex
from interlock_swiss_cheese.sections import HAZARDS, Hazard
from interlock_swiss_cheese.spread import Leaks, Spread

Tops = Mapping[Element, Condition]


class Solved(NamedTuple):
    """The state: for each proposition and each top condition a formula over events, and what it was made from."""

    spread: Spread
    grounding: Grounding
    equations: Mapping[str, Formula]
    state: Mapping[str, Formula]
    cyclic: tuple[str, ...]

    def arrived(self, place: Element) -> tuple[str, ...]:
        """The types that can be at a place."""
        here = self.spread.arrivals.get(place, ())
        return tuple(failure for failure in here if self.state[vertex(failure, place)] is not FALSE)


def tops(diagram: CheckedDiagram) -> dict[Element, Condition]:
    """The top condition of each hazard, by the element of its item, over single members of families."""
    hazards = {item.element: item.value.top for item in diagram.of(HAZARDS) if isinstance(item.value, Hazard)}
    known = crowds(diagram)
    return {element: told_apart(top, known) for element, top in hazards.items()}


def solve(frame: Frame, arena: Formulas, conditions: Tops, leaks: Leaks | None = None) -> Solved | NotMonotone:
    """Solve the equations of a frame by their least fixed point."""
    spread = Spread(frame, leaks or Leaks())
    grounding = Grounding(spread, arena)
    equations = grounding.equations()
    asked = {str(element): grounding.whole(condition) for element, condition in conditions.items()}
    found = least_fixpoint(arena, {**equations, **asked})
    if isinstance(found, LeastFixpoint):
        return Solved(spread, grounding, {**equations, **asked}, found.solution, found.cyclic)
    return found
