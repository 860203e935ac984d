"""A checked diagram and all that is nested in it as one directed graph on ports."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final

from interlock.api.diagram import CheckedBox, CheckedDiagram, Element, Learn, Shape, nested, owner, port
from interlock.api.record import NamedTuple
from interlock.api.section import LEARNS

_MEMBER: Final = re.compile(r"\[[^\]]*\]")


class Level(NamedTuple):
    """A diagram at the place where it stands: the path of the box that holds it, empty for the outermost."""

    prefix: str
    diagram: CheckedDiagram


class Leaf(NamedTuple):
    """A box that holds no diagram, by its path."""

    name: Element
    box: CheckedBox


class Ground(NamedTuple):
    """The graph: an arrow leads from a port to each that takes what it gives, in this instant or a later one.

    ``sources`` has the source of each wire by its target, ``holders`` the box, by its path, to which each port belongs
    (empty for a port of the outermost diagram), and ``origins`` the ports at which something may come up: the outputs of
    leaves and the outer inputs of the outermost diagram. ``lessons`` are the learn wires, each with the outputs it sets.
    """

    levels: tuple[Level, ...]
    leaves: tuple[Leaf, ...]
    arrows: Mapping[Element, tuple[Element, ...]]
    sources: Mapping[Element, Element]
    holders: Mapping[Element, str]
    origins: tuple[Element, ...]
    exits: tuple[Element, ...]
    lessons: Mapping[tuple[Element, Element], Element]

    def seats(self) -> frozenset[Element]:
        """The ports of leaves and of the outermost interface: where ways begin and end."""
        ends = {Element(f"{leaf.name}.{one.name}") for leaf in self.leaves for one in leaf.box.shape.ports}
        return frozenset(ends.union(self.exits, self.origins))


def ground(diagram: CheckedDiagram) -> Ground:
    """The graph of a diagram. Linear.

    A box that holds a diagram passes what comes to its ports on to those of the diagram. A leaf with a memory may show at
    any output, later, what any input brought; one without shows at an output what it depends on. A learn wire leads to the
    outputs that it sets.
    """
    made = _Making()
    made.open("", diagram)
    outer = diagram.wiring.outer.shape
    made.origins += map(Element, outer.inputs)
    return Ground(
        tuple(made.levels),
        tuple(made.leaves),
        {
            vertex: after if isinstance(after, tuple) else tuple(dict.fromkeys(after))
            for vertex, after in made.arrows.items()
            if after
        },
        made.sources,
        made.holders,
        tuple(dict.fromkeys(made.origins)),
        tuple(map(Element, outer.outputs)),
        made.lessons,
    )


class _Making:
    """A graph under construction; the arrows that leave a port are a tuple as long as all are of one box."""

    def __init__(self) -> None:
        self.levels: list[Level] = []
        self.leaves: list[Leaf] = []
        self.arrows: dict[Element, tuple[Element, ...] | list[Element]] = {}
        self.sources: dict[Element, Element] = {}
        self.holders: dict[Element, str] = {}
        self.origins: list[Element] = []
        self.lessons: dict[tuple[Element, Element], Element] = {}
        self.fans: dict[int, tuple[tuple[int, ...], ...]] = {}  # by the identity of shapes, which boxes of a kind share

    def join(self, source: Element, target: Element) -> None:
        """Let an arrow lead from one port to another."""
        after = self.arrows.get(source)
        if isinstance(after, list):
            after.append(target)
        else:
            self.arrows[source] = [*(after or ()), target]

    def open(self, prefix: str, diagram: CheckedDiagram) -> None:
        """Add a diagram, those nested in it after it."""
        self.levels.append(Level(prefix, diagram))
        self.holders |= {nested(prefix, Element(one.name)): prefix for one in diagram.wiring.outer.shape.ports}
        for target, source in diagram.wiring.wires.items():
            begin, end = nested(prefix, source), nested(prefix, target)
            self.join(begin, end)
            self.sources[end] = begin
        for name, box in diagram.boxes.items():
            self.place(nested(prefix, Element(name)), box)
        for source, target, arrow in lessons(diagram):
            for out in outputs(target, diagram):
                self.join(nested(prefix, source), nested(prefix, out))
                self.lessons[nested(prefix, source), nested(prefix, out)] = nested(prefix, arrow)

    def place(self, name: Element, box: CheckedBox) -> None:
        """Add a box with what is in it."""
        shape = box.shape
        inputs = [port(name, one) for one in shape.inputs]
        outs = tuple([port(name, one) for one in shape.outputs])
        self.holders.update(dict.fromkeys(inputs, name))
        self.holders.update(dict.fromkeys(outs, name))
        if box.nested is not None:
            for into in shape.inputs:
                self.join(port(name, into), nested(name, Element(into)))
            for out in shape.outputs:
                self.join(nested(name, Element(out)), port(name, out))
            self.open(name, box.nested)
            return
        self.leaves.append(Leaf(name, box))
        self.origins += outs
        fans = self.fans.get(id(shape)) or self.fans.setdefault(id(shape), _fans(shape))
        for into, fan in zip(inputs, fans, strict=True):
            self.arrows[into] = outs if len(fan) == len(outs) else tuple([outs[at] for at in fan])


def _fans(shape: Shape) -> tuple[tuple[int, ...], ...]:
    """For each input the outputs, by their numbers, that it may show at, now or later."""
    shows = [shape.depends[shape.index[out]] for out in shape.outputs]
    return tuple(
        tuple(at for at, depends in enumerate(shows) if shape.memory or shape.index[into] in depends)
        for into in shape.inputs
    )


def lessons(diagram: CheckedDiagram) -> Iterator[tuple[Element, Element, Element]]:
    """The ends of the learn wires of a diagram, those of families whole, each with its element."""
    for item in diagram.of(LEARNS):
        if isinstance(item.value, Learn):
            source, target = item.value.learn
            yield bare(source), bare(target), Element(f"learn:{source}~{target}")


def bare(end: str) -> Element:
    """An end without the member of a family that it names: what teaches one of a family teaches the family."""
    return Element(_MEMBER.sub("", end))


def outputs(target: Element, diagram: CheckedDiagram) -> tuple[Element, ...]:
    """The outputs that a learn wire to a box, or to one of its outputs, sets."""
    box = diagram.boxes.get(target)
    return (target,) if box is None else tuple(port(target, out) for out in box.shape.outputs)


def box_of(end: Element, diagram: CheckedDiagram) -> str:
    """The box at an end of a wire or learn wire, empty for the outside."""
    return end if end in diagram.boxes else owner(end)
