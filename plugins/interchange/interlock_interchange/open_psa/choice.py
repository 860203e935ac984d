"""The paths of a fork as exclusive alternatives: events of which at most one decides, with the stated chances."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from interlock.api.kit import TRUE, Formula, Formulas
from interlock.api.record import dataclass, field

SLACK: Final = 1e-9
"""By so much the chances of the paths of a fork may miss one."""


@dataclass(frozen=True, slots=True)
class Choices:
    """The events that stand for paths of forks, and their chances, each given that those before it do not happen."""

    arena: Formulas
    chances: dict[str, float] = field(default_factory=dict)
    _known: dict[tuple[int, tuple[tuple[str, float], ...]], Mapping[str, Formula]] = field(default_factory=dict)

    def among(self, place: int, functional: str, weights: Mapping[str, float]) -> Mapping[str, Formula] | None:
        """For each state of a fork at a place its formula; None if the chances of the states add up to more than one.

        The rarest come first and have an event each; the most frequent is what is left, if the others leave it.
        """
        key = (place, tuple(weights.items()))
        if key not in self._known:
            if sum(weights.values()) > 1.0 + SLACK:
                return None
            self._known[key] = self._made(functional, sorted(weights.items(), key=lambda one: one[1]))
        return self._known[key]

    def _made(self, functional: str, weights: Sequence[tuple[str, float]]) -> Mapping[str, Formula]:
        found: dict[str, Formula] = {}
        before, left = TRUE, 1.0
        whole = sum(weight for _, weight in weights) >= 1.0 - SLACK
        for at, (state, weight) in enumerate(weights):
            if whole and at == len(weights) - 1:
                found[state] = before
                break
            event = self.event(f"{functional} {state}", min(1.0, weight / left) if left > 0.0 else 0.0)
            found[state] = self.arena.conj((before, event))
            before = self.arena.conj((before, self.arena.negation(event)))
            left -= weight
        return found

    def apart(self, place: int, called: str, chance: float) -> Formula:
        """The event that stands for what is collected at a place, whatever path is gone afterwards."""
        key = (place, ((called, chance),))
        if key not in self._known:
            self._known[key] = {"": self.event(called, chance)}
        return self._known[key][""]

    def event(self, called: str, chance: float) -> Formula:
        """A new event of a chance."""
        name, number = f"[{called}]", 1
        while name in self.chances:
            number += 1
            name = f"[{called} {number}]"
        self.chances[name] = chance
        return self.arena.atom(name)
