"""Substitution of diagrams into boxes, its unit, and the renamings under which nothing changes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeVar

from interlock.diagram.element import Element, box, nested, owner, port, port_name
from interlock.diagram.shape import Port, Shape
from interlock.diagram.wiring import Box, Wiring, joined, targets
from interlock.record import NamedTuple

T = TypeVar("T")


class _Feed(NamedTuple):
    """What feeds a target: a source and the record fields that lead from its value to the target's."""

    source: Element
    path: tuple[str, ...]


def substitute(outer: Wiring[T], name: str, inner: Wiring[T]) -> Wiring[T]:
    """The diagram in which ``inner`` fills a box of ``outer``; its boxes are called ``name/part``, in the box's place.

    Wires that meet at the interface of the box become one, their paths joined. Associative and unital up to the names
    of boxes; substitutions into different boxes commute. A target has no source in the result if the wires that lead
    to it have none, or wires alone form a loop (which is an instantaneous loop of ``outer``).

    Raises:
        KeyError: If ``outer`` has no such box.
        ValueError: If the interfaces differ in names or directions, or two boxes would get one name.
    """
    return substitute_all(outer, {name: inner})


def substitute_all(outer: Wiring[T], fillings: Mapping[str, Wiring[T]]) -> Wiring[T]:
    """The diagram in which each filling fills its box, all at once; linear in the size of the result.

    Raises:
        KeyError: If ``outer`` has no such box.
        ValueError: As `substitute`.
    """
    for name, inner in fillings.items():
        if _polarity(outer.boxes[name].shape) != _polarity(inner.outer.shape):
            raise ValueError(f"the interface of the diagram does not fit box {name}")
    wires: dict[Element, Element] = {}
    paths: dict[Element, tuple[str, ...]] = {}
    for scope, held in {"": outer, **fillings}.items():
        for target in held.wires:
            feed = None if _is_inside_seam(scope, target, fillings) else _feed(outer, fillings, scope, target)
            if feed is not None:
                wires[nested(scope, target)] = feed.source
                paths.update({nested(scope, target): feed.path} if feed.path else {})
    return Wiring(outer.outer, _filled(outer.boxes, fillings), wires, paths)


def _polarity(shape: Shape) -> frozenset[Port]:
    return frozenset(shape.ports)


def _filled(boxes: Mapping[str, Box[T]], fillings: Mapping[str, Wiring[T]]) -> dict[str, Box[T]]:
    """The boxes, those of a filling in the place of the one that it fills."""
    filled: dict[str, Box[T]] = {}
    for name, held in boxes.items():
        inner = fillings.get(name)
        parts: dict[str, Box[T]] = {name: held}
        if inner is not None:
            parts = {nested(name, box(part)): at for part, at in inner.boxes.items()}
        if not filled.keys().isdisjoint(parts):
            raise ValueError(f"two boxes would get one name by filling {name}")
        filled.update(parts)
    return filled


def _is_inside_seam(scope: str, target: Element, fillings: Mapping[str, Wiring[T]]) -> bool:
    """Whether a target vanishes: an input of a filled box, or an outer output of a filling."""
    return not owner(target) if scope else owner(target) in fillings


def _feed(outer: Wiring[T], fillings: Mapping[str, Wiring[T]], scope: str, target: Element) -> _Feed | None:
    """Follow the wires backwards over the seams, from a target of ``scope`` (``""``: the outer diagram).

    ``None`` if they end nowhere or go round.
    """
    path: tuple[str, ...] = ()
    crossed: set[tuple[str, Element]] = set()
    while (scope, target) not in crossed:
        crossed.add((scope, target))
        held = fillings[scope] if scope else outer
        if target not in held.wires:
            return None
        source, path = held.wires[target], joined(held.paths.get(target, ()), path)
        if scope and not owner(source):
            scope, target = "", port(scope, source)
        elif not scope and owner(source) in fillings:
            scope, target = owner(source), Element(port_name(source))
        else:
            return _Feed(nested(scope, source), path)
    return None


def identity(inside: Box[T], name: str = "it") -> Wiring[T]:
    """The diagram of one box, each of its ports wired to the outer port of the same name: the unit of substitution."""
    into = {port(name, kept): port("", kept) for kept in inside.shape.inputs}
    out = {port("", kept): port(name, kept) for kept in inside.shape.outputs}
    return Wiring(inside, {name: inside}, into | out)


def rename(wiring: Wiring[T], names: Mapping[str, str]) -> Wiring[T]:
    """The same diagram with other names of boxes; those that ``names`` leaves out keep theirs.

    Raises:
        ValueError: If two boxes would get one name.
    """
    boxes = {names.get(name, name): held for name, held in wiring.boxes.items()}
    if len(boxes) != len(wiring.boxes):
        raise ValueError("two boxes would get one name")

    def renamed(element: Element) -> Element:
        return port(names.get(owner(element), owner(element)), port_name(element))

    wires = {renamed(target): renamed(source) for target, source in wiring.wires.items()}
    return Wiring(wiring.outer, boxes, wires, {renamed(target): path for target, path in wiring.paths.items()})


def reorder(wiring: Wiring[T], order: Sequence[str]) -> Wiring[T]:
    """The same diagram with its boxes in another order, the wires in the order of their targets.

    Raises:
        ValueError: If ``order`` is no order of the boxes.
    """
    if sorted(order) != sorted(wiring.boxes):
        raise ValueError("an order names each box once")
    boxes = {name: wiring.boxes[name] for name in order}
    bare = Wiring(wiring.outer, boxes, {})
    kept = [target for target in targets(bare) if target in wiring.wires]
    paths = {target: wiring.paths[target] for target in kept if target in wiring.paths}
    return Wiring(wiring.outer, boxes, {target: wiring.wires[target] for target in kept}, paths)
