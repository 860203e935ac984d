"""Tables of HTML-like labels, with the defaults of this house: no lines and no space but where they are asked for."""

from __future__ import annotations

from interlock.draw.markup import Element, Markup


def table(*rows: Element, **attributes: str) -> Element:
    """A table without lines inside it; attribute names as Graphviz writes them, in capitals."""
    spare = {"BORDER": "0", "CELLBORDER": "0", "CELLSPACING": "0", "CELLPADDING": "0"}
    return Element("TABLE", tuple((spare | attributes).items()), rows)


def row(*cells: Element) -> Element:
    """A row of cells."""
    return Element("TR", (), cells)


def cell(*content: Markup, **attributes: str) -> Element:
    """A cell that holds text or one table."""
    return Element("TD", tuple(attributes.items()), content)


def font(content: Markup, size: int, colour: str) -> Element:
    """The content in the surrounding font; `size` in points."""
    return Element("FONT", (("POINT-SIZE", str(size)), ("COLOR", colour)), (content,))


def bold(text: str) -> Element:
    """The text in bold type."""
    return Element("B", (), (text,))
