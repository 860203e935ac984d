"""Layers of the picture: barriers, and the thinnest route."""

from __future__ import annotations

from typing import Final

from interlock.api.analysis import DIAGRAM, Layer, Marks, Request, Results
from interlock.api.diagram import Element, owner
from interlock_swiss_cheese.cheese import PROPAGATION, ROUTES
from interlock_swiss_cheese.propagation import Propagation
from interlock_swiss_cheese.ways import HazardRoutes, Way, elements, wires

BARRIER: Final = ("barrier",)
ROUTE: Final = ("route",)


def _asked(results: Results, request: Request) -> tuple[HazardRoutes, ...]:
    """The routes to the hazards that are asked for, all if none is named."""
    wanted = frozenset(f"hazards:{name}" for name in request.hazards)
    return tuple(one for hazard, one in results[ROUTES].hazards.items() if not wanted or hazard in wanted)


def _barriers(results: Results, request: Request) -> Marks:
    """The boxes that are barriers on some route."""
    return {box: BARRIER for one in _asked(results, request) for box in one.barriers}


def _thinnest(results: Results, request: Request) -> Marks:
    """The boxes, ports and wires of the thinnest route to each hazard."""
    propagation = results[PROPAGATION]
    marks: dict[Element, tuple[str, ...]] = {}
    for one in _asked(results, request):
        for way in one.thinnest[:1]:
            marks |= _on(propagation, way)
    return marks


def _on(propagation: Propagation, way: Way) -> Marks:
    """The boxes, ports and wires of a way."""
    places = elements(propagation, way)
    boxes = (Element(owner(place)) for place in places if not place.startswith("learn:"))
    return {element: ROUTE for element in (*places, *boxes, *wires(propagation, way)) if element}


def light_way(propagation: Propagation, way: Way) -> Marks:
    """A way, and which of its boxes are barriers on it."""
    marks = dict(_on(propagation, way))
    for box in way.barriers:
        marks[box] = (*marks.get(box, ()), *BARRIER)
    return marks


LAYERS: Final = (
    Layer("barriers", (DIAGRAM, ROUTES), _barriers, "Boxes that let a failure through only with something more."),
    Layer("thinnest-route", (DIAGRAM, PROPAGATION, ROUTES), _thinnest, "The way to a hazard with the fewest barriers."),
)
