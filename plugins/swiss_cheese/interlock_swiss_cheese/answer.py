"""What swiss-cheese answers; the fields are the keys of its JSON."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from interlock_swiss_cheese.chance import Chance
from interlock_swiss_cheese.likelihood import Probability


@dataclass(frozen=True, slots=True)
class RouteTable:
    """How many routes, how many with each number of barriers, and the thinnest as elements; no count if given up.

    ``barriers`` has, for each of the thinnest, the boxes that are barriers on it.
    """

    count: int | None
    by_barriers: Mapping[int, int]
    thinnest: tuple[tuple[str, ...], ...]
    barriers: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class CutSetTable:
    """How many minimal cut sets, how many of each order, and those up to the order ``cut_off`` (None: all).

    Where something is negated these are the minimal solutions in positive literals: the events that must not happen are
    left out.
    """

    count: int | None
    by_order: Mapping[int, int]
    listed: tuple[tuple[str, ...], ...]
    cut_off: int | None


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
class HazardAnswer:
    """What lets a hazard happen; what is None or empty for want of an input is named in ``refused``.

    ``cut_short`` names the claims whose breach bears on it and of which not all path sets were looked for: their cut sets may
    lack members, so that the hazard is at most rarer than is said here.
    """

    routes: RouteTable | None
    minimal_cut_sets: CutSetTable | None
    minimal_path_sets: PathSetTable | None
    probability: Probability
    target: TargetVerdict | None = None
    refused: str | None = None
    cut_short: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SwissCheese:
    """The answer for each hazard by name, and the chance of each event that any of them depends on."""

    hazards: Mapping[str, HazardAnswer] = field(default_factory=dict)
    events: Mapping[str, Chance] = field(default_factory=dict)
