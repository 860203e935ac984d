"""Routes: the ways of a failure from where it begins to a hazard, and the barriers on them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import islice, pairwise
from typing import Final

from interlock.api.analysis import Report, Request
from interlock.api.diagram import Element, owner
from interlock.api.kit import (
    Formula,
    Question,
    between,
    components,
    count_routes,
    evaluate,
    is_cyclic,
    reach,
    thinnest_routes,
)
from interlock.api.record import NamedTuple, dataclass, field
from interlock_swiss_cheese.propagation import Propagation, Proposition, wanted

LISTED: Final = 10
"""So many routes are listed, thinnest first."""

STEPS: Final = 100_000
"""Counting routes through cycles stops after so many steps."""


class Way(NamedTuple):
    """A route: what goes wrong where, one after the other, and the boxes on it that ask for something more."""

    steps: tuple[Proposition, ...]
    barriers: tuple[Element, ...]


@dataclass(frozen=True, slots=True)
class HazardRoutes:
    """The routes to a hazard: how many meet how many barriers, the thinnest, and all barriers that any route meets.

    ``complete`` is False if counting was given up among cycles; then there are at least as many.
    """

    by_barriers: Mapping[int, int]
    complete: bool
    thinnest: tuple[Way, ...]
    barriers: tuple[Element, ...]


@dataclass(frozen=True, slots=True)
class Routes:
    """The routes to each hazard, and the graph that they are ways of.

    ``guards`` are the vertices of the graph at which a barrier is met, with its box.
    """

    hazards: Mapping[Element, HazardRoutes] = field(default_factory=dict)
    arrows: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    guards: Mapping[str, Element] = field(default_factory=dict)


def route(propagation: Propagation, request: Request) -> Report[Routes]:
    """The routes to the hazards that are asked for; a fault tree, in which nothing travels, has none."""
    routed = not propagation.unsolved and not propagation.network.foreign
    asked = tuple(wanted(propagation, request)) if routed else ()
    return Report(find_routes(propagation, asked, request.budget))


def find_routes(propagation: Propagation, hazards: Iterable[Element], steps: int) -> Routes:
    """The routes to each of the hazards."""
    arrows, guards = _graph(propagation)
    marked = _counted_once(arrows, guards)
    found = {hazard: _to(propagation, hazard, _Graph(arrows, marked), min(steps, STEPS)) for hazard in hazards}
    return Routes(found, arrows, guards)


class _Graph(NamedTuple):
    arrows: Mapping[str, tuple[str, ...]]
    marked: Mapping[str, Element]


def _graph(propagation: Propagation) -> tuple[dict[str, tuple[str, ...]], dict[str, Element]]:
    """The graph of propositions; where a box lets one through only with something more, a guard stands between."""
    arrows: dict[str, list[str]] = {}
    guards: dict[str, Element] = {}
    for head, tails in propagation.origins.items():
        box = Element(owner(propagation.place(head))) if head in propagation.places else Element("")
        for tail in tails:
            if box and not suffices(propagation.equations[head], tail):
                guard = f"{tail} | {head}"
                guards[guard] = box
                arrows.setdefault(tail, []).append(guard)
                arrows[guard] = [head]
            else:
                arrows.setdefault(tail, []).append(head)
    return {tail: tuple(heads) for tail, heads in arrows.items()}, guards


def suffices(equation: Formula, tail: str) -> bool:
    """Whether one proposition makes an equation's right-hand side hold though no other does and no event happens."""
    if equation.operator == "atom":
        return equation.name == tail
    if equation.operator == "or" and any(one.operator == "atom" and one.name == tail for one in equation.arguments):
        return True
    return evaluate(equation, {tail})


def _counted_once(arrows: Mapping[str, tuple[str, ...]], guards: Mapping[str, Element]) -> dict[str, Element]:
    """Guards of which no route passes two of one box, so that no barrier is credited twice.

    Only a box that a cycle of boxes passes can be met twice; of its guards some that no way joins are kept.
    """
    looping = _looping(arrows, guards)
    kept: dict[str, Element] = {}
    reached: dict[str, Mapping[str, None]] = {}
    for guard, box in guards.items():
        if box in looping:
            beyond = reach(arrows, arrows[guard])
            rivals = [one for one in reached if kept[one] == box and arrows[one] != arrows[guard]]
            if any(one in beyond or guard in reached[one] for one in rivals):
                continue
            reached[guard] = beyond
        kept[guard] = box
    return kept


def _looping(arrows: Mapping[str, tuple[str, ...]], guards: Mapping[str, Element]) -> set[str]:
    """The boxes with guards that lie on a cycle of boxes."""

    def box(vertex: str) -> str:
        return guards[vertex] if vertex in guards else owner(Element(vertex.rpartition(" at ")[2]))

    between_boxes: dict[str, dict[str, None]] = {}
    for tail, heads in arrows.items():
        for head in heads:
            if box(tail) and box(head) and box(tail) != box(head):
                between_boxes.setdefault(box(tail), {})[box(head)] = None
    plain = {one: tuple(others) for one, others in between_boxes.items()}
    return {one for many in components(plain, plain) if is_cyclic(many, plain) for one in many}


def _to(propagation: Propagation, hazard: Element, graph: _Graph, steps: int) -> HazardRoutes:
    question = Question(propagation.sources, hazard, frozenset(graph.marked))
    tally = count_routes(graph.arrows, question, steps)
    inside = between(graph.arrows, propagation.sources, hazard)
    barriers = dict.fromkeys(graph.marked[vertex] for vertex in inside if vertex in graph.marked)
    listed = islice(thinnest_routes(graph.arrows, question), LISTED)
    return HazardRoutes(
        tally.by_marks,
        tally.complete,
        tuple(_way(propagation, graph.marked, route) for route in listed),
        tuple(sorted(barriers)),
    )


def _way(propagation: Propagation, marked: Mapping[str, Element], route: tuple[str, ...]) -> Way:
    return Way(
        tuple(propagation.places[one] for one in route if one in propagation.places),
        tuple(marked[one] for one in route if one in marked),
    )


def elements(propagation: Propagation, way: Way) -> tuple[Element, ...]:
    """A way as elements of the diagram: the ports it passes, and a learn wire for what arrives by it."""
    lessons = propagation.network.lessons
    places = [place for _, place in way.steps]
    before = [Element(""), *places[:-1]]
    return tuple(lessons.get((one, place), place) for one, place in zip(before, places, strict=True))


def wires(propagation: Propagation, way: Way) -> tuple[Element, ...]:
    """The data and learn wires that a way goes along."""
    network = propagation.network
    found = []
    places = [place for _, place in way.steps]
    for one, other in pairwise(places):
        if (one, other) in network.lessons:
            found.append(network.lessons[one, other])
        elif one in network.fed.get(other, ()):
            found.append(_wire(other))
    return tuple(found)


def _wire(target: Element) -> Element:
    return Element(f"wire:{target}")


def along(way: tuple[str, ...], barriers: tuple[str, ...]) -> str:
    """The boxes of a way, ports of the outside by themselves, `~` for a learn wire."""
    words: list[str] = []
    for element in way:
        learns = element.partition("/")[0].startswith("learn:")
        box = "~" if learns else element.rpartition(".")[0] or element
        if not words or words[-1] != box:
            words.append(box)
    text = " > ".join(f"[{box}]" if box in barriers else box for box in words)
    return text.replace(" > ~ > ", " ~> ")
