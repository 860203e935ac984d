"""A proposal elaborated: boxes, wires, walk, items."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from operator import is_
from typing import Literal, cast

from interlock.diagram.causality import Cycle, Step, cuts, cycles, dishonest, reachable, schedule
from interlock.diagram.element import Element, owner
from interlock.diagram.shape import Shape
from interlock.elaborate.box import Boxes, MadeBox, Nested
from interlock.elaborate.elaboration import Elaboration
from interlock.elaborate.fault import (
    DishonestInterface,
    DuplicateName,
    ElaborationFault,
    InstantaneousLoop,
    UnusedSource,
)
from interlock.elaborate.interface import Declared, Interface, interface, undirected
from interlock.elaborate.items import STRUCTURE, Items, illegible_names, proposal_names, resolve_items
from interlock.elaborate.library import Library, Shelf
from interlock.elaborate.metavariable import Metavariables
from interlock.elaborate.mute import mute_boxes
from interlock.elaborate.names import Names
from interlock.elaborate.owed import Owed
from interlock.elaborate.plan import Opened, Plan, Walked
from interlock.elaborate.said import Said
from interlock.elaborate.scope import Scope
from interlock.elaborate.walk import Walk
from interlock.elaborate.wires import Wires, connect
from interlock.kernel.evaluate import evaluate
from interlock.kernel.term import Free, Term
from interlock.record import dataclass, replace
from interlock.syntax.fault import TypeSyntax
from interlock.syntax.page import Entry, Field, Page, PortSyntax
from interlock.syntax.surface import Item
from interlock.text.site import Anchor, Site


@dataclass(frozen=True, slots=True)
class Structure:
    """The interface, the boxes and the wires of a proposal, elaborated, with what is wrong with them and what they owe."""

    page: Page
    shelf: Shelf
    outer: Interface
    boxes: Boxes
    wires: Wires
    order: tuple[Step, ...]
    walk: Walk
    walked: Walked
    faults: tuple[ElaborationFault, ...]
    owed: tuple[Owed, ...]

    def of(self, page: Page) -> bool:
        """Whether another reading of the file has the same structure: the same items, read by the same sections."""
        mine = self.page
        return (
            page.header == mine.header
            and page.grammar == mine.grammar
            and all(
                len(page.entries.get(name, ())) == len(mine.entries.get(name, ()))
                and all(map(is_, page.entries.get(name, ()), mine.entries.get(name, ())))
                for name in STRUCTURE - {"variants"}
            )
            and not any(box.nested for box in self.boxes.made.values())
        )


@dataclass(frozen=True, slots=True)
class Elaborated:
    """A proposal whose wires are judged, with what is wrong with it."""

    structure: Structure

    page: Page
    interface: Interface
    boxes: Mapping[str, MadeBox]
    wires: Wires
    order: tuple[Step, ...]
    walked: Walked
    names: Names
    items: Items
    faults: tuple[ElaborationFault, ...]
    instantaneous: bool
    owed: tuple[Owed, ...] = ()


def outer_interface(
    page: Page, library: Library, metas: Metavariables
) -> tuple[Interface, list[ElaborationFault], list[Owed]]:
    """The interface of a proposal, as a kind would declare it."""
    parameters, ports = (_whole(page, name) for name in ("parameters", "ports"))
    blank = Item(Anchor(page.source, ""), None, page.header["proposal"].node)
    e = Elaboration(parameters.item if parameters else blank, library.signature, metas)
    other = Elaboration(ports.item if ports else blank, library.signature, metas)
    declared = Declared(
        cast("tuple[Field, ...]", (parameters.value if parameters else ()) or ()),
        cast("tuple[PortSyntax, ...]", (ports.value if ports else ()) or ()),
        e,
        other,
    )
    made = interface(declared, Scope(library.shelf(page.source, page)), e.context())
    return made, [*e.faults, *other.faults], [*e.owed, *other.owed]


def _whole(page: Page, name: str) -> Entry | None:
    entries = page.entries.get(name, ())
    return entries[0] if entries and isinstance(entries[0].value, tuple) else None


def elaborate(
    page: Page,
    library: Library,
    nest: Callable[[str], Nested | Literal[False] | None],
    before: Structure | None = None,
) -> Elaborated:
    """Elaborate a proposal as far as it goes; ``nest`` gives the proposals that may be boxes.

    A structure that the page has in common with an earlier one is taken over, and only the other items are resolved.
    """
    made = before if before is not None and before.of(page) else structure(page, library, nest)
    boxes, walked = made.boxes, made.walked
    names, items = _items(page, made)
    unused = [] if boxes.opaque else _unused(page, made.wires, items, boxes.made, made.outer)
    return Elaborated(
        made,
        page,
        made.outer,
        boxes.made,
        made.wires,
        made.order,
        walked,
        names,
        items,
        (*made.faults, *items.faults, *unused),
        all(box.instantaneous for box in boxes.made.values()),
        (*made.owed, *items.owed),
    )


def structure(page: Page, library: Library, nest: Callable[[str], Nested | Literal[False] | None]) -> Structure:
    """The structure of a proposal, elaborated as far as it goes."""
    metas = Metavariables(library.signature)
    outer, faults, owed = outer_interface(page, library, metas)
    parameters = rigid(outer, metas)
    shelf = library.shelf(page.source, page)
    scope = Scope(shelf, frees=frozenset(parameters))
    boxes = Boxes(page, library, shelf, scope, dict(parameters), metas, nest)
    boxes.make({port.name: outer.port_site(at) for at, port in enumerate(outer.shape.ports)})
    shapes = {name: box.interface.shape for name, box in boxes.made.items()}
    families = frozenset([name for name, box in boxes.made.items() if box.family])
    wires = connect(page.entries.get("wires", ()), outer.shape, shapes, frozenset(boxes.opaque), families, boxes.meant)
    twice = {fault.name for fault in faults if isinstance(fault, DuplicateName)} | boxes.twice()
    kept, order, loops = causal(outer, shapes, wires)
    plan = _plan(outer, parameters, boxes, wires, kept, order, library)
    walk = Walk(plan, metas)
    walked = walk.run()
    for waiting in boxes.waiting:
        faults += waiting.settle()
        boxes.owed += waiting.owes()
    told = (
        *faults,
        *boxes.faults,
        *(f for f in wires.faults if getattr(f, "port", "") not in twice),
        *loops,
        *walked.faults,
    )
    if loose := undirected(page):
        told = tuple(f for f in told if getattr(f, "port", getattr(f, "target", "")) not in loose)
    owed += [*boxes.owed, *walked.owed]
    return Structure(page, shelf, outer, boxes, wires, order, walk, walked, told, tuple(owed))


def rigid(outer: Interface, metas: Metavariables) -> dict[str, Term]:
    """The proposal's own parameters as variables of the diagram, with the values of their types."""
    types: dict[str, Term] = {}
    environment: tuple[Term, ...] = ()
    for parameter in outer.telescope.parameters:
        types[parameter.name] = evaluate(parameter.type, environment, metas.machine)
        environment = (*environment, Free(parameter.name))
    return types


def _plan(
    outer: Interface,
    parameters: Mapping[str, Term],
    boxes: Boxes,
    wires: Wires,
    kept: Mapping[Element, Element],
    order: tuple[Step, ...],
    library: Library,
) -> Plan:
    outside = Opened(outer, tuple(Free(name) for name in parameters), Site(Anchor(boxes.page.source, ""), 0, 0))
    opened = {
        name: Opened(box.interface, box.given, box.site, box.kind_name, box.instantaneous, box.family is not None)
        for name, box in boxes.made.items()
    }
    lost = _Lost(wires.missing)
    plan = Plan({"": outside, **opened}, order, kept, wires.paths, wires.sites, lost, library.signature, parameters)
    if not (wires.paths or wires.broken or any(box.is_family for box in opened.values())):
        return plan
    return replace(plan, bent=_bent(opened, wires), broken=wires.broken, scope=boxes.scope)


def _bent(opened: Mapping[str, Opened], wires: Wires) -> frozenset[Element]:
    """The targets whose value is not that of their source: by a way, or because they are a family's."""
    inputs = (
        Element(f"{name}.{port}")
        for name, box in opened.items()
        if box.is_family
        for port in box.interface.shape.inputs
    )
    return frozenset((*wires.paths, *wires.broken, *inputs))


class _Lost(frozenset[Element]):
    """Every target but those to which no wire goes at all: the others' faults are told."""

    __slots__ = ()

    def __contains__(self, target: object) -> bool:
        return not super().__contains__(target)


def causal(
    outer: Interface, shapes: Mapping[str, Shape], wires: Wires
) -> tuple[Mapping[Element, Element], tuple[Step, ...], list[ElaborationFault]]:
    """An order of all ports, and what is wrong with causality: one loop a tangle, whose wires are then taken out."""
    kept = dict(wires.sources)
    told: list[ElaborationFault] = []
    first = True
    while True:
        order = schedule(outer.shape, shapes, kept)
        if not isinstance(order, Cycle):
            break
        positions = wires.positions()
        for cycle in cycles(outer.shape, shapes, kept):
            # Loops that are left when the shortest of each tangle is cut are, as far as anyone can tell, its echo.
            if first:
                told.append(_loop(cycle, outer, wires, positions))
            for target in cycle.wires:
                kept.pop(target, None)
        first = False
    if not told:
        told += _dishonest(outer, shapes, wires)
    if not outer.sound:  # a type that speaks of what stands below it has told the same mistake
        told = [fault for fault in told if not (isinstance(fault, DishonestInterface) and fault.late)]
    return kept, order, told


def _loop(cycle: Cycle, outer: Interface, wires: Wires, positions: Mapping[Element, int]) -> ElaborationFault:
    if cycle.through_outside:
        inner = [port for port in cycle.ports if not owner(port)]
        output = next((p for p in inner if outer.shape.ports[outer.shape.index[p]].direction == "out"), inner[0])
        hidden = next((p for p in inner if p != output), output)
        return _hidden(outer, output, hidden, tuple(cycle.ports))
    last = max(cycle.wires, key=positions.__getitem__)
    others = tuple(wires.sites[target] for target in cuts(cycle) if target != last)
    return InstantaneousLoop(wires.sites[last], tuple(cycle.ports), tuple(cuts(cycle)), others)


def _hidden(outer: Interface, output: str, hidden: str, way: tuple[str, ...]) -> DishonestInterface:
    at, other = outer.shape.index[output], outer.shape.index[hidden]
    return DishonestInterface(outer.port_site(at), output, hidden, way, late=at < other)


def _dishonest(outer: Interface, shapes: Mapping[str, Shape], wires: Wires) -> list[ElaborationFault]:
    """Outer outputs that depend on inputs which their declaration leaves out."""
    shape = outer.shape
    inputs = [at for at, port in enumerate(shape.ports) if port.direction == "in"]
    honest = all(
        len(shape.depends[at]) == len(inputs) for at, port in enumerate(shape.ports) if port.direction == "out"
    )
    if honest:
        return []
    found = dishonest(shape, reachable(shape, shapes, wires.sources))
    return [_hidden(outer, output, hidden, (hidden, output)) for output, hidden in found]


def _items(page: Page, made: Structure) -> tuple[Names, Items]:
    shelf, outer = made.shelf, made.outer
    boxes, opaque = made.boxes.made, mute_boxes(page).union(made.boxes.opaque)
    outside = {port.name: port.direction for port in outer.shape.ports}
    defaults = {p.name: d for p, d in zip(outer.telescope.parameters, outer.defaults, strict=True)}
    if all(section in STRUCTURE for section in page.entries):
        return Names({}, {}), Items({}, (), frozenset())
    names = proposal_names(page, shelf, boxes, outside, made.wires.settled(made.faults), defaults, opaque)
    names = replace(names, paths=made.wires.paths)
    torn = {anchor for anchor, faults in page.told.items() if any(isinstance(one, TypeSyntax) for one in faults)}
    said = Said(shelf, boxes, opaque, outer, made.walk, torn)
    items = resolve_items(page, names, said)
    mentioned = items.mentioned | said.mentioned
    return names, Items(
        items.values, (*items.faults, *said.faults), mentioned, tuple(said.propositions), tuple(said.owed)
    )


def _unused(
    page: Page, wires: Wires, items: Items, boxes: Mapping[str, MadeBox], outer: Interface
) -> list[ElaborationFault]:
    """Sources that feed nothing and that no item names."""
    told: list[ElaborationFault] = []
    loose = undirected(page) | illegible_names(page)
    for source in wires.unused:
        name = owner(source)
        if source in items.mentioned or name in items.mentioned or source in loose:
            continue
        site = boxes[name].site if name else outer.port_site(outer.shape.index[source])
        told.append(UnusedSource(site, source))
    return told
