"""What crosses a membrane, and what of that the membrane admits."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from interlock.api.diagram import CheckedDiagram, Element, LearnRef, Quantity, WireRef, nested, owner, wire
from interlock.api.enclosed import interior, parents
from interlock.api.record import NamedTuple
from interlock_boundaries.answer import Crossing, Direction
from interlock_boundaries.ground import Level, box_of, lessons, outputs
from interlock_boundaries.sections import BOUNDARIES, Admission, Membrane

Pair = tuple[Element, Element]


class Wall(NamedTuple):
    """A membrane at its place: its element and name there, the boxes inside by their names in its diagram."""

    level: Level
    element: Element
    name: str
    value: Membrane
    inside: frozenset[str]
    around: str | None

    def boxes(self) -> tuple[Element, ...]:
        """The boxes inside by their paths, in the order of the diagram."""
        return tuple(nested(self.level.prefix, Element(one)) for one in self.level.diagram.boxes if one in self.inside)

    def holds(self, box: str) -> bool:
        """Whether a box, by its path, is one of those inside or lies within one of them."""
        inner = box.removeprefix(f"{self.level.prefix}/") if self.level.prefix else box
        if inner == box and self.level.prefix:
            return False
        return inner.partition("/")[0] in self.inside


def walls(level: Level) -> Iterator[Wall]:
    """The membranes of a diagram."""
    items = {one.name: (one, one.value) for one in level.diagram.of(BOUNDARIES) if isinstance(one.value, Membrane)}
    inside = {name: value.inside for name, (_, value) in items.items()}
    interiors = {name: interior(name, inside, level.diagram.boxes) for name in inside}
    around = parents(interiors)
    for name, (item, value) in items.items():
        outer = around[name]
        yield Wall(
            level,
            nested(level.prefix, item.element),
            nested(level.prefix, Element(name)),
            value,
            interiors[name],
            None if outer is None else nested(level.prefix, Element(outer)),
        )


class Strand(NamedTuple):
    """A wire of a diagram, with the boxes at its ends, each empty for the outside."""

    source: Element
    target: Element
    begins: str
    ends: str


def strands(level: Level) -> tuple[Strand, ...]:
    """The wires of a diagram."""
    wires = level.diagram.wiring.wires
    return tuple([Strand(source, target, owner(source), owner(target)) for target, source in wires.items()])


def crossings(wall: Wall, wires: Iterable[Strand] | None = None) -> Iterator[Crossing]:
    """The wires of the diagram (``wires``, if they were looked at before), then its learn wires, that have one end inside."""
    diagram, prefix, inside = wall.level.diagram, wall.level.prefix, wall.inside
    allowed = dict(_admitted(wall.value.admits or (), diagram))
    every = strands(wall.level) if wires is None else wires
    across = [one for one in every if (one.begins in inside) != (one.ends in inside)]
    for source, target, begins, _ in across:
        way: Direction = "outward" if begins in inside else "inward"
        ends = nested(prefix, source), nested(prefix, target)
        found = allowed.get((source, target), ())
        yield Crossing(nested(prefix, wire(target)), *ends, way, bool(found), _capacity(found))
    for source, target, arrow in lessons(diagram):
        taught = _direction(box_of(source, diagram), box_of(target, diagram), wall)
        if taught is not None:
            each = [_taught(source, out, allowed) for out in outputs(target, diagram)]
            found = each[0] if each and all(each) else ()
            ends = nested(prefix, source), nested(prefix, target)
            yield Crossing(nested(prefix, arrow), *ends, taught, bool(found), _capacity(found))


def _taught(source: Element, out: Element, allowed: Mapping[Pair, tuple[Admission, ...]]) -> tuple[Admission, ...]:
    """What admits that a learn wire sets an output."""
    return allowed.get((source, Element(f"~{out}")), ())


def _direction(source: str, target: str, wall: Wall) -> Direction | None:
    """Which way a wire between two boxes crosses, if it does."""
    out, into = source in wall.inside, target in wall.inside
    return None if out == into else "outward" if out else "inward"


def _admitted(admits: Sequence[Admission], diagram: CheckedDiagram) -> Iterator[tuple[Pair, tuple[Admission, ...]]]:
    """The pairs of ends that are admitted; the target of a learn wire is each output that it sets, with a tilde."""
    for admission in admits:
        match admission.wire:
            case WireRef(source, targets):
                yield from (((source, target), (admission,)) for target in targets)
            case LearnRef(source, target):
                yield from (((source, Element(f"~{out}")), (admission,)) for out in outputs(target, diagram))


def _capacity(found: tuple[Admission, ...]) -> tuple[float, float] | None:
    quantity: Quantity | None = found[0].capacity if found else None
    return None if quantity is None else (float(quantity.low), float(quantity.high))


def idle(wall: Wall) -> Iterator[str]:
    """The wires and learn wires that are admitted and do not cross."""
    diagram, prefix = wall.level.diagram, wall.level.prefix
    for admission in wall.value.admits or ():
        match admission.wire:
            case WireRef(source, targets):
                for target in targets:
                    if _direction(owner(source), owner(target), wall) is None:
                        yield nested(prefix, wire(target))
            case LearnRef(source, target):
                if _direction(box_of(source, diagram), box_of(target, diagram), wall) is None:
                    yield nested(prefix, Element(f"learn:{source}~{target}"))


def total(found: Sequence[Crossing], direction: Direction) -> tuple[float, float] | None:
    """What may pass in a direction per use: the sum over the ports that send, of each once; None if one has no bound."""
    by_source: dict[str, tuple[float, float]] = {}
    for one in found:
        if one.direction != direction:
            continue
        if one.capacity is None:
            return None
        low, high = by_source.get(one.source, one.capacity)
        by_source[one.source] = max(low, one.capacity[0]), max(high, one.capacity[1])
    return sum(low for low, _ in by_source.values()), sum(high for _, high in by_source.values())
