"""Sums over all ways of a large decision diagram, level by level on arrays; numpy is imported when called."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from interlock.analysis.diagram import Diagram

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


class Levels:
    """The nodes of a diagram grouped by level, deepest level first."""

    __slots__ = ("_diagram", "_groups")

    def __init__(self, diagram: Diagram) -> None:
        """Group the nodes."""
        import numpy as np

        bottom = len(diagram.leaves)
        level = np.asarray(diagram.level)
        high, low = np.asarray(diagram.high), np.asarray(diagram.low)
        order = np.argsort((bottom - level).astype(np.uint16 if bottom < 1 << 16 else np.int64), kind="stable")
        inner = order[2:]  # the two constants are the only nodes of the bottom level
        ends = np.flatnonzero(np.diff(level[inner])) + 1
        self._diagram = diagram
        self._groups: list[tuple[int, NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]] = [
            (int(level[nodes[0]]), nodes, high[nodes], low[nodes]) for nodes in np.split(inner, ends) if len(nodes)
        ]

    def expectation(self, weights: Sequence[float]) -> float:
        """Return the probability of the diagram whose leaf at level i holds, independently, with chance `weights[i]`."""
        return float(self._values(weights, [1.0 - one for one in weights])[self._diagram.root])

    def effects(self, weights: Sequence[float]) -> tuple[float, list[tuple[float, float, float]]]:
        """Return the probability of the diagram, and of each leaf a row: where it fails, where it holds, the difference.

        What passes a level by is the value of the edges that end below it.
        """
        import numpy as np

        bottom = len(weights)
        value = self._values(weights, [1.0 - one for one in weights])
        reach = np.zeros(len(value))
        reach[self._diagram.root] = 1.0
        whole = float(value[self._diagram.root])
        passing = np.zeros(bottom + 1)
        passing[self._diagram.level[self._diagram.root]] = whole
        found = np.full((bottom, 3), (whole, whole, 0.0))
        levels = np.asarray(self._diagram.level)
        for level, nodes, high, low in reversed(self._groups):
            here = reach[nodes]
            above, below = value[high], value[low]
            beside = passing[level + 1 :].sum()
            found[level] = beside + here @ below, beside + here @ above, here @ (above - below)
            for child, chance, worth in ((high, weights[level], above), (low, 1.0 - weights[level], below)):
                share = here * chance
                np.add.at(reach, child, share)
                passing += np.bincount(levels[child], weights=share * worth, minlength=bottom + 1)
        return whole, [(float(row[0]), float(row[1]), float(row[2])) for row in found]

    def sums(self, weights: Sequence[float]) -> list[float]:
        """Return for each leaf the sum, over the sets of a family that hold it, of the probabilities of their rests."""
        import numpy as np

        value = self._values(weights, [1.0] * len(weights))
        reach = np.zeros(len(value))
        reach[self._diagram.root] = 1.0
        found = [0.0] * len(weights)
        for level, nodes, high, low in reversed(self._groups):
            here = reach[nodes]
            found[level] = float(here @ value[high])
            np.add.at(reach, high, here * weights[level])
            np.add.at(reach, low, here)
        return found

    def _values(self, then: Sequence[float], otherwise: Sequence[float]) -> NDArray[np.float64]:
        """Return for each node the sum over its ways to true of the products of what lies on them."""
        import numpy as np

        value = np.empty(len(self._diagram.level))
        value[0], value[1] = 0.0, 1.0
        for level, nodes, high, low in self._groups:
            value[nodes] = then[level] * value[high] + otherwise[level] * value[low]
        return value

    def lightest(self, shares: Sequence[float]) -> tuple[float, list[int]]:
        """Return the least sum of shares over a cut set of a monotone diagram, and such a set as levels."""
        import numpy as np

        weight = np.empty(len(self._diagram.level))
        weight[0], weight[1] = np.inf, 0.0
        for level, nodes, high, low in self._groups:
            weight[nodes] = np.minimum(weight[high] + shares[level], weight[low])
        return float(weight[self._diagram.root]), follow(self._diagram, weight)

    def least_states(self, gains: Sequence[float], below: Sequence[float], constant: int) -> NDArray[np.float64]:
        """Return for each node the least sum of gains, from its level on, over states in which it has this value.

        ``below[i]`` is the least sum of gains over all states of the leaves before i.
        """
        import numpy as np

        rest = np.asarray(below)[np.asarray(self._diagram.level)]
        total = np.full(len(rest), np.inf)
        total[constant] = 0.0
        total += rest  # of a node: with the leaves before its own level, so that skipped ones cost nothing to add
        for level, nodes, high, low in self._groups:
            total[nodes] = np.minimum(total[high] + gains[level], total[low]) - below[level + 1] + below[level]
        found: NDArray[np.float64] = total - rest
        return found


def follow(diagram: Diagram, weight: Sequence[float] | NDArray[np.float64]) -> list[int]:
    """Return the levels held true on a way from the root along least weights, false where that is no heavier."""
    row: list[int] = []
    node = diagram.root
    while node > 1:
        if weight[diagram.low[node]] <= weight[node]:
            node = diagram.low[node]
        else:
            row.append(diagram.level[node])
            node = diagram.high[node]
    return row
