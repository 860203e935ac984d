"""Fractional covers by the simplex method in exact arithmetic, for programmes of a few hundred coefficients."""

from __future__ import annotations

import math
from collections.abc import Collection, Sequence
from fractions import Fraction
from typing import Final, TypeAlias

from interlock.analysis.diagram import Diagram

Number: TypeAlias = float | Fraction

BATCH: Final = 8
"""So many different light ways are looked for before the programme is solved again."""


def fractional_cover(sets: Sequence[Sequence[int]], weights: Sequence[Number]) -> Fraction:
    """Return the least total weight of y >= 0 whose entries add up to 1 or more over each of the sets.

    Entries are numbered 0, 1, ...; `weights[i]` >= 0 belongs to entry i. Without sets the answer is 0.
    Solved exactly, as the dual packing: most sets, fractionally, such that no entry carries more than its weight.

    Raises:
        ValueError: if a set is empty, since nothing covers it.
    """
    if not all(sets):
        raise ValueError("an empty set has no cover")
    packing = _Packing(sorted({entry for one in sets for entry in one}), weights)
    for one in sets:
        packing.add(one)
    while packing.improve():
        pass
    return packing.value()


def cover_of_ways(diagram: Diagram, weights: Sequence[Number], steps: int, enough: float = math.inf) -> Fraction | None:
    """Return the least weight of a fractional cover of the minimal cut sets of a monotone diagram, exactly.

    Cut sets become rows where the cover found so far leaves them uncovered: the lightest ways from the root to 1. None
    where the tableaux would take more than so many steps, an entry each. The least weight is perhaps greater than what is
    returned once that is `enough`.
    """
    packing = _Packing(range(len(weights)), weights)
    while fresh := _uncovered(diagram, packing):
        for way in fresh:
            packing.add(way)
        while packing.improve():
            steps -= packing.size()
            if steps < 0:
                return None
        if packing.value() >= enough:
            break
    return packing.value()


def _uncovered(diagram: Diagram, packing: _Packing) -> list[list[int]]:
    """Return ways whose shares add up to less than 1, the lightest first, then others made to differ from it."""
    whole = packing.denominator
    shares = packing.shares()
    found: list[list[int]] = []
    for _ in range(BATCH):
        weight, way = _lightest(diagram, shares)
        if weight >= whole:
            break
        found.append(way)
        for entry in way:
            shares[entry] += whole // len(way) + 1
    return found


def _lightest(diagram: Diagram, shares: Sequence[int]) -> tuple[int, list[int]]:
    """Return the least sum of shares over the true leaves of a way from the root to 1, and those leaves."""
    beyond = sum(shares) + 1
    total = [beyond, 0]
    for _, level, high, low in diagram.nodes():
        total.append(min(shares[level] + total[high], total[low]))
    way: list[int] = []
    node = diagram.root
    while node > 1:
        above, level = diagram.high[node], diagram.level[node]
        if shares[level] + total[above] <= total[diagram.low[node]]:
            way.append(level)
            node = above
        else:
            node = diagram.low[node]
    return total[diagram.root], way


def _integers(values: Sequence[Number]) -> tuple[list[int], int]:
    """Return integers and a common denominator, their ratios being exactly the given values."""
    ratios = [value.as_integer_ratio() for value in values]
    scale = math.lcm(*(below for _, below in ratios))
    return [above * (scale // below) for above, below in ratios], scale


class _Packing:
    """A condensed simplex tableau of integers over one denominator; the last row is the objective.

    Variables are numbered: the slack of the i-th entry is i, sets follow. Source of the integral pivot: J. Edmonds
    (1967), E. Bareiss (1968): each division is without remainder.
    """

    __slots__ = ("_basic", "_entries", "_free", "_reached", "_rows", "_scale", "denominator")

    def __init__(self, entries: Sequence[int], weights: Sequence[Number]) -> None:
        numbers, self._scale = _integers([weights[entry] for entry in entries])
        self._entries = {entry: at for at, entry in enumerate(entries)}
        self._rows = [[number] for number in (*numbers, 0)]
        self._free: list[int] = []
        self._basic = list(range(len(entries)))
        self._reached = Fraction(-1)
        self.denominator = 1

    def size(self) -> int:
        """Return the number of entries of the tableau."""
        return len(self._rows) * len(self._rows[0])

    def value(self) -> Fraction:
        """Return the objective."""
        return Fraction(self._rows[-1][-1], self.denominator * self._scale)

    def shares(self) -> list[int]:
        """Return what each entry gives to a cover (the dual point), in units of the denominator; at least 0 at the optimum."""
        found = [0] * len(self._entries)
        for column, variable in enumerate(self._free):
            if variable < len(found):
                found[variable] = self._rows[-1][column]
        return found

    def add(self, members: Collection[int]) -> None:
        """Add a set: in terms of the basis it is the sum of the slacks of its members."""
        slacks = {self._entries[entry] for entry in members}
        columns = [column for column, variable in enumerate(self._free) if variable in slacks]
        for row in self._rows:
            row.insert(-1, sum([row[column] for column in columns]))
        for row, variable in zip(self._rows, self._basic, strict=False):
            if variable in slacks:
                row[-2] += self.denominator
        self._rows[-1][-2] -= self.denominator
        self._free.append(len(self._entries) + len(self._free))

    def improve(self) -> bool:
        """Make one pivot; False at the optimum.

        By the steepest column, and by the rule of R. Bland (1977) from a pivot that gained nothing to one that does: so
        it never cycles.
        """
        costs = self._rows[-1]
        worse = [column for column in range(len(self._free)) if costs[column] < 0]
        if not worse:
            return False
        before = Fraction(costs[-1], self.denominator)
        stalls = before == self._reached
        self._reached = before
        column = min(worse, key=self._free.__getitem__ if stalls else costs.__getitem__)
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
            if entries is chosen or (factor == 0 and pivot == self.denominator):
                continue
            entries[:] = [
                (entry * pivot - factor * other) // self.denominator
                for entry, other in zip(entries, chosen, strict=True)
            ]
            entries[column] = -factor
        chosen[column] = self.denominator
        self.denominator = pivot
        self._free[column], self._basic[row] = self._basic[row], self._free[column]
