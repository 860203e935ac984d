"""Files given as text, read by core's sections and those of strangers."""

from __future__ import annotations

from typing import TypeVar

from interlock.syntax.fault import SyntaxFault, UnknownKey, WrongShape
from interlock.syntax.page import Entry, Fields, Page
from interlock.syntax.parse import parse
from interlock.syntax.read import read
from interlock.syntax.surface import Surface
from interlock.text.source import Source
from tests.syntax.strangers import SECTIONS

T = TypeVar("T")
HEAD = "interlock: 1\nproposal: p\n"


def surface(text: str, before: Surface | None = None) -> Surface:
    outcome = parse(Source("p.yaml", text), before)
    assert outcome.faults == ()
    return outcome.value.surface


def page(text: str) -> Page:
    outcome = read(surface(HEAD + text), SECTIONS)
    assert outcome.faults == ()
    return outcome.value


def faults(text: str, head: str = HEAD) -> list[tuple[str, str]]:
    """Code and text of each fault."""
    source = head + text
    parsed = parse(Source("p.yaml", source))
    found = [*parsed.faults, *read(parsed.value.surface, SECTIONS).faults]
    starts = {fault.site: parsed.value.starts.get(fault.site.anchor, 0) for fault in found}
    return [(f.code, source[starts[f.site] + f.site.start : starts[f.site] + f.site.end]) for f in found]


def fault(text: str) -> SyntaxFault:
    (found,) = read(surface(HEAD + text), SECTIONS).faults
    assert isinstance(found, UnknownKey | WrongShape)
    return found


def only(made: Page, section: str) -> Entry:
    (entry,) = made.entries[section]
    return entry


def value(kind: type[T], entry: Entry) -> T:
    assert isinstance(entry.value, kind)
    return entry.value


def held(entry: Entry, key: str) -> object:
    return value(Fields, entry).value(key)
