"""The values of a counterexample: small ones, if there are such."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from itertools import islice, product
from typing import Final

from interlock.check.formula import Datum, Functions, Node, alternatives, nodes, truth
from interlock.check.question import Question, Variable

TRIALS: Final = 1000
"""Small values that are tried to replace those of a solver's model."""


def simplest(
    question: Question, formulas: Sequence[Node], found: Mapping[Hashable, Datum] | None, functions: Functions
) -> Mapping[Hashable, Datum] | None:
    """The first of the small values, in order, at which all formulas are true; else those that were found, if any were."""
    literals = [n.data for formula in formulas for n in nodes(formula) if n.op == "literal"]
    numbers = [n for n in literals if isinstance(n, int) and not isinstance(n, bool)]
    small = sorted(
        {0, 1, 2, *numbers, *(n + 1 for n in numbers), *(n - 1 for n in numbers)}, key=lambda n: (abs(n), n < 0)
    )
    choices = [_choices(variable, found, small) for variable in question.variables]
    for row in islice(product(*choices), TRIALS):
        trial = {variable.key: value for variable, value in zip(question.variables, row, strict=True)}
        if all(truth(formula, trial, functions) for formula in formulas):
            return trial
    return found


def _choices(variable: Variable, found: Mapping[Hashable, Datum] | None, small: Sequence[int]) -> Sequence[Datum]:
    if variable.sort in ("Int", "Real"):
        return small
    if found is not None:
        return (found[variable.key],)
    return (False, True) if variable.sort == "Bool" else alternatives(variable.sort) or ("", "another text")
