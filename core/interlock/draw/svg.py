"""Graphviz's SVG made fit for readers and programs: titles said aloud, ids where the elements are, no version stamp.

Graphviz wraps what has a tooltip into ``<g id="a_ID"><a xlink:title="TOLD"> ... </a></g>``. Each such wrapper is
dissolved: its words become the ``<title>`` of the group with that ID; for a cell of a table a group is made.

The text is rewritten tag by tag in one pass, not parsed into a tree: Graphviz escapes every angle bracket in a text
or an attribute, and a tree of 10,000 elements would take as long to build as Graphviz takes to draw.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from interlock.draw.markup import escape

_TAG = re.compile(
    r'<(?:g id="a_(?P<wrapped>[^"]*)"><a(?P<link>[^>]*)>\n?'
    r"|(?P<unwrap>/a>\n</g>\n?)"
    r'|(?P<open>g id="(?P<id>[^"]*)"[^>]*>\n?)'
    r"|(?P<close>/g>\n?)"
    r"|title>(?P<title>[^<]*)</title>\n?"
    r"|!--.*?-->\n?)",
    re.DOTALL,
)
_TITLE = re.compile(r'xlink:title="([^"]*)"')
_ROOT = re.compile(r"<svg\b[^>]*>\n?", re.DOTALL)
_SIZE = re.compile(r'\b(?:width|height|viewBox)="[^"]*"')


def dress(svg: bytes, title: str, description: str) -> bytes:
    """The same picture with a title and a description, without comments, doctype and link wrappers.

    Args:
        svg: what Graphviz wrote, of any version since 2.40.
        title: of the whole picture.
        description: what the whole picture shows, in words.

    Returns:
        SVG 1.1 in UTF-8 without an XML declaration, so that it may also stand in an HTML page.
    """
    text = svg.decode(errors="replace")
    root = _ROOT.search(text)
    if root is None:
        raise ValueError("not an SVG document")
    # Graphviz 2 writes a colour that SVG 1.1 does not know.
    body = text[root.end() :].replace(' stroke="transparent"', ' stroke="none"')
    sizes = " ".join(sorted(_SIZE.findall(root[0])))
    head = f'<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-label="{escape(title)}" {sizes}>\n'
    named = f"<title>{escape(title)}</title>\n<desc>{escape(description)}</desc>\n"
    return (head + named + "".join(_rewritten(body))).encode()


def _rewritten(body: str) -> Iterator[str]:
    """The pieces of the body; `groups` are the ids of the groups open, `closings` what ends the wrappers open.

    A group's own title, which is but a node's name in the DOT text, is held back until it is known whether a wrapper
    brings a better one.
    """
    groups: list[str] = []
    closings: list[str] = []
    held, here = "", 0
    for tag in _TAG.finditer(body):
        between = body[here : tag.start()]
        here = tag.end()
        if between:
            yield held + between
            held = ""
        match tag.lastgroup:
            case "link":
                opened, closing, kept = _unwrap(tag, groups[-1])
                yield opened if kept else held + opened
                held = ""
                closings.append(closing)
            case "unwrap":
                yield closings.pop()
            case "open":
                groups.append(tag["id"])
                yield tag[0]
            case "close":
                groups.pop()
                yield held + tag[0]
                held = ""
            case "title" if len(groups) > 1:
                held = tag[0]
    yield body[here:]


def _unwrap(tag: re.Match[str], group: str) -> tuple[str, str, bool]:
    """What a wrapper becomes in a group: its opening, its closing, and whether it brings the group's title."""
    told = _TITLE.search(tag["link"])
    title = f"<title>{told[1]}</title>\n" if told else ""
    wrapped = tag["wrapped"]
    if wrapped == group:
        # The graph's own words are the title of the whole picture already.
        return ("" if group == "graph0" else title), "", True
    if wrapped.startswith(group + "&#45;"):
        return "", "", False
    return f'<g id="{wrapped}" class="port">\n{title}', "</g>\n", False
