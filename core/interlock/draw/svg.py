"""Graphviz's SVG made fit for readers and programs: titles said aloud, ids where the elements are, no version stamp.

Graphviz wraps what has a tooltip into ``<g id="a_ID"><a xlink:title="TOLD">``. Each such wrapper is dissolved: its
words become the ``<title>`` of the group with that ID, which for a cell of a table is a group of its own.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_SVG = "{http://www.w3.org/2000/svg}"
_XLINK = "{http://www.w3.org/1999/xlink}"
_XML = "{http://www.w3.org/XML/1998/namespace}"
_WRAPPER = "a_"


def dress(svg: bytes, title: str, description: str) -> bytes:
    """The same picture with a title and a description, without comments, doctype and link wrappers.

    Args:
        svg: what Graphviz wrote.
        title: of the whole picture.
        description: what the whole picture shows, in words.
    """
    from xml.etree.ElementTree import fromstring, tostring

    root = fromstring(svg)
    for element in root.iter():
        _plain_names(element)
    for element in root.iter("g"):
        element[:] = list(_unwrapped(element))
        _one_title(element)
    _name_picture(root, title, description)
    for element in root.iter():
        _one_line_each(element)
    return tostring(root, encoding="unicode").encode() + b"\n"


def _plain_names(element: Element) -> None:
    """Names as written in a document whose only namespace is SVG's; invisible lines in the words of SVG 1.1."""
    element.tag = element.tag.removeprefix(_SVG)
    attributes = {key.replace(_XML, "xml:"): value for key, value in element.attrib.items()}
    if attributes.get("stroke") == "transparent":
        attributes["stroke"] = "none"
    element.attrib.clear()
    element.attrib.update(attributes)


def _unwrapped(group: Element) -> Iterator[Element]:
    """The children of a group, with each wrapper among them dissolved.

    A wrapper of the group itself, or of its label, hands over a title and its content; one of a cell becomes a group
    with the class `port`, which keeps the order in which things are painted.
    """
    whose = group.get("id", "")
    for child in group:
        wrapper = _wrapped(child)
        if wrapper is None:
            yield child
        elif child.get("id", "").startswith(_WRAPPER + whose + "-") or child.get("id") == _WRAPPER + whose:
            yield _titled(wrapper.get(_XLINK + "title", ""))
            yield from _unwrapped_cells(wrapper)
        else:
            yield _cell_group(child, wrapper)


def _unwrapped_cells(wrapper: Element) -> Iterator[Element]:
    for child in wrapper:
        inner = _wrapped(child)
        yield child if inner is None else _cell_group(child, inner)


def _wrapped(element: Element) -> Element | None:
    """The ``<a>`` of a wrapper, if the element is one."""
    wraps = element.tag == "g" and element.get("id", "").startswith(_WRAPPER) and len(element) == 1
    return element[0] if wraps and element[0].tag == "a" else None


def _cell_group(outside: Element, inside: Element) -> Element:
    from xml.etree.ElementTree import Element

    group = Element("g", {"id": outside.get("id", "").removeprefix(_WRAPPER), "class": "port"})
    group.append(_titled(inside.get(_XLINK + "title", "")))
    group.extend(inside)
    return group


def _titled(words: str) -> Element:
    from xml.etree.ElementTree import Element

    title = Element("title")
    title.text = words
    return title


def _one_title(group: Element) -> None:
    """Of several titles the one after Graphviz's own, which is but the name of a node in the DOT text."""
    titles = [child for child in group if child.tag == "title"]
    told = titles[1:2] or titles[:1]
    rest = [child for child in group if child.tag != "title"]
    group[:] = [*told, *rest] if group.get("class", "").split(" ")[0] != "graph" else rest


def _name_picture(root: Element, title: str, description: str) -> None:
    described = _titled(description)
    described.tag = "desc"
    root[:] = [_titled(title), described, *root]
    sizes = {key: root.get(key, "") for key in ("viewBox", "width", "height")}
    root.attrib.clear()
    root.attrib.update({"xmlns": "http://www.w3.org/2000/svg", "role": "img", "aria-label": title, **sizes})


def _one_line_each(element: Element) -> None:
    element.tail = "\n"
    if len(element):
        element.text = "\n"
