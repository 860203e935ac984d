"""The checked diagram from its parts: labels, failures and nested diagrams of boxes, and what items say."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from interlock.check.checked import CheckedBox, CheckedDiagram, LabelKey, Trusted
from interlock.check.claims import Judged
from interlock.check.modes import judge_modes
from interlock.diagram.shape import Shape
from interlock.diagram.wiring import Box, Wiring
from interlock.elaborate.box import MadeBox
from interlock.elaborate.fault import ElaborationFault
from interlock.elaborate.forest import failure_types, orphans
from interlock.elaborate.items import event_numbers, kind_names, proposal_names
from interlock.elaborate.label import LabelKeys, Labels, ill_declared, label_keys
from interlock.elaborate.library import Library, Shelf
from interlock.elaborate.mute import is_mute
from interlock.elaborate.names import Names
from interlock.elaborate.proposal import Elaborated
from interlock.elaborate.resolve import Resolution
from interlock.kernel.evaluate import Machine, evaluate
from interlock.kernel.signature import Signature
from interlock.kernel.term import Free, Term
from interlock.record import dataclass, field, replace
from interlock.syntax.declared import KindFailures
from interlock.syntax.expression import Word
from interlock.syntax.page import Entry, Fields, Page, PortSyntax
from interlock.syntax.section import Section
from interlock.text.outcome import Fault

Made = tuple[CheckedDiagram, tuple[Fault, ...]]


@dataclass(frozen=True, slots=True)
class _Declared:
    """What a kind declares beside its interface, resolved once for all boxes of the kind."""

    labels: Labels
    port_labels: Mapping[str, Labels]
    relabels: Mapping[str, Labels]
    failures: Any
    mode: str


@dataclass(slots=True)
class _Assembly:
    keys: LabelKeys
    names: Names
    grammar: tuple[Section, ...]
    shelf: Shelf
    page: Page
    faults: list[ElaborationFault] = field(default_factory=list)
    kinds: dict[str, _Declared] = field(default_factory=dict)
    homes: dict[str, _Assembly] = field(default_factory=dict)

    def declared(self, box: MadeBox) -> _Declared:
        """What is declared of a box's kind, in the scope of its file, or of the box itself if it has its own interface."""
        if box.nested:
            return _Declared({}, {}, {}, None, "")
        if box.kind is None:
            return self.stated(box.entry, box.interface.shape)
        if box.kind.name not in self.kinds:
            home = self.home(box.kind.source)
            self.kinds[box.kind.name] = home.stated(box.kind.entry, box.interface.shape)
        return self.kinds[box.kind.name]

    def home(self, source: str) -> _Assembly:
        """A vocabulary, of which what is wrong there is told."""
        if source not in self.homes:
            self.homes[source] = _within(self.shelf.library.pages[source], self.shelf.library)
        return self.homes[source]

    def failure_types(self) -> dict[str, str | None]:
        """The failure types of the file and of those of its boxes' kinds, each with the one of which it is a case."""
        found: dict[str, str | None] = {}
        for home in (*self.homes.values(), self):
            found |= failure_types(home.page, home.shelf)
        return found

    def stated(self, entry: Entry, shape: Shape) -> _Declared:
        """What the record of a kind, or of a box of its own, states beside the interface."""
        fields = entry.value
        if not isinstance(fields, Fields):
            return _Declared({}, {}, {}, None, "")
        ports = [port for port in _ports(fields) if isinstance(port, PortSyntax)]
        of_ports = {p.name.text: self.keys.values(p.value("labels"), entry.item, self.faults) for p in ports}
        relabels = {p.name.text: self.keys.values(p.value("relabels"), entry.item, self.faults) for p in ports}
        labels = self.keys.values(fields.value("labels"), entry.item, self.faults)
        mode = fields.value("mode")
        return _Declared(
            labels,
            {name: values for name, values in of_ports.items() if values},
            {name: values for name, values in relabels.items() if values},
            self._failures(fields, entry, shape),
            mode.text if isinstance(mode, Word) else "",
        )

    def outside(self, key: str) -> dict[str, Labels]:
        """The `labels` or `relabels` of the outer ports."""
        found: dict[str, Labels] = {}
        for entry in self.page.entries.get("ports", ()):
            ports = entry.value if isinstance(entry.value, tuple) else ()
            for port in (port for port in ports if isinstance(port, PortSyntax) and port.extra):
                values = self.keys.values(port.value(key), entry.item, self.faults)
                found |= {port.name.text: values} if values else {}
        return found

    def label_keys(self) -> dict[str, LabelKey]:
        """The label keys of the file and of its boxes' kinds."""
        homes = (*self.homes.values(), self)
        return {
            name: LabelKey(names, home.keys.combine.get(name, ""))
            for home in homes
            for name, names in home.keys.admitted.items()
        }

    def _failures(self, fields: Fields, entry: Entry, shape: Shape) -> Any:
        read = fields.value("failures")
        if not isinstance(read, Fields):
            return None
        names = self.names if self.names.spaces else _bare_names(self.page, self.shelf)
        directions = {port.name: port.direction for port in shape.ports}
        known = kind_names(fields, directions, names)
        resolution = Resolution(entry.item, replace(known, partial=known.partial or is_mute(self.page, entry)))
        found = resolution.record(read)
        self.faults += resolution.faults
        if not isinstance(found, KindFailures):
            return None
        self.faults += event_numbers(found.events or (), entry, read, ("failures", "events"))
        return found


def vocabulary_faults(page: Page, library: Library) -> tuple[ElaborationFault, ...]:
    """What is wrong with the labels and failures that the kinds of a vocabulary state, used or not."""
    assembly = _within(page, library)
    for kind in library.kinds():
        if kind.source == page.source:
            assembly.stated(kind.entry, kind.interface.shape)
    return (*assembly.faults, *ill_declared(page, assembly.shelf), *orphans(page, assembly.shelf))


def _within(page: Page, library: Library) -> _Assembly:
    """The scope of a vocabulary."""
    shelf = library.shelf(page.source)
    return _Assembly(label_keys(page, shelf), _bare_names(page, shelf), page.grammar, shelf, page)


def _bare_names(page: Page, shelf: Shelf) -> Names:
    """The names of a proposal that has no items of its own: the vocabularies' failure types and units."""
    return proposal_names(page, shelf, {}, {}, {}, {})


def _ports(fields: Fields) -> tuple[object, ...]:
    ports = fields.value("ports")
    return ports if isinstance(ports, tuple) else ()


def assemble(
    elaborated: Elaborated,
    library: Library,
    diagrams: Mapping[str, CheckedDiagram | None],
    variant: str,
    judged: Judged,
    attached: Mapping[str, object],
) -> Made:
    """Put the checked diagram together; the caller throws it away if anything was told that is an error."""
    page, walked = elaborated.page, elaborated.walked
    shelf = library.shelf(page.source, page)
    assembly = _Assembly(label_keys(page, shelf), elaborated.names, page.grammar, shelf, page)
    boxes = {name: _box(box, walked.arguments[name], assembly, diagrams) for name, box in elaborated.boxes.items()}
    wiring: Wiring[Term] = Wiring(
        Box(elaborated.interface.shape, walked.types[""]),
        {name: Box(box.interface.shape, walked.types[name]) for name, box in elaborated.boxes.items()},
        elaborated.wires.sources,
        elaborated.wires.paths,
    )
    outer = elaborated.interface.telescope
    parameters = tuple((parameter.name, parameter.type) for parameter in outer.parameters)
    modes = judge_modes(elaborated, boxes)
    diagram = CheckedDiagram(
        page.name.text,
        page.title,
        page.doc,
        page.cites,
        page.source,
        variant,
        parameters,
        wiring,
        boxes,
        elaborated.items.values,
        (*modes.assumed, *judged.assumed),
        assembly.failure_types(),
        modes.mode,
        claims=tuple(judged.claims),
        trusted=_trusted(library.signature),
        defaults=_defaults(elaborated),
        attached=attached,
        label_keys=assembly.label_keys(),
        port_labels=assembly.outside("labels"),
        relabels=assembly.outside("relabels"),
    )
    return diagram, (*ill_declared(page, shelf), *assembly.faults, *modes.faults)


def _trusted(signature: Signature) -> Trusted:
    """What is believed of the declarations that were elaborated, by name."""
    entries = [signature.entries[name] for name in sorted(signature.entries)]
    varying = ((one.name, one.variance) for one in entries if any(how != "invariant" for how in one.variance))
    return Trusted(tuple(varying), tuple((one.name, one.type) for one in entries if one.sort == "lemmas"))


def _defaults(elaborated: Elaborated) -> dict[str, Term]:
    """The values of the parameters, at the defaults of those before them."""
    found: dict[str, Term] = {}
    values: tuple[Term, ...] = ()
    interface = elaborated.interface
    for parameter, default in zip(interface.telescope.parameters, interface.defaults, strict=True):
        value = Free(parameter.name) if default is None else evaluate(default, values, Machine())
        found |= {} if default is None else {parameter.name: value}
        values = (*values, value)
    return found


def _box(
    box: MadeBox, arguments: tuple[Term, ...], assembly: _Assembly, diagrams: Mapping[str, CheckedDiagram | None]
) -> CheckedBox:
    declared = assembly.declared(box)
    own = box.fields.value("labels") if box.kind or box.nested else None
    labels = (
        declared.labels
        if own is None
        else {**declared.labels, **assembly.keys.values(own, box.entry.item, assembly.faults)}
    )
    parameters = box.one.telescope.parameters
    entry = box.kind.entry if box.kind else box.entry
    nested = diagrams.get(box.nested.source) if box.nested else None
    return CheckedBox(
        box.name,
        box.kind_name,
        box.interface.shape,
        tuple([(p.name, term) for p, term in zip(parameters, arguments, strict=not box.family)]),
        labels,
        declared.port_labels,
        declared.relabels,
        nested.mode if nested else declared.mode,
        declared.failures,
        entry.doc,
        entry.cites,
        nested,
        arguments[-1] if box.family else None,
    )
