"""How probable each event is, or why that cannot be said."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from interlock.api.diagram import CheckedDiagram, Quantity
from interlock.api.kit import Interval
from interlock_swiss_cheese.network import Network, Occurrence
from interlock_swiss_cheese.sections import ADVERSARIES, EVIDENCE, Adversary, Evidence

UNSTATED: Final = "has no probability"


@dataclass(frozen=True, slots=True)
class Chance:
    """The probability of an event as an interval, and on what basis.

    ``missing`` is None if there is one, else it says why not: what is stated of the event, as a predicate.
    """

    lower: float | None
    upper: float | None
    basis: str
    missing: str | None = None

    @property
    def range(self) -> Interval | None:
        """The interval, if there is one."""
        return None if self.lower is None or self.upper is None else Interval(self.lower, self.upper)


def chances(diagram: CheckedDiagram, network: Network) -> dict[str, Chance]:
    """The chance of every event of a network."""
    choosing = _choosing(diagram)
    measured: dict[str, list[str]] = {}
    for item in diagram.of(EVIDENCE):
        if isinstance(item.value, Evidence):
            measured.setdefault(item.value.of, []).append(item.name)
    return {name: _chance(one, choosing, measured) for name, one in network.events.items()}


def _choosing(diagram: CheckedDiagram) -> dict[str, str]:
    """The adversary that controls each event or box."""
    found: dict[str, str] = {}
    for item in diagram.of(ADVERSARIES):
        if isinstance(item.value, Adversary):
            found.update(dict.fromkeys(item.value.controls, item.name))
    return found


def _chance(event: Occurrence, choosing: Mapping[str, str], measured: Mapping[str, list[str]]) -> Chance:
    stated, name = event.stated, event.name
    adversary = choosing.get(name) or (choosing.get(event.owner) if event.owner else None)
    basis = stated.basis or "assumed"
    if adversary is not None:
        return _without(f"is chosen by the adversary {adversary}, and adversaries are not analysed yet")
    if isinstance(stated.probability, Quantity):
        return Chance(float(stated.probability.low), float(stated.probability.high), basis)
    if stated.probability is not None:
        return _without("has a probability by scenario, and scenarios are not analysed yet")
    if stated.rate is not None:
        return _without("has a rate, and rates are not turned into probabilities yet")
    if name in measured:
        return _without(f"has evidence only ({', '.join(measured[name])}), and evidence gives no probability yet")
    return _without(UNSTATED)


def _without(why: str) -> Chance:
    """No chance, and why."""
    return Chance(None, None, "", why)
