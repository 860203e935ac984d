"""How the values of one label key spread: the least fixed point over the graph, with the way that each value took."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from interlock.api.diagram import Element, nested, port
from interlock.api.record import NamedTuple
from interlock_boundaries.ground import Ground
from interlock_boundaries.lattice import Chain


class Uses(NamedTuple):
    """An output that relabels, with what would be there without, and the value that it has."""

    at: Element
    before: int
    after: int


class Stated(NamedTuple):
    """What is stated of one key: values that ports add, values that outputs set, and the least that ports take."""

    own: Mapping[Element, int]
    set_: Mapping[Element, int]
    demands: Mapping[Element, int]


class Spread(NamedTuple):
    """The value of each port as a rank of its chain, and for each port that took it from another that other one.

    The value of a port is the least of what is stated there and of those of all that lead to it, unless it is set there.
    """

    chain: Chain
    stated: Stated
    ranks: Mapping[Element, int]
    came: Mapping[Element, Element]

    def way(self, end: Element) -> tuple[Element, ...]:
        """A shortest way from where the value of a port is stated to that port."""
        found = [end]
        while found[-1] in self.came:
            found.append(self.came[found[-1]])
        return tuple(reversed(found))

    def value(self, rank: int) -> str:
        """The value of a rank."""
        return self.chain.values[rank]


def stated(ground: Ground, chain: Chain) -> Stated:
    """What a diagram, and all that is nested in it, states of a key.

    An output has its own label or its box's; a label of an input, or of an outer output, is a demand; one of an outer input
    is a demand where its diagram is nested, and of the outermost diagram the value that comes in.
    """
    own: dict[Element, int] = {}
    set_: dict[Element, int] = {}
    demands: dict[Element, int] = {}
    for level in ground.levels:
        prefix, diagram = level
        for name, values in diagram.port_labels.items():
            rank, at = chain.rank(values), nested(prefix, Element(name))
            comes_in = not prefix and name in diagram.wiring.outer.shape.inputs
            if rank is not None:
                (own if comes_in else demands)[at] = rank
        set_ |= {nested(prefix, Element(name)): one for name, one in _ranked(diagram.relabels, chain)}
        for name, box in diagram.boxes.items():
            at = nested(prefix, Element(name))
            of_ports = dict(_ranked(box.port_labels, chain))
            whole = chain.rank(box.labels)
            demands |= {port(at, into): of_ports[into] for into in box.shape.inputs if into in of_ports}
            for out in box.shape.outputs:
                rank = of_ports.get(out, whole)
                own |= {} if rank is None else {port(at, out): rank}
            set_ |= {port(at, out): one for out, one in _ranked(box.relabels, chain)}
    return Stated(own, set_, demands)


def _ranked(labels: Mapping[str, Mapping[str, tuple[str, ...]]], chain: Chain) -> Iterator[tuple[str, int]]:
    """The ranks of the ports of which something is stated."""
    return ((name, rank) for name, values in labels.items() if (rank := chain.rank(values)) is not None)


def spread(ground: Ground, chain: Chain) -> Spread:
    """The least fixed point, value by value from the one that spreads: each port takes the first that comes. Linear."""
    said = stated(ground, chain)
    seeds: list[list[Element]] = [[] for _ in chain.values]
    for at, rank in {**said.own, **said.set_}.items():
        seeds[rank].append(at)
    ranks: dict[Element, int] = {}
    came: dict[Element, Element] = {}
    for rank, pending in enumerate(seeds):
        fresh = [one for one in pending if one not in ranks]
        ranks |= dict.fromkeys(fresh, rank)
        for vertex in fresh:
            for after in ground.arrows.get(vertex, ()):
                if after not in ranks and after not in said.set_:
                    ranks[after] = rank
                    came[after] = vertex
                    fresh.append(after)
    return Spread(chain, said, ranks, came)


def uses(found: Spread, ground: Ground) -> Iterator[Uses]:
    """Each output that sets a value, with the one that it would have."""
    neutral = found.chain.neutral
    before = {at: found.stated.own.get(at, neutral) for at in found.stated.set_}
    for source, many in ground.arrows.items():
        for at in many:
            if at in before:
                before[at] = min(before[at], found.ranks.get(source, neutral))
    for at, rank in found.stated.set_.items():
        yield Uses(at, before[at], rank)
