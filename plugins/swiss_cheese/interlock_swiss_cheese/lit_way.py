"""A way as marks of the picture."""

from __future__ import annotations

from typing import Final

from interlock.api.analysis import Marks
from interlock.api.diagram import Element, owner
from interlock_swiss_cheese.propagation import Propagation
from interlock_swiss_cheese.ways import Way, elements, wires

BARRIER: Final = ("barrier",)
ROUTE: Final = ("route",)


def on_way(propagation: Propagation, way: Way) -> Marks:
    """The boxes, ports and wires of a way."""
    places = elements(propagation, way)
    boxes = (Element(owner(place)) for place in places if not place.startswith("learn:"))
    return {element: ROUTE for element in (*places, *boxes, *wires(propagation, way)) if element}


def light_way(propagation: Propagation, way: Way) -> Marks:
    """A way, and which of its boxes are barriers on it."""
    marks = dict(on_way(propagation, way))
    for box in way.barriers:
        marks[box] = (*marks.get(box, ()), *BARRIER)
    return marks
