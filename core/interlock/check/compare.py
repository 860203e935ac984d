"""What has changed between two checked diagrams: interface, boxes, wires, types, and what the items say."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import cast

from interlock.check.checked import CheckedBox, CheckedDiagram
from interlock.diagram.compare import compare
from interlock.diagram.element import Element, box, item, nested, owner, port, wire
from interlock.diagram.shape import Shape
from interlock.diagram.wiring import Wiring, type_of
from interlock.elaborate.resolved import CheckedItem, FailureRule, Stop
from interlock.elaborate.write import write_rule
from interlock.kernel.spell import spell
from interlock.kernel.term import Term
from interlock.record import NamedTuple
from interlock.syntax.compare import edits, write
from interlock.syntax.declared import KindFailures
from interlock.syntax.node import Mapping as Keyed
from interlock.syntax.node import Node
from interlock.syntax.page import Entry, Page
from interlock.syntax.section import Section


class Change(NamedTuple):
    """An element of a section, in which respect it has changed, and how this read before and reads after.

    A text that is None says that there was, or is, nothing; without an ``aspect`` it is the element as a whole.
    """

    section: str
    element: Element
    aspect: str
    before: str | None
    after: str | None


class Version(NamedTuple):
    """A diagram with the page that it was made of, which has the author's words."""

    diagram: CheckedDiagram
    page: Page


def changes(before: Version, after: Version) -> tuple[Change, ...]:
    """What leads from one diagram to the other: none of it if they mean the same, wherever their parts stand."""
    old, new = before.diagram, after.diagram
    return (
        *_parameters(old, new),
        *_boxes(old, new),
        *_ports(old.wiring, new.wiring),
        *_wires(old.wiring, new.wiring),
        *_items(before, after),
        *_inside(old, new),
    )


def _parameters(old: CheckedDiagram, new: CheckedDiagram) -> Iterator[Change]:
    was, now = ({name: spell(type_) for name, type_ in each.parameters} for each in (old, new))
    for name in dict.fromkeys((*was, *now)):
        if was.get(name) != now.get(name):
            yield Change("parameters", item("parameters", name), "", was.get(name), now.get(name))
        usual = [spell(each.defaults[name]) if name in each.defaults else None for each in (old, new)]
        if name in was and name in now and usual[0] != usual[1]:
            yield Change("parameters", item("parameters", name), "default", *usual)


# -- boxes -----------------------------------------------------------------------------------------------------------


def _boxes(old: CheckedDiagram, new: CheckedDiagram) -> Iterator[Change]:
    for name, held in old.boxes.items():
        if name not in new.boxes:
            yield Change("boxes", box(name), "", held.kind, None)
    for name, held in new.boxes.items():
        if name not in old.boxes:
            yield Change("boxes", box(name), "", None, held.kind)
        elif old.boxes[name] != held:
            yield from (Change("boxes", box(name), *each) for each in _differing(old.boxes[name], held))


def _differing(was: CheckedBox, now: CheckedBox) -> Iterator[tuple[str, str | None, str | None]]:
    """In which respects a box is another; what a kind brings along is not told beside the kind."""
    yield from _apart(_aspects(was), _aspects(now))
    if was.kind == now.kind:
        yield from _apart(_declared(was), _declared(now))


def _aspects(held: CheckedBox) -> dict[str, str]:
    """What is said of a box, by what it is called."""
    found = {"kind": held.kind, **{name: spell(term) for name, term in held.arguments}}
    found |= {key: ", ".join(values) for key, values in held.labels.items()}
    found["replicate"] = "" if held.copies is None else spell(held.copies)
    return {aspect: text for aspect, text in found.items() if text}


def _declared(held: CheckedBox) -> dict[str, str]:
    """What the kind of a box declares beside its ports."""
    found = {"mode": held.mode, "dependence": _dependence(held.shape), **_failures(held)}
    for labels in (held.port_labels, held.relabels):
        found |= {f"{at}.{key}": ", ".join(v) for at, keyed in labels.items() for key, v in keyed.items()}
    return {aspect: text for aspect, text in found.items() if text}


def _failures(held: CheckedBox) -> dict[str, str]:
    """The events and rules that are declared of a box."""
    if not isinstance(held.failures, KindFailures):
        return {}
    events = ", ".join(name for name, _ in held.failures.events or ())
    return {
        "events": events,
        "rules": "; ".join(write_rule(cast("FailureRule | Stop", rule)) for rule in held.failures.rules or ()),
    }


def _dependence(shape: Shape) -> str:
    """What each output waits for: `action from observation, model`."""
    told = []
    for at, kept in enumerate(shape.ports):
        if kept.direction == "out":
            told.append(f"{kept.name} from {', '.join(shape.ports[other].name for other in shape.depends[at]) or '-'}")
    return "; ".join(told)


def _apart(was: Mapping[str, str], now: Mapping[str, str]) -> Iterator[tuple[str, str | None, str | None]]:
    for aspect in dict.fromkeys((*was, *now)):
        if was.get(aspect) != now.get(aspect):
            yield aspect, was.get(aspect), now.get(aspect)


# -- ports and wires -------------------------------------------------------------------------------------------------


def _ports(old: Wiring[Term], new: Wiring[Term]) -> Iterator[Change]:
    """The ports that came, went or were retyped, of boxes that stay and of the outside."""
    found = compare(old, new, lambda one, other: one is other or spell(one) == spell(other))
    for name in found.reshaped:
        was, now = (_typed(each, name) for each in (old, new))
        for short in dict.fromkeys((*was, *now)):
            if (short in was) != (short in now):
                yield Change("ports", port(name, short), "", was.get(short), now.get(short))
    for element in found.retyped:
        yield Change("ports", element, "type", spell(type_of(old, element)), spell(type_of(new, element)))


def _typed(wiring: Wiring[Term], name: str) -> dict[str, str]:
    held = wiring.boxes[name] if name else wiring.outer
    return {at.name: f"{at.direction} {spell(type_)}" for at, type_ in zip(held.shape.ports, held.types, strict=True)}


def _wires(old: Wiring[Term], new: Wiring[Term]) -> Iterator[Change]:
    for target in dict.fromkeys((*old.wires, *new.wires)):
        was, now = _feed(old, target), _feed(new, target)
        if was != now:
            yield Change("wires", wire(target), "", was, now)


def _feed(wiring: Wiring[Term], target: Element) -> str | None:
    source = wiring.wires.get(target)
    return None if source is None else ".".join((source, *wiring.paths.get(target, ())))


# -- items -----------------------------------------------------------------------------------------------------------


def _items(before: Version, after: Version) -> Iterator[Change]:
    sections = dict.fromkeys((*before.diagram.items, *after.diagram.items))
    for section in sections:
        was, now = (_named(each, section) for each in (before, after))
        for name in dict.fromkeys((*was, *now)):
            yield from _item(section, name, was.get(name), now.get(name))


class _Said(NamedTuple):
    """An item with the node that says it."""

    item: CheckedItem
    node: Node


def _item(section: Section, name: str, was: _Said | None, now: _Said | None) -> Iterator[Change]:
    element = Element(name) if section.whole or name.startswith("learn:") else item(section.name, name)
    if was is None or now is None:
        yield Change(section.name, element, "", *(None if each is None else write(each.node) for each in (was, now)))
        return
    if (was.item.value, was.item.doc, was.item.cites) == (now.item.value, now.item.doc, now.item.cites):
        return
    told = list(edits(was.node, now.node))
    for edit in told:
        yield Change(section.name, element, ".".join(edit.path), edit.before, edit.after)
    if not told:  # the same words with another meaning, by a parameter for example
        yield Change(section.name, element, "", write(was.node), write(now.node))


def _named(version: Version, section: Section) -> dict[str, _Said]:
    """The items of a section by name; those of a list by the first thing that they say."""
    entries = version.page.entries.get(section.name, ())
    by_name = {entry.name.text if entry.name is not None else str(at): entry for at, entry in enumerate(entries)}
    found: dict[str, _Said] = {}
    for each in version.diagram.of(section):
        entry = by_name[each.name]
        name = each.name if entry.name is not None else _call(section, entry, found)
        found[name] = _Said(each, entry.item.node)
    return found


def _call(section: Section, entry: Entry, taken: Iterable[str]) -> str:
    """A name for a member of a list, or for a section that is one item: `learn:a~b`, else its first value."""
    if section.whole:
        return section.name
    node = entry.item.node
    key, first = node.entries[0] if isinstance(node, Keyed) and node.entries else (None, node)
    text = write(first)
    if key is not None and key.value == "learn":
        source, _, target = text.partition("~>")
        text = f"learn:{source.strip()}~{target.strip()}"
    name, count = text, 1
    while name in taken:
        count += 1
        name = f"{text}#{count}"
    return name


# -- nested diagrams -------------------------------------------------------------------------------------------------


def _inside(old: CheckedDiagram, new: CheckedDiagram) -> Iterator[Change]:
    """What has changed within boxes that are proposals themselves: their wiring, boxes and types."""
    for name, held in new.boxes.items():
        was = old.boxes[name].nested if name in old.boxes else None
        if was is None or held.nested is None or was is held.nested:
            continue
        now = held.nested
        inner = (
            *_boxes(was, now),
            *_ports(was.wiring, now.wiring),
            *_wires(was.wiring, now.wiring),
            *_inside(was, now),
        )
        for each in inner:
            if owner(each.element) or each.section != "ports":  # its outer ports are those of the box
                yield each._replace(element=nested(name, each.element))
