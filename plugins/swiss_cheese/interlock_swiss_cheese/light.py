"""Layers of the picture: barriers, and the thinnest route."""

from __future__ import annotations

from typing import Final

from interlock.api.analysis import DIAGRAM, Layer, Marks, Request, Results
from interlock.api.diagram import Element
from interlock_swiss_cheese.analyses import PROPAGATION, ROUTES
from interlock_swiss_cheese.lit_way import BARRIER, on_way
from interlock_swiss_cheese.ways import HazardRoutes


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
            marks |= on_way(propagation, way)
    return marks


LAYERS: Final = (
    Layer("barriers", (DIAGRAM, ROUTES), _barriers, "Boxes that let a failure through only with something more."),
    Layer("thinnest-route", (DIAGRAM, PROPAGATION, ROUTES), _thinnest, "The way to a hazard with the fewest barriers."),
)
