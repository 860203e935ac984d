"""What crosses a membrane, and what of that the membrane admits."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from math import inf

from interlock.api.diagram import (
    EACH,
    CheckedDiagram,
    Element,
    LearnRef,
    WireRef,
    nested,
    owner,
    wire,
    written,
)
from interlock.api.enclosed import interior, parents
from interlock.api.record import NamedTuple
from interlock_boundaries.answer import Crossing, Direction
from interlock_boundaries.ground import Level, bare, box_of, lessons, outputs
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
    allowed = _admitted(wall.value.admits or (), diagram)
    every = strands(wall.level) if wires is None else wires
    across = [one for one in every if (one.begins in inside) != (one.ends in inside)]
    for source, target, begins, _ in across:
        way: Direction = "outward" if begins in inside else "inward"
        ends = nested(prefix, source), nested(prefix, target)
        found = allowed.get((source, target), ())
        text = _written(source, target, wall.level)
        yield Crossing(nested(prefix, wire(target)), *ends, way, bool(found), text, _capacity(found))
    for source, target, arrow in lessons(diagram):
        taught = _direction(box_of(source, diagram), box_of(target, diagram), wall)
        if taught is not None:
            each = [_taught(source, out, allowed) for out in outputs(target, diagram)]
            ends, at = (nested(prefix, source), nested(prefix, target)), nested(prefix, arrow)
            admitted = bool(each) and all(each)
            yield Crossing(at, *ends, taught, admitted, _learnt(at), _most(map(_capacity, each)) if admitted else None)


def _written(source: Element, target: Element, level: Level) -> str:
    """A wire as it is written: the part of a value from which it leads, and each member of a family, have their brackets."""
    way = level.diagram.wiring.paths.get(target, ())
    families = [one for one in (owner(source), owner(target)) if one and level.diagram.boxes[one].copies is not None]
    if owner(source) in families and not way:
        way = (EACH,)
    begin = written(nested(level.prefix, source), way, member=owner(source) in families)
    each = (EACH,) if owner(target) in families else ()
    return f"{begin} -> {written(nested(level.prefix, target), each, member=True)}"


def _learnt(arrow: Element) -> str:
    """A learn wire as it is written."""
    return arrow.removeprefix("learn:").replace("~", " ~> ")


def _taught(source: Element, out: Element, allowed: Mapping[Pair, tuple[Admission, ...]]) -> tuple[Admission, ...]:
    """What admits that a learn wire sets an output."""
    return allowed.get((source, Element(f"~{out}")), ())


def untaught(wall: Wall, element: str) -> tuple[Element, ...]:
    """What a learn wire sets that is not admitted, where something else that it sets is."""
    diagram, prefix = wall.level.diagram, wall.level.prefix
    allowed = _admitted(wall.value.admits or (), diagram)
    for source, target, arrow in lessons(diagram):
        every = outputs(target, diagram) if nested(prefix, arrow) == element else ()
        lacking = tuple(nested(prefix, out) for out in every if not _taught(source, out, allowed))
        if len(lacking) < len(every):
            return lacking
    return ()


def _direction(source: str, target: str, wall: Wall) -> Direction | None:
    """Which way a wire between two boxes crosses, if it does."""
    out, into = source in wall.inside, target in wall.inside
    return None if out == into else "outward" if out else "inward"


def _admitted(admits: Sequence[Admission], diagram: CheckedDiagram) -> Mapping[Pair, tuple[Admission, ...]]:
    """What admits each pair of ends; the target of a learn wire is each output that it sets, with a tilde."""
    found: dict[Pair, tuple[Admission, ...]] = {}
    for admission in admits:
        for pair in _pairs(admission.wire, diagram):
            found[pair] = (*found.get(pair, ()), admission)
    return found


def _pairs(said: WireRef | LearnRef, diagram: CheckedDiagram) -> list[Pair]:
    """The ends of wires, or of a learn wire with each output that it sets."""
    match said:
        case WireRef(source, targets):
            return [(source, target) for target in targets]
        case LearnRef(source, target):
            return [(bare(source), Element(f"~{out}")) for out in outputs(bare(target), diagram)]


def _capacity(found: tuple[Admission, ...]) -> tuple[float, float] | None:
    """The least bound of those that are stated, between the least it may be and the most."""
    stated = [one.capacity for one in found if one.capacity is not None]
    return (min(float(one.low) for one in stated), min(float(one.high) for one in stated)) if stated else None


def _most(bounds: Iterable[tuple[float, float] | None]) -> tuple[float, float] | None:
    """What passes by several ways that tell the same: as much as by the one that lets most pass; None if one has no bound."""
    lows, highs = zip(*[(inf, inf) if one is None else one for one in bounds], strict=True)
    return None if max(highs) == inf else (max(lows), max(highs))


class Idle(NamedTuple):
    """A wire or learn wire, by its element and as it is written, that is admitted and does not cross."""

    element: Element
    written: str


def idle(wall: Wall) -> Iterator[Idle]:
    """What is admitted and does not cross."""
    diagram, prefix = wall.level.diagram, wall.level.prefix
    for admission in wall.value.admits or ():
        match admission.wire:
            case WireRef(source, targets):
                for target in targets:
                    if _direction(owner(source), owner(target), wall) is None:
                        yield Idle(nested(prefix, wire(target)), _written(source, target, wall.level))
            case LearnRef(source, target):
                if _direction(box_of(bare(source), diagram), box_of(bare(target), diagram), wall) is None:
                    arrow = nested(prefix, Element(f"learn:{source}~{target}"))
                    yield Idle(arrow, _learnt(arrow))


def total(found: Sequence[Crossing], direction: Direction) -> tuple[float, float] | None:
    """What may pass in a direction per use: the sum over what is sent, of each part once; None if one has no bound."""
    by_source: dict[str, tuple[float, float]] = {}
    for one in found:
        if one.direction != direction:
            continue
        if one.capacity is None:
            return None
        sent = one.written.partition(" ")[0]
        low, high = by_source.get(sent, one.capacity)
        by_source[sent] = max(low, one.capacity[0]), max(high, one.capacity[1])
    return sum(low for low, _ in by_source.values()), sum(high for _, high in by_source.values())
