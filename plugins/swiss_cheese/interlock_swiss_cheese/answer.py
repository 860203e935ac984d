"""What swiss-cheese answers; the fields are the keys of its JSON."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from interlock.api.record import dataclass, field
from interlock_swiss_cheese.chance import Chance, Known, Measured
from interlock_swiss_cheese.deployment import Deployment
from interlock_swiss_cheese.importance import BarrierImportance, EventImportance, Tornado, Weighing
from interlock_swiss_cheese.likelihood import Probability
from interlock_swiss_cheese.remedy import Remedy


@dataclass(frozen=True, slots=True)
class RouteTable:
    """How many routes, how many with each number of barriers, and the thinnest as elements; no count if given up.

    ``barriers`` has, for each of the thinnest, the boxes that are barriers on it, ``credited`` how many of these count:
    the most of which any two are stated to be independent and nothing says that they are not.
    """

    count: int | None
    by_barriers: Mapping[int, int]
    thinnest: tuple[tuple[str, ...], ...]
    barriers: tuple[tuple[str, ...], ...] = ()
    credited: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class CutSetTable:
    """How many minimal cut sets, how many of each order, and those up to the order ``cut_off`` (None: all).

    Where something is negated these are the minimal solutions in positive literals: the events that must not happen are
    left out. Where they are not counted there are ``at_most`` so many.
    """

    count: int | None
    by_order: Mapping[int, int]
    listed: tuple[tuple[str, ...], ...]
    cut_off: int | None
    at_most: int | None = None


@dataclass(frozen=True, slots=True)
class PathSetTable:
    """How many minimal path sets, and the smallest of them."""

    count: int | None
    listed: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class TargetVerdict:
    """Whether a hazard is rare enough, whatever the dependence or as it is declared; ``open`` if neither decides."""

    limit: float
    per: str
    verdict: Literal["met", "met as declared", "missed", "missed as declared", "open"]


@dataclass(frozen=True, slots=True)
class OrderVerdict:
    """Whether all minimal cut sets of a hazard have the order that is demanded; ``least`` is None if there is none."""

    demanded: int
    least: int | None
    verdict: Literal["met", "missed", "open"]


@dataclass(frozen=True, slots=True)
class EffortTable:
    """How many tries an adversary needs on average for its cheapest cut set, where holes can be probed.

    ``apart`` is the sum of their 1/chance, one hole after the other, ``together`` the inverse of their product.
    """

    holes: tuple[str, ...]
    apart: float
    together: float


@dataclass(frozen=True, slots=True)
class HazardAnswer:
    """What lets a hazard happen; what is None or empty for want of an input is named in ``refused``.

    ``cut_short`` names the claims whose breach bears on it and of which not all path sets were looked for: their cut sets may
    lack members, so that the hazard is at most rarer than is said here. ``importance`` is that of events, ``barriers`` that
    of the barriers on its routes; how both were found, or why they are empty, stands in ``weighing``. ``order`` is the
    verdict on its least cut sets, and ``remedies`` say for each target which of the changes that are offered meet it.
    """

    routes: RouteTable | None
    minimal_cut_sets: CutSetTable | None
    minimal_path_sets: PathSetTable | None
    probability: Probability
    target: TargetVerdict | None = None
    refused: str | None = None
    effort: EffortTable | None = None
    deployment: Deployment | None = None
    cut_short: tuple[str, ...] = ()
    importance: Mapping[str, EventImportance] = field(default_factory=dict)
    barriers: Mapping[str, BarrierImportance] = field(default_factory=dict)
    tornado: Tornado | None = None
    weighing: Weighing | None = None
    order: OrderVerdict | None = None
    remedies: tuple[Remedy, ...] = ()


@dataclass(frozen=True, slots=True)
class Unused:
    """Evidence that gives its event no number, what it says all the same, and why it is not used."""

    of: str
    lower: float
    upper: float
    because: str
    measured: Measured | None = None


@dataclass(frozen=True, slots=True)
class SwissCheese:
    """The answer for each hazard by name, and what it rests on.

    Attributes:
        hazards: The answers.
        events: The chance of each event that any of them depends on.
        scenarios: The weights that each scenario can have, all summing to one.
        unused: The evidence, by name, that is shown and not used.
        together: The cheapest changes that meet all targets at once, where there are several.
    """

    hazards: Mapping[str, HazardAnswer] = field(default_factory=dict)
    events: Mapping[str, Chance] = field(default_factory=dict)
    scenarios: Mapping[str, tuple[float, float]] = field(default_factory=dict)
    unused: Mapping[str, Unused] = field(default_factory=dict)
    together: Remedy | None = None


def weights(known: Known) -> dict[str, tuple[float, float]]:
    """The weights of the scenarios that may hold."""
    return {case.scenario: (case.weight.lower, case.weight.upper) for case in known.cases if case.scenario}
