"""The findings about selections."""

from __future__ import annotations

from typing import Final

from interlock.api.plugin import Rule
from interlock_pressure.page import TAYLOR, page, school
from interlock_pressure.selection_section import UNFIT

_MARKED: Final = """
selections:
  works:
    select: pupil.work by exam.mark
    options:
      dull: {{chance: 0.7, values: {{exam.mark: 0}}}}
      showy: {{chance: {rest}, values: {{exam.mark: 2}}}}
    how: [quantile 0.1]
"""

UNFIT_SELECTION: Final = Rule(
    UNFIT,
    "error",
    page(
        UNFIT,
        "The numbers of a selection are not those of a law, a value is missing, or a way of choosing has a number that it cannot "
        "have.",
        "Chances are not negative and sum to one, exactly: they are fractions and not rounded. Each option has a value at the "
        "port by which is chosen, and at each other port at which one has a value. A temperature is not negative, the best is of "
        f"a whole number, a share is above 0 and at most 1 ({TAYLOR}), and some option comes to a threshold.",
        school("tutor.note ~> pupil", more=_MARKED.format(rest=0.2)),
        school("tutor.note ~> pupil", more=_MARKED.format(rest=0.3)),
    ),
)

SELECTION_RULES: Final = (UNFIT_SELECTION,)
