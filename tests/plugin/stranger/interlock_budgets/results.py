"""The sheet of budgets, made from the section and from what swiss-cheese found."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from interlock.api.analysis import DIAGRAM, Exhibit, Finding, Report, Request, Results, Table
from interlock.api.diagram import Element
from interlock.api.plugin import Rule, say
from interlock_budgets.sections import BUDGETS
from interlock_swiss_cheese.results import SWISS_CHEESE, SwissCheese

IDLE_BUDGET = Rule(
    "idle-budget",
    "note",
    "# idle-budget\n\nA box has a budget and is no barrier on any of the thinnest routes.\n\n"
    "Hours spent where no failure passes are missing where one does.\n",
)


@dataclass(frozen=True, slots=True)
class Line:
    """The budget of a box in hours, and the hazards before which it is a barrier."""

    least: float
    most: float
    guards: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A line for each box with a budget."""

    boxes: Mapping[str, Line]


def guarded(answer: SwissCheese) -> dict[str, tuple[str, ...]]:
    """For each box that is a barrier on a thinnest route the hazards before which it is one."""
    found: dict[str, dict[str, None]] = {}
    for hazard, one in answer.hazards.items():
        for barriers in one.routes.barriers if one.routes else ():
            for box in barriers:
                found.setdefault(box, {})[hazard] = None
    return {box: tuple(hazards) for box, hazards in found.items()}


def run(results: Results, request: Request) -> Report[Sheet]:
    """Look up what each budget guards."""
    guards = guarded(results[SWISS_CHEESE])
    lines: dict[str, Line] = {}
    idle = []
    for item in results[DIAGRAM].of(BUDGETS):
        box, hours = item.value.of, item.value.hours
        lines[box] = Line(float(hours.low), float(hours.high), guards.get(box, ()))
        if box not in guards:
            says = say("{box} has {hours} hours and is no barrier on a thinnest route", box=box, hours=float(hours.low))
            idle.append(Finding(IDLE_BUDGET, (item.element, Element(box)), says))
    return Report(Sheet(lines), tuple(idle))


def show(sheet: Sheet) -> Sequence[Exhibit]:
    """One table."""
    rows = tuple((box, f"{line.least:g} .. {line.most:g}", ", ".join(line.guards)) for box, line in sheet.boxes.items())
    return (Table("Budgets", ("box", "hours", "barrier before"), rows),)


def depict(sheet: Sheet) -> Sequence[Exhibit]:
    """The budgets as bars, the least certain first."""
    from interlock.api.chart import Bar, Bars

    bars = (Bar(box, line.least, (line.least + line.most) / 2, line.most) for box, line in sheet.boxes.items())
    return (Bars("How uncertain the budgets are", "hours", tuple(bars)),)
