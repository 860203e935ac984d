"""What protocols are worth, as plain data."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias

from interlock.api.record import dataclass, field

Ends: TypeAlias = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Reply:
    """What the attacker does best, how safe the deployment is then, and how that was found.

    ``attacks`` is a chance per use or a number of uses; ``at`` the use of the deployment that is attacked, the first being 1;
    ``kinds`` the chances of the kinds of attack.
    """

    safety: Ends
    method: str
    attacks: float | None = None
    at: int | None = None
    kinds: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class UpfrontAnswer:
    """An audit before a deployment: against the worst chance per use, the worst number of attacks, and a stated chance."""

    uses: int
    budget: int
    usefulness: float
    chance: Reply
    number: Reply
    stated: Reply | None = None


@dataclass(frozen=True, slots=True)
class QueueAnswer:
    """A queue of what is read: what one attack at the best time meets, and the chance to be read at each of some times."""

    uses: int
    budget: int
    draws: str
    usefulness: float
    best: Reply
    times: tuple[tuple[int, float], ...]


@dataclass(frozen=True, slots=True)
class Mixture:
    """What is done at each score, with its chances, and what that is worth."""

    does: Mapping[str, Mapping[str, float]]
    usefulness: float
    reply: Reply


@dataclass(frozen=True, slots=True)
class DecisionAnswer:
    """What is done by score: as stated, the best that is as useful, and the corners of safety over usefulness.

    ``overspent`` has the actions that honest code gets more often than it may, ``short_of`` the usefulness that is missed.
    """

    stated: Mixture | None
    best: Mixture | None
    frontier: tuple[Mixture, ...]
    overspent: Mapping[str, Ends] = field(default_factory=dict)
    short_of: float | None = None


@dataclass(frozen=True, slots=True)
class ProtocolAnswer:
    """The answer to one protocol, by what it is; or what is missing."""

    upfront: UpfrontAnswer | None = None
    queue: QueueAnswer | None = None
    decision: DecisionAnswer | None = None
    refused: str = ""


@dataclass(frozen=True, slots=True)
class Protocols:
    """The answer for each protocol by name."""

    protocols: Mapping[str, ProtocolAnswer] = field(default_factory=dict)
