"""The findings about declared kernels and what they let out of membranes."""

from __future__ import annotations

from typing import Final

from interlock.api.plugin import Rule
from interlock_boundaries.page import page

_CHANNEL: Final = """
ports: {{in secret: Bool, out reply: Bool}}
boxes: {{model: {{ports: {{in secret: Bool, out reply: Bool}}}}}}
wires: [secret -> model.secret, model.reply -> reply]
boundaries: {{cell: {{inside: [model], admits: [secret -> model.secret, {{wire: model.reply -> reply, capacity: {capacity} bit / use}}]}}}}
kernels: {{model: {{of: model, rows: {{"true": {{"true": {chance}, "false": 0.1}}, "false": {{"true": 0.1, "false": 0.9}}}}}}}}
"""


def channel(chance: str = "0.9", capacity: str = "1") -> str:
    """A box in a membrane that repeats what it is told, wrongly once in ten times."""
    return _CHANNEL.format(chance=chance, capacity=capacity).strip()


NO_KERNEL: Final = Rule(
    "not-a-kernel",
    "error",
    page(
        "not-a-kernel",
        "What is declared under `kernels` is no kernel of its box, or those in one membrane do not fit together.",
        "A kernel has a row for each value of the box's inputs; the values are those of the port types, chances in a row "
        "are numbers that sum to one, and no output depends on an input on which the interface says that it does not. "
        "Numbers of a table that is none would mean nothing, so nothing is calculated with it.",
        channel("0.8"),
        channel(),
    ),
)
OVER: Final = Rule(
    "capacity-exceeded",
    "error",
    page(
        "capacity-exceeded",
        "A wire lets more out of a membrane than the capacity that the membrane admits for it.",
        "The boxes inside are a channel from all that enters to the wire. Its Shannon capacity is what could get through per "
        "use, if what enters were chosen for it; the bound below which it certainly does not lie is held against what is "
        "admitted (R. Blahut, Computation of channel capacity and rate-distortion functions, 1972).",
        channel(capacity="0.5"),
        channel(capacity="0.6"),
    ),
)

KERNEL_RULES: Final = (NO_KERNEL, OVER)
