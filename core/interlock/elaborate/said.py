"""What items say: propositions over the ports of a diagram, and formulas over those of a box."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping

from interlock.elaborate.box import MadeBox
from interlock.elaborate.elaboration import Elaboration, Place
from interlock.elaborate.expression import infer, term, type_
from interlock.elaborate.fault import ElaborationFault, UnknownThing
from interlock.elaborate.interface import Interface
from interlock.elaborate.library import Shelf
from interlock.elaborate.owed import Owed
from interlock.elaborate.resolve import FAILED
from interlock.elaborate.scope import Meaning, Scope
from interlock.elaborate.solution import ports_in
from interlock.elaborate.walk import Walk
from interlock.kernel.builtin import PROP, UNKNOWN
from interlock.kernel.context import Context
from interlock.kernel.convert import type_of
from interlock.kernel.term import Free, Quantified, Term
from interlock.syntax.expression import Expression, Name, Projection
from interlock.syntax.page import Field
from interlock.syntax.surface import Item
from interlock.text.site import Anchor


class Said:
    """Propositions over the ports of the diagram, where a target's name means what its source means; formulas over a box's.

    Of an item that is ``torn`` a part of a term could not be parsed: what is left of it says something else.
    """

    def __init__(
        self,
        shelf: Shelf,
        boxes: Mapping[str, MadeBox],
        opaque: frozenset[str],
        outer: Interface,
        walk: Walk,
        torn: Container[Anchor] = (),
    ) -> None:
        """The scope of claims."""
        self.walk, self.shelf, self.boxes, self.torn = walk, shelf, boxes, torn
        self.faults: list[ElaborationFault] = []
        self.owed: list[Owed] = []
        self.mentioned: set[str] = set()
        self.propositions: list[Term] = []
        ports = {name: frozenset(box.interface.shape.index) for name, box in boxes.items()}
        frees = frozenset(outer.shape.index) | frozenset(walk.plan.parameters)
        self.scope = Scope(shelf, (), frees, ports, _Defined(walk), opaque)

    def proposition(self, node: Expression, item: Item, telescope: tuple[Field, ...]) -> object:
        """The elaborated proposition, closed over a telescope of its item; FAILED with a fault told."""
        e = Elaboration(item, self.walk.plan.signature, self.walk.metas)
        context = Context(self.walk.plan.signature, self.walk.free, (), self.walk.metas.machine)
        place, types = Place(self.scope, context), list[Term]()
        for variable in telescope:
            types.append(e.finish(type_(variable.type, place, e), place, variable.type))
            place = place.bind(variable.name.text, e.value(types[-1], place.context))
        found = e.finish(term(node, PROP, place, e), place, node)
        self.faults += [fault for fault in e.faults if fault not in self.faults and self._tells(fault, item)]
        if item.anchor in self.torn:
            self.mentioned |= set(named_ports(node))
            return FAILED
        self.owed += e.owed
        if UNKNOWN not in types and found is not UNKNOWN:
            for variable, domain in zip(reversed(telescope), reversed(types), strict=True):
                found = Quantified("forall", variable.name.text, domain, found)
        if found is UNKNOWN:
            self.mentioned |= set(named_ports(node))  # that the claim is wrong does not make its ports unused
            return FAILED
        self.mentioned |= set(ports_in(found, self.walk.plan.parameters))
        self.propositions.append(found)
        return found

    def _tells(self, fault: ElaborationFault, item: Item) -> bool:
        """Whether a fault is more than an echo of what could not be parsed: of what is left only names are what they are."""
        return item.anchor not in self.torn or isinstance(fault, UnknownThing)

    def formula(self, node: Expression, item: Item, box: str) -> object:
        """A term over the parameters and the ports of a box, as its interface has them in order; FAILED with a fault told."""
        e = Elaboration(item, self.walk.plan.signature, self.walk.metas)
        place = Place(Scope(self.shelf), Context(self.walk.plan.signature, {}, (), self.walk.metas.machine))
        telescope = self.boxes[box].interface.telescope
        for field in (*telescope.parameters, *telescope.ports):
            place = place.bind(field.name, e.value(field.type, place.context))
        found = e.limited(e.site(node), lambda: e.finish(infer(node, place, e)[0], place, node), UNKNOWN)
        self.faults += [fault for fault in e.faults if fault not in self.faults]
        self.owed += e.owed
        return FAILED if found is UNKNOWN else found


class _Defined:
    """The ports that are no variables: targets, and outputs that are given; made when asked for."""

    def __init__(self, walk: Walk) -> None:
        self.walk = walk

    def __call__(self, port: str) -> Meaning | None:
        name, _, short = port.rpartition(".")
        opened = self.walk.plan.boxes[name]
        at = opened.interface.shape.index.get(short)
        value = None if at is None else self.walk.environments[name][len(opened.given) + at]
        if at is None or value is None or (isinstance(value, Free) and value.name == port):
            return None
        found = type_of(value, self.walk.context)
        return Meaning(value, self.walk.types[name][at] if found is None else found)


def named_ports(node: object) -> Iterator[str]:
    """The bare and dotted names in a term as it was written."""
    if isinstance(node, Projection) and isinstance(node.record, Name):
        yield f"{node.record.text}.{node.field.text}"
    elif isinstance(node, Name):
        yield node.text
    elif isinstance(node, tuple):
        for part in node:
            yield from named_ports(part)
