"""A wiring diagram: boxes in an outer interface, and for each target the source that feeds it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Generic, TypeVar

from interlock.diagram.element import Element, owner, port, port_name
from interlock.diagram.shape import Shape
from interlock.record import dataclass, field

T = TypeVar("T")
U = TypeVar("U")

EACH = "[*]"
"""The step of a way to each member of a family or vector; the target is then a family, too, or collects them."""


@dataclass(frozen=True, slots=True)
class Box(Generic[T]):
    """An interface with its types: ``types[k]`` is the type of ``shape.ports[k]``. Boxes of a kind share the shape."""

    shape: Shape
    types: tuple[T, ...]


@dataclass(frozen=True, slots=True)
class Wiring(Generic[T]):
    """Boxes wired inside an outer interface.

    Sources are inner outputs and outer inputs; targets are inner inputs and outer outputs. A target that is no key of
    ``wires`` has no source (the author's mistake, told elsewhere).

    Attributes:
        outer: The outer interface.
        boxes: The boxes by name, in the author's order.
        wires: The source of each target.
        paths: The steps from the source's value to the target's, for the targets that have any: fields of records, and
            members of families and vectors (`[2]`, `[*]`).
    """

    outer: Box[T]
    boxes: Mapping[str, Box[T]]
    wires: Mapping[Element, Element]
    paths: Mapping[Element, tuple[str, ...]] = field(default_factory=dict)


def shapes(wiring: Wiring[T]) -> dict[str, Shape]:
    """The interface of each box, up to types."""
    return {name: inner.shape for name, inner in wiring.boxes.items()}


def ends(outer: Shape, boxes: Mapping[str, Shape]) -> tuple[dict[Element, None], dict[Element, None]]:
    """The sources and the targets of a diagram, as ordered sets: the outside first, then box by box."""
    sources = dict.fromkeys(map(Element, outer.inputs))
    targets = dict.fromkeys(map(Element, outer.outputs))
    for name, shape in boxes.items():
        prefix = name + "."
        sources.update(dict.fromkeys([Element(prefix + out) for out in shape.outputs]))
        targets.update(dict.fromkeys([Element(prefix + into) for into in shape.inputs]))
    return sources, targets


def sources(wiring: Wiring[T]) -> tuple[Element, ...]:
    """The outer inputs, then the outputs of each box."""
    return tuple(ends(wiring.outer.shape, shapes(wiring))[0])


def targets(wiring: Wiring[T]) -> tuple[Element, ...]:
    """The outer outputs, then the inputs of each box."""
    return tuple(ends(wiring.outer.shape, shapes(wiring))[1])


def consumers(wiring: Wiring[T]) -> dict[Element, tuple[Element, ...]]:
    """The targets that each source feeds, in the order of the interfaces; a source that feeds none has ``()``."""
    found: dict[Element, list[Element]] = {source: [] for source in sources(wiring)}
    for target in targets(wiring):
        if target in wiring.wires:
            found[wiring.wires[target]].append(target)
    return {source: tuple(fed) for source, fed in found.items()}


def holder(wiring: Wiring[T], element: Element) -> Box[T]:
    """The box of a port, the outer interface for a port of the outside.

    Raises:
        KeyError: If the diagram has no such box.
    """
    name = owner(element)
    return wiring.boxes[name] if name else wiring.outer


def joined(way: tuple[str, ...], further: tuple[str, ...]) -> tuple[str, ...]:
    """The way that goes one way and then another, where a member of what was collected is the member itself."""
    if further and further[0].startswith("[") and EACH in way:
        at = way.index(EACH)
        return (*way[:at], further[0], *way[at + 1 :], *further[1:])
    return way + further


def spelled(way: tuple[str, ...]) -> str:
    """The text of a way: `[2].m`."""
    return "".join(step if step.startswith("[") else f".{step}" for step in way).lstrip(".")


def written(source: Element, way: tuple[str, ...], *, member: bool) -> str:
    """A source as wires are written: `xs[2]` and `r.now` are parts of a value; `m[2].y`, of a ``member``, is its port `y`."""
    first = way[0] if member and way and way[0].startswith("[") else ""
    begin = f"{owner(source)}{first}.{port_name(source)}" if first else source
    rest = spelled(way[1:] if first else way)
    return f"{begin}.{rest}" if rest and not rest.startswith("[") else begin + rest


def type_of(wiring: Wiring[T], element: Element) -> T:
    """The type of a port.

    Raises:
        KeyError: If the diagram has no such port.
    """
    inside = holder(wiring, element)
    return inside.types[inside.shape.index[port_name(element)]]


def retype(wiring: Wiring[T], change: Callable[[Element, T], U]) -> Wiring[U]:
    """The same diagram over other types: the image of each port's type under ``change``. A functor in the type."""
    return Wiring(
        _retyped("", wiring.outer, change),
        {name: _retyped(name, inner, change) for name, inner in wiring.boxes.items()},
        wiring.wires,
        wiring.paths,
    )


def _retyped(name: str, inside: Box[T], change: Callable[[Element, T], U]) -> Box[U]:
    pairs = zip(inside.shape.ports, inside.types, strict=True)
    return Box(inside.shape, tuple(change(port(name, at.name), kept) for at, kept in pairs))
