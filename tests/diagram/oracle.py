"""The definitions of language.md, word for word and slow, to compare with."""

from __future__ import annotations

from collections.abc import Mapping

from interlock.diagram.element import Element, nested, port
from interlock.diagram.shape import Shape
from interlock.diagram.wiring import Wiring

Edge = tuple[Element, Element]


def edges_of(outer: Shape, boxes: Mapping[str, Shape], wires: Mapping[Element, Element]) -> set[Edge]:
    """The one graph, edge by edge."""
    edges = {(source, target) for target, source in wires.items()}
    for name, shape in boxes.items():
        for at, held in enumerate(shape.ports):
            for other in shape.depends[at] + shape.mentions[at]:
                edges.add((port(name, shape.ports[other].name), port(name, held.name)))
    for at, held in enumerate(outer.ports):
        edges |= {(Element(outer.ports[other].name), Element(held.name)) for other in outer.mentions[at]}
        for before in outer.ports[:at]:
            if before.direction == "out" and held.direction == "in":
                edges.add((Element(before.name), Element(held.name)))
    return edges


def inner_edges(outer: Shape, boxes: Mapping[str, Shape], wires: Mapping[Element, Element]) -> set[Edge]:
    """The graph without the outside's own edges."""
    return edges_of(Shape((), (), ()), boxes, wires)


def ports_of(outer: Shape, boxes: Mapping[str, Shape]) -> set[Element]:
    inner = {port(name, held.name) for name, shape in boxes.items() for held in shape.ports}
    return inner | {Element(held.name) for held in outer.ports}


def closure(edges: set[Edge]) -> set[Edge]:
    """The pairs that a path of at least one edge joins."""
    paths = set(edges)
    while more := {(a, d) for a, b in paths for c, d in edges if b == c} - paths:
        paths |= more
    return paths


def girth(edges: set[Edge]) -> int:
    """The length of a shortest cycle, 0 if there is none: powers of the relation."""
    power, length = set(edges), 1
    while power and not any(a == b for a, b in power):
        if length > len(edges):
            return 0
        power, length = {(a, d) for a, b in power for c, d in edges if b == c}, length + 1
    return length if power else 0


def knots(edges: set[Edge]) -> set[frozenset[Element]]:
    """The strongly connected components that hold a cycle."""
    paths = closure(edges)
    return {frozenset(b for a, b in paths if a == x and (b, a) in paths) for x, y in paths if x == y}


def run(outer: Wiring[str], fillings: Mapping[str, Wiring[str]]) -> dict[Element, tuple[Element, tuple[str, ...]]]:
    """What each target of the parts receives when the diagrams run nested, by solving the equations of all wires.

    A port of a seam is a variable of its own, written with a bar.
    """
    equations: dict[str, tuple[str, tuple[str, ...]]] = {}
    for target, source in outer.wires.items():
        equations[_outside(target, fillings)] = (_outside(source, fillings), outer.paths.get(target, ()))
    for name, inner in fillings.items():
        for target, source in inner.wires.items():
            equations[_inside(name, target)] = (_inside(name, source), inner.paths.get(target, ()))
    for _ in equations:
        equations = {
            target: (equations[source][0], equations[source][1] + path) if source in equations else (source, path)
            for target, (source, path) in equations.items()
        }
    free = {t: (Element(s), p) for t, (s, p) in equations.items() if "|" not in t and "|" not in s}
    return {Element(target): feed for target, feed in free.items()}


def _outside(element: Element, fillings: Mapping[str, Wiring[str]]) -> str:
    name, _, held = element.rpartition(".")
    return f"{name}|{held}" if name in fillings else element


def _inside(name: str, element: Element) -> str:
    return nested(name, element) if "." in element else f"{name}|{element}"
