"""Fractional covers by the simplex method in exact arithmetic, for programmes of a few hundred coefficients."""

from __future__ import annotations

import math
from collections.abc import Sequence
from fractions import Fraction
from typing import TypeAlias

Number: TypeAlias = float | Fraction


def fractional_cover(sets: Sequence[Sequence[int]], weights: Sequence[Number]) -> Fraction:
    """Return the least total weight of y >= 0 whose entries add up to 1 or more over each of the sets.

    Entries are numbered 0, 1, ...; `weights[i]` >= 0 belongs to entry i. Without sets the answer is 0.
    Solved exactly, as the dual packing: most sets, fractionally, such that no entry carries more than its weight.

    Raises:
        ValueError: if a set is empty, since nothing covers it.
    """
    if not all(sets):
        raise ValueError("an empty set has no cover")
    used = sorted({entry for one in sets for entry in one})
    numbers, scale = _integers([weights[entry] for entry in used])
    packing = _Packing(sets, used, numbers)
    while packing.improve():
        pass
    return Fraction(packing.value(), packing.denominator * scale)


def _integers(values: Sequence[Number]) -> tuple[list[int], int]:
    """Return integers and a common denominator, their ratios being exactly the given values."""
    ratios = [value.as_integer_ratio() for value in values]
    scale = math.lcm(*(below for _, below in ratios))
    return [above * (scale // below) for above, below in ratios], scale


class _Packing:
    """A condensed simplex tableau of integers over one denominator; the last row is the objective.

    Source of the integral pivot: J. Edmonds (1967), E. Bareiss (1968): each division is without remainder.
    """

    __slots__ = ("_basic", "_free", "_rows", "denominator")

    def __init__(self, sets: Sequence[Sequence[int]], used: Sequence[int], weights: Sequence[int]) -> None:
        members = [set(one) for one in sets]
        self._rows = [
            [*(int(entry in one) for one in members), weight] for entry, weight in zip(used, weights, strict=True)
        ]
        self._rows.append([*(-1 for _ in sets), 0])
        self._free = list(range(len(sets)))
        self._basic = list(range(len(sets), len(sets) + len(used)))
        self.denominator = 1

    def value(self) -> int:
        """Return the objective, in units of the denominator and the scale of the weights."""
        return self._rows[-1][-1]

    def improve(self) -> bool:
        """Make one pivot by the rule of R. Bland (1977), which never cycles; False at the optimum."""
        worse = [column for column in range(len(self._free)) if self._rows[-1][column] < 0]
        if not worse:
            return False
        column = min(worse, key=self._free.__getitem__)
        self._pivot(self._leaving(column), column)
        return True

    def _leaving(self, column: int) -> int:
        """Return the row that limits the column most; ratios are compared by cross multiplication."""
        best = -1
        for row, entries in enumerate(self._rows[:-1]):
            if entries[column] <= 0:
                continue
            if best >= 0:
                mine = entries[-1] * self._rows[best][column]
                other = self._rows[best][-1] * entries[column]
                if mine > other or (mine == other and self._basic[row] > self._basic[best]):
                    continue
            best = row
        return best

    def _pivot(self, row: int, column: int) -> None:
        chosen = self._rows[row]
        pivot = chosen[column]
        for entries in self._rows:
            factor = entries[column]
            if entries is chosen:
                continue
            for index, entry in enumerate(entries):
                entries[index] = (entry * pivot - factor * chosen[index]) // self.denominator
            entries[column] = -factor
        chosen[column] = self.denominator
        self.denominator = pivot
        self._free[column], self._basic[row] = self._basic[row], self._free[column]
