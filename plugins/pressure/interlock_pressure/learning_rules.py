"""The findings about learn wires."""

from __future__ import annotations

from typing import Final

from interlock.api.plugin import Rule
from interlock_pressure.page import GAO, page, school

UNFIT: Final = Rule(
    "unfit-learn-wire",
    "error",
    page(
        "unfit-learn-wire",
        "A learn wire has a number that it cannot have.",
        "It chooses among one thing at least; a budget, a number of times and a weight are not negative; a horizon is one step at "
        "least; a learn wire has `choices` or a `budget`, and not both; and no number is beyond all use. Its pressure is then "
        f"taken for not stated ({GAO}).",
        school("{learn: tutor.note ~> pupil, by: selection, choices: 0.5}"),
        school("{learn: tutor.note ~> pupil, by: selection, choices: 2}"),
    ),
)
IDLE: Final = Rule(
    "idle-times",
    "warning",
    page(
        "idle-times",
        "A learn wire says how many times, and neither among how many it chooses nor what its budget is.",
        f"So many times an amount that is not stated is not stated either ({GAO}).",
        school("{learn: tutor.note ~> pupil, times: 10}"),
        school("{learn: tutor.note ~> pupil, times: 10, choices: 2}"),
    ),
)

LEARNING_RULES: Final = (UNFIT, IDLE)
