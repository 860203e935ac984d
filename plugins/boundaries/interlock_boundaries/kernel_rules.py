"""The findings about declared kernels and what they let out of membranes."""

from __future__ import annotations

from typing import Final

from interlock.api.plugin import Rule, page

_CHANNEL: Final = """
ports: {{in secret: Bool, out reply: Bool}}
boxes: {{model: {{ports: {{in secret: Bool, out reply: Bool}}}}}}
wires: [secret -> model.secret, model.reply -> reply]
boundaries: {{cell: {{inside: [model], admits: [secret -> model.secret, {{wire: model.reply -> reply, capacity: {capacity} bit / use}}]}}}}
kernels: {{model: {{of: model, rows: {{"true": {{"true": {chance}, "false": 0.1}}, "false": {{"true": 0.1, "false": 0.9}}}}}}}}
{more}
"""


def channel(chance: str = "0.9", capacity: str = "1", more: str = "") -> str:
    """A box in a membrane that repeats what it is told, wrongly once in ten times, and sections that ask about it."""
    return _CHANNEL.format(chance=chance, capacity=capacity, more=more).strip()


_LAW: Final = 'laws: {{usual: {{of: {{secret: {{"true": {chance}, "false": 0.25}}}}}}}}'
_ASKED: Final = "leakage: {daily: {of: cell, under: usual, gains: [theft]}}"


def asked(chance: str = "0.75", guess: str = '"true": 2', of: str = "secret", leakage: str = _ASKED) -> str:
    """The same box, a law of the secret, a gain, and the question what it lets out."""
    gain = f"gains: {{theft: {{of: [{of}], guesses: {{take: {{{guess}}}, leave: {{}}}}}}}}"
    return channel(more="\n".join([_LAW.format(chance=chance), gain, leakage]))


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
NO_LAW: Final = Rule(
    "not-a-law",
    "error",
    page(
        "not-a-law",
        "What is declared under `laws` is no law, or is to hold given something that has no chance.",
        "A law says how likely each value of an outer input, of another source, or of what a box keeps at the beginning is, and "
        "its chances sum to one. Each key is one law, of several names together where there are commas, and independent of the "
        "others. `given` fixes values, so they must have a chance.",
        asked("0.7"),
        asked(),
    ),
)
NO_GAIN: Final = Rule(
    "not-a-gain",
    "error",
    page(
        "not-a-gain",
        "What is declared under `gains` does not say what guesses gain at the values of the secret that is asked about.",
        "Bits by a gain are the logarithm of how many times more one guess gains after something was seen than before. Each "
        "guess has a number of 0 or more at values of the secret, 0 where none is stated (M. Alvim and others, Measuring "
        "information leakage using generalized gain functions, CSF 2012).",
        asked(guess='"maybe": 2'),
        asked(),
    ),
)
NOT_COMPUTED: Final = Rule(
    "not-computed",
    "error",
    page(
        "not-computed",
        "A number was asked for that cannot be had: something is not stated, or it would be too large, or there is not one such number.",
        "Nothing is taken for granted: what enters a membrane, and what boxes keep, has the law that is named, or there is no "
        "number. Sums that would take too much memory or time are not begun; the message says how large they are.",
        asked(leakage="leakage: {daily: {of: cell, under: usual, secret: [model]}}"),
        asked(),
    ),
)

_SPLIT: Final = """
boxes:
  world:  {{memory: true, ports: {{out now: Bool, in acts: Bool}}}}
  sensor: {{memory: true, ports: {{out now: Bool, in world: Bool}}}}
  mind:   {{memory: true, ports: {{out now: Bool, in sensed: Bool}}}}
  limb:   {{memory: true, ports: {{out now: Bool, in mind: Bool}}}}
wires: [limb.now -> world.acts, world.now -> sensor.world, {source} -> mind.sensed, mind.now -> limb.mind]
boundaries: {{skin: {{inside: [mind, limb]}}}}
kernels:
  world:  {{of: world, keeps: {{now: {{starts: uniform}}}}, gives: {{now: acts}}}}
  sensor: {{of: sensor, keeps: {{now: {{starts: uniform}}}}, gives: {{now: world}}}}
  mind:   {{of: mind, keeps: {{now: {{starts: uniform}}}}, gives: {{now: sensed}}}}
  limb:   {{of: limb, keeps: {{now: {{starts: uniform}}}}, gives: {{now: mind}}}}
splits: {{body: {{of: skin, active: [limb], passive: [sensor]}}}}
"""

NOT_TIGHT: Final = Rule(
    "not-tight",
    "warning",
    page(
        "not-tight",
        "In one instant something gets into a membrane past what it senses by, or out of it past what it acts by.",
        "What boxes keep is split into viscera V and active states A inside, passive states P and the environment E outside. "
        "Infiltration is I((V, A)'; E | V, A, P), exfiltration I((P, E)'; V | A, P, E): both are 0 exactly if the next states "
        "of one side depend on the other through the boundary alone (A. Critch, «Boundaries» Sequence, Part 3a, 2022).",
        _SPLIT.format(source="world.now"),
        _SPLIT.format(source="sensor.now"),
    ),
)

_MODE: Final = """
ports: {{in secret: Bool, out reply: Bool}}
boxes: {{model: {{mode: deterministic, ports: {{in secret: Bool, out reply: Bool}}}}}}
wires: [secret -> model.secret, model.reply -> reply]
kernels: {{model: {{of: model, rows: {{"true": {row}, "false": "false"}}}}}}
"""

MODE_NOT_KEPT: Final = Rule(
    "mode-not-kept",
    "error",
    page(
        "mode-not-kept",
        "What a box does, by its kernel, is not in the mode that the box states, or that a membrane around it does.",
        "A deterministic box has one value for each row, a stochastic one chances, a possibilistic one values that are possible. "
        "What else is said of the box or of the membrane rests on its mode: two runs of a deterministic box give the same, and "
        "nothing can be told by chance.",
        _MODE.format(row='{"true": 0.9, "false": 0.1}'),
        _MODE.format(row='"true"'),
    ),
)

KERNEL_RULES: Final = (NO_KERNEL, OVER, NO_LAW, NO_GAIN, NOT_COMPUTED, MODE_NOT_KEPT)
