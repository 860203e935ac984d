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
        import numpy as np

        value = np.empty(len(self._diagram.level))
        value[0], value[1] = 0.0, 1.0
        for level, nodes, high, low in self._groups:
            chance = weights[level]
            value[nodes] = chance * value[high] + (1.0 - chance) * value[low]
        return float(value[self._diagram.root])

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
