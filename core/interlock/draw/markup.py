"""Trees of marked-up text: Graphviz's HTML-like labels, and the escaping that XML asks for.

Source: the grammar in Graphviz's page on node shapes, section "HTML-Like Labels".
"""

from __future__ import annotations

import re
from typing import TypeAlias

from interlock.record import NamedTuple

# What XML 1.0 has no way to write (section 2.2, production Char): most control characters and lone surrogates.
_UNWRITABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
# Most texts are colours, sizes and names: they are passed on without looking for each character.
_PLAIN = re.compile("[ #\\-./0-9:;A-Za-z_(){}|=,]*")


class Element(NamedTuple):
    """An element ``<tag a="b">children</tag>``; attributes keep their order, children are elements or plain text."""

    tag: str
    attributes: tuple[tuple[str, str], ...] = ()
    children: tuple[Markup, ...] = ()


Markup: TypeAlias = Element | str


def writable(text: str) -> str:
    """The text with each character that XML cannot hold replaced by U+FFFD."""
    return _UNWRITABLE.sub("\ufffd", text)


def escape(text: str) -> str:
    """The text as XML character data that may also stand between double quotes."""
    if _PLAIN.fullmatch(text):
        return text
    safe = writable(text)
    return safe.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")


def print_markup(markup: Markup) -> str:
    """The one text of a tree: attributes in the tree's order, no white space added."""
    pieces: list[str] = []
    _write(markup, pieces)
    return "".join(pieces)


def _write(markup: Markup, pieces: list[str]) -> None:
    if isinstance(markup, str):
        pieces.append(escape(markup))
        return
    tag, attributes, children = markup
    pieces.append("<" + tag)
    for key, value in attributes:
        pieces.append(f' {key}="{value if value.isalnum() else escape(value)}"')
    if not children and tag == "BR":
        pieces.append("/>")
        return
    pieces.append(">")
    for child in children:
        _write(child, pieces)
    pieces.append(f"</{tag}>")
