"""The one graph on the ports of a diagram that must be acyclic."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeAlias

from interlock.diagram.element import Element
from interlock.diagram.shape import Shape
from interlock.record import dataclass

Leading: TypeAlias = Sequence[Sequence[int]]


@dataclass(frozen=True, slots=True)
class PortGraph:
    """A directed graph whose vertices are ports, box by box.

    Attributes:
        ports: The name of each vertex.
        places: The box (``""``: the outside) and the position of each vertex in its interface.
        successors: The vertices to which an edge leads, once each.
        wired: Of each vertex, the one from which a wire and no other edge leads to it; -1 if there is none.
    """

    ports: Sequence[Element]
    places: Sequence[tuple[str, int]]
    successors: Sequence[Sequence[int]]
    wired: Sequence[int]


def port_graph(
    outer: Shape, boxes: Mapping[str, Shape], wires: Mapping[Element, Element], visited: Mapping[str, int]
) -> PortGraph:
    """The graph on the ports that are not visited yet, in each interface those from ``visited[box]`` on.

    Edges lead from the source to the target of a wire; from an input to an output that depends on it; from a port to a
    later one of its box that mentions it; and, the outside being a box seen from within, from an outer output to every
    outer input after it.
    """
    ports: list[Element] = []
    places: list[tuple[str, int]] = []
    successors: list[list[int]] = []
    tables: dict[int, Leading] = {}
    for name, shape in {"": outer, **boxes}.items():
        start, prefix = visited.get(name, 0), name + "." if name else ""
        base = len(ports) - start
        ports += [Element(prefix + held.name) for held in shape.ports[start:]]
        places += [(name, at) for at in range(start, len(shape.ports))]
        successors += [[] for _ in range(start, len(shape.ports))]
        if id(shape) not in tables:
            tables[id(shape)] = _within(shape) if name else _around(shape)
        _join(successors, tables[id(shape)], base, start)
    return PortGraph(ports, places, successors, _wire(successors, ports, places, wires))


def _within(shape: Shape) -> Leading:
    """The positions from which an edge leads to each port of a box."""
    pairs = zip(shape.depends, shape.mentions, strict=True)
    return [sorted({*depends, *mentions}) for depends, mentions in pairs]


def _around(outer: Shape) -> Leading:
    """The positions from which an edge leads to each port of the outside, seen from within."""
    outputs: list[int] = []
    leading: list[Sequence[int]] = []
    for at, port in enumerate(outer.ports):
        leading.append(sorted({*outputs, *outer.mentions[at]}) if port.direction == "in" else outer.mentions[at])
        outputs += [at] if port.direction == "out" else []
    return leading


def _join(successors: list[list[int]], leading: Leading, base: int, start: int) -> None:
    """Add the edges between the ports of one interface, whose first vertex is ``base + start``."""
    for at in range(start, len(leading)):
        for before in leading[at]:
            if before >= start:
                successors[base + before].append(base + at)


def _wire(
    successors: list[list[int]],
    ports: Sequence[Element],
    places: Sequence[tuple[str, int]],
    wires: Mapping[Element, Element],
) -> list[int]:
    """Add the edges of the wires; of each vertex, the source of its wire if no other edge does the same."""
    number = {element: vertex for vertex, element in enumerate(ports)}
    wired = [-1] * len(ports)
    for vertex, element in enumerate(ports):
        source = number.get(wires[element]) if element in wires else None
        if source is None or (places[source][0] == places[vertex][0] and vertex in successors[source]):
            continue
        successors[source].append(vertex)
        wired[vertex] = source
    return wired
