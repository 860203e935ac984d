"""Decision diagrams and families of sets built in Python, with a table of nodes and tables of results.

Meant for functions whose diagrams are small: nothing to import, about two microseconds a node.
"""

from __future__ import annotations

from typing import Final, Literal

from interlock.analysis.boolean import Formula
from interlock.analysis.diagram import Diagram, trim

UNKNOWN: Final = -1


class Table:
    """Nodes of decision diagrams over one order of leaves; equal functions are equal nodes.

    When there are more nodes than `budget` the table is `full`: results are then void, and the caller gives up.
    """

    __slots__ = ("_joined", "_leaves", "_unique", "budget", "high", "level", "low")

    def __init__(self, leaves: tuple[Formula, ...], budget: int) -> None:
        """Begin with the two constants, 0 and 1."""
        bottom = len(leaves)
        self._leaves = leaves
        self.budget = budget
        self.level = [bottom, bottom]
        self.high = [0, 1]
        self.low = [0, 1]
        self._unique: dict[tuple[int, int, int], int] = {}
        self._joined: tuple[dict[tuple[int, int], int], dict[tuple[int, int], int]] = ({}, {})

    @property
    def full(self) -> bool:
        """Tell whether the budget of nodes is spent."""
        return len(self.level) > self.budget + 2

    def node(self, level: int, high: int, low: int) -> int:
        """Return the function that is `high` where the leaf of `level` holds and `low` where not."""
        return high if high == low else self.store(level, high, low)

    def store(self, level: int, high: int, low: int) -> int:
        """Return the node with these parts, made at most once."""
        key = (level, high, low)
        known = self._unique.get(key)
        if known is None:
            known = self._unique[key] = len(self.level)
            self.level.append(level)
            self.high.append(high)
            self.low.append(low)
        return known

    def join(self, one: int, other: int, dominant: Literal[0, 1]) -> int:
        """Return the conjunction (`dominant` 0) or the disjunction (`dominant` 1) of two functions."""
        memo = self._joined[dominant]
        result = _joined(one, other, dominant, memo)
        if result != UNKNOWN:
            return result
        level, high, low = self.level, self.high, self.low
        start = (one, other) if one < other else (other, one)
        stack = [start]
        while stack and not self.full:
            a, b = stack[-1]
            top = min(level[a], level[b])
            a1, a0 = (high[a], low[a]) if level[a] == top else (a, a)
            b1, b0 = (high[b], low[b]) if level[b] == top else (b, b)
            then = _joined(a1, b1, dominant, memo)
            otherwise = _joined(a0, b0, dominant, memo)
            if then == UNKNOWN:
                stack.append((a1, b1) if a1 < b1 else (b1, a1))
            if otherwise == UNKNOWN:
                stack.append((a0, b0) if a0 < b0 else (b0, a0))
            if then != UNKNOWN and otherwise != UNKNOWN:
                memo[stack.pop()] = self.node(top, then, otherwise)
        return memo.get(start, 0)

    def negate(self, one: int) -> int:
        """Return the complement of a function."""
        diagram = self.take(one)
        image = [1, 0]
        for _, level, high, low in diagram.nodes():
            image.append(self.node(level, image[high], image[low]))
        return image[diagram.root]

    def at_least(self, threshold: int, functions: list[int]) -> int:
        """Return the function true where `threshold` of the functions are."""
        counts = [1] + [0] * threshold
        for one in functions:
            for count in range(threshold, 0, -1):
                more = self.join(one, counts[count - 1], 0)
                counts[count] = self.join(counts[count], more, 1)
            if self.full:
                return 0
        return counts[threshold]

    def add(self, diagram: Diagram) -> list[int]:
        """Return the nodes here of all nodes of a diagram over the same leaves."""
        image = [0, 1]
        for _, level, high, low in diagram.nodes():
            image.append(self.node(level, image[high], image[low]))
        return image

    def take(self, root: int) -> Diagram:
        """Return the function `root` as a diagram of its own."""
        return trim(self._leaves, self.level, self.high, self.low, root)


def _joined(one: int, other: int, dominant: int, memo: dict[tuple[int, int], int]) -> int:
    """Return a conjunction or disjunction that needs no work, or `UNKNOWN`."""
    if one == other or other == dominant:
        return other
    if one < 2:
        return one if one == dominant else other
    if other < 2:
        return one
    return memo.get((one, other) if one < other else (other, one), UNKNOWN)


class FamilyTable(Table):
    """Nodes of families of sets of leaves: 0 the empty family, 1 the family of the empty set alone."""

    __slots__ = ("_without",)

    def __init__(self, leaves: tuple[Formula, ...], budget: int) -> None:
        """Begin with the two constants, 0 and 1."""
        super().__init__(leaves, budget)
        self._without: dict[tuple[int, int], int] = {}

    def node(self, level: int, high: int, low: int) -> int:
        """Return the family of the sets of `low` and those of `high` with the leaf of `level` added."""
        return low if high == 0 else self.store(level, high, low)

    def difference(self, one: int, other: int) -> int:
        """Return the family of the sets that are in the first and not in the second."""
        memo = self._without
        level, high, low = self.level, self.high, self.low
        start = (one, other)
        stack = [start] if _apart(one, other, memo) == UNKNOWN else []
        while stack and not self.full:
            a, b = stack[-1]
            if level[b] < level[a]:
                rest = _apart(a, low[b], memo)
                if rest == UNKNOWN:
                    stack.append((a, low[b]))
                else:
                    memo[stack.pop()] = rest
                continue
            b1, b0 = (high[b], low[b]) if level[b] == level[a] else (0, b)
            then, otherwise = _apart(high[a], b1, memo), _apart(low[a], b0, memo)
            if then == UNKNOWN:
                stack.append((high[a], b1))
            if otherwise == UNKNOWN:
                stack.append((low[a], b0))
            if then != UNKNOWN and otherwise != UNKNOWN:
                memo[stack.pop()] = self.node(level[a], then, otherwise)
        return max(0, _apart(one, other, memo))


def _apart(one: int, other: int, memo: dict[tuple[int, int], int]) -> int:
    """Return a difference that needs no work, or `UNKNOWN`."""
    if one == 0 or one == other:
        return 0
    if other == 0:
        return one
    return memo.get((one, other), UNKNOWN)
