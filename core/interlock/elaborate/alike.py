"""Boxes alike: what one box has learnt of its parameters, and which types it has then, holds of the next."""

from __future__ import annotations

from collections.abc import Sequence

from interlock.elaborate.metavariable import Metavariables
from interlock.elaborate.plan import Opened
from interlock.elaborate.unify import fit
from interlock.kernel.context import Context
from interlock.kernel.telescope import Telescope, over_parameters
from interlock.kernel.term import Deep, Hole, Large, Term


class Alike:
    """What is remembered of boxes of one interface: the solutions that a type at a port gives, and types over parameters."""

    __slots__ = ("_learnt", "_types", "metas")

    def __init__(self, metas: Metavariables) -> None:
        """Nothing is remembered yet."""
        self.metas = metas
        self._learnt: dict[tuple[Telescope, int, Term], tuple[Term | None, ...]] = {}
        self._types: dict[tuple[Telescope, tuple[Term, ...]], tuple[Term | None, ...]] = {}

    def recall(self, opened: Opened, at: int, found: Term) -> bool:
        """Solve the parameters of a box of which nothing is known as a type at this port has solved them for another."""
        known = self._learnt.get((opened.interface.telescope, at, found))
        if known is None:
            return False
        names = self._blank(opened)
        if names is not None:
            solved = zip(names, known, strict=True)
            self.metas.solutions.update((name, value) for name, value in solved if value is not None)
        return names is not None

    def fit(self, opened: Opened, at: int, found: Term, expected: Term, context: Context) -> None:
        """Fill holes so that a type fits at a port, and remember it if it says nothing of this box alone."""
        names, solutions = self._blank(opened), self.metas.solutions
        equations = len(self.metas.equations)
        fit(found, expected, self.metas, context)
        if names is None or not found.solid or opened.interface.shape.mentions[at]:
            return
        values = tuple([solutions.get(name) for name in names])
        if len(self.metas.equations) == equations and all(value is None or value.solid for value in values):
            self._learnt[opened.interface.telescope, at, found] = values

    def _blank(self, opened: Opened) -> list[str] | None:
        """The names of the holes of a box, all of whose parameters are holes of which nothing is known."""
        solutions = self.metas.solutions
        names = [hole.name for hole in opened.given if type(hole) is Hole and hole.name not in solutions]
        return names if len(names) == len(opened.given) and not opened.is_family else None

    def types(self, opened: Opened, arguments: Sequence[Term]) -> tuple[Term | None, ...]:
        """The types of the ports that mention nothing but parameters, whose values are given; None for all others."""
        interface = opened.interface
        key = (interface.telescope, tuple(arguments))
        found = self._types.get(key)
        if found is None:
            alone = [not before for before in interface.shape.mentions]
            try:
                found = over_parameters(interface.telescope, key[1], alone, self.metas.machine)
            except (Deep, Large):  # to be told at the port whose type it is
                found = (None,) * len(alone)
            self._types[key] = found
        return found
