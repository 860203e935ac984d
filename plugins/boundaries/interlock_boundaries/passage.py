"""The ways between a membrane and its surroundings: how many, which wires they cannot avoid, where a barrier closes most."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from interlock.api.diagram import Element, wire
from interlock.api.kit import (
    Arrows,
    Question,
    between,
    components,
    count_routes,
    dominators,
    is_cyclic,
    least_separator,
)
from interlock_boundaries.answer import Crossing, Direction, Passage
from interlock_boundaries.crossing import Wall
from interlock_boundaries.ground import Ground

SINK: Final = ""
"""Where all ways that are asked for end: no port has this name."""

STEPS: Final = 20_000
"""Where ways go round, so many steps are made to count them."""

TRIED: Final = 32
"""Where ways go round, so many wires are tried as the place of a barrier."""


def passage(wall: Wall, direction: Direction, found: Iterable[Crossing], ground: Ground) -> Passage:
    """The ways in a direction and where barriers would close them."""
    crossing = [vertex for one in found if one.direction == direction for vertex in _beyond(one, ground)]
    starts, ends = (crossing, ground.exits) if direction == "outward" else (_springs(wall, ground), crossing)
    inside = between(_outside(wall, ground, frozenset(ends)), starts, SINK)
    starts = [one for one in dict.fromkeys(starts) if one in inside]
    places = [one for one in inside if one in ground.sources]
    cut = least_separator(inside, starts, SINK, places)
    every = tuple(wire(Element(one)) for one in dominators(inside, starts, SINK) if one in ground.sources)
    ways, closed, complete = _closed(inside, starts, places)
    best = max(places, key=lambda one: closed.get(one, -1), default=None) if closed else None
    return Passage(
        ways,
        complete,
        every,
        None if cut is None else tuple(wire(Element(one)) for one in cut.vertices),
        None if best is None else wire(Element(best)),
        None if best is None else closed[best],
    )


def _beyond(one: Crossing, ground: Ground) -> Iterable[Element]:
    """The ports just behind a crossing: the target of a wire, the outputs that a learn wire sets."""
    if not one.element.startswith("learn:"):
        return (Element(one.target),)
    return tuple(
        out for (source, out), arrow in ground.lessons.items() if arrow == one.element and source == one.source
    )


def _springs(wall: Wall, ground: Ground) -> list[Element]:
    """Where something comes up outside: the outer inputs, and the outputs that nothing leads to."""
    led = {vertex for after in ground.arrows.values() for vertex in after}
    return [one for one in ground.origins if one not in led and not wall.holds(ground.holders[one])]


def _outside(wall: Wall, ground: Ground, ends: frozenset[Element]) -> dict[str, tuple[str, ...]]:
    """The graph without the inside, and with an arrow from each end to the sink, where ways end."""
    kept = {one: not wall.holds(box) or one in ends for one, box in ground.holders.items()}
    arrows: dict[str, tuple[str, ...]] = {
        one: tuple(after for after in many if kept[after])
        for one, many in ground.arrows.items()
        if kept[one] and one not in ends
    }
    return {**arrows, **dict.fromkeys(ends, (SINK,))}


def _closed(inside: Arrows, starts: list[Element], places: list[str]) -> tuple[int, Mapping[str, int], bool]:
    """The number of ways, how many of them pass each place, and whether all were counted."""
    parts = components(inside, inside)
    if any(is_cyclic(one, inside) for one in parts):
        return _tried(inside, starts, places)
    order = [vertex for one in parts for vertex in one]  # targets first
    after: dict[str, int] = {}
    for vertex in order:
        after[vertex] = 1 if vertex == SINK else sum(after[one] for one in inside[vertex])
    before = dict.fromkeys(order, 0)
    for vertex in starts:
        before[vertex] += 1
    for vertex in reversed(order):
        for one in inside[vertex]:
            before[one] += before[vertex]
    return before.get(SINK, 0), {one: before[one] * after[one] for one in places}, True


def _tried(inside: Arrows, starts: list[Element], places: list[str]) -> tuple[int, Mapping[str, int], bool]:
    """The same where ways go round: a place is judged by the ways that are left without it, of the first few places."""
    whole = count_routes(inside, Question(tuple(starts), SINK), STEPS)
    if not whole.complete:
        return whole.total, {}, False
    closed: dict[str, int] = {}
    for place in places[:TRIED]:
        left = {one: tuple(after for after in many if after != place) for one, many in inside.items() if one != place}
        kept = tuple(one for one in starts if one != place)
        closed[place] = whole.total - count_routes(left, Question(kept, SINK), STEPS).total
    return whole.total, closed if len(places) <= TRIED else {}, True
