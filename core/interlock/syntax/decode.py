"""From the bytes of a file to its text."""

from __future__ import annotations

from interlock.syntax.fault import NotUtf8, SyntaxFault, TooLarge
from interlock.syntax.visible import SIZE
from interlock.text.site import Anchor, Site
from interlock.text.source import Source

_MARK = b"\xef\xbb\xbf"


def decode(name: str, content: bytes) -> tuple[Source, SyntaxFault | None]:
    """The text of a file, without a byte order mark, and what is wrong with its bytes.

    Bytes that are not UTF-8 stand in the text as U+FFFD; too large a file has an empty text.
    """
    file = Anchor(name, "")
    if len(content) > SIZE:
        return Source(name, ""), TooLarge(Site(file, 0, 0), SIZE, "bytes")
    begin = len(_MARK) if content.startswith(_MARK) else 0
    try:
        return Source(name, content[begin:].decode()), None
    except UnicodeDecodeError as error:
        before = len(content[begin : begin + error.start].decode())
        text = content[begin:].decode(errors="replace")
        offset = begin + error.start
        return Source(name, text), NotUtf8(Site(file, before, before + 1), offset, content[offset])
