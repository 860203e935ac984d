"""From the bytes of a file to its text."""

from __future__ import annotations

import re

from interlock.syntax.fault import NotUtf8, SyntaxFault, TooLarge
from interlock.syntax.visible import SIZE
from interlock.text.site import Anchor, Site
from interlock.text.source import Source

_MARK = b"\xef\xbb\xbf"
_ESCAPED = re.compile("[\udc80-\udcff]")  # what Python decodes a byte to that continues no UTF-8 sequence
_HEAD = 1024  # bytes in which a file that is no text shows zeros


def decode(name: str, content: bytes) -> tuple[Source, SyntaxFault | None]:
    """The text of a file, without a byte order mark, and what is wrong with its bytes.

    Bytes that are not UTF-8 are read as Windows-1252, in which they most likely were written, so that nothing else is
    told of them. Too large a file has an empty text, and so has one that is no text: UTF-16, a picture.
    """
    file = Anchor(name, "")
    if len(content) > SIZE:
        return Source(name, ""), TooLarge(Site(file, 0, 0), SIZE, "bytes")
    begin = len(_MARK) if content.startswith(_MARK) else 0
    text = content[begin:].decode(errors="surrogateescape")
    found, zero = _ESCAPED.search(text), content.find(0, 0, _HEAD)
    if zero >= 0 and (found or content.count(0, 0, _HEAD) * 8 > min(len(content), _HEAD)):
        return Source(name, ""), NotUtf8(Site(file, 0, 0), zero, 0)
    if found is None:
        return Source(name, text), None
    offset = begin + len(text[: found.start()].encode())
    return Source(name, _ESCAPED.sub(_windows, text)), NotUtf8(Site(file, *found.span()), offset, content[offset])


def _windows(escaped: re.Match[str]) -> str:
    return bytes([ord(escaped[0]) - 0xDC00]).decode("cp1252", "replace")
