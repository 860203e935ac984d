"""What leaves barriers, as functions of events."""

from __future__ import annotations

from interlock.api.kit import FALSE, Formula, Formulas, atoms, subformulas
from interlock_swiss_cheese.propagation import Propagation


class Passing:
    """The equations of one propagation over its events; each formula of the state is taken over once, whoever asks."""

    def __init__(self, propagation: Propagation) -> None:
        """Begin with an arena of its own."""
        self._propagation = propagation
        self._arena = Formulas()
        self._moved: dict[Formula, Formula] = {}

    def leaving(self, tail: str, head: str, comes: Formula) -> Formula:
        """The equation of what leaves a barrier as a function of events; ``comes`` is put for what comes to it."""
        equation = self._propagation.equations[head]
        leaves = (one for one in subformulas(equation) if one.operator == "atom")
        known = {one: comes if one.name == tail else self._over_events(one.name, frozenset()) for one in leaves}
        return _absorbed(self._arena, self._arena.rewrite(equation, known))

    def _over_events(self, name: str, above: frozenset[str]) -> Formula:
        propagation = self._propagation
        if name in propagation.state:
            return self._arena.rewrite(propagation.state[name], self._moved)
        if name in propagation.equations and not is_event(propagation, name):
            return FALSE  # what cannot be is not in the state
        if name in propagation.equations and name not in above:
            inner = propagation.equations[name]
            return self._arena.disj([self._over_events(one, above | {name}) for one in atoms(inner)])  # with its causes
        return self._arena.atom(name)


def _absorbed(arena: Formulas, formula: Formula) -> Formula:
    """The disjunction without what implies the rest of it: of C or (B and C), which does not depend on B, the C."""
    if formula.operator != "or":
        return formula
    given = frozenset(formula.arguments)

    def implies(one: Formula) -> bool:
        return one.operator == "and" and any(
            part in given or (part.operator == "or" and given.issuperset(part.arguments)) for part in one.arguments
        )

    return arena.disj(one for one in formula.arguments if not implies(one))


def is_event(propagation: Propagation, name: str) -> bool:
    """Whether an atom of an equation is an event: by itself, or with those that bring it about, and no failure at a place."""
    return name not in propagation.equations or name.removeprefix("event ") in propagation.network.causes
