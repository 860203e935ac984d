"""Where to go on reading after a mistake: the text is cut around the item in which it stands."""

from __future__ import annotations

import re

from interlock.record import NamedTuple
from interlock.syntax.surface import HEADER

_TOP = re.compile(r"^(?:([^\W\d][\w'\-]*)|\"([^\"\r\n]*)\"|'([^'\r\n]*)')[ \t]*:(?=[ \t\r\n]|$)", re.MULTILINE)
_REST_OF_LINE = re.compile(r"[ \t]*(?:#[^\r\n]*)?(?:\r\n|\r|\n)")
_BODY = re.compile(r"^( *)(?=[^\s#])", re.MULTILINE)


class Fragment(NamedTuple):
    """A stretch [start, stop) of the file to be read: top-level entries, or items of the section whose key is ``top``."""

    start: int
    stop: int
    top: int = -1  # offset of the section's key; -1: the stretch has top-level entries
    section: str = ""
    listed: bool = False
    remains: bool = False  # what stands before a mistake in its own item: legible or not, the mistake is told


def whole_file(text: str) -> Fragment:
    """The fragment that is all of the text."""
    return Fragment(0, len(text))


def name_at(text: str, top: int) -> str:
    """The top-level key that begins at ``top``, or nothing if none is legible there."""
    found = _TOP.match(text, top)
    return next((group for group in found.groups() if group is not None), "") if found else ""


def resume(text: str, fragment: Fragment, top: int, reached: int, at: int) -> tuple[Fragment, ...]:
    """What remains to be read of a fragment, in order.

    Args:
        text: The file.
        fragment: What was being read.
        top: The start of the last top-level key that was met.
        reached: Everything before is read.
        at: Where the mistake stands.

    Returns:
        Fragments apart from each other, none of which contains ``at``.
    """
    at = min(max(at, reached), fragment.stop - 1)
    if fragment.top >= 0:
        return tuple(_around(text, fragment, reached, at))
    tops = [found.start() for found in _TOP.finditer(text, top, at + 1)]
    here = tops[-1] if tops else top
    after = _TOP.search(text, at + 1, fragment.stop)
    stop = after.start() if after else fragment.stop
    todo: list[Fragment] = []
    if here > reached:
        between = next((found for found in tops if found >= reached), here)
        todo += _items(text, top, reached, between)
        todo.append(Fragment(between, here))
        todo += _broken_section(text, here, stop, here, at)
    else:
        todo += _broken_section(text, here, stop, reached, at)
    todo.append(Fragment(stop, fragment.stop))
    return tuple(piece for piece in todo if piece.start < piece.stop)


def again(text: str, fragment: Fragment, top: int, reached: int) -> tuple[Fragment, ...]:
    """What remains to be read of a fragment if the mistake is repaired; nothing if that cannot be told by lines."""
    if fragment.top >= 0:
        return (fragment._replace(start=text.rfind("\n", 0, reached) + 1),)
    if reached <= top:
        return (fragment._replace(start=top),)
    after = _TOP.search(text, top + 1, fragment.stop)
    stop = after.start() if after else fragment.stop
    if reached >= stop:
        return (fragment._replace(start=stop),)
    items = _items(text, top, reached, stop)
    return (*items, fragment._replace(start=stop)) if items else ()


def _items(text: str, top: int, start: int, stop: int) -> list[Fragment]:
    """The items in [start, stop) of the section whose key is at ``top``."""
    section = name_at(text, top)
    body = _body(text, top, stop)
    if not section or section in HEADER or body is None:
        return []
    listed = text.startswith("-", body.end())
    return [Fragment(text.rfind("\n", 0, start) + 1, stop, top, section, listed)]


def _broken_section(text: str, top: int, stop: int, reached: int, at: int) -> list[Fragment]:
    """The items of the section around the broken one; nothing if the section is not a block of lines."""
    pieces: list[Fragment] = []
    for whole in _items(text, top, max(reached, top), stop):
        pieces += _around(text, whole, max(reached, top), at)
    return pieces


def _around(text: str, fragment: Fragment, reached: int, at: int) -> list[Fragment]:
    """A fragment of items without the item in which ``at`` stands."""
    body = _body(text, fragment.top, fragment.stop)
    if body is None:
        return []
    mark = "-(?=[ \t\r\n])" if fragment.listed else "(?=[^\\s#\\]}])"
    line = re.compile(f"^ {{{len(body.group())}}}{mark}", re.MULTILINE)
    first = max(text.rfind("\n", 0, reached) + 1, body.start())
    starts = [found.start() for found in line.finditer(text, first, at + 1)]
    after = line.search(text, at + 1, fragment.stop)
    pieces: list[Fragment] = []
    broken = starts[-1] if starts else first
    if broken > first:
        pieces.append(fragment._replace(start=first, stop=broken))
    line_start = text.rfind("\n", 0, at) + 1
    if starts and line_start > broken:
        pieces.append(fragment._replace(start=broken, stop=line_start, remains=True))
    if after:
        pieces.append(fragment._replace(start=after.start()))
    return pieces


def _body(text: str, top: int, stop: int) -> re.Match[str] | None:
    """The indentation of the first line below the key at ``top``, if the section stands below its key."""
    key = _TOP.match(text, top)
    rest = key and _REST_OF_LINE.match(text, key.end(), stop)
    body = _BODY.search(text, rest.end(), stop) if rest else None
    if body is None or (not body.group() and not text.startswith("-", body.end())):
        return None
    return body
