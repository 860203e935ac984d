"""Random functions and graphs, and their answers by trying everything."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import chain, combinations
from typing import NamedTuple

from hypothesis import settings
from hypothesis import strategies as st

from interlock.analysis.boolean import Formula, Formulas

Names = frozenset[str]
Gate = tuple[str, tuple[int, ...], int]

MANY = settings(max_examples=1000 if os.environ.get("INTERLOCK_MANY") else 100, deadline=None)
SOME = settings(max_examples=300 if os.environ.get("INTERLOCK_MANY") else 30, deadline=None)


class Function(NamedTuple):
    """A formula, and the sets of atoms that make it hold, found without it."""

    arena: Formulas
    formula: Formula
    names: tuple[str, ...]
    solutions: frozenset[Names]

    def holds(self, names: Names) -> bool:
        return names & frozenset(self.names) in self.solutions


def subsets(names: Iterable[str]) -> list[Names]:
    pool = sorted(names)
    return [frozenset(one) for one in chain.from_iterable(combinations(pool, size) for size in range(len(pool) + 1))]


def meaning(gates: Sequence[Gate], names: Sequence[str], true: Names) -> bool:
    values = [name in true for name in names]
    for operator, picked, threshold in gates:
        given = [values[index % len(values)] for index in picked]
        values.append(_RULES[operator](given, threshold))
    return values[-1]


_RULES: Mapping[str, Callable[[list[bool], int], bool]] = {
    "and": lambda given, _: all(given),
    "or": lambda given, _: any(given),
    "at-least": lambda given, threshold: sum(given) >= threshold,
    "not": lambda given, _: not given[0],
    "one": lambda given, _: sum(given) == 1,
}


def written(arena: Formulas, gates: Sequence[Gate], names: Sequence[str]) -> Formula:
    made = [arena.atom(name) for name in names]
    for operator, picked, threshold in gates:
        made.append(made_of(arena, operator, [made[index % len(made)] for index in picked], threshold))
    return made[-1]


def made_of(arena: Formulas, operator: str, given: list[Formula], threshold: int) -> Formula:
    makers: Mapping[str, Callable[[], Formula]] = {
        "and": lambda: arena.conj(given),
        "or": lambda: arena.disj(given),
        "at-least": lambda: arena.at_least(threshold, given),
        "not": lambda: arena.negation(given[0]),
        "one": lambda: arena.exactly_one(given),
    }
    return makers[operator]()


@st.composite
def functions(draw: st.DrawFn, most: int = 8, *, monotone: bool = True) -> Function:
    names = tuple(f"x{index}" for index in range(draw(st.integers(1, most))))
    operators = ["and", "or", "at-least"] + ([] if monotone else ["not", "one"])
    gate = st.tuples(
        st.sampled_from(operators),
        st.lists(st.integers(0, 40), min_size=1, max_size=5).map(tuple),
        st.integers(0, 4),
    )
    gates = draw(st.lists(gate, min_size=0, max_size=10))
    arena = Formulas()
    formula = written(arena, gates, names)
    solutions = frozenset(one for one in subsets(names) if meaning(gates, names, one))
    return Function(arena, formula, names, solutions)


def minimal(sets: Iterable[Names]) -> list[tuple[str, ...]]:
    """Return the sets that hold no other, by order and name."""
    found: list[Names] = []
    for one in sorted(sets, key=len):
        if not any(other <= one for other in found):
            found.append(one)
    return sorted((tuple(sorted(one)) for one in found), key=lambda one: (len(one), one))


def path_sets(function: Function) -> list[tuple[str, ...]]:
    """Return the minimal sets of atoms without which, all others holding, the function fails."""
    everything = frozenset(function.names)
    return minimal(one for one in subsets(everything) if everything - one not in function.solutions)


def chance(function: Function, chances: Mapping[str, float]) -> float:
    total = 0.0
    for one in function.solutions:
        weight = 1.0
        for name in function.names:
            weight *= chances[name] if name in one else 1.0 - chances[name]
        total += weight
    return total


graphs = st.integers(2, 7).flatmap(
    lambda size: st.dictionaries(
        st.sampled_from([f"v{index}" for index in range(size)]),
        st.lists(st.sampled_from([f"v{index}" for index in range(size)]), max_size=4),
        max_size=size,
    )
)


def every_route(arrows: Mapping[str, Sequence[str]], sources: Sequence[str], target: str) -> list[tuple[str, ...]]:
    found: list[tuple[str, ...]] = []

    def walk(trail: tuple[str, ...]) -> None:
        if trail[-1] == target:
            found.append(trail)
            return
        for one in dict.fromkeys(arrows.get(trail[-1], ())):
            if one not in trail:
                walk((*trail, one))

    for source in dict.fromkeys(sources):
        walk((source,))
    return found
