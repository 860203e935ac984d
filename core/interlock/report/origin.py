"""Where the elements of a diagram stand in the file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from interlock.diagram.element import Element, item, learn, wire
from interlock.elaborate.items import key_place
from interlock.record import dataclass, field
from interlock.syntax.page import Entry, Fields, LearnSyntax, Page, PortSyntax, WireSyntax
from interlock.text.site import Site


@dataclass(frozen=True, slots=True)
class Origin:
    """The sites of elements by their text; what has none of its own stands where its box does."""

    source: str = ""
    sites: Mapping[str, Site] = field(default_factory=dict)
    items: Mapping[str, Entry] = field(default_factory=dict)

    def __call__(self, element: str) -> Site | None:
        """The site of an element, or of the nearest thing that holds it; of a key in an item: `kernels:noise/rows/true`."""
        name, *path = element.split("/")
        if path and name in self.items:
            return key_place(self.items[name], tuple(path))
        for name in _holders(element):
            if name in self.sites:
                return self.sites[name]
        return None


def origin_of(page: Page) -> Origin:
    """The sites of the elements of a page: boxes, outer ports, wires by their targets, learn wires, items."""
    sites: dict[str, Site] = {}
    items: dict[str, Entry] = {}
    for section, entries in page.entries.items():
        for at, entry in enumerate(entries):
            items.setdefault(_item(section, at, entry), entry)
            for element, site in _elements(section, at, entry):
                sites.setdefault(element, site)
    return Origin(page.source, sites, items)


def _item(section: str, at: int, entry: Entry) -> Element:
    return item(section, entry.name.text if entry.name is not None else str(at))


def _elements(section: str, at: int, entry: Entry) -> Iterator[tuple[str, Site]]:
    """The elements that an entry declares."""
    node = entry.item.node
    place = entry.item.site(node.start, node.end)
    if entry.name is not None:
        place = entry.item.site(entry.name.start, entry.name.end)
        yield entry.name.text, place
    yield _item(section, at, entry), place
    value = entry.value
    if isinstance(value, WireSyntax):
        yield from ((wire(Element(word.text)), entry.item.site(word.start, word.end)) for word in value.targets)
    elif isinstance(value, Fields):
        ends = (held for _, held in value.values if isinstance(held, LearnSyntax))
        yield from ((learn(Element(end.source.text), Element(end.target.text)), place) for end in ends)
    elif isinstance(value, tuple):
        ports = (port for port in value if isinstance(port, PortSyntax))
        yield from ((port.name.text, entry.item.site(port.name.start, port.name.end)) for port in ports)


def _holders(element: str) -> tuple[str, ...]:
    """The element, then what holds it: a wire's target, a port's box, a nested element's outermost box, a member's family."""
    bare = element.removeprefix("wire:")
    box = bare.rpartition(".")[0]
    outermost = bare.rpartition(":")[2].partition("/")[0]
    return tuple(dict.fromkeys(filter(None, (element, bare, box, outermost, outermost.partition("[")[0]))))
