"""Networks in time: unrolled for some instants, or at the law that one more instant leaves as it is."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence, Set
from typing import TYPE_CHECKING

from interlock.diagram.cycle import components
from interlock.diagram.element import Element
from interlock.record import NamedTuple, replace
from interlock.semantics.contract import USUAL, Factor, Limits, TooLarge
from interlock.semantics.kernel import Axis, Mode
from interlock.semantics.law import conditional
from interlock.semantics.network import Network, Node

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


def drawn(network: Network, laws: Sequence[Factor]) -> Network:
    """The network in which some inputs, and cells at the beginning, have joint laws: arrays of variables in none of the others."""
    possible = network.mode is Mode.POSSIBILISTIC
    taken = {place for one in laws for place in one.variables}
    nodes = [Node((), (), one.variables, _support(one.table) if possible else one.table) for one in laws]
    inputs = tuple(place for place in network.inputs if place not in taken)
    return replace(network, nodes=(*network.nodes, *nodes), inputs=inputs)


def _support(table: NDArray[np.float64]) -> NDArray[np.float64]:
    import numpy as np

    return np.sign(table)


def unrolled(
    network: Network, steps: int, start: Sequence[Factor] | None = None, held: Set[int] = frozenset()
) -> Network:
    """The network of the first `steps` instants: what a port holds at instant t is called `port@t`.

    A cell's value at an instant is what it became at the one before. Choices are made once, for all instants.

    Args:
        network: One instant.
        steps: How many instants.
        start: Joint laws of the cells at the first of them, over the variables of `network`; else each begins by its own.
        held: The inputs that keep their value from the first instant on.

    Raises:
        ValueError: There is no instant.
    """
    if steps < 1:
        raise ValueError("at least one instant")
    kept = frozenset((*network.choices, *held))
    before = {bond.now: bond.then for bond in network.bonds}
    variables: list[Axis] = [network.variables[place] for place in network.choices]
    now: dict[int, int] = {place: at for at, place in enumerate(network.choices)}
    nodes: list[Node] = []
    at: dict[Element, int] = {}
    inputs: dict[int, None] = {}
    outputs: list[tuple[str, int]] = []
    for step in range(steps):
        last = dict(now)
        for place, axis in enumerate(network.variables):
            if place in before and step:
                now[place] = last[before[place]]
            elif place not in kept or (place in held and not step):
                variables.append(Axis(f"{axis.name}@{step}", axis.values))
                now[place] = len(variables) - 1
        nodes += [_moved(node, now) for node in network.nodes]
        at |= {Element(f"{name}@{step}"): now[place] for name, place in network.at.items()}
        inputs |= dict.fromkeys(now[place] for place in network.inputs)
        outputs += [(f"{name}@{step}", now[place]) for name, place in network.outputs]
        if not step:
            nodes += [_moved(node, now) for node in _beginnings(network, start)]
    choices = tuple(range(len(network.choices)))
    return Network(network.mode, tuple(variables), tuple(nodes), at, tuple(inputs), tuple(outputs), choices)


def _beginnings(network: Network, start: Sequence[Factor] | None) -> list[Node]:
    """The laws by which the cells begin, as kernels from nothing."""
    import numpy as np

    if start is None:
        start = [Factor((bond.now,), np.asarray(bond.start, np.float64)) for bond in network.bonds]
    possible = network.mode is Mode.POSSIBILISTIC
    return [Node((), (), one.variables, _support(one.table) if possible else one.table) for one in start]


def _moved(node: Node, now: Mapping[int, int]) -> Node:
    givens, choices, yields = ([now[place] for place in row] for row in (node.givens, node.choices, node.yields))
    return Node(tuple(givens), tuple(choices), tuple(yields), node.table)


_TOGETHER = 64
"""So many states of a memory are left out together."""


class NotUnique(NamedTuple):
    """Several sets of states that are never left, each with a stationary law of its own; states are values of the cells."""

    classes: tuple[tuple[tuple[str, ...], ...], ...]


def stationary(
    network: Network, inputs: Mapping[str, Sequence[float]], limits: Limits = USUAL
) -> NDArray[np.float64] | NotUnique | TooLarge:
    """The only joint law of the cells that one more instant leaves as it is; inputs are drawn afresh at each.

    Raises:
        ValueError: The network is possibilistic, or has choices: then there is no one law.
        KeyError: An outer input has no law.
    """
    if network.mode is Mode.POSSIBILISTIC or network.choices:
        raise ValueError("a stationary law is of chance alone")
    fixed = {network.at[Element(name)]: row for name, row in inputs.items()}
    if missing := [network.variables[place].name for place in network.inputs if place not in fixed]:
        raise KeyError(missing[0])
    cells = [network.variables[bond.now] for bond in network.bonds]
    now, then = [bond.now for bond in network.bonds], [bond.then for bond in network.bonds]
    table = conditional(network, now, then, fixed, limits)
    if isinstance(table, TooLarge):
        return table
    size = math.prod(axis.size for axis in cells)
    closed = closed_classes(table.reshape(size, size))
    if len(closed) > 1:
        return NotUnique(tuple(tuple(_state(cells, one) for one in states) for states in closed))
    found = _solved(table.reshape(size, size), closed[0])
    return found.reshape([axis.size for axis in cells])


def closed_classes(steps: NDArray[np.float64]) -> list[list[int]]:
    """The sets of states that reach one another and nothing else, each ascending, by their first state."""
    import numpy as np

    successors = [[int(one) for one in np.flatnonzero(row > 0)] for row in steps]
    found = []
    for states in components(successors):
        inside = frozenset(states)
        if all(one in inside for state in states for one in successors[state]):
            found.append(sorted(states))
    return sorted(found)


def _solved(steps: NDArray[np.float64], states: list[int]) -> NDArray[np.float64]:
    """The law on a closed class that its steps leave as it is, to all digits of each chance, however rare some steps are.

    States are left out one after another, what went by them going on at once; nothing is ever subtracted. So many at a time as
    make a product of matrices. (W. Grassmann, M. Taksar and D. Heyman, Regenerative analysis and steady state distributions
    for Markov chains, Operations Research 33, 1985.)
    """
    import numpy as np

    left = steps[np.ix_(states, states)]
    for top in range(len(states) - 1, 0, -_TOGETHER):
        low = max(top - _TOGETHER, 0)
        into, out = np.zeros((top + 1, top - low)), np.zeros((top - low, top + 1))
        for at, state in enumerate(range(top, low, -1)):
            out[at, :state] = left[state, :state] + into[state, :at] @ out[:at, :state]
            into[:state, at] = left[:state, state] + into[:state, :at] @ out[:at, state]
            into[:state, at] /= out[at, :state].sum()
            left[:state, state] = into[:state, at]
        left[: low + 1, : low + 1] += into[: low + 1] @ out[:, : low + 1]
    even = np.ones(1)
    for state in range(1, len(states)):
        even = np.append(even, even @ left[:state, state])
        even /= even.sum()
    law = np.zeros(len(steps))
    law[states] = even
    return law


def _state(cells: Sequence[Axis], place: int) -> tuple[str, ...]:
    import numpy as np

    at = np.unravel_index(place, [axis.size for axis in cells])
    return tuple(axis.values[int(one)] for axis, one in zip(cells, at, strict=True))
