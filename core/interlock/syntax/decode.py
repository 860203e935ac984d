"""From the bytes of a file to its text."""

from __future__ import annotations

import re

from interlock.syntax.fault import NotUtf8, SyntaxFault, TooLarge
from interlock.syntax.visible import SIZE
from interlock.text.site import Anchor, Site
from interlock.text.source import Source

_MARK = b"\xef\xbb\xbf"
_ESCAPED = re.compile("[\udc80-\udcff]")  # what Python decodes a byte to that continues no UTF-8 sequence


def decode(name: str, content: bytes) -> tuple[Source, SyntaxFault | None]:
    """The text of a file, without a byte order mark, and what is wrong with its bytes.

    Bytes that are not UTF-8 stand in the text as U+FFFD; too large a file has an empty text.
    """
    file = Anchor(name, "")
    if len(content) > SIZE:
        return Source(name, ""), TooLarge(Site(file, 0, 0), SIZE, "bytes")
    begin = len(_MARK) if content.startswith(_MARK) else 0
    text = content[begin:].decode(errors="surrogateescape")
    found = _ESCAPED.search(text)
    if found is None:
        return Source(name, text), None
    offset = begin + len(text[: found.start()].encode())
    return Source(name, _ESCAPED.sub("\ufffd", text)), NotUtf8(Site(file, *found.span()), offset, content[offset])
