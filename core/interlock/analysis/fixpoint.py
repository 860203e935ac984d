"""Least fixed points of systems of monotone Boolean equations."""

from __future__ import annotations

from collections.abc import Mapping

from interlock.analysis.boolean import Formula, Formulas, subformulas
from interlock.analysis.component import components, feedback, is_cyclic
from interlock.record import NamedTuple

Equations = Mapping[str, Formula]
"""For each variable its right-hand side; an atom is a variable if it is a key, else an event."""


class LeastFixpoint(NamedTuple):
    """The least solution: for each variable a formula over events, and the variables that lie on a cycle."""

    solution: Mapping[str, Formula]
    cyclic: tuple[str, ...]


class NotMonotone(NamedTuple):
    """The variables on a cycle that passes through a negation, where a least solution need not exist."""

    variables: tuple[str, ...]


def least_fixpoint(arena: Formulas, equations: Equations) -> LeastFixpoint | NotMonotone:
    """Return the least solution of x = f_x(all variables, events) as formulas over events.

    Exact for every assignment of the events. Linear in the formulas where no cycle is; in a component with
    cycles, the component's size times (1 + the number of vertices that `feedback` finds to meet its cycles).
    Negations are allowed of whatever does not depend on the variable in turn.
    """
    arrows = {variable: _mentions(formula, equations) for variable, formula in equations.items()}
    solver = _Solver(arena, equations, arrows)
    cyclic: list[str] = []
    refused: list[str] = []
    for component in components(arrows, equations):
        if not is_cyclic(component, arrows):
            solver.settle(component[0])
            continue
        cyclic.extend(component)
        refused.extend(solver.negated(component))
        solver.iterate(component)
    if refused:
        return NotMonotone(tuple(sorted(refused)))
    return LeastFixpoint({variable: solver.solution[variable] for variable in equations}, tuple(sorted(cyclic)))


def _mentions(formula: Formula, equations: Equations) -> tuple[str, ...]:
    return tuple(one.name for one in subformulas(formula) if one.operator == "atom" and one.name in equations)


class _Solver:
    """Solutions so far, and the rewriting of formulas by them."""

    __slots__ = ("_arena", "_arrows", "_equations", "_memo", "solution")

    def __init__(self, arena: Formulas, equations: Equations, arrows: Mapping[str, tuple[str, ...]]) -> None:
        self._arena = arena
        self._equations = equations
        self._arrows = arrows
        self._memo: dict[Formula, Formula] = {}
        self.solution: dict[str, Formula] = {}

    def settle(self, variable: str) -> None:
        """Solve a variable that is on no cycle."""
        self._record(variable, self._arena.rewrite(self._equations[variable], self._memo))

    def iterate(self, component: tuple[str, ...]) -> None:
        """Solve a component by iterating its feedback variables from false, as often as there are such.

        Under each assignment of the events the iterates ascend, so after as many rounds they stand still.
        """
        back, rest = feedback(component, self._arrows)
        local = self._localise(component)
        guess = {variable: self._arena.disj(()) for variable in back}
        for _ in back:
            values = self._advance(local, rest, guess)
            after = {variable: self._arena.rewrite(local[variable], values) for variable in back}
            if after == guess:
                break
            guess = after
        values = self._advance(local, rest, guess)
        for variable in component:
            self._record(variable, values[self._arena.atom(variable)])

    def _localise(self, component: tuple[str, ...]) -> dict[str, Formula]:
        """Return the component's right-hand sides with all variables outside it replaced by their solutions."""
        own = {self._arena.atom(variable): self._arena.atom(variable) for variable in component}
        memo: dict[Formula, Formula] = {}
        for variable in component:
            for name in self._arrows[variable]:
                atom = self._arena.atom(name)
                memo[atom] = own[atom] if atom in own else self.solution[name]
        return {variable: self._arena.rewrite(self._equations[variable], memo) for variable in component}

    def _advance(
        self, local: Mapping[str, Formula], rest: tuple[str, ...], guess: Mapping[str, Formula]
    ) -> dict[Formula, Formula]:
        """Return the values of all variables of a component, given those of its feedback variables."""
        memo = {self._arena.atom(variable): value for variable, value in guess.items()}
        for variable in rest:
            memo[self._arena.atom(variable)] = self._arena.rewrite(local[variable], memo)
        return memo

    def negated(self, component: tuple[str, ...]) -> list[str]:
        """Return the variables whose right-hand side negates something that mentions their own component."""
        inside = set(component)
        return [variable for variable in component if _negates(self._equations[variable], inside)]

    def _record(self, variable: str, value: Formula) -> None:
        self.solution[variable] = value
        self._memo[self._arena.atom(variable)] = value


def _negates(formula: Formula, variables: set[str]) -> bool:
    depends: set[Formula] = set()
    for one in subformulas(formula):
        if one.name in variables or any(argument in depends for argument in one.arguments):
            depends.add(one)
            if one.operator == "not":
                return True
    return False
