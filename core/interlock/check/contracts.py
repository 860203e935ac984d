"""Contracts: which propositions ports state, which of these stand before a port, and what is owed where.

A box's guarantee is a fact at its output, an outer input's assumption a fact at that input. A box's assumption is owed
where its input is fed, an outer output's guarantee where that is; once owed it is a fact for what comes after, since it is
discharged, or admitted, or an error. What stands before a port is stated at ports from which a way of the one graph leads
there, so that the induction over that graph, and over time, is never circular.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping, Sequence

from interlock.check.prove import Fact
from interlock.diagram.element import Element
from interlock.diagram.portgraph import port_graph
from interlock.elaborate.metavariable import holes
from interlock.elaborate.owed import Owed
from interlock.elaborate.proposal import Elaborated
from interlock.kernel.builtin import EQUAL, FIN, UNKNOWN
from interlock.kernel.context import Context
from interlock.kernel.evaluate import evaluate
from interlock.kernel.proposition import conjuncts
from interlock.kernel.subsume import stripped, truths
from interlock.kernel.telescope import Telescope
from interlock.kernel.term import Apply, Closure, Free, Refinement, Term
from interlock.record import NamedTuple, dataclass, field
from interlock.text.site import Site


class Stated(NamedTuple):
    """What a port states, conjunct by conjunct, over the variables of the diagram; ``owed`` if it is a target's."""

    port: str
    box: str
    propositions: tuple[Term, ...]
    owed: bool


@dataclass(frozen=True, slots=True)
class Standing:
    """What ports state, in causal order, and which of it, as bits of an integer, stands before each port.

    ``lost`` has the ports before which something is not known, because of a fault that has been told.
    """

    stated: tuple[Stated, ...] = ()
    before: Mapping[Element, int] = field(default_factory=dict)
    lost: frozenset[str] = frozenset()

    def at(self, port: str) -> tuple[Fact, ...]:
        """The facts that stand before a port; all of them for ``""``."""
        return tuple(Fact(one.port, said) for one in self.among(port) for said in one.propositions)

    def among(self, port: str) -> Iterator[Stated]:
        """What is stated before a port; all that is for ``""``."""
        if not port:
            yield from self.stated
        elif bits := self.before.get(Element(port), 0):
            yield from (one for at, one in enumerate(self.stated) if bits >> at & 1)


def standing(elaborated: Elaborated, context: Context, senseless: Container[str] = ()) -> Standing:
    """What the ports of a diagram state, but for the ``senseless``; nothing is looked at where no interface states anything."""
    telescopes = {"": elaborated.interface.telescope}
    telescopes |= {name: box.interface.telescope for name, box in elaborated.boxes.items()}
    stating = {id(one): one for one in telescopes.values()}
    speaking = {key for key, one in stating.items() if speaks(one)}
    if not speaking:
        return Standing()
    stated: list[Stated] = []
    lost: set[str] = set()
    for step in elaborated.order:
        telescope, values = telescopes[step.box], elaborated.walked.environments[step.box]
        offset = len(telescope.parameters)
        for at in range(step.start, step.stop):
            entry = telescope.ports[at]
            port = f"{step.box}.{entry.name}" if step.box else entry.name
            said = entry.assume if entry.incoming else entry.guarantee
            if values[offset + at] is UNKNOWN or port in senseless:
                lost.add(port)
            elif id(telescope) in speaking and said is not None:
                context.machine.rest()
                whole = evaluate(said, tuple(values[: offset + at + 1]), context.machine)
                if holes(whole):
                    lost.add(port)
                else:
                    stated.append(Stated(port, step.box, conjuncts(whole), entry.incoming is bool(step.box)))
    return Standing(tuple(stated), *_before(elaborated, stated, lost))


def owing(elaborated: Elaborated) -> Iterator[tuple[str, tuple[Owed, ...]]]:
    """The ports whose contracts make sense only where something holds, each with that.

    Of a nested proposal that is decided with its own lemmas, and told, where it is checked itself.
    """
    boxes = {name: box.interface for name, box in elaborated.boxes.items() if not box.nested}
    interfaces = {"": elaborated.interface, **boxes}
    for name, interface in interfaces.items():
        for port, some in interface.owing.items():
            yield f"{name}.{port}" if name else port, some


def outside(elaborated: Elaborated, context: Context) -> tuple[Stated, ...]:
    """That there are the outer inputs and parameters whose types say something, so that what they say is compared, too."""
    telescope = elaborated.interface.telescope
    fields = (*telescope.parameters, *(port for port in telescope.ports if port.incoming))
    found = []
    for name in [one.name for one in fields]:
        type_ = elaborated.walked.free.get(name, UNKNOWN)
        refined = isinstance(type_, Closure) and isinstance(type_.binder, Refinement)
        if (refined or (isinstance(type_, Apply) and type_.head is FIN)) and not holes(type_):
            there = Apply(EQUAL, (stripped(type_, context), Free(name), Free(name)))
            found.append(Stated(name, "", (there,), owed=False))
    return tuple(found)


def speaks(telescope: Telescope) -> bool:
    """Whether some port states an assumption or a guarantee."""
    return any(entry.assume is not None or entry.guarantee is not None for entry in telescope.ports)


def _before(
    elaborated: Elaborated, stated: Sequence[Stated], lost: set[str]
) -> tuple[dict[Element, int], frozenset[str]]:
    """Of each port the bits of what is stated strictly before it, by one walk along the graph in its order."""
    shapes = {name: box.interface.shape for name, box in elaborated.boxes.items()}
    outer = elaborated.interface.shape
    graph = port_graph(outer, shapes, elaborated.wires.sources, {})
    number = {port: vertex for vertex, port in enumerate(graph.ports)}
    own = {one.port: 1 << at for at, one in enumerate(stated)}
    unknown = 1 << len(stated)
    masks = [0] * len(graph.ports)
    for step in elaborated.order:
        shape = shapes[step.box] if step.box else outer
        for port in shape.ports[step.start : step.stop]:
            name = Element(f"{step.box}.{port.name}" if step.box else port.name)
            vertex = number[name]
            mask = masks[vertex] | own.get(name, 0) | (unknown if name in lost else 0)
            for successor in graph.successors[vertex] if mask else ():
                masks[successor] |= mask
    known = {port: masks[vertex] for vertex, port in enumerate(graph.ports) if masks[vertex]}
    return known, frozenset(port for port, mask in known.items() if mask & unknown)


def owed(elaborated: Elaborated, facts: Standing, context: Context) -> tuple[Owed, ...]:
    """What contracts owe, each conjunct at the wire's target, in causal order; of what is lost nothing is said."""
    sites: Mapping[Element, Site] = elaborated.wires.sites
    return tuple(
        Owed(sites[Element(one.port)], said, (), context, one.port)
        for one in facts.stated
        if one.owed and one.port not in facts.lost and Element(one.port) in sites
        for said in one.propositions
    )


class Guarantee(NamedTuple):
    """What an output guarantees, by contract or by the refinements of its type."""

    box: str
    propositions: tuple[Term, ...]


def guarantees(elaborated: Elaborated, facts: Standing, context: Context) -> dict[str, Guarantee]:
    """The guarantees of the boxes' outputs, by port, in causal order; a refined type is one, too."""
    found = {one.port: Guarantee(one.box, one.propositions) for one in facts.stated if one.box and not one.owed}
    for port, type_ in elaborated.walked.free.items():
        if "." in port and isinstance(type_, Closure) and isinstance(type_.binder, Refinement):
            said = truths(type_, Free(port), context)
            earlier = found.get(port)
            found[port] = Guarantee(port.rpartition(".")[0], (*(earlier.propositions if earlier else ()), *said))
    return found
