"""The table of what it takes to meet targets."""

from __future__ import annotations

from collections.abc import Iterator

from interlock.api.analysis import Table
from interlock_swiss_cheese.answer import SwissCheese
from interlock_swiss_cheese.remedy import Remedy


def remedies(answer: SwissCheese) -> Iterator[Table]:
    """The cheapest changes for each target, and for all together."""
    every = [(name, remedy) for name, one in answer.hazards.items() for remedy in one.remedies]
    if answer.together is not None:
        every.append(("all hazards", answer.together))
    if every:
        columns = ("hazard", "target", "now", "with the changes", "cost", "cheapest changes")
        rows = tuple(
            (name, one.goal, _number(one.now), _number(one.then), _cost(one), _changes(one)) for name, one in every
        )
        yield Table("What to change", columns, rows, " ".join(_notes(every)))


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:.4g}"


def _cost(remedy: Remedy) -> str:
    if remedy.cost is None:
        return "" if remedy.bound is None else f"at least {_priced(remedy.bound, remedy.unit)}"
    return _priced(remedy.cost, remedy.unit)


def _priced(cost: float, unit: str) -> str:
    return f"{cost:.12g}" if unit == "1" else f"{cost:.12g} {unit}"


def _changes(remedy: Remedy) -> str:
    match remedy.verdict:
        case "cheapest":
            return ", ".join(remedy.changes)
        case "met":
            return "none is needed"
        case "unreachable":
            best = "" if remedy.best is None else f": {remedy.best:.4g} with all changes"
            return f"not to be reached{best}"
        case "unsettled":
            return "not settled in the time that there was"
        case "refused":
            return f"refused: {remedy.refused}"


def _notes(every: list[tuple[str, Remedy]]) -> Iterator[str]:
    """What is proved, and what costs the same."""
    if any(one.verdict == "cheapest" for _, one in every):
        yield "No cheaper changes meet a target: an integer programme has none."
    for name, one in every:
        if one.others:
            some = "; ".join(", ".join(other) for other in one.others[:2])
            many = f"{'at least ' if one.more else ''}{len(one.others)} other{'s' if len(one.others) > 1 else ''}"
            yield f"{name}, {one.goal}: {many} for the same cost: {some}{' ...' if len(one.others) > 2 else '.'}"
