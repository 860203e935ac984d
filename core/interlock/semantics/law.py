"""What a network means: the kernel from outside to outside, and the law of any of its ports."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from interlock.diagram.element import Element
from interlock.semantics.contract import USUAL, Factor, Limits, TooLarge, contracted
from interlock.semantics.kernel import Axis, Kernel, Mode
from interlock.semantics.network import Network, Node

if TYPE_CHECKING:
    from interlock.semantics.kernel import Table


def composite(network: Network, limits: Limits = USUAL) -> Kernel | TooLarge:
    """The diagram as one kernel: from its inputs and cells now to its outputs and cells then."""
    now, then = [bond.now for bond in network.bonds], [bond.then for bond in network.bonds]
    yields = [place for _, place in network.outputs] + then
    table = conditional(network, [*network.inputs, *now, *network.choices], yields, {}, limits)
    if isinstance(table, TooLarge):
        return table
    names = [name for name, _ in network.outputs] + [network.variables[place].name for place in then]
    kept = tuple(Axis(name, network.variables[place].values) for name, place in zip(names, yields, strict=True))
    givens = tuple(network.variables[place] for place in (*network.inputs, *now))
    return Kernel(network.mode, givens, kept, table, tuple(network.variables[place] for place in network.choices))


def law(
    network: Network, ports: Sequence[str], inputs: Mapping[str, Sequence[float]], limits: Limits = USUAL
) -> Table | TooLarge:
    """The joint law (or what is possible) at some ports, when outer inputs are independent with the laws given.

    Cells begin as they begin. Where there are choices, an axis for each of them stands before those of the ports.

    Raises:
        KeyError: There is no such port, or an outer input on which these depend has no law.
    """
    fixed: dict[int, Sequence[float]] = {network.at[Element(name)]: row for name, row in inputs.items()}
    fixed |= {bond.now: bond.start for bond in network.bonds}
    kept = [network.at[Element(name)] for name in ports]
    missing = [place for place in network.inputs if place not in fixed and place in _wanted(network, kept)[1]]
    if missing:
        raise KeyError(network.variables[missing[0]].name)
    return conditional(network, network.choices, kept, fixed, limits)


def bounds(
    network: Network, port: str, value: str, inputs: Mapping[str, Sequence[float]]
) -> tuple[float, float] | TooLarge:
    """The least and the greatest probability of a value at a port, over all assignments of the named choices."""
    table = law(network, [port], inputs)
    if isinstance(table, TooLarge):
        return table
    at = network.variables[network.at[Element(port)]].values.index(value)
    return float(table[..., at].min()), float(table[..., at].max())


def conditional(
    network: Network,
    free: Sequence[int],
    kept: Sequence[int],
    fixed: Mapping[int, Sequence[float]],
    limits: Limits = USUAL,
) -> Table | TooLarge:
    """The array of the variables `kept` for each value of `free`, where those of `fixed` have laws of their own.

    A kernel that yields nothing wanted is left out, for discarding is free. A variable may be kept twice.
    """
    import numpy as np

    possible = network.mode is Mode.POSSIBILISTIC
    nodes, wanted = _wanted(network, kept)
    sizes = [axis.size for axis in network.variables]
    factors = [Factor((*node.givens, *node.choices, *node.yields), node.table) for node in nodes]
    factors += [
        Factor((place,), np.sign(row) if possible else np.asarray(row, np.float64))
        for place, row in fixed.items()
        if place in wanted
    ]
    held = {place for factor in factors for place in factor.variables}
    factors += [Factor((place,), np.ones(sizes[place])) for place in (*free, *kept) if place not in held]
    factors.append(Factor((), np.ones(())))  # the product of no factors
    axes: list[int] = list(free)
    for place in kept:
        if place in axes:
            if sizes[place] ** 2 > limits.entries:
                return TooLarge("entries", sizes[place] ** 2, limits.entries)
            sizes.append(sizes[place])
            factors.append(Factor((place, len(sizes) - 1), np.eye(sizes[place])))
            axes.append(len(sizes) - 1)
        else:
            axes.append(place)
    return contracted(factors, sizes, axes, limits, possible=possible)


def _wanted(network: Network, kept: Sequence[int]) -> tuple[list[Node], set[int]]:
    """The kernels on which these variables depend, in their order, and the variables that those mention."""
    maker = {place: at for at, node in enumerate(network.nodes) for place in node.yields}
    wanted, waiting, used = set(kept), list(kept), set()
    while waiting:
        at = maker.get(waiting.pop())
        if at is not None and at not in used:
            used.add(at)
            fresh = [place for place in network.nodes[at].givens if place not in wanted]
            wanted.update(fresh)
            waiting += fresh
    return [network.nodes[at] for at in sorted(used)], wanted
