"""The items of a proposal: the names that they may use, and their values."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Mapping as Map
from fractions import Fraction
from itertools import product
from typing import cast

from interlock.diagram.element import Element
from interlock.diagram.element import item as element_of
from interlock.elaborate.box import MadeBox
from interlock.elaborate.fault import ElaborationFault, Lawless, Misshapen, NotAnalysed
from interlock.elaborate.forest import failure_types
from interlock.elaborate.library import Shelf
from interlock.elaborate.names import Names
from interlock.elaborate.owed import Owed
from interlock.elaborate.quantity import Units, mismatch, written
from interlock.elaborate.resolve import FAILED, LEARNING, Resolution
from interlock.elaborate.resolved import CheckedItem, Quantity
from interlock.elaborate.saying import Saying
from interlock.elaborate.weights import unfit_weights
from interlock.elaborate.wires import written_names
from interlock.kernel.measure import read_measure, spell_measure
from interlock.kernel.spell import untyped
from interlock.kernel.term import Free, Literal, Term
from interlock.record import dataclass
from interlock.syntax.declared import Event, Failures, Scenario
from interlock.syntax.expression import Word
from interlock.syntax.formula import Amount, Unit
from interlock.syntax.node import PIECE, Mapping, Scalar
from interlock.syntax.node import Sequence as Listed
from interlock.syntax.page import Entry, Field, Fields, LearnSyntax, Page
from interlock.syntax.section import Section
from interlock.text.site import Anchor, Site

STRUCTURE = frozenset(("parameters", "ports", "boxes", "wires", "variants"))
"""Sections that the elaborator reads itself; all others are resolved alike."""


@dataclass(frozen=True, slots=True)
class Items:
    """What the items are, what is wrong with them, and the ports that they name."""

    values: Map[Section, tuple[CheckedItem, ...]]
    faults: tuple[ElaborationFault, ...]
    mentioned: frozenset[str]
    propositions: tuple[Term, ...] = ()
    owed: tuple[Owed, ...] = ()


def event_names(boxes: Map[str, MadeBox]) -> dict[str, str]:
    """The events of boxes, by dotted name."""
    found: dict[str, str] = {}
    for name, box in boxes.items():
        for event in declared_events(box.kind.fields if box.kind else box.fields):
            found[f"{name}.{event}"] = f"{name}.{event}"
        for event in box.nested.events if box.nested else ():
            found[f"{name}/{event}"] = f"{name}/{event}"
    return found


def family_numbers(boxes: Map[str, MadeBox], numbers: Map[str, Fraction | None]) -> dict[str, int | None]:
    """The families, those within proposals too, and how many boxes each has, where a number or a default says it."""
    found: dict[str, int | None] = {}
    for name, box in boxes.items():
        if box.family is not None:
            stated = box.family.number
            number = numbers.get(stated.name) if isinstance(stated, Free) else _number(stated)
            found[name] = None if number is None else int(number)
        for inner in box.nested.families if box.nested else ():
            found[f"{name}/{inner}"] = None
    return found


def declared_events(fields: Fields) -> tuple[str, ...]:
    """The events that a kind or a box of its own declares."""
    failures = fields.value("failures")
    pairs = (
        cast("tuple[tuple[Word, object], ...]", failures.value("events") or ()) if isinstance(failures, Fields) else ()
    )
    return tuple(word.text for word, _ in pairs)


def proposal_names(
    page: Page,
    shelf: Shelf,
    boxes: Map[str, MadeBox],
    outer: Map[str, str],
    wires: Map[Element, Element],
    defaults: Map[str, Term | None],
    opaque: frozenset[str] = frozenset(),
) -> Names:
    """The names that items of a proposal may use."""
    spaces: dict[str, dict[str, str]] = {
        "event": event_names(boxes),
        "failure": dict.fromkeys(failure_types(page, shelf), ""),
    }
    for section in page.grammar:
        if section.introduces and section.at == "proposal":
            names = (entry.name.text for entry in page.entries.get(section.name, ()) if entry.name is not None)
            spaces.setdefault(section.introduces, {}).update({name: name for name in names})
    for entry in page.entries.get("failures", ()):
        own = (
            cast("tuple[tuple[Word, object], ...]", entry.value.value("events") or ())
            if isinstance(entry.value, Fields)
            else ()
        )
        spaces["event"].update({word.text: word.text for word, _ in own if "." not in word.text})
    labels = [entry.name.text for _, entry in shelf.entries("labels") if entry.name is not None]
    spaces.setdefault("label", {}).update(zip(labels, labels, strict=True))
    ports = {f"{name}.{port.name}": port.direction for name, box in boxes.items() for port in box.interface.shape.ports}
    numbers = {name: _number(term) for name, term in defaults.items()}
    return Names(
        spaces,
        {**ports, **outer},
        frozenset(outer),
        frozenset(boxes),
        wires,
        units(shelf),
        numbers,
        opaque,
        shelf.partial,
        family_numbers(boxes, numbers),
        page.ousted,
        frozenset(_learns(page)),
        frozenset(_torn(page)),
        contested(shelf),
        misstated=frozenset(_misstated(page, defaults)),
    )


def _misstated(page: Page, defaults: Map[str, Term | None]) -> Iterator[str]:
    """The parameters for which a default is stated and none was found."""
    for entry in page.entries.get("parameters", ()):
        fields = cast("tuple[Field, ...]", entry.value) if isinstance(entry.value, tuple) else ()
        yield from (
            each.name.text for each in fields if each.default is not None and defaults.get(each.name.text) is None
        )


def _torn(page: Page) -> Iterator[str]:
    """The namespaces whose names stand in sections that could not be read, or of which something could not."""
    for section in page.grammar if page.torn or page.told else ():
        if section.at == "proposal" and (section.name in page.torn or _misread(page, section.name)):
            yield from (section.introduces,) if section.introduces else ("event", "failure") if section.whole else ()


def _misread(page: Page, section: str) -> bool:
    """Whether a section has not the shape that it is to have."""
    entries = page.entries.get(section, ())
    return Anchor(page.source, section) in page.told and not any(isinstance(e.item.node, Mapping) for e in entries)


def _learns(page: Page) -> Iterator[tuple[str, str]]:
    """The ends of the learn wires of a proposal, as they are written."""
    for entry in page.entries.get("learns", ()):
        ends = entry.value.value("learn") if isinstance(entry.value, Fields) else None
        if isinstance(ends, LearnSyntax):
            yield ends.source.text, ends.target.text


def _number(term: Term | None) -> Fraction | None:
    if isinstance(term, Literal) and isinstance(term.value, int | Fraction) and not isinstance(term.value, bool):
        return Fraction(term.value)
    return None


def units(shelf: Shelf) -> Units:
    """Every unit of the vocabularies in use, by its bare name and by that with the vocabulary's."""
    own = [(shelf.library.pages[source].name.text, shelf.library.units(source)) for source in shelf.sources]
    bare = {name: unit for _, found in own for name, unit in found.items()}
    return bare | {f"{vocabulary}.{name}": unit for vocabulary, found in own for name, unit in found.items()}


def contested(shelf: Shelf) -> dict[str, tuple[str, ...]]:
    """The units that several vocabularies in use declare, and not alike, each with these."""
    found: dict[str, list[str]] = {}
    for source in shelf.sources if len(shelf.sources) > 1 else ():
        for name in shelf.library.units(source):
            found.setdefault(name, []).append(source)
    library = shelf.library
    return {
        name: tuple(library.pages[source].name.text for source in sources)
        for name, sources in found.items()
        if len({library.units(source)[name] for source in sources}) > 1
    }


def resolve_items(page: Page, names: Names, saying: Saying) -> Items:
    """Resolve every section but those of the structure; then ask each section's law."""
    values: dict[Section, tuple[CheckedItem, ...]] = {}
    faults: list[ElaborationFault] = []
    mentioned: set[str] = set()
    for section in page.grammar:
        entries = page.entries.get(section.name, ())
        if section.at != "proposal" or section.name in STRUCTURE or not entries:
            continue
        if not all(belongs(entry, section) for entry in entries):
            entries = tuple(entry for entry in entries if belongs(entry, section))
        made: list[CheckedItem] = []
        lawbound: list[tuple[int, Entry]] = []  # no law is asked of an item of which something could not be read
        for at, entry in enumerate(entries):
            resolution = Resolution(entry.item, names, saying)
            value = resolution.value(section.item, entry.value, {})
            faults += resolution.faults
            mentioned |= resolution.mentioned
            if value is not FAILED and value is not None:
                whole = not resolution.faults and entry.item.anchor not in page.told
                lawbound += [(len(made), entry)] if whole else []
                name = entry.name.text if entry.name is not None else str(at)
                made.append(CheckedItem(element_of(section.name, name), name, value, entry.doc, entry.cites))
                faults += numbers(value, entry)
        if made:
            values[section] = tuple(made)
        faults += lawful(section, made, lawbound)
        faults += unfit_weights(made, _place(entries[0])) if lawbound and len(lawbound) == len(entries) else []
        faults += not_analysed(section, entries)
    return Items(values, tuple(faults), frozenset(mentioned))


def not_analysed(section: Section, entries: Iterable[Entry]) -> list[ElaborationFault]:
    """That nothing is done with a section, at the first of its items that could be read."""
    legible = [entry for entry in entries if entry.value is not None]
    return [NotAnalysed(_place(legible[0]), section.name, section.pending)] if section.pending and legible else []


def belongs(entry: Entry, section: Section) -> bool:
    """Whether an entry was read by this section, where several sections share a name."""
    if not isinstance(entry.value, Fields):
        return True
    return any(summand is entry.value.sort for summand in section.summands())


def _place(entry: Entry) -> Site:
    if entry.name is not None:
        return entry.item.site(entry.name.start, entry.name.end)
    return entry.item.site(entry.item.node.start, entry.item.node.end)


def lawful(
    section: Section, items: Sequence[CheckedItem], bound: Iterable[tuple[int, Entry]]
) -> list[ElaborationFault]:
    """What the section's law has against each item, at the key that it names."""
    if section.law is None:
        return []
    return [
        Lawless(
            key_place(entry, tuple(filter(None, complaint.at.split(".")))),
            complaint.code,
            complaint.says.plain(),
            complaint.help,
        )
        for at, entry in bound
        for complaint in section.law(items[at], items)
    ]


def numbers(value: object, entry: Entry) -> list[ElaborationFault]:
    """What is wrong with the numbers of core's own items: probabilities lie in [0, 1], rates times exposures count."""
    if isinstance(value, Scenario):
        return _probability(value.weight, entry, ("weight",))
    if not isinstance(value, Failures):
        return []
    return event_numbers(value.events or (), entry, cast("Fields", entry.value), ("events",))


def event_numbers(
    events: Iterable[tuple[str, object]], entry: Entry, stated: Fields, path: tuple[str, ...]
) -> list[ElaborationFault]:
    """What is wrong with the numbers of events, which ``stated`` has as they are written, below a path of the item."""
    told: list[ElaborationFault] = []
    for name, event in events:
        if isinstance(event, Event):
            told += _probability(event.probability, entry, (*path, name, "probability"))
            told += _exposure(event, entry, stated, (*path, name))
    return told


def _probability(value: object, entry: Entry, path: tuple[str, ...]) -> list[ElaborationFault]:
    if isinstance(value, Quantity):
        if value.low >= 0 and value.high <= 1:
            return []
        found = untyped(value.low) if value.low == value.high else f"{untyped(value.low)} .. {untyped(value.high)}"
        return [Misshapen(key_place(entry, path), "a probability between 0 and 1", f"`{found}`")]
    pairs = value if isinstance(value, tuple) else ()
    return [fault for scenario, number in pairs for fault in _probability(number, entry, (*path, scenario))]


def _exposure(event: Event, entry: Entry, stated: Fields, path: tuple[str, ...]) -> list[ElaborationFault]:
    """A rate times its exposure, or the interval between tests, is a number of faults, in each scenario; none is negative."""
    for key, numbers in (("rate", event.rate), ("exposure", event.exposure), ("tested", event.tested)):
        if any(one.low < 0 for one in _each(numbers)):
            return [Misshapen(key_place(entry, (*path, key)), "a number of 0 or more", "a negative one")]
    for key, numbers in (("exposure", event.exposure), ("tested", event.tested)):
        for rate, exposure in product(_each(event.rate), _each(numbers)):
            count = read_measure(rate.unit).times(read_measure(exposure.unit))
            if count.powers != _COUNT.powers:
                places = [key_place(entry, (*path, one)) for one in ("rate", key)]
                home = key_place(entry, path).anchor
                site = next((place for place in places if place.anchor != home), places[0])  # what a variant changed
                units = [_unit(stated, path[-1], one) for one in ("rate", key)]
                spelled = spell_measure(count.powers) if None in units else written(*units)
                return [mismatch(site, ("fault", _COUNT), (spelled, count))]
    return []


def _each(value: object) -> list[Quantity]:
    """The numbers of a number, or of one for each of some scenarios."""
    numbers = [one for _, one in value] if isinstance(value, tuple) and not isinstance(value, Quantity) else [value]
    return [one for one in numbers if isinstance(one, Quantity)]


def _unit(stated: Fields, event: str, key: str) -> Unit | None:
    """The unit that is written in a number of an event."""
    events = stated.value("events")
    for word, fields in cast("tuple[tuple[Word, object], ...]", events or ()):
        amount = fields.value(key) if word.text == event and isinstance(fields, Fields) else None
        if isinstance(amount, Amount):
            return amount.unit
    return None


_COUNT = read_measure("fault")


def key_place(entry: Entry, path: tuple[str, ...]) -> Site:
    """Where the key at the end of a path stands, as far as it goes; in a list keys are numbers."""
    node = entry.item.node
    found = _place(entry)
    for key in path:
        if isinstance(node, Scalar) and node.value:  # the first key of a record may be left out
            return entry.item.site(node.start, node.end)
        if isinstance(node, Listed) and key.isdecimal() and int(key) < len(node.members):
            node = node.members[int(key)]
            found = entry.item.site(node.start, node.end)
            continue
        pairs = getattr(node, "entries", ())
        match = next(((scalar, below) for scalar, below in pairs if scalar.value == key), None)
        if match is None:
            break
        scalar, node = match
        stands = scalar if scalar.start >> PIECE == node.start >> PIECE else node  # a variant may change the value only
        found = entry.item.site(stands.start, stands.end)
    return found


def illegible_names(page: Page) -> frozenset[str]:
    """The names in items that could not be read: what they were to say may well use them."""
    return frozenset(
        name
        for section, entries in page.entries.items()
        if page.told and section not in STRUCTURE
        for entry in entries
        if entry.item.anchor in page.told
        for name in written_names(entry.item.node)
    )


def kind_names(fields: Fields, ports: Map[str, str], names: Names) -> Names:
    """The names that the failures of a kind may use: its own events, its ports bare, and `learning`."""
    own = dict.fromkeys(declared_events(fields), "")
    spaces = {**names.spaces, "event": own}
    directions = {**ports, LEARNING: "in"}
    return Names(
        spaces,
        directions,
        units=names.units,
        parameters=names.parameters,
        partial=names.partial,
        contested=names.contested,
    )
