"""What is said of side channels."""

from __future__ import annotations

from collections.abc import Mapping

from interlock.api.record import dataclass, field

Ends = tuple[float, float]


@dataclass(frozen=True, slots=True)
class ChannelAnswer:
    """A side channel: the event, what a secret sets of it, the faults expected while exposed, and what they tell at most.

    ``expected`` and ``some`` (the probability of a fault or more) are intervals. ``nat`` and ``bit`` have the bound on what
    passes during the exposure at both ends of the number expected; the second is the bound. ``basis`` says where the
    rate comes from. ``refused`` says what is missing where there are no numbers.
    """

    event: str
    secret: str
    places: Ends | None = None
    expected: Ends | None = None
    some: Ends | None = None
    nat: Ends | None = None
    bit: Ends | None = None
    method: str | None = None
    basis: str | None = None
    refused: str | None = None


@dataclass(frozen=True, slots=True)
class SideChannels:
    """For each membrane that is to be deterministic, or names channels, its channels by name."""

    membranes: Mapping[str, Mapping[str, ChannelAnswer]] = field(default_factory=dict)
