"""The findings about determinism and side channels."""

from __future__ import annotations

from typing import Final

from interlock.api.plugin import Rule, page
from interlock_boundaries.membrane_rules import ADMITTED, cell, faulty
from interlock_boundaries.page import GOGUEN, LAMPSON

GOLDBERG: Final = "D. Goldberg, What Every Computer Scientist Should Know About Floating-Point Arithmetic (1991)"
_NOTHING: Final = f"{{inside: [model], mode: deterministic, admits: [{ADMITTED}], channels: {{}}}}"


def _labelled(boxes: str) -> str:
    """The cell in a vocabulary that lists sources of nondeterminism."""
    return "uses: [alignment]\n" + cell(_NOTHING, boxes).strip()


UNNAMED: Final = Rule(
    "unnamed-channels",
    "note",
    page(
        "unnamed-channels",
        "A membrane is to be deterministic, and names no side channel.",
        "What a computer does is not a function of its inputs alone: it reads clocks and networks, draws random numbers, runs "
        f"threads in some order, adds up in some order ({GOLDBERG}), and its memory fails. Each lets the outside in without "
        f"a wire ({LAMPSON}). Name those that are left under `channels`, or write `channels: {{}}` if there are none.",
        cell(f"{{inside: [model], mode: deterministic, admits: [{ADMITTED}]}}"),
        cell(_NOTHING),
    ),
)
SOURCE: Final = Rule(
    "nondeterminism-inside",
    "error",
    page(
        "nondeterminism-inside",
        "A membrane is to be deterministic, and a box inside is labelled with a source of nondeterminism.",
        f"Two runs on the same inputs may then differ, so what the inside does may depend on the outside ({GOGUEN}). Take the "
        "source away, let it come in by a wire that is admitted, or name a channel like the source with an event of the box.",
        _labelled(", labels: {nondeterminism: [clock]}"),
        _labelled(""),
    ),
)
UNRATED: Final = Rule(
    "channel-without-rate",
    "warning",
    page(
        "channel-without-rate",
        "A side channel names an event that has no rate with an exposure, so what passes by it has no bound.",
        "The bound is on what the number of faults, and their places, can tell; it needs the number that is expected, which "
        f"is the rate times the exposure ({LAMPSON}).",
        faulty("{event: model.flipped, secret: rate}", "probability: 0.1"),
        faulty("{event: model.flipped, secret: rate}"),
    ),
)

CHANNEL_RULES: Final = (UNNAMED, SOURCE, UNRATED)
