"""The cheapest changes that bring a hazard to its target."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from interlock.api.diagram import Element
from interlock.api.record import NamedTuple, dataclass


@dataclass(frozen=True, slots=True)
class Remedy:
    """What it takes at least to meet a target, among the changes that the proposal offers.

    Attributes:
        goal: The target, and the number that it is about.
        verdict: `met` without any change; `cheapest`, which is proved; `unreachable` with all of them; `unsettled`, where
            the search was not ended; `refused`.
        now: The number without a change: a probability, or the least order of a cut set (None: there is no cut set).
        changes: The cheapest changes that meet the target.
        cost: What they cost, and ``unit`` in what.
        then: The number with them.
        bound: No changes that meet the target cost less than this, by integer programming.
        rows: The number of conditions on which that rests.
        others: Other changes of the same cost; ``more`` tells that there may be further ones.
        best: The number with all changes that are offered.
        refused: Why nothing is said.
    """

    goal: str
    verdict: Literal["met", "cheapest", "unreachable", "unsettled", "refused"]
    now: float | None = None
    changes: tuple[str, ...] = ()
    cost: float | None = None
    unit: str = ""
    then: float | None = None
    bound: float | None = None
    rows: int = 0
    others: tuple[tuple[str, ...], ...] = ()
    more: bool = False
    best: float | None = None
    refused: str | None = None


class Remedies(NamedTuple):
    """The remedies of each hazard, and of all targets together where there are several."""

    each: Mapping[Element, tuple[Remedy, ...]]
    together: Remedy | None = None
