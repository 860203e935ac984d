"""The states of some leaves as ways through one layered graph, in which several functions are followed at once.

Between two levels only what is left of each function is remembered, so few nodes stand for many states. What a state is
worth is a sum over the features that it has, and a state worth most is a longest way; numpy is imported when called.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from interlock.record import NamedTuple

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Numbers = NDArray[np.float64]
    Indices = NDArray[np.int64]
    Signs = NDArray[np.bool_]


WORD: Final = 1 << 62
"""Keys of rows of nodes are smaller."""


class Track(NamedTuple):
    """A function with finitely many values as a diagram: at a node of the bottom level stands a feature, or -1 for none.

    Each inner node has `high` and `low` on deeper levels, the level of a constant being the number of leaves.
    """

    level: Sequence[int]
    high: Sequence[int]
    low: Sequence[int]
    feature: Sequence[int]
    root: int


class Layer(NamedTuple):
    """The nodes before one leaf: where each goes on, the leaf true or false, and the features that are settled by it.

    `order`, `starts` and `group` list all edges, the true ones first, by the node that they lead to.
    """

    ahead: tuple[Indices, Indices]
    settled: tuple[tuple[Indices, ...], tuple[Indices, ...]]
    order: Indices
    starts: Indices
    group: Indices


class Ways:
    """The layers of such a graph, from one first node to one last."""

    __slots__ = ("_features", "_layers", "_settled")

    def __init__(self, layers: Sequence[Layer], features: int, settled: Sequence[int]) -> None:
        """Hold the parts: `settled` are the features of every state."""
        self._layers = layers
        self._features = features
        self._settled = list(settled)

    @property
    def size(self) -> int:
        """The number of nodes."""
        return 1 + sum(len(layer.ahead[0]) for layer in self._layers)

    @property
    def depth(self) -> int:
        """The number of leaves."""
        return len(self._layers)

    def best(self, worth: Numbers) -> tuple[float, Signs]:
        """Return the greatest worth of a state, and states as rows: for each leaf and value one of the best that have it.

        A feature of the worth -inf is one that no state may have.
        """
        import numpy as np

        priced = np.append(worth, 0.0)
        edges = [_edges(layer, priced) for layer in self._layers]
        after = self._after(edges)
        before, came = self._before(edges)
        through = [
            [reached + edge + rest[ahead] for edge, ahead in zip(both, layer.ahead, strict=True)]
            for reached, both, rest, layer in zip(before, edges, after[1:], self._layers, strict=False)
        ]
        seeds = [
            (at, side, int(worths.argmax()))
            for at, both in enumerate(through)
            for side, worths in enumerate(both)
            if worths.max() > -np.inf
        ]
        states = self._traced(seeds, edges, after, came) if self._layers else np.zeros((1, 0), dtype=np.bool_)
        return float(after[0][0] + priced[self._settled].sum()), states

    def _after(self, edges: Sequence[tuple[Numbers, Numbers]]) -> list[Numbers]:
        """Return for each layer the greatest worth of a way from each node to the end."""
        import numpy as np

        found = [np.zeros(1)]
        for layer, (high, low) in zip(reversed(self._layers), reversed(edges), strict=True):
            found.append(np.maximum(high + found[-1][layer.ahead[0]], low + found[-1][layer.ahead[1]]))
        return found[::-1]

    def _before(self, edges: Sequence[tuple[Numbers, Numbers]]) -> tuple[list[Numbers], list[Indices]]:
        """Return for each layer the greatest worth of a way to each node, and for all but the first its last edge."""
        import numpy as np

        reached = [np.zeros(1)]
        came: list[Indices] = []
        for layer, (high, low) in zip(self._layers, edges, strict=True):
            worths = np.concatenate((reached[-1] + high, reached[-1] + low))[layer.order]
            most = np.maximum.reduceat(worths, layer.starts)
            best = np.flatnonzero(worths == most[layer.group])
            last = np.zeros(len(most), dtype=np.int64)
            last[layer.group[best]] = layer.order[best]
            reached.append(most)
            came.append(last)
        return reached, came

    def _traced(
        self,
        seeds: Sequence[tuple[int, int, int]],
        edges: Sequence[tuple[Numbers, Numbers]],
        after: Sequence[Numbers],
        came: Sequence[Indices],
    ) -> Signs:
        """Return the states of the best ways by some edges, each given by its layer, its side and where it begins."""
        import numpy as np

        place, side, begin = (
            np.asarray(part, dtype=np.int64) for part in (zip(*seeds, strict=True) if seeds else [[]] * 3)
        )
        states = np.zeros((len(place), len(self._layers)), dtype=np.bool_)
        node = begin.copy()
        for at, layer in enumerate(self._layers):
            gone = place <= at
            here = node[gone]
            high, low = (
                one[here] + after[at + 1][ahead[here]] for one, ahead in zip(edges[at], layer.ahead, strict=True)
            )
            holds = np.where(place[gone] == at, side[gone] == 0, high > low)
            states[gone, at] = holds
            node[gone] = np.where(holds, layer.ahead[0][here], layer.ahead[1][here])
        node = begin.copy()
        for at in range(len(self._layers) - 1, 0, -1):
            gone = place >= at
            edge, many = came[at - 1][node[gone]], len(self._layers[at - 1].ahead[0])
            states[gone, at - 1] = edge < many
            node[gone] = edge % many
        return np.unique(states, axis=0) if len(states) else states

    def features(self, states: Signs) -> Signs:
        """Return for each state, a row of values of the leaves, which features it has."""
        import numpy as np

        has = np.zeros((len(states), self._features + 1), dtype=np.bool_)  # the last column is of what is no feature
        node, rows = np.zeros(len(states), dtype=np.int64), np.arange(len(states))
        has[:, self._settled] = True
        for at, layer in enumerate(self._layers):
            holds = states[:, at]
            for settled, side in zip(layer.settled, (holds, ~holds), strict=True):
                for one in settled:
                    has[rows[side], one[node[side]]] = True
            node = np.where(holds, layer.ahead[0][node], layer.ahead[1][node])
        return has[:, :-1]


def _edges(layer: Layer, priced: Numbers) -> tuple[Numbers, Numbers]:
    """Return what the features are worth that are settled by going on from each node of a layer, to either side."""
    import numpy as np

    many = len(layer.ahead[0])
    high, low = (sum((priced[one] for one in some), np.zeros(many)) for some in layer.settled)
    return high, low


class _Arrays(NamedTuple):
    """A track as arrays, and one of its nodes at the bottom."""

    level: Indices
    high: Indices
    low: Indices
    feature: Indices
    end: int


def _arrays(track: Track, depth: int) -> _Arrays:
    import numpy as np

    level, high, low, feature = (np.asarray(part, dtype=np.int64) for part in track[:4])
    return _Arrays(level, high, low, feature, track.level.index(depth))


def ways(tracks: Sequence[Track], depth: int, features: int, budget: int) -> Ways | None:
    """Return the graph of the states of `depth` leaves that follows all tracks, or None where it has too many nodes."""
    import numpy as np

    settled = [track.feature[track.root] for track in tracks if track.level[track.root] == depth]
    arrays = [_arrays(track, depth) for track in tracks]
    nodes = np.asarray([[track.root for track in tracks]], dtype=np.int64)
    layers: list[Layer] = []
    for at in range(depth):
        sides = [_followed(arrays, nodes, at, depth, side) for side in (0, 1)]
        after, target = _distinct(np.concatenate([images for images, _ in sides]))
        budget -= len(after)
        if budget < 0:
            return None
        order = np.argsort(target, kind="stable")
        group = target[order]
        ahead = target[: len(nodes)], target[len(nodes) :]
        starts = np.flatnonzero(np.diff(group, prepend=-1))
        layers.append(Layer(ahead, (sides[0][1], sides[1][1]), order, starts, group))
        nodes = after
    return Ways(layers, features, [one for one in settled if one >= 0])


def _followed(
    arrays: Sequence[_Arrays], nodes: Indices, at: int, depth: int, side: int
) -> tuple[Indices, tuple[Indices, ...]]:
    """Return where the nodes of all tracks go on one side of a leaf, and the features that are settled by it.

    A track that has ended is at its one end, so that no more than that is remembered of it.
    """
    import numpy as np

    images = nodes.copy()
    settled: list[Indices] = []
    for number, track in enumerate(arrays):
        here = nodes[:, number]
        touched = track.level[here] == at
        if touched.any():
            after = np.where(touched, (track.high, track.low)[side][here], here)
            ended = touched & (track.level[after] == depth)
            settled.append(np.where(ended, track.feature[after], -1))
            images[:, number] = np.where(ended, track.end, after)
    return images, tuple(settled)


def _distinct(rows: Indices) -> tuple[Indices, Indices]:
    """Return the distinct rows, and for each row its place among them."""
    import numpy as np

    key, room = np.zeros(len(rows), dtype=np.int64), 1
    low, high = rows.min(axis=0), rows.max(axis=0)
    for column in np.flatnonzero(low < high):
        many = int(high[column] - low[column]) + 1
        if room * many > WORD:
            values, key = np.unique(key, return_inverse=True)
            room = len(values)
        key, room = key * many + (rows[:, column] - low[column]), room * many
    _, first, place = np.unique(key, return_index=True, return_inverse=True)
    return rows[first], place
