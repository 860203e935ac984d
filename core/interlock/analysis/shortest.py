"""Lightest cut sets of a large decision diagram, level by level on arrays; numpy is imported when called."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from interlock.analysis.diagram import Diagram

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


class Levels:
    """The nodes of a monotone diagram grouped by level, deepest level first."""

    __slots__ = ("_diagram", "_groups")

    def __init__(self, diagram: Diagram) -> None:
        """Group the nodes."""
        import numpy as np

        level = np.asarray(diagram.level)
        high, low = np.asarray(diagram.high), np.asarray(diagram.low)
        order = np.argsort(-level, kind="stable")
        inner = order[level[order] < len(diagram.leaves)]
        ends = np.flatnonzero(np.diff(level[inner])) + 1
        self._diagram = diagram
        self._groups: list[tuple[int, NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]] = [
            (int(level[nodes[0]]), nodes, high[nodes], low[nodes]) for nodes in np.split(inner, ends) if len(nodes)
        ]

    def lightest(self, shares: Sequence[float]) -> tuple[float, list[int]]:
        """Return the least sum of shares over a cut set, and such a set as levels."""
        import numpy as np

        weight = np.empty(len(self._diagram.level))
        weight[0], weight[1] = np.inf, 0.0
        for level, nodes, high, low in self._groups:
            weight[nodes] = np.minimum(weight[high] + shares[level], weight[low])
        return float(weight[self._diagram.root]), follow(self._diagram, weight)


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
