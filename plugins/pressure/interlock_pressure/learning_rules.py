"""The findings about learn wires."""

from __future__ import annotations

from typing import Final

from interlock.api.plugin import Rule
from interlock_pressure.page import GAO, KRUEGER, page, school

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

_SHOWN: Final = """
ports: {{in task: Text, out work: Text}}
boxes:
  pupil: {{ports: {{in task: Text, out work: Text}}, labels: {{role: [policy]}}}}
  public: {{ports: {{in work: Text, out thanks: Real}}, labels: {{role: [human]}}}}
wires:
  - task -> pupil.task
  - pupil.work -> public.work, work
learns: [{{learn: public.thanks ~> pupil, horizon: {horizon}}}]
"""

WORLDLY: Final = Rule(
    "consequential-learning",
    "note",
    page(
        "consequential-learning",
        "What a learn wire sets comes back to its source through people or the environment, and more than one step is scored.",
        "What is optimised can then gain by what it makes of people or the world, and not only by being right about them: to "
        f"change whoever gives the score is one way to a better one ({KRUEGER}). Where only the next step is scored, no such way "
        "is favoured, though it may be there. Score single steps, cut the way, or say why what it favours is wanted.",
        _SHOWN.format(horizon="episode"),
        _SHOWN.format(horizon=1),
    ),
)

LEARNING_RULES: Final = (UNFIT, IDLE, WORLDLY)
