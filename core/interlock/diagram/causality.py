"""Whether everything can happen in one instant: an order of the ports, or a shortest loop; what depends on what."""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from functools import reduce
from operator import or_
from typing import TypeVar

from interlock.diagram.cycle import components, induced, shortest_cycle, topological
from interlock.diagram.element import Element, owner, port
from interlock.diagram.portgraph import PortGraph, port_graph
from interlock.diagram.shape import Shape, instantaneous, telescopic
from interlock.diagram.wiring import Wiring, shapes
from interlock.record import NamedTuple

T = TypeVar("T")


class Step(NamedTuple):
    """Visit ``ports[start:stop]`` of a box, in the order of its interface; box ``""`` is the outside."""

    box: str
    start: int
    stop: int


class Cycle(NamedTuple):
    """A loop within one instant.

    Attributes:
        ports: The ports in the order of the edges, each once; the last leads to the first.
        through_outside: Whether it passes the outer interface: then the interface promises what the inside does not
            keep, else the loop is the diagram's own.
        wires: The targets of the wires that it follows, in its order; never empty, for all other edges lead
            forwards in an interface. A delay on any of them cuts it.
    """

    ports: tuple[Element, ...]
    through_outside: bool
    wires: tuple[Element, ...]


def schedule(outer: Shape, boxes: Mapping[str, Shape], wires: Mapping[Element, Element]) -> tuple[Step, ...] | Cycle:
    """An order in which every port is visited once, after all that it depends on, or a shortest loop.

    The graph is `port_graph`'s. Whether there is an order, and which loop is given, do not depend on the order of
    ``boxes`` and ``wires``. Interfaces are visited in their own order unless the wiring makes this impossible; the
    usual box is one step. A target without a source waits for none. Linear but for the search of a loop.
    """
    steps, visited = _sweep(outer, boxes, wires)
    if _is_whole(visited, outer, boxes):
        return tuple(steps)
    graph = port_graph(outer, boxes, wires, visited)
    order, stuck = topological(graph.successors)
    if stuck:
        return _loops(graph, stuck)[0]
    return (*steps, *(Step(name, at, at + 1) for name, at in map(graph.places.__getitem__, order)))


def cycles(outer: Shape, boxes: Mapping[str, Shape], wires: Mapping[Element, Element]) -> tuple[Cycle, ...]:
    """A shortest loop of each strongly connected component of the graph, shortest first; ``()`` iff it is acyclic."""
    _, visited = _sweep(outer, boxes, wires)
    if _is_whole(visited, outer, boxes):
        return ()
    graph = port_graph(outer, boxes, wires, visited)
    return tuple(_loops(graph, topological(graph.successors)[1]))


def cuts(cycle: Cycle) -> tuple[Element, ...]:
    """The targets before any of which a delay would cut the loop, in its order."""
    return cycle.wires


def _is_whole(visited: Mapping[str, int], outer: Shape, boxes: Mapping[str, Shape]) -> bool:
    """Whether every port of every interface has been visited."""
    return visited[""] == len(outer.ports) and all(visited[name] == len(shape.ports) for name, shape in boxes.items())


def _sweep(
    outer: Shape, boxes: Mapping[str, Shape], wires: Mapping[Element, Element]
) -> tuple[list[Step], dict[str, int]]:
    """Visit each interface in its own order as far as this goes: the steps, and how many ports of each were visited.

    A box that meets a target whose source is not visited yet waits for that source. Targets are visited only along
    with a later source or the end of their interface, so that a box usually takes one step. Linear.
    """
    steps: list[Step] = []
    seen = dict.fromkeys(("", *boxes), 0)
    visited = dict(seen)
    sources: set[Element] = set()
    waiting: dict[Element, list[str]] = {}
    ready = deque(seen)
    while ready:
        name = ready.popleft()
        shape = boxes[name] if name else outer
        at, passed, woken = _scan(name, shape, seen[name], wires, sources, waiting)
        ready.extend(woken)
        seen[name] = at
        stop = at if at == len(shape.ports) else max(passed, visited[name])
        if stop > visited[name]:
            steps.append(Step(name, visited[name], stop))
            visited[name] = stop
    return steps, visited


def _scan(
    name: str,
    shape: Shape,
    start: int,
    wires: Mapping[Element, Element],
    sources: set[Element],
    waiting: dict[Element, list[str]],
) -> tuple[int, int, list[str]]:
    """Go on in one interface to a target that must wait, or to the end.

    Adds the sources passed to ``sources``, and the box to those ``waiting`` for the source that it lacks.

    Returns:
        Where it stands, where it stood after the last source passed (0: none), and the boxes that need wait no more.
    """
    prefix, giving = (name + ".", "out") if name else ("", "in")
    woken: list[str] = []
    passed = 0
    for at in range(start, len(shape.ports)):
        port_name, direction = shape.ports[at]
        element = Element(prefix + port_name)
        if direction == giving:
            sources.add(element)
            woken += waiting.pop(element, ())
            passed = at + 1
        elif (source := wires.get(element)) is not None and source not in sources:
            waiting.setdefault(source, []).append(name)
            return at, passed, woken
    return len(shape.ports), passed, woken


def _loops(graph: PortGraph, stuck: list[int]) -> list[Cycle]:
    """A shortest loop of each component among the vertices on or behind a loop, shortest first, then by name.

    Within a component the search goes in the order of names, so that the loop found is one of the diagram, not of the
    order in which it is written.
    """
    found = []
    for component in components(induced(graph.successors, stuck)):
        if len(component) > 1:  # no port leads to itself
            by_name = sorted((stuck[vertex] for vertex in component), key=graph.ports.__getitem__)
            loop = shortest_cycle(induced(graph.successors, by_name))
            found.append(_cycle(graph, [by_name[vertex] for vertex in loop]))
    return sorted(found, key=lambda cycle: (len(cycle.ports), cycle))


def _cycle(graph: PortGraph, loop: list[int]) -> Cycle:
    """The loop by its names, from the source of one of its wires on: the first in the order of names."""
    after = dict(zip(loop, [*loop[1:], loop[0]], strict=True))
    start = loop.index(min(loop, key=lambda vertex: (graph.wired[after[vertex]] != vertex, graph.ports[vertex])))
    turned = [*loop[start:], *loop[:start]]
    ports = tuple(graph.ports[vertex] for vertex in turned)
    wires = tuple(graph.ports[after[vertex]] for vertex in turned if graph.wired[after[vertex]] == vertex)
    return Cycle(ports, any(not owner(element) for element in ports), wires)


def reachable(
    outer: Shape, boxes: Mapping[str, Shape], wires: Mapping[Element, Element]
) -> dict[Element, frozenset[Element]]:
    """The outer inputs from which a path inside the diagram leads to each outer output: the composite's dependency.

    Paths through the outside, and what outer types mention, do not count: they belong to the interface. Defined for
    every diagram, also one with loops. Linear but for the width of the outer interface.
    """
    inputs_first = sorted(outer.ports, key=lambda port: port.direction == "out")
    inside = telescopic(inputs_first, [()] * len(inputs_first))
    steps = schedule(inside, boxes, wires)
    if isinstance(steps, Cycle):
        carried = _carried_by_components(inside, boxes, wires)
    else:
        carried = _carried(steps, inside, boxes, wires)
    inputs = [Element(name) for name in inside.inputs]
    return {
        output: frozenset(name for bit, name in enumerate(inputs) if carried[output] >> bit & 1)
        for output in map(Element, outer.outputs)
    }


def _carried(
    steps: tuple[Step, ...], inside: Shape, boxes: Mapping[str, Shape], wires: Mapping[Element, Element]
) -> dict[Element, int]:
    """The set of outer inputs (bit k: the k-th) that leads to each port, along an order of the ports."""
    carried = {Element(name): 1 << bit for bit, name in enumerate(inside.inputs)}
    for name, start, stop in steps:
        shape = boxes[name] if name else inside
        elements = [port(name, kept.name) for kept in shape.ports]
        for at in range(start, stop):
            element = elements[at]
            bits = carried.get(element, 0)
            if (shape.ports[at].direction == "in") == bool(name) and element in wires:
                bits |= carried.get(wires[element], 0)
            for other in (*shape.depends[at], *shape.mentions[at]) if name else ():
                bits |= carried[elements[other]]
            carried[element] = bits
    return carried


def _carried_by_components(
    inside: Shape, boxes: Mapping[str, Shape], wires: Mapping[Element, Element]
) -> dict[Element, int]:
    """The same for a diagram with loops, along an order of their components."""
    graph = port_graph(inside, boxes, wires, {})
    bit = {Element(name): 1 << at for at, name in enumerate(inside.inputs)}
    carried = [bit.get(element, 0) for element in graph.ports]
    for component in components(graph.successors):
        bits = reduce(or_, (carried[vertex] for vertex in component))
        for vertex in component:
            carried[vertex] = bits
            for following in graph.successors[vertex]:
                carried[following] |= bits
    return dict(zip(graph.ports, carried, strict=True))


def dishonest(outer: Shape, reach: Mapping[Element, AbstractSet[Element]]) -> tuple[tuple[Element, Element], ...]:
    """The pairs (outer output, outer input on which it depends although its interface says that it does not).

    In a diagram without an inner loop there is a loop through the outside iff some output depends on an input after
    it, so these pairs, together with the inner loops, are all that can be wrong.
    """
    found = []
    inputs = [Element(name) for name in outer.inputs]
    for output in map(Element, outer.outputs):
        promised = {Element(outer.ports[at].name) for at in outer.depends[outer.index[output]]}
        found += [(output, into) for into in inputs if into in reach[output] and into not in promised]
    return tuple(found)


def shape_of(wiring: Wiring[T]) -> Shape:
    """The interface of a diagram used as a box: its outer ports, with the dependency that reachability gives.

    It has a memory if one of its boxes has. A dependency on a later input is left out: that is a dishonest interface,
    told where it is declared.
    """
    outer, inner = wiring.outer.shape, shapes(wiring)
    reach = reachable(outer, inner, wiring.wires)
    depends = tuple(
        tuple(before for before in range(at) if Element(outer.ports[before].name) in reach.get(Element(kept.name), ()))
        for at, kept in enumerate(outer.ports)
    )
    return Shape(outer.ports, depends, outer.mentions, any(not instantaneous(shape) for shape in inner.values()))
