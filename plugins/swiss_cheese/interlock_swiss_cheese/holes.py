"""The events that each barrier's hole is made of, for all barriers on the routes to a hazard."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from interlock.api.diagram import Element
from interlock.api.kit import Formula, atoms, between, subformulas
from interlock_swiss_cheese.ground import caused
from interlock_swiss_cheese.propagation import Propagation
from interlock_swiss_cheese.ways import Routes


class Mentions:
    """Which events propositions depend on, as bits: whoever asks for many gets each at the price of one."""

    def __init__(self, propagation: Propagation) -> None:
        """Number the events and go through the state once."""
        self.propagation = propagation
        self._variables = {caused(event): event for event in propagation.network.causes}
        self._numbers: dict[str, int] = {}
        self._formulas: dict[Formula, int] = {}
        for one in subformulas(*propagation.state.values()):
            own = self._bit(one.name) if one.operator == "atom" else 0
            for argument in one.arguments:
                own |= self._formulas[argument]
            self._formulas[one] = own

    def _bit(self, event: str) -> int:
        return 1 << self._numbers.setdefault(event, len(self._numbers))

    def _with_causes(self, event: str) -> int:
        """The event and all that brings it about, at any remove."""
        met = {event: None}
        pending = [event]
        for one in pending:
            fresh = [cause for cause in self.propagation.network.causes.get(one, ()) if cause not in met]
            met.update(dict.fromkeys(fresh))
            pending += fresh
        found = 0
        for one in met:
            found |= self._bit(one)
        return found

    def beside(self, tail: str, head: str) -> int:
        """The events of a barrier's own that let a failure through, and those behind what else it asks for.

        Of the latter those are left out that bring the failure itself: without them nothing comes to the barrier.
        """
        own, others = 0, 0
        for name in atoms(self.propagation.equations[head]):
            if name in self.propagation.state:
                others |= 0 if name == tail else self._formulas[self.propagation.state[name]]
            elif name in self._variables:
                own |= self._with_causes(self._variables[name])
            elif name not in self.propagation.equations:
                own |= self._bit(name)
        return own | (others & ~self._formulas[self.propagation.state[tail]])

    def named(self, bits: int) -> Iterator[str]:
        """The events of some bits."""
        names = tuple(self._numbers)
        while bits:
            least = bits & -bits
            yield names[least.bit_length() - 1]
            bits ^= least


def holes(
    mentions: Mentions, routes: Routes, hazard: Element, concerned: Collection[str]
) -> dict[str, tuple[str, ...]]:
    """The events of the holes of each barrier that a route to a hazard meets, of those that the hazard depends on."""
    inside = between(routes.arrows, mentions.propagation.sources, hazard)
    found: dict[str, int] = {}
    for guard, box in routes.guards.items():
        if guard in inside:
            tail, _, head = guard.partition(" | ")
            found[box] = found.get(box, 0) | mentions.beside(tail, head)
    among = frozenset(concerned)
    named = {box: tuple(sorted(among.intersection(mentions.named(found[box])))) for box in sorted(found)}
    return {box: events for box, events in named.items() if events}
