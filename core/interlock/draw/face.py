"""The face of a box: a table with a header, its input ports at the left and its output ports at the right."""

from __future__ import annotations

from interlock.draw.markup import Element, Markup
from interlock.draw.palette import GREY, INK, PALE, PAPER, QUIET, badges_of, family_of, glyphs_of, stroke_of
from interlock.draw.scene import Box, Polarity, Port
from interlock.draw.table import bold, cell, font, row, table
from interlock.draw.tell import tell_port

# Points around a box where no other thing may be: a wire that comes from the right turns in it towards a left port.
_ROOM = "12"
_LONG = 26  # letters of a line in small type
HEADER_PORT = "-header"  # no port of a box: names of the language do not begin with a hyphen


def face_of(box: Box) -> Element:
    """The table of a box: header, ports, and a foot with what its marks say."""
    stroke = stroke_of(box.marks)
    ink = PALE if "muted" in box.marks else INK
    width = "1" if stroke is None else str(round(stroke.width))
    look = {"BORDER": width, "COLOR": GREY if stroke is None else stroke.colour, "BGCOLOR": PAPER}
    dashes = {} if stroke is None or stroke.line == "solid" else {"STYLE": stroke.line}
    face = table(_header(box, ink), *_ports(box, ink), *_foot(box), **look, **dashes)
    if stroke is not None and stroke.double:
        face = table(row(cell(face)), BORDER=width, COLOR=stroke.colour, CELLPADDING="2")
    return table(row(cell(face)), CELLPADDING=_ROOM)


def port_text(port: Port) -> str:
    """What stands beside a port: its name and the words of its marks."""
    return "  ".join((port.name, *badges_of(port.marks)))


def _header(box: Box, ink: str) -> Element:
    family = QUIET if "muted" in box.marks else family_of(box.roles)
    line_end = Element("BR", (("ALIGN", "LEFT"),))
    lines: list[Markup] = [font(bold(box.name), 13, ink), line_end]
    for small in _small_lines(box):
        lines += [font(small, 10, GREY if ink == INK else ink), line_end]
    glyphs = font(glyphs_of(box.roles) or " ", 13, family.ink)
    bar = cell(glyphs, BGCOLOR=family.colour, CELLPADDING="5")
    name = cell(*lines, BGCOLOR=family.tint, ALIGN="LEFT", BALIGN="LEFT", CELLPADDING="4")
    return row(cell(table(row(bar, name)), COLSPAN="2", PORT=HEADER_PORT))


def _small_lines(box: Box) -> list[str]:
    """Kind and labels in one line, or in two where one would widen the box."""
    kind, labels = ([box.kind] if box.kind else []), " · ".join(box.labels)
    together = " · ".join([*kind, labels] if labels else kind)
    if len(together) > _LONG and kind and labels:
        return [*kind, labels]
    return [together] if together else []


def _ports(box: Box, ink: str) -> tuple[Element, ...]:
    if not box.ports:
        return ()
    return (row(_column(box, "in", ink), _column(box, "out", ink)),)


def _column(box: Box, polarity: Polarity, ink: str) -> Element:
    """The ports of one polarity under each other, or an empty cell."""
    side = "LEFT" if polarity == "in" else "RIGHT"
    cells = [row(_port_cell(port, side, ink)) for port in box.ports if port.polarity == polarity]
    return cell(table(*cells), ALIGN=side) if cells else cell()


def _port_cell(port: Port, side: str, ink: str) -> Element:
    """A cell that a wire ends at, in the node's own font; `HREF` makes all versions of Graphviz keep id and title."""
    stroke = stroke_of(port.marks)
    told = {"PORT": port.name, "ID": port.id, "HREF": f"#{port.id}", "TITLE": tell_port(port)}
    border = {} if stroke is None else {"BORDER": "2", "COLOR": stroke.colour}
    words = port_text(port) if ink == INK else font(port_text(port), 10, ink)
    return cell(words, ALIGN=side, CELLPADDING="3", **told, **border)


def _foot(box: Box) -> tuple[Element, ...]:
    badges = badges_of(box.marks)
    if not badges:
        return ()
    return (row(cell(font(bold("   ".join(badges)), 10, INK), COLSPAN="2", CELLPADDING="3", ALIGN="LEFT")),)
