"""The Cartesian split of a system's state by a membrane, and what leaks through it in one step.

Viscera and active states are inside, passive states and the environment outside; what enters is to pass the passive
states, what leaves the active ones. Infiltration is I((V, A)'; E | V, A, P), exfiltration I((P, E)'; V | A, P, E): both are
zero exactly where the membrane is tight. (A. Critch, «Boundaries», Part 3a, 2022: formula and names.)
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from enum import Enum
from typing import TYPE_CHECKING, TypeAlias

from interlock.record import NamedTuple
from interlock.semantics.capacity import GAP, capacity
from interlock.semantics.contract import USUAL, Limits, TooLarge
from interlock.semantics.kernel import Kernel, Mode
from interlock.semantics.measure import min_capacity, mutual

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Array: TypeAlias = NDArray[np.float64]


class Part(Enum):
    """Where a state belongs."""

    VISCERA = "viscera"
    ACTIVE = "active"
    PASSIVE = "passive"
    ENVIRONMENT = "environment"


INSIDE = (Part.VISCERA, Part.ACTIVE)
OUTSIDE = (Part.PASSIVE, Part.ENVIRONMENT)


class State(NamedTuple):
    """A part's state in a kernel of one step: the name of the axis that is given, and of the one that is yielded."""

    part: Part
    now: str
    then: str


class Direction(Enum):
    """Into the membrane past its passive states, or out of it past its active ones."""

    INFILTRATION = "infiltration"
    EXFILTRATION = "exfiltration"


class Crossing(NamedTuple):
    """What a membrane lets through in one step, in bits of Shannon's measure, under a start law that is named."""

    direction: Direction
    law: str
    bits: float


class Supremum(NamedTuple):
    """The most that a membrane lets through in one step under any start law: bits of Shannon's measure, between bounds.

    `at` holds the values of all states but the hidden one at which the upper bound is reached.
    """

    direction: Direction
    lower: float
    upper: float
    at: tuple[tuple[str, str], ...]


def crossing(
    step: Kernel, states: Sequence[State], start: Array, name: str, direction: Direction, limits: Limits = USUAL
) -> Crossing | TooLarge:
    """What crosses in one direction under a start law, an array with the axes of `step.givens`.

    Raises:
        KeyError: A state is no axis of the step.
        ValueError: The start law is no law over what is given.
    """
    if start.shape != tuple(axis.size for axis in step.givens) or abs(float(start.sum()) - 1.0) > 1e-9:
        raise ValueError("a start law over all that is given sums to one")
    channel = _arranged(step, states, direction, limits)
    if isinstance(channel, TooLarge):
        return channel
    order = [*_given(step, states, _hidden(direction)), *_given(step, states, *_known(direction))]
    law = start.transpose(order).reshape(channel.shape[0], channel.shape[1])
    return Crossing(direction, name, mutual(law[:, :, None] * channel, [2], [0], [1]))


def supremum(
    step: Kernel, states: Sequence[State], direction: Direction, gap: float = GAP, limits: Limits = USUAL
) -> Supremum | TooLarge:
    """The most that crosses in one direction under any start law.

    Information given the other states is a mean over their values, so the supremum is the greatest capacity, over these
    values, of the channel from the hidden state to the states of the other side. Of equal channels one is gone
    into, and of others those whose min-capacity, which is never below Shannon's, is above what is reached already.

    Raises:
        KeyError: A state is no axis of the step.
    """
    channel = _arranged(step, states, direction, limits)
    if isinstance(channel, TooLarge):
        return channel
    known = [step.givens[axis] for axis in _given(step, states, *_known(direction))]
    promise = [min_capacity(channel[:, at, :]) for at in range(channel.shape[1])]
    lower, upper, reached = -1.0, -1.0, 0
    first = {channel[:, at, :].tobytes(): at for at in reversed(range(len(promise)))}
    for at in sorted(first.values(), key=lambda one: (-promise[one], one)):
        if promise[at] <= lower:
            break
        low, high = _capacity(channel[:, at, :], gap)
        lower = max(lower, low)
        if high > upper:
            upper, reached = high, at
    names, values = [axis.name for axis in known], _values([axis.values for axis in known], reached)
    return Supremum(direction, lower, upper, tuple(zip(names, values, strict=True)))


def tight(step: Kernel, states: Sequence[State], direction: Direction, limits: Limits = USUAL) -> bool | TooLarge:
    """Whether the next states of one side do not depend on the hidden state of the other, given all others."""
    channel = _arranged(step, states, direction, limits)
    return channel if isinstance(channel, TooLarge) else all(_flat(channel[:, at]) for at in range(channel.shape[1]))


def _capacity(channel: Array, gap: float) -> tuple[float, float]:
    if _flat(channel):
        return 0.0, 0.0
    found = capacity(channel, gap)
    return found.lower, found.upper


def _flat(channel: Array) -> bool:
    """Whether all rows are one, up to rounding."""
    import numpy as np

    return bool(np.allclose(channel, channel[:1], rtol=1e-12, atol=0.0))


def _hidden(direction: Direction) -> Part:
    return Part.ENVIRONMENT if direction is Direction.INFILTRATION else Part.VISCERA


def _known(direction: Direction) -> tuple[Part, ...]:
    return tuple(part for part in Part if part is not _hidden(direction))


def _given(step: Kernel, states: Sequence[State], *parts: Part) -> list[int]:
    """The axes of what is given, of these parts.

    Raises:
        KeyError: A state is no axis, or an axis no state.
    """
    part: Mapping[str, Part] = {state.now: state.part for state in states}
    if missing := part.keys() - {axis.name for axis in step.givens}:
        raise KeyError(min(missing))
    return [at for at, axis in enumerate(step.givens) if part[axis.name] in parts]


def _arranged(step: Kernel, states: Sequence[State], direction: Direction, limits: Limits) -> Array | TooLarge:
    """The step as an array: the hidden state, all others, the next states of the side that is not to know."""
    import numpy as np

    if step.table.size > limits.entries:
        return TooLarge("entries", step.table.size, limits.entries)
    side = INSIDE if direction is Direction.INFILTRATION else OUTSIDE
    wanted = {state.then for state in states if state.part in side}
    if missing := {state.then for state in states} - {axis.name for axis in step.yields}:
        raise KeyError(min(missing))
    first = len(step.givens)
    rest = tuple(first + at for at, axis in enumerate(step.yields) if axis.name not in wanted)
    kept = step.table.sum(axis=rest) if rest else step.table
    if step.mode is Mode.POSSIBILISTIC:
        kept = np.sign(kept)  # in how many ways the other side goes on does not matter
    hidden, known = _given(step, states, _hidden(direction)), _given(step, states, *_known(direction))
    sizes = [math.prod(step.givens[at].size for at in group) for group in (hidden, known)]
    return kept.transpose([*hidden, *known, *range(first, kept.ndim)]).reshape(*sizes, -1)


def _values(rows: Sequence[tuple[str, ...]], place: int) -> tuple[str, ...]:
    import numpy as np

    at = np.unravel_index(place, [len(row) for row in rows]) if rows else ()
    return tuple(row[int(one)] for row, one in zip(rows, at, strict=True))
