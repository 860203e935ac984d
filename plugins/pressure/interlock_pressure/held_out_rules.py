"""The findings about evaluators that are to be held out."""

from __future__ import annotations

from typing import Final

from interlock.api.plugin import Rule
from interlock_pressure.page import BAKER, GAO, REUSE, page, school
from interlock_pressure.sections import UNFIT

_TUTORED: Final = school("tutor.note ~> pupil", "held-out: exam.mark from pupil")
_SELECTED: Final = "{learn: exam.mark ~> pupil, by: selection, choices: 8}"

REFUTED: Final = Rule(
    "not-held-out",
    "error",
    page(
        "not-held-out",
        "A claim says that an evaluator is held out, and a way of data and learn wires leads from it into a learn wire onto what "
        "it judges.",
        f"What is optimised against a judge learns to satisfy the judge, and may stop to deserve it ({BAKER}; {GAO}). Choosing "
        f"among versions by its verdict is optimisation too ({REUSE}), and so is learning from texts that tell what it looks "
        "for. The way is the witness: cut it, or say with `except` by which means, and with `budget` how much, it may press.",
        school("exam.mark ~> pupil", "held-out: exam.mark from pupil"),
        _TUTORED,
    ),
)
EXCEEDED: Final = Rule(
    "pressure-over-budget",
    "error",
    page(
        "pressure-over-budget",
        "A claim bounds the pressure of an evaluator on what it judges, and the least cut between them is above the budget.",
        "A choice of one among k tells at most log k nats, so many choices make a verdict less and less worth "
        f"({REUSE}; {GAO}). The pressure is that of the least cut of learn wires and of capacities of membranes: let the wires in "
        "it choose less often or among fewer, or allow more.",
        school(_SELECTED, "held-out: exam.mark from pupil, budget: <= 2 nat"),
        school(_SELECTED, "held-out: exam.mark from pupil, budget: <= 3 nat"),
    ),
)
UNKNOWN: Final = Rule(
    "pressure-unknown",
    "error",
    page(
        "pressure-unknown",
        "A claim bounds the pressure of an evaluator on what it judges, and the numbers that are stated do not decide it.",
        "A learn wire that says neither among how many it chooses nor what its budget is may press without bound, and nothing "
        f"is assumed for it ({REUSE}). Give the learn wires that are named `choices`, or a `budget` in nat: of reinforcement "
        "learning, the divergence from the start that was reached.",
        school("{learn: exam.mark ~> pupil, by: selection}", "held-out: exam.mark from pupil, budget: <= 3 nat"),
        school(_SELECTED, "held-out: exam.mark from pupil, budget: <= 3 nat"),
    ),
)
UNJUDGED: Final = Rule(
    "no-held-out-evaluator",
    "warning",
    page(
        "no-held-out-evaluator",
        "Judges, monitors or proxies look at a box, and every one of them presses on what it learns.",
        "Whoever is asked whether the result is good has then been optimised against, and its verdict is no evidence "
        f"({GAO}; {BAKER}). Keep one evaluator that nothing is learnt from, or claim how "
        "little one may press (`held-out` with a `budget`). Boxes with the role `human` are left out.",
        school("exam.mark ~> pupil, tutor.note ~> pupil"),
        school("tutor.note ~> pupil"),
    ),
)

BUDGET: Final = Rule(
    UNFIT,
    "error",
    page(
        UNFIT,
        "The budget of a claim, or the number of uses over which capacities add up, is negative or beyond all use.",
        f"Pressure is an amount of information, which is not negative ({REUSE}); a budget of 1e100 nat allows everything.",
        school(_SELECTED, "held-out: exam.mark from pupil, budget: <= -3 nat"),
        school(_SELECTED, "held-out: exam.mark from pupil, budget: <= 3 nat"),
    ),
)
UNLEARNABLE: Final = Rule(
    "not-learnable",
    "error",
    page(
        "not-learnable",
        "A claim says that an evaluator is held out from a port that nothing can be learnt onto: an input, or an outer port.",
        "Learn wires end at boxes and at their outputs, so the claim would hold whatever is drawn. Name the box, or the output, "
        f"that is not to be trained against the evaluator ({BAKER}).",
        school("tutor.note ~> pupil", "held-out: exam.mark from pupil.task"),
        school("tutor.note ~> pupil", "held-out: exam.mark from pupil.work"),
    ),
)
IDLE: Final = Rule(
    "idle-exception",
    "warning",
    page(
        "idle-exception",
        "A claim excepts a means by which nothing is learnt.",
        "What is excepted is allowed as soon as somebody draws it, so what is not needed is better left out "
        f"({BAKER}).",
        school(_SELECTED, "held-out: exam.mark from pupil, except: [selection, redesign]"),
        school(_SELECTED, "held-out: exam.mark from pupil, except: [selection]"),
    ),
)

HELD_OUT_RULES: Final = (REFUTED, EXCEEDED, UNKNOWN, UNJUDGED, BUDGET, UNLEARNABLE, IDLE)
