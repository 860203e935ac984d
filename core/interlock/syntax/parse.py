"""Reading a file: the events of YAML become the items of a surface, and reading goes on after each mistake."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from yaml import YAMLError

from interlock.record import dataclass
from interlock.syntax import node as yaml
from interlock.syntax.alias import Halt
from interlock.syntax.build import Builder
from interlock.syntax.draft import Draft, Part
from interlock.syntax.events import (
    ALIAS,
    DOCUMENT_START,
    MAPPING_END,
    MAPPING_START,
    SCALAR,
    SEQUENCE_END,
    SEQUENCE_START,
    STREAM_END,
    Event,
)
from interlock.syntax.fault import NeedsQuotes, SecondDocument, SyntaxFault, TooLarge
from interlock.syntax.node import Node, Scalar, describe
from interlock.syntax.resume import Fragment, again, name_at, resume, whole_file
from interlock.syntax.surface import HEADER, Surface
from interlock.syntax.visible import Visible, look
from interlock.text.outcome import Fault, Outcome
from interlock.text.pause import paused
from interlock.text.site import Anchor, Site
from interlock.text.source import Source

if TYPE_CHECKING:
    from interlock.syntax.mistake import Mistake

MISTAKES = 50
"""How often reading is taken up again in a file."""


@dataclass(frozen=True, slots=True)
class Parsed:
    """A surface, and where each of its items begins in the text."""

    surface: Surface
    starts: Mapping[Anchor, int]


def parse(source: Source, before: Surface | None = None) -> Outcome[Parsed]:
    """The items of a file, as far as they are legible.

    An item that stands in ``before`` under the same name and equals it is the same object. Faults of YAML have places in
    the file, under the anchor with the key ``""``. Time and memory are linear in the text.
    """
    with paused():
        visible, faults = look(source.name, source.text)
        draft = Draft(source.name, before)
        draft.faults += faults
        _read_all(visible, draft)
        surface = draft.surface()
        if before is not None and _same(surface, before):
            surface = before
    return Outcome(Parsed(surface, draft.starts), tuple(sorted(draft.faults, key=_place)))


def _place(fault: Fault) -> tuple[int, int]:
    return fault.site.start, fault.site.end


def _same(one: Surface, other: Surface) -> bool:
    """Whether two surfaces have the same items in the same order."""
    return one == other and [*map(list, one.sections.values())] == [*map(list, other.sections.values())]


def _read_all(visible: Visible, draft: Draft) -> None:
    """Read the file in as many stretches as its mistakes make of it."""
    todo = [whole_file(visible.text)]
    mistakes = 0
    while todo:
        fragment = todo.pop()
        mistake = _attempt(visible, draft, fragment)
        if mistake is None:
            continue
        mistakes += 1
        if mistakes == MISTAKES:
            draft.faults.append(TooLarge(Site(draft.file, mistake.at, mistake.at), MISTAKES, "mistakes"))
            return
        repaired = _repair(visible, mistake.fault)
        rest: tuple[Fragment, ...] = ()
        if repaired is not None:
            visible = repaired
            rest = again(visible.text, fragment, draft.top, draft.reached)
        if not rest:
            draft.torn.append(fragment.section or name_at(visible.text, draft.top))
            rest = resume(visible.text, fragment, draft.top, draft.reached, mistake.at)
        todo += reversed(rest)


def _repair(visible: Visible, fault: SyntaxFault) -> Visible | None:
    """The text in which the scalar that lacks quotes reads as it was meant, or None if that is not the mistake."""
    if not isinstance(fault, NeedsQuotes):
        return None
    return visible.hide(fault.site.start, fault.site.end)


def _attempt(visible: Visible, draft: Draft, fragment: Fragment) -> Mistake | None:
    """Read a stretch up to its end or its first mistake, which is told unless the stretch is a mistake's remains."""
    faults: list[SyntaxFault] = [] if fragment.remains else draft.faults
    builder = Builder(visible, fragment.start, fragment.stop, draft.aliases, faults)
    draft.reached = fragment.start
    if fragment.top < 0:
        draft.top = fragment.start
    mistake = None
    try:
        _read(builder, draft, fragment)
    except YAMLError as error:
        from interlock.syntax.mistake import explain

        mistake = explain(visible, fragment.start, error)
    except Halt as halt:
        from interlock.syntax.mistake import Mistake

        mistake = Mistake(halt.fault, halt.fault.site.start)
    draft.aliases.lose()
    if mistake is None or fragment.remains:
        return None
    draft.faults.append(mistake.fault)
    return mistake


def _read(builder: Builder, draft: Draft, fragment: Fragment) -> None:
    builder.pull()  # the start of the stream
    if type(builder.pull()) is STREAM_END:
        return
    event = builder.pull()
    if fragment.top >= 0:
        _read_items(builder, draft, fragment, event)
    elif type(event) is MAPPING_START:
        builder.refuse_tag(event)
        _read_top(builder, draft)
    else:
        _refuse(builder, draft, event, "keys with their values, `interlock: 1` first")
        draft.torn.append("")  # what the file then lacks follows from that
    builder.pull()  # the end of the document
    event = builder.pull()
    if type(event) is DOCUMENT_START:
        start = builder.start(event)
        draft.faults.append(SecondDocument(Site(draft.file, start, start + 3)))


def _refuse(builder: Builder, draft: Draft, event: Event, expected: str) -> None:
    """Tell that the whole stretch is something else than what it should be."""
    start = builder.start(event)
    builder.begin(start)
    node = builder.node(event, 0)
    draft.misshapen(start, start + max(node.end - node.start, 0), expected, describe(node))


def _read_items(builder: Builder, draft: Draft, fragment: Fragment, event: Event) -> None:
    """Go on with the items of a section after a mistake in it."""
    key = Scalar(fragment.section, "", 0, len(fragment.section), None)
    if fragment.listed and type(event) is SEQUENCE_START:
        part = draft.part(key, yaml.Sequence, fragment.top, again=True)
        _read_members(builder, draft, part)
    elif not fragment.listed and type(event) is MAPPING_START:
        part = draft.part(key, yaml.Mapping, fragment.top, again=True)
        _read_named(builder, draft, part)
    else:
        _refuse(builder, draft, event, "a dash and an item" if fragment.listed else "a name, a colon and an item")


def _read_top(builder: Builder, draft: Draft) -> None:
    """Header keys and sections. What was read last is kept when YAML has gone on behind it without complaint."""
    event = builder.pull()
    while type(event) is not MAPPING_END:
        draft.top = draft.reached = start = builder.start(event)
        builder.begin(start)
        key = builder.key(builder.node(event, 1))
        event = builder.pull()
        if key is None:
            builder.node(event, 1)
            draft.aliases.settle(draft.file)
            event = builder.pull()
        elif key.value in HEADER:
            node = builder.node(event, 1)
            pieces = draft.aliases.settle(Anchor(draft.name, key.value))
            event = builder.pull()
            draft.header(key, node, pieces, start)
        else:
            event = _read_section(builder, draft, key, event)
        draft.reached = builder.start(event)


def _read_section(builder: Builder, draft: Draft, key: Scalar, event: Event) -> Event:
    """A section that begins with the event; the event behind it."""
    start = draft.top
    kind = type(event)
    if kind is SCALAR or kind is ALIAS:
        node = builder.node(event, 1)
        pieces = draft.aliases.settle(Anchor(draft.name, key.value))
        event = builder.pull()
        _keep_alias(draft, key, node, pieces)
        return event
    builder.refuse_tag(event)
    name = event.anchor
    part = draft.part(key, yaml.Mapping if kind is MAPPING_START else yaml.Sequence, start)
    if kind is MAPPING_START:
        _read_named(builder, draft, part)
    else:
        _read_members(builder, draft, part)
    if name is not None and part is not None:
        draft.name_section(name, part)
    return builder.pull()


def _keep_alias(draft: Draft, key: Scalar, node: Node, pieces: tuple[Anchor, ...]) -> None:
    """Keep a section that is a scalar, or stands elsewhere and is named here."""
    start = draft.top
    if isinstance(node, Scalar):
        draft.odd(key, node, pieces, start)
        return
    part = draft.part(key, type(node), start)
    if part is None:
        return
    if isinstance(node, yaml.Mapping):
        for key, value in node.entries:
            draft.named(part, key, value, start, pieces)
    else:
        for number, member in enumerate(node.members):
            draft.listed(part, f"*{number}", member, start, pieces)


def _read_named(builder: Builder, draft: Draft, part: Part | None) -> None:
    """Items under names."""
    pull, shift = builder.pull, builder.shift
    event = pull()
    while type(event) is not MAPPING_END:
        start = event.start_mark.index + shift
        builder.begin(start)
        key = builder.lone(event) or builder.key(builder.node(event, 2))
        node = builder.node(pull(), 2)
        event = pull()
        if part is None or key is None:
            draft.aliases.settle(draft.file)
        else:
            draft.named(part, key, node, start)
        draft.reached = event.start_mark.index + shift


def _read_members(builder: Builder, draft: Draft, part: Part | None) -> None:
    """Items in a list, each named by its text."""
    pull, shift = builder.pull, builder.shift
    event = pull()
    while type(event) is not SEQUENCE_END:
        start = event.start_mark.index + shift
        node: Node | None = builder.lone(event)
        if isinstance(node, Scalar):
            text = node.value
        else:
            builder.begin(start)
            node = builder.node(event, 2)
            text = builder.written(event, node)
        event = pull()
        if part is None:
            draft.aliases.settle(draft.file)
        else:
            draft.listed(part, text, node, start)
        draft.reached = event.start_mark.index + shift
