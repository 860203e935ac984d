"""The findings about arguments."""

from __future__ import annotations

from typing import Final

from interlock.api.plugin import Rule, page
from interlock_arguments.page import NILSSON

_HEAD: Final = "arguments:\n  order:\n    given: {x: Real, y: Real, z: Real}\n"

CONTRADICTORY: Final = Rule(
    "contradictory-premises",
    "error",
    page(
        "contradictory-premises",
        "The premises of an argument cannot all be true, so that any conclusion follows from them.",
        "From a contradiction everything follows, and its opposite too: such an argument is valid and says nothing. Therefore "
        "this is told first, with premises none of which can be left out of the contradiction.",
        f"{_HEAD}    premises: {{less: x < y, more: y < x}}\n    concludes: x < z",
        f"{_HEAD}    premises: {{less: x < y, more: y < z}}\n    concludes: x < z",
    ),
)
NOT_VALID: Final = Rule(
    "does-not-follow",
    "warning",
    page(
        "does-not-follow",
        "All premises of an argument can be true and its conclusion false.",
        "The values that are shown are such a case. Either the conclusion says too much, or a premise is hidden: the answer "
        "lists candidates that the author has named, facts that the proposal knows, and simple comparisons with which the "
        "conclusion follows, and the weakest premise of all, that it follows from those that are stated.",
        f"{_HEAD}    premises: {{first: x <= y, second: y <= z}}\n    concludes: x < z",
        f"{_HEAD}    premises: {{first: x <= y, second: y < z}}\n    concludes: x < z",
    ),
)
NOT_DECIDED: Final = Rule(
    "argument-undecided",
    "warning",
    page(
        "argument-undecided",
        "It was not decided whether a conclusion follows from its premises.",
        "Products of variables and premises about all values of a type may take the solver more steps than it has. "
        "`limit` says so; `inexact` that neither a proof nor a countermodel was found; `no-solver` that z3 is not installed.",
        "arguments:\n  cubes:\n    given: {x: Int, y: Int, z: Int}\n    premises: {least: 0 < x and 0 < y and 0 < z}\n"
        "    concludes: not (x * x * x + y * y * y = z * z * z)",
        "arguments:\n  squares:\n    given: {x: Int, y: Int, z: Int}\n    premises: {first: x = 3, second: y = 4, third: z = 5}\n"
        "    concludes: x * x + y * y = z * z",
    ),
)
INCOHERENT: Final = Rule(
    "incoherent-credences",
    "error",
    page(
        "incoherent-credences",
        "No probability law gives the premises of an argument the credences that are stated.",
        "Where one premise implies another, or excludes it, their credences are not free: nobody who holds these could not be "
        f"made to lose for sure. No bound of the conclusion's credence means anything then ({NILSSON}).",
        f"{_HEAD}    premises: {{less: {{says: x < y, credence: 0.8}}, at-most: {{says: x <= y, credence: 0.7}}}}\n"
        "    concludes: x <= y",
        f"{_HEAD}    premises: {{less: {{says: x < y, credence: 0.7}}, at-most: {{says: x <= y, credence: 0.8}}}}\n"
        "    concludes: x <= y",
    ),
)

RULES: Final = (CONTRADICTORY, NOT_VALID, NOT_DECIDED, INCOHERENT)
