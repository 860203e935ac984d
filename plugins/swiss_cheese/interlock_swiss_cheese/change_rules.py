"""The findings about changes."""

from __future__ import annotations

from typing import Final

from interlock.api.plugin import Rule, page
from interlock_swiss_cheese.change_section import MIXED_COSTS
from interlock_swiss_cheese.hazard_rules import GUARDED
from interlock_swiss_cheese.page import HANDBOOK


def _offered(changes: str, hazard: str = "") -> str:
    """The guarded proposal with chances, a target and changes."""
    chances = "events: {model.errs: {probability: 0.1}, filter.missed: {probability: 0.1}}"
    text = GUARDED.replace("failures: {types: {harm: {}}}", f"failures: {{types: {{harm: {{}}}}, {chances}}}")
    return text.replace("top: harm at answer", f"top: harm at answer{hazard}") + f"changes: {changes}\n"


_BETTER: Final = "{event: filter.missed, to: 0.01, cost: 3}"

COSTS: Final = Rule(
    MIXED_COSTS,
    "error",
    page(
        MIXED_COSTS,
        "The costs of changes are stated in different units.",
        "The cheapest of several changes is found by adding costs, and hours cannot be added to money. State the price of "
        "one in terms of the other.",
        _offered(f"{{better: {_BETTER}, best: {{event: model.errs, to: 0.01, cost: 3 bit}}}}"),
        _offered(f"{{better: {_BETTER}, best: {{event: model.errs, to: 0.01, cost: 30}}}}"),
    ),
)
UNREACHABLE: Final = Rule(
    "target-unreachable",
    "warning",
    page(
        "target-unreachable",
        "The changes that are offered do not bring a hazard to its target, not even all of them together.",
        "A target that nothing on the table reaches calls for another barrier, another design or another target; the "
        f"finding says how near all changes together come ({HANDBOOK} on the use of cut sets in design).",
        _offered(f"{{better: {_BETTER}}}", ", target: <= 0.001 per use"),
        _offered(f"{{better: {_BETTER}}}", ", target: <= 0.01 per use"),
    ),
)
IDLE_CHANGE: Final = Rule(
    "idle-change",
    "note",
    page(
        "idle-change",
        "A change that is offered makes no hazard rarer.",
        "The event is one on which no hazard rests, or is as rare already; or no failure of the type passes where the "
        "barrier would stand. More often than not a name is wrong.",
        _offered("{better: {event: filter.missed, to: 0.5, cost: 3}}"),
        _offered(f"{{better: {_BETTER}}}"),
    ),
)

CHANGE_RULES: Final = (COSTS, UNREACHABLE, IDLE_CHANGE)
