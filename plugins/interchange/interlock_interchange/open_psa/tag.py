"""XML as tags that know their places. What could make a small file large, or open another one, is refused."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final
from xml.parsers import expat  # nosec: entities and document types are refused below

from interlock.api.door import Anchor, ForeignFault, Site, Source
from interlock.api.plugin import Rule, say
from interlock.api.record import NamedTuple
from interlock_interchange.open_psa.rules import XML_REFUSED, XML_SYNTAX

DEEPEST: Final = 200
"""So many tags may stand in one another."""


class Tag:
    """A tag with what it holds; ``start`` is the place of its `<` in bytes."""

    __slots__ = ("attributes", "children", "name", "start")

    def __init__(self, name: str, attributes: Mapping[str, str], start: int) -> None:
        """A tag that holds nothing yet."""
        self.name = name
        self.attributes = attributes
        self.start = start
        self.children: list[Tag] = []

    def said(self, attribute: str) -> str:
        """An attribute without the blanks around it; empty if it is not there."""
        return self.attributes.get(attribute, "").strip()

    def child(self, name: str) -> Tag | None:
        """The first child of that name."""
        return next((one for one in self.children if one.name == name), None)


class Parsed(NamedTuple):
    """The outermost tag of a text as far as it could be read, or why there is none."""

    root: Tag | None
    fault: ForeignFault | None


class Text:
    """A text with the places of its tags, and the complaints about it so far."""

    def __init__(self, source: Source) -> None:
        """A text without complaints."""
        self.source = source
        self.bytes = source.text.encode("utf-8", "replace")
        self.faults: list[ForeignFault] = []

    def complain(self, rule: Rule, tag: Tag, says: str, /, advice: str = "", at: str = "", **holes: object) -> None:
        """Adds a complaint about a tag, or about one of its attributes."""
        self.faults.append(ForeignFault(rule, self.site(tag, at), say(says, **holes), advice))

    def site(self, tag: Tag, attribute: str = "") -> Site:
        """Where a tag begins, or where the value of an attribute of it stands."""
        start = self.offset(tag.start)
        end = start + 1 + len(tag.name)
        if attribute in tag.attributes:
            found = re.compile(rf"[^<>]*?\b{re.escape(attribute)}\s*=\s*([\"'])(.*?)\1", re.DOTALL)
            value = found.match(self.source.text, end)
            start, end = value.span(2) if value else (start, end)
        return Site(Anchor(self.source.name, ""), start, end)

    def offset(self, index: int) -> int:
        """The characters before a place that is counted in bytes."""
        return index if len(self.bytes) == len(self.source.text) else len(self.bytes[:index].decode(errors="replace"))


class _RefusedError(Exception):
    """Ends the parser where something is refused."""

    def __init__(self, what: str) -> None:
        super().__init__(what)
        self.what = what


def parse(text: Text) -> Parsed:
    """The tags of a text; a text that is cut short still gives those before the cut."""
    reader = _Reader()
    parser = reader.parser
    try:
        parser.Parse(text.bytes, True)  # noqa: FBT003  (expat's form)
    except expat.ExpatError as error:
        return Parsed(reader.root, _malformed(text, parser.ErrorByteIndex, expat.errors.messages[error.code]))
    except _RefusedError as refused:
        start = text.offset(parser.CurrentByteIndex)
        site = Site(Anchor(text.source.name, ""), start, start + 1)
        says = say("{what} is refused", what=refused.what)
        return Parsed(None, ForeignFault(XML_REFUSED, site, says, "Write the file without it."))
    return Parsed(reader.root, None)


def _malformed(text: Text, index: int, problem: str) -> ForeignFault:
    start = text.offset(index)
    return ForeignFault(
        XML_SYNTAX,
        Site(Anchor(text.source.name, ""), start, min(start + 1, len(text.source.text))),
        say("this is not well-formed XML: {problem}", problem=problem),
        "What stands before is analysed as it is.",
    )


class _Reader:
    """Gathers tags while expat runs."""

    def __init__(self) -> None:
        self.root: Tag | None = None
        self._open: list[Tag] = []
        self.parser = expat.ParserCreate("utf-8")
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.StartDoctypeDeclHandler = self._doctype

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        tag = Tag(name, attributes, self.parser.CurrentByteIndex)
        if self._open:
            self._open[-1].children.append(tag)
        else:
            self.root = tag
        if len(self._open) >= DEEPEST:
            raise _RefusedError(f"nesting deeper than {DEEPEST} tags")
        self._open.append(tag)

    def _end(self, _name: str) -> None:
        self._open.pop()

    def _doctype(self, *_said: object) -> None:
        raise _RefusedError("a document type, with which a file may define entities or open other files,")
