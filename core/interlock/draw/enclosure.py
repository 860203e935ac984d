"""What encloses boxes in a picture: the items of sections that confine them."""

from __future__ import annotations

from collections.abc import Iterator

from interlock.analysis.enclosed import interior, parents
from interlock.check.checked import CheckedDiagram
from interlock.diagram.element import Element, box, nested
from interlock.record import NamedTuple


class Enclosure(NamedTuple):
    """A cluster: its element, its name, the boxes and elements of enclosures just inside, what is told of it.

    ``home`` is the cluster of the diagram in which it stands, empty for the outermost.
    """

    element: Element
    name: str
    inside: tuple[str, ...]
    told: str = ""
    home: str = ""

    def within(self, outer: str) -> Enclosure:
        """The enclosure as it is called from outside of the box that holds its diagram."""
        inside = tuple(nested(outer, Element(one)) for one in self.inside)
        home = nested(outer, box(self.home)) if self.home else outer
        return Enclosure(nested(outer, self.element), self.name, inside, self.told, home)


def enclosed(diagram: CheckedDiagram) -> Iterator[Enclosure]:
    """The items of a diagram that confine boxes, each box in the innermost that holds it."""
    for section, items in diagram.items.items():
        if section.confine is None:
            continue
        inside = {item.name: section.confine(item.value).inside for item in items}
        interiors = {name: interior(name, inside, diagram.boxes) for name in inside}
        around = parents(interiors)
        elements = {item.name: item.element for item in items}
        for item in items:
            below = [name for name in inside if around[name] == item.name]
            held = frozenset[str]().union(*(interiors[name] for name in below))
            own = (name for name in diagram.boxes if name in interiors[item.name] and name not in held)
            yield Enclosure(item.element, item.name, (*own, *(elements[name] for name in below)), item.doc)
