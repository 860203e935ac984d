"""What a walk takes and gives."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from interlock.diagram.causality import Step
from interlock.diagram.element import Element
from interlock.elaborate.fault import ElaborationFault, NotFixed, TooDeep, TooLarge
from interlock.elaborate.interface import Interface
from interlock.elaborate.owed import Owed
from interlock.elaborate.scope import Scope
from interlock.elaborate.wires import Sites
from interlock.kernel.signature import Signature
from interlock.kernel.term import Term
from interlock.record import dataclass, field
from interlock.text.site import Site


@dataclass(frozen=True, slots=True)
class Opened:
    """A box to be walked: its interface, the values of the parameters that are given (a hole for each other)."""

    interface: Interface
    given: tuple[Term, ...]
    site: Site
    kind: str = ""
    instantaneous: bool = True
    is_family: bool = False


@dataclass(frozen=True, slots=True)
class Plan:
    """What is walked. ``boxes[""]`` is the outside seen from within; ``lost`` are targets whose wire was at fault.

    ``bent`` are the targets that are not simply their source, ``broken`` those of them of which nothing is known;
    ``scope`` is that of the members that ways name.
    """

    boxes: Mapping[str, Opened]
    order: Sequence[Step]
    wires: Mapping[Element, Element]
    paths: Mapping[Element, tuple[str, ...]]
    sites: Sites
    lost: frozenset[Element]
    signature: Signature
    parameters: Mapping[str, Term]
    bent: frozenset[Element] = frozenset()
    broken: frozenset[Element] = frozenset()
    scope: Scope | None = None


@dataclass(frozen=True, slots=True)
class Walked:
    """Closed terms: the arguments and port types of each box, what feeds each target, and the types of all variables."""

    arguments: Mapping[str, tuple[Term, ...]]
    types: Mapping[str, tuple[Term, ...]]
    sources: Mapping[str, Term]
    free: Mapping[str, Term]
    faults: tuple[ElaborationFault, ...]
    owed: tuple[Owed, ...] = ()
    environments: Mapping[str, Sequence[Term]] = field(default_factory=dict)


def is_fixed(port: str, plan: Plan) -> bool:
    """Whether a port's value is the same at every instant."""
    name, _, short = port.rpartition(".")
    interface = plan.boxes[name].interface
    return interface.telescope.ports[interface.shape.index[short]].fixed


def given_ports(plan: Plan) -> Iterator[str]:
    """The ports that are given (`is:`), by name."""
    for name, opened in plan.boxes.items():
        for entry in opened.interface.telescope.ports:
            if entry.given is not None:
                yield f"{name}.{entry.name}" if name else entry.name


def unfixed(plan: Plan) -> Iterator[NotFixed]:
    """The fixed inputs that are fed by what may change."""
    for name, opened in plan.boxes.items():
        for at, entry in enumerate(opened.interface.telescope.ports):
            if entry.fixed and entry.incoming is bool(name) and at not in opened.interface.unstill:
                target = Element(f"{name}.{entry.name}" if name else entry.name)
                source = plan.wires.get(target)
                if source is not None and not is_fixed(source, plan):
                    yield NotFixed(plan.sites[target], target, source)


def is_inferred(opened: Opened) -> bool:
    """Whether a box has parameters that the wiring was to determine."""
    return any(not value.solid for value in opened.given)


def first_limit(faults: Sequence[ElaborationFault]) -> tuple[ElaborationFault, ...]:
    """The faults with one limit only: what was too large once is too large wherever it goes."""
    limits = [at for at, fault in enumerate(faults) if isinstance(fault, TooDeep | TooLarge)]
    return tuple(fault for at, fault in enumerate(faults) if at not in limits[1:])
