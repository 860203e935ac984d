"""Propositional arguments by truth tables, and the credence of their conclusions by all vertices of the laws."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations, product

import numpy as np

LETTERS = ("p", "q", "r")

World = tuple[bool, ...]


def holds(formula: str, world: World) -> bool:
    """Whether a formula in our syntax is true where the letters have these values."""
    written = formula
    while "=>" in written:  # only `(a => b)` with parentheses is generated
        written = written.replace("=>", "<=")
    return bool(eval(written, {}, dict(zip(LETTERS, world, strict=True))))


def worlds() -> Iterator[World]:
    """All values of the letters."""
    yield from product((False, True), repeat=len(LETTERS))


def follows(premises: Sequence[str], conclusion: str) -> bool:
    """Whether the conclusion is true in every world in which all premises are."""
    return all(holds(conclusion, one) for one in worlds() if all(holds(premise, one) for premise in premises))


def possible(premises: Sequence[str]) -> bool:
    """Whether the premises are true in some world."""
    return any(all(holds(premise, one) for premise in premises) for one in worlds())


def supports(premises: Mapping[str, str], conclusion: str) -> set[frozenset[str]]:
    """The minimal sets of premises from which the conclusion follows."""
    every = [frozenset(some) for size in range(len(premises) + 1) for some in combinations(premises, size)]
    enough = [some for some in every if follows([premises[name] for name in some], conclusion)]
    return {some for some in enough if not any(other < some for other in enough)}


def bounds(premises: Sequence[str], credences: Sequence[float], conclusion: str) -> tuple[float, float] | None:
    """The least and the greatest credence of the conclusion over the vertices of the set of laws; None if that is empty."""
    columns = [[1.0, *(float(holds(one, world)) for one in premises)] for world in worlds()]
    matrix, wanted = np.array(columns).T, np.array([1.0, *credences])
    rank = int(np.linalg.matrix_rank(matrix))
    found = []
    for some in combinations(range(matrix.shape[1]), rank):
        law, *_ = np.linalg.lstsq(matrix[:, some], wanted, rcond=None)
        if np.allclose(matrix[:, some] @ law, wanted, atol=1e-9) and (law > -1e-9).all():
            found.append(sum(law[at] for at, world in enumerate(some) if holds(conclusion, list(worlds())[world])))
    return (min(found), max(found)) if found else None
