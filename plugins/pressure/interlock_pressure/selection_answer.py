"""What is said of selections: the law that each way of choosing gives, and how it differs from the one before."""

from __future__ import annotations

from collections.abc import Mapping

from interlock.api.record import dataclass, field


@dataclass(frozen=True, slots=True)
class PortShift:
    """The values at a port: their mean before and after, and the divergence in nats along them and off them.

    ``drift`` is how much of the change of the mean comes from what is off the score by which was chosen, and ``drift_bound``
    what that can be at most: the range of the values times the root of half the divergence off the score. A divergence that is
    None is infinite; a drift is None where something is chosen whose score nothing had before, so that the two are not told apart.
    """

    before: float
    after: float
    along: float | None
    off: float | None
    drift: float | None
    drift_bound: float


@dataclass(frozen=True, slots=True)
class WayAnswer:
    """A way of choosing: the chance of each option, the divergence from the law before in nats, and what it does to values.

    ``bound`` is log n - (n - 1) / n for the best of n, which the divergence does not exceed. The mean of a cost that is nowhere
    negative grows at most by ``factor``. None: infinite.
    """

    how: str
    law: Mapping[str, float]
    divergence: float | None
    bound: float | None
    factor: float | None
    ports: Mapping[str, PortShift]


@dataclass(frozen=True, slots=True)
class SelectionAnswer:
    """A selection: the port whose law it starts from, the one by which is chosen, and each way."""

    of: str
    by: str
    ways: tuple[WayAnswer, ...]


@dataclass(frozen=True, slots=True)
class Selections:
    """Every selection by its name."""

    selections: Mapping[str, SelectionAnswer] = field(default_factory=dict)
