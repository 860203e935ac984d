"""Interfaces: from the parameters and ports of a kind, box or proposal to a telescope and its shape."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

from interlock.diagram.shape import Port, Shape, overreaches, telescopic
from interlock.elaborate.elaboration import Elaboration, Place
from interlock.elaborate.expression import term, type_
from interlock.elaborate.fault import DishonestInterface, DuplicateName, Misplaced, NotFixed, UnknownThing
from interlock.elaborate.owed import Owed
from interlock.elaborate.scope import Meaning, Scope
from interlock.kernel.builtin import PROP, UNKNOWN
from interlock.kernel.context import Context
from interlock.kernel.evaluate import evaluate
from interlock.kernel.judge import Refused, infer
from interlock.kernel.part import levels
from interlock.kernel.quote import identity
from interlock.kernel.subsume import stripped
from interlock.kernel.telescope import Field, Telescope
from interlock.kernel.term import Environment, Term
from interlock.record import dataclass, field
from interlock.syntax import node
from interlock.syntax.lexis import IDENTIFIER
from interlock.syntax.page import Field as FieldSyntax
from interlock.syntax.page import Page, PortSyntax
from interlock.syntax.suggest import nearest
from interlock.text.site import Site

PORT_LEVEL = 0
"""A port's type lives in `Type`, so that types come by parameters, never over wires."""


@dataclass(frozen=True, slots=True)
class Interface:
    """A telescope, its shape, the default of each parameter, and where each parameter and port is declared.

    ``unstill`` are the outputs that are declared fixed and depend on what is not; a fault has been told of each.
    ``admits`` says of some ports why what they owe is to be taken for granted, ``owing`` what must hold for their contracts
    to make sense.
    """

    telescope: Telescope
    shape: Shape
    defaults: tuple[Term | None, ...]
    sites: tuple[Site, ...]
    sound: bool
    unstill: frozenset[int] = frozenset()
    admits: Mapping[str, str] = field(default_factory=dict)
    owing: Mapping[str, tuple[Owed, ...]] = field(default_factory=dict)

    def port_site(self, at: int) -> Site:
        """Where port ``at`` is declared."""
        return self.sites[len(self.telescope.parameters) + at]


@dataclass(frozen=True, slots=True)
class Declared:
    """The author's parameters and ports, each with the elaboration of the item in which they stand."""

    parameters: Sequence[FieldSyntax]
    ports: Sequence[PortSyntax]
    parameters_in: Elaboration
    ports_in: Elaboration
    memory: bool = False


def interface(declared: Declared, scope: Scope, context: Context) -> Interface:
    """Elaborate an interface in order; an ill-typed port has the type UNKNOWN and the others are gone on with."""
    place = Place(scope, context)
    start = (len(declared.parameters_in.faults), len(declared.ports_in.faults))
    base = context.depth
    parameters, defaults, place = _parameters(declared, place)
    fields: list[Field] = []
    owing: dict[str, tuple[Owed, ...]] = {}
    taken = {p.name.text: declared.parameters_in.site(p.name) for p in declared.parameters}
    kept = distinct(declared.ports, declared.ports_in, taken)
    for port in kept:
        field, place, owed = _port(port, place, declared.ports_in)
        owing |= {field.name: owed} if owed else {}
        fields.append(field)
    shape = _shape(kept, fields, base + len(parameters), declared)
    unstill = _unstill(kept, fields, shape, declared.ports_in)
    faultless = start == (len(declared.parameters_in.faults), len(declared.ports_in.faults))
    if not faultless:
        _mark_early(declared, start)
    sites = [declared.parameters_in.site(p.name) for p in declared.parameters[: len(parameters)]]
    sites += [declared.ports_in.site(p.name) for p in kept]
    admits = {port.name.text: port.admit for port in kept if port.admit}
    telescope = Telescope(tuple(parameters), tuple(fields))
    return Interface(telescope, shape, tuple(defaults), tuple(sites), faultless, unstill, admits, owing)


def _mark_early(declared: Declared, start: tuple[int, int]) -> None:
    """Marks names that are not known yet where they stand, in the faults from ``start`` on: order is what is wrong."""
    names = {each.name.text for each in declared.parameters} | {each.name.text for each in declared.ports}
    for e, first in zip((declared.parameters_in, declared.ports_in), start, strict=True):
        e.faults[first:] = [
            fault._replace(early=True) if isinstance(fault, UnknownThing) and fault.name in names else fault
            for fault in e.faults[first:]
        ]


def _parameters(declared: Declared, place: Place) -> tuple[list[Field], list[Term | None], Place]:
    e = declared.parameters_in
    fields: list[Field] = []
    defaults: list[Term | None] = []
    usual: Environment = identity(place.context.depth)  # each parameter at its default, where it has one
    for parameter in declared.parameters:
        found = e.finish(type_(parameter.type, place, e), place, parameter.type)
        value = e.value(found, place.context)
        default: Term | None = None
        here: Term = place.context.variable
        if parameter.default is not None:
            site = e.site(parameter.default)
            expected = e.limited(site, partial(evaluate, found, usual, e.metas.machine), UNKNOWN)
            default = e.finish(term(parameter.default, expected, place, e, "the default"), place, parameter.default)
            here = e.limited(site, partial(evaluate, default, usual, e.metas.machine), UNKNOWN)
        fields.append(Field(parameter.name.text, found))
        defaults.append(None if here is UNKNOWN else default)
        usual = (*usual, here)
        place = place.bind(parameter.name.text, value)
    return fields, defaults, place


def distinct(ports: Sequence[PortSyntax], e: Elaboration, taken: Mapping[str, Site]) -> list[PortSyntax]:
    """The ports whose names are new; a fault for each of the others, which ``taken`` or a port before it has."""
    seen = dict(taken)
    kept = []
    for port in ports:
        first = seen.setdefault(port.name.text, e.site(port.name))
        if first == e.site(port.name):
            kept.append(port)
        else:
            e.faults.append(DuplicateName(e.site(port.name), port.name.text, first))
    return kept


def undirected(page: Page) -> frozenset[str]:
    """The outer ports of which nobody says whether they are inputs: what follows from taking them for such is silent."""
    return frozenset(
        key.value
        for entry in page.entries.get("ports", ())
        if entry.item.anchor in page.told and isinstance(entry.item.node, node.Mapping)
        for key, _ in entry.item.node.entries
        if IDENTIFIER.fullmatch(key.value)
    )


def _port(port: PortSyntax, place: Place, e: Elaboration) -> tuple[Field, Place, tuple[Owed, ...]]:
    """A port, the place behind it, and what must hold for its contract to make sense."""
    _misplaced(port, e)
    found = e.finish(type_(port.type, place, e, PORT_LEVEL), place, port.type)
    value = e.value(found, place.context)
    given = None
    if port.is_ is not None and port.direction == "out":
        given = e.finish(term(port.is_, value, place, e, f"`{port.name.text}`"), place, port.is_)
    inner, before = place.bind(port.name.text, value), len(e.owed)
    assume, guarantee = (
        None if node is None else e.finish(term(node, PROP, inner, e), inner, node)
        for node in (port.assume, port.guarantee)
    )
    field = Field(port.name.text, found, port.direction == "in", given, assume, guarantee, port.fixed)
    owed = tuple(e.owed[before:])
    stated = [e.value(one, inner.context) for one in (assume, guarantee) if one is not None and one is not UNKNOWN]
    if stated:
        inner = inner._replace(context=inner.context.assuming(*stated))
    if given is None or given is UNKNOWN:
        return field, inner, owed
    return field, e.limited(e.site(port.name), lambda: _giving(given, value, place, inner, e), inner), owed


def _giving(given: Term, type_: Term, place: Place, inner: Place, e: Elaboration) -> Place:
    """The place behind a port that is given: later types see its value. A refinement is known of the variable only."""
    if stripped(type_, place.context) is not type_:
        return inner
    try:
        found = infer(given, place.context)
    except Refused:  # functions and records have no type of their own
        return inner
    return Place(inner.scope.give(Meaning(e.value(given, place.context), found)), inner.context)


def _misplaced(port: PortSyntax, e: Elaboration) -> None:
    """Tell of keys that say something of the other direction."""
    is_input = port.direction == "in"
    stated = {
        "is": is_input and port.is_ is not None,
        "from": is_input and port.from_ is not None,
        "guarantee": is_input and port.guarantee is not None,
        "relabels": is_input and port.value("relabels") is not None,
        "assume": not is_input and port.assume is not None,
    }
    for key, misplaced in stated.items():
        if misplaced:
            site = _key_site(e.item.node, port, key, e) or e.site(port.name)
            e.faults.append(Misplaced(site, key, port.name.text, is_input))


def _key_site(below: node.Node, port: PortSyntax, key: str, e: Elaboration) -> Site | None:
    """Where a key of a port stands in a node that has the port, or has it further in."""
    for name, held in below.entries if isinstance(below, node.Mapping) else ():
        if name.start == port.start and isinstance(held, node.Mapping):
            return next((e.item.site(said.start, said.end) for said, _ in held.entries if said.value == key), None)
        if (found := _key_site(held, port, key, e)) is not None:
            return found
    return None


def _shape(ports: Sequence[PortSyntax], fields: Sequence[Field], offset: int, declared: Declared) -> Shape:
    e = declared.ports_in
    mentions = [
        sorted({level - offset for level in _levels(field) if offset <= level < offset + at})
        for at, field in enumerate(fields)
    ]
    narrowed = {port.name.text: _from(port, ports[:at], e) for at, port in enumerate(ports) if port.from_ is not None}
    row = [Port(port.name.text, "in" if port.direction == "in" else "out") for port in ports]
    shape = telescopic(row, mentions, narrowed, memory=declared.memory)
    for output, other in overreaches(shape):
        site = e.site(ports[output].name)
        hidden = ports[other].name.text
        e.faults.append(DishonestInterface(site, ports[output].name.text, hidden, (hidden, ports[output].name.text)))
    return shape


def _unstill(ports: Sequence[PortSyntax], fields: Sequence[Field], shape: Shape, e: Elaboration) -> frozenset[int]:
    """The outputs that are declared fixed and depend on an input that is not, each with a fault."""
    found = set()
    for at, using in enumerate(shape.depends):
        moving = next((fields[other].name for other in using if not fields[other].fixed), "")
        if fields[at].fixed and not fields[at].incoming and moving:
            found.add(at)
            e.faults.append(NotFixed(e.site(ports[at].name), fields[at].name, moving))
    return frozenset(found)


def _from(port: PortSyntax, before: Sequence[PortSyntax], e: Elaboration) -> tuple[str, ...]:
    """The inputs that `from` names, those that exist before the output."""
    inputs = [other.name.text for other in before if other.direction == "in"]
    for word in port.from_ or ():
        if word.text not in inputs or port.direction == "in":
            e.faults.append(UnknownThing(e.site(word), "port", word.text, "", nearest(word.text, inputs)))
    return tuple(word.text for word in port.from_ or () if word.text in inputs) if port.direction == "out" else ()


def _levels(field: Field) -> set[int]:
    """The levels of the variables that a port's type, contract or given value mentions."""
    parts = (field.type, field.given, field.assume, field.guarantee)
    return {level for part in parts if part is not None for level in levels(part)}
