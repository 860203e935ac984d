"""A part of a diagram as a diagram of its own: the boxes behind some wires on one side of a membrane."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Final

from interlock.api.diagram import Box, CheckedDiagram, Element, Port, Shape, Wiring, owner, port_name
from interlock.api.finite import Values
from interlock.api.plugin import Sentence, say
from interlock.api.record import NamedTuple
from interlock.api.term import Term
from interlock_boundaries.bits_answer import Way
from interlock_boundaries.known import finite, finite_box
from interlock_boundaries.sections import BOUNDARIES, Membrane

WAYS: Final[tuple[Way, Way]] = ("outward", "inward")


class Cut(NamedTuple):
    """Boxes of one side, an input for each source beyond it that reaches them, and an output for each wire that is looked at."""

    wiring: Wiring[Values]
    entering: Mapping[Element, Element]
    out: Mapping[Element, str]


def inside(diagram: CheckedDiagram, name: str) -> frozenset[str]:
    """The boxes inside a membrane, those of membranes in it too."""
    from interlock.api.enclosed import interior

    membranes = {item.name: item.value.inside for item in diagram.of(BOUNDARIES) if isinstance(item.value, Membrane)}
    return frozenset(one for one in interior(name, membranes, diagram.wiring.boxes) if one in diagram.wiring.boxes)


def crossing(diagram: CheckedDiagram, boxes: Collection[str], way: Way) -> tuple[Element, ...]:
    """The targets of the wires that leave some boxes, or that enter them."""
    outward = way == "outward"
    return tuple(
        at
        for at, source in diagram.wiring.wires.items()
        if (owner(source) in boxes) is outward and (owner(at) in boxes) is not outward
    )


def side(diagram: CheckedDiagram, boxes: Collection[str], way: Way) -> frozenset[str]:
    """The boxes from which wires in a direction come."""
    return frozenset(name for name in diagram.wiring.boxes if (name in boxes) is (way == "outward"))


def cut(diagram: CheckedDiagram, boxes: Collection[str], ends: Sequence[Element]) -> Cut | Sentence:
    """What lies behind some ports among some boxes, or why it is no finite diagram."""
    wiring = diagram.wiring
    sources = {at: wiring.wires.get(at, at) for at in ends}
    behind = _behind(wiring, boxes, list(sources.values()))
    feeds = {at: source for at, source in wiring.wires.items() if owner(at) in behind}
    if (unfit := _unfit(diagram, behind, [*feeds, *ends])) is not None:
        return unfit
    used = dict.fromkeys([*feeds.values(), *sources.values()])
    entering = {source: Element(f"in{at}") for at, source in enumerate(one for one in used if owner(one) not in behind)}
    out = {at: f"out{place}" for place, at in enumerate(ends)}
    types: list[Values] = []
    for end in (*entering, *sources.values()):
        values = finite(_type(wiring, end), diagram)
        if values is None:
            return say("{end} has not finitely many values", end=end)
        types.append(values)
    ports = [*(Port(name, "in") for name in entering.values()), *(Port(name, "out") for name in out.values())]
    inner = {name: finite_box(wiring.boxes[name], diagram) for name in wiring.boxes if name in behind}
    wires = {at: entering.get(source, source) for at, source in feeds.items()}
    wires |= {Element(name): entering.get(sources[at], sources[at]) for at, name in out.items()}
    return Cut(Wiring(_outer(ports, types), inner, wires), entering, out)


def _unfit(diagram: CheckedDiagram, boxes: Collection[str], targets: Sequence[Element]) -> Sentence | None:
    """The first of some boxes that is a family, or of some targets that takes a part of a value."""
    if families := [name for name in diagram.wiring.boxes if name in boxes and diagram.boxes[name].copies is not None]:
        return say("{box} is a family, and kernels are of boxes that are alone", box=families[0])
    if parts := [at for at in targets if diagram.wiring.paths.get(at)]:
        return say("{port} takes a part of a value, which is no finite set of its own here", port=parts[0])
    return None


def is_port(diagram: CheckedDiagram, name: str) -> bool:
    """Whether a name is that of a port, of a box or of the outside."""
    box, inner = owner(Element(name)), port_name(Element(name))
    holder = diagram.wiring.boxes.get(box) if box else diagram.wiring.outer
    return holder is not None and inner in holder.shape.index


def port_type(diagram: CheckedDiagram, name: str) -> Term:
    """The type of a port.

    Raises:
        KeyError: There is no such port.
    """
    return _type(diagram.wiring, Element(name))


def whole(diagram: CheckedDiagram) -> Wiring[Values] | Sentence:
    """The diagram over finite sets, without its outer outputs, or why it is none."""
    wiring = diagram.wiring
    inner = {name: finite_box(box, diagram) for name, box in wiring.boxes.items()}
    ports = [port for port in wiring.outer.shape.ports if port.direction == "in"]
    types = [finite(_type(wiring, Element(port.name)), diagram) for port in ports]
    feeds = {at: source for at, source in wiring.wires.items() if owner(at)}
    if (unfit := _unfit(diagram, wiring.boxes, list(feeds))) is not None:
        return unfit
    used = set(feeds.values())
    for port, values in zip(ports, types, strict=True):
        if values is None and port.name in used:
            return say("{end} has not finitely many values", end=port.name)
    kept = [(port, values) for port, values in zip(ports, types, strict=True) if values is not None]
    return Wiring(_outer([port for port, _ in kept], [values for _, values in kept]), inner, feeds)


def _behind(wiring: Wiring[Term], boxes: Collection[str], sources: Sequence[Element]) -> frozenset[str]:
    """The boxes among some from which wires lead to these sources, instant by instant."""
    found: set[str] = set()
    waiting = [owner(one) for one in sources]
    while waiting:
        box = waiting.pop()
        if box in boxes and box not in found:
            found.add(box)
            fed = (wiring.wires.get(Element(f"{box}.{name}")) for name in wiring.boxes[box].shape.inputs)
            waiting += [owner(source) for source in fed if source is not None]
    return frozenset(found)


def _outer(ports: Sequence[Port], types: Sequence[Values]) -> Box[Values]:
    """An interface in which each output depends on every input."""
    into = tuple(at for at, port in enumerate(ports) if port.direction == "in")
    depends = tuple(into if port.direction == "out" else () for port in ports)
    return Box(Shape(tuple(ports), depends, ((),) * len(ports)), tuple(types))


def _type(wiring: Wiring[Term], end: Element) -> Term:
    box = wiring.boxes[owner(end)] if owner(end) else wiring.outer
    return box.types[box.shape.index[port_name(end)]]
