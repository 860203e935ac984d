"""What leaves each membrane, in bits: its inside as a channel from all that enters to each wire that leaves."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from math import prod
from typing import TYPE_CHECKING, Final

from interlock.api.analysis import DIAGRAM, Analysis, Exhibit, Finding, Report, Request, Results, Table
from interlock.api.diagram import Box, CheckedDiagram, Element, Port, Shape, WireRef, Wiring, owner, port_name, wire
from interlock.api.finite import (
    Kernel,
    Leak,
    LooksAhead,
    Machine,
    Misfit,
    Mixed,
    Mode,
    Network,
    OtherPorts,
    OtherValues,
    TooLarge,
    Unfed,
    Values,
    capacity,
    composite,
    leaks,
    network,
)
from interlock.api.plugin import Sentence, say
from interlock.api.record import NamedTuple, dataclass, field
from interlock.api.term import Term
from interlock_boundaries.kernel_rules import KERNEL_RULES, NO_KERNEL, OVER
from interlock_boundaries.kernel_section import KERNELS
from interlock_boundaries.machine import Machines, finite, machines
from interlock_boundaries.sections import BOUNDARIES, Membrane

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Leaving:
    """What a wire lets out of a membrane: bits per use of all that enters, by each measure.

    ``shannon`` and ``min_entropy`` are leakages where what enters is uniform on all its values; ``least`` and ``most``
    bound the Shannon capacity, whatever law it has. ``admitted`` is the capacity stated for the wire, in bits per use.
    """

    wire: Element
    shannon: float
    min_entropy: float
    least: float
    most: float
    admitted: float | None = None


@dataclass(frozen=True, slots=True)
class Leakage:
    """What leaves a membrane by each wire, or why this has no numbers."""

    leaving: tuple[Leaving, ...] = ()
    refused: str = ""


@dataclass(frozen=True, slots=True)
class Bits:
    """The leakage of each membrane by name."""

    membranes: Mapping[str, Leakage] = field(default_factory=dict)


class _Cut(NamedTuple):
    """The boxes inside a membrane as a diagram of their own, and the target of the wire behind each of its outputs."""

    wiring: Wiring[Values]
    out: Mapping[str, Element]


def _analyse(results: Results, request: Request) -> Report[Bits]:
    """The leakage of every membrane whose boxes have kernels, and what is wrong with declared kernels."""
    diagram = results[DIAGRAM]
    if not diagram.of(KERNELS):
        return Report(Bits())
    known = machines(diagram)
    findings = [Finding(NO_KERNEL, (wrong.item,), wrong.says) for wrong in known.wrong]
    found: dict[str, Leakage] = {}
    for item in diagram.of(BOUNDARIES):
        assert isinstance(item.value, Membrane)
        boxes = inside(diagram, item.name)
        leakage, misfits = _leakage(diagram, boxes, item.value, known)
        findings += [Finding(NO_KERNEL, (item.element,), _misfit(one)) for one in misfits]
        found[item.name] = leakage
        findings += _exceeding(item.element, leakage)
    return Report(Bits(found), tuple(findings))


def inside(diagram: CheckedDiagram, name: str) -> frozenset[str]:
    """The boxes inside a membrane, those of membranes in it too."""
    membranes = {item.name: item.value.inside for item in diagram.of(BOUNDARIES)}
    found: set[str] = set()
    seen: set[str] = set()
    waiting = [name]
    while waiting:
        for one in membranes[waiting.pop()]:
            if one in diagram.wiring.boxes:
                found.add(one)
            elif one in membranes and one not in seen:
                seen.add(one)
                waiting.append(one)
    return frozenset(found)


def _leakage(
    diagram: CheckedDiagram, boxes: frozenset[str], membrane: Membrane, known: Machines
) -> tuple[Leakage, tuple[Misfit, ...]]:
    lacking = [name for name in diagram.wiring.boxes if name in boxes and name not in known.boxes]
    if lacking:
        return Leakage(refused=f"{', '.join(lacking)} without a kernel"), ()
    cut = _cut(diagram, boxes)
    if isinstance(cut, str):
        return Leakage(refused=cut), ()
    made = network(cut.wiring, {name: known.boxes[name] for name in cut.wiring.boxes})
    if not isinstance(made, Network):
        return Leakage(refused="the kernels inside do not fit together"), made
    if made.mode is Mode.POSSIBILISTIC:
        return Leakage(refused="a relation has no chances, so no bits of these measures"), ()
    admitted = _admitted(membrane)
    rows: list[Leaving] = []
    for name, target in cut.out.items():
        found = _leaving(cut.wiring, known.boxes, name, target)
        if isinstance(found, TooLarge):
            return Leakage(refused=f"{found.needed:,} {found.what} needed, above {found.limit:,}"), ()
        rows.append(Leaving(*found, admitted.get(target)))
    return Leakage(tuple(rows)), ()


def _leaving(
    wiring: Wiring[Values], known: Mapping[str, Machine], name: str, target: Element
) -> tuple[Element, float, float, float, float] | TooLarge:
    """The numbers of one wire: all that enters against what stands there."""
    import numpy as np

    kept = [at for at, port in enumerate(wiring.outer.shape.ports) if port.direction == "in" or port.name == name]
    outer = _outer([wiring.outer.shape.ports[at] for at in kept], [wiring.outer.types[at] for at in kept])
    wires = {at: source for at, source in wiring.wires.items() if owner(at) or at == name}
    one = network(Wiring(outer, wiring.boxes, wires), {box: known[box] for box in wiring.boxes})
    assert isinstance(one, Network)  # the whole is one
    whole = composite(one)
    if isinstance(whole, TooLarge):
        return whole
    channel = _rows(whole)
    shannon, guess = leaks(np.full(len(channel), 1.0 / len(channel)), channel)
    assert isinstance(shannon, Leak) and isinstance(guess, Leak)
    bounds = capacity(channel)
    return target, shannon.bits, guess.bits, bounds.lower, bounds.upper


def _rows(whole: Kernel) -> NDArray[np.float64]:
    return whole.table.reshape(prod(axis.size for axis in whole.givens), -1)


def _cut(diagram: CheckedDiagram, boxes: frozenset[str]) -> _Cut | str:
    """The inside of a membrane as a diagram: an outer input for each source outside, an outer output for each wire out."""
    wiring = diagram.wiring
    inner = {name: box for name, box in wiring.boxes.items() if name in boxes}
    entering = dict.fromkeys(
        source for at, source in wiring.wires.items() if owner(at) in boxes and owner(source) not in boxes
    )
    leaving = [at for at, source in wiring.wires.items() if owner(at) not in boxes and owner(source) in boxes]
    names = {source: Element(f"in{at}") for at, source in enumerate(entering)}
    out = {f"out{at}": target for at, target in enumerate(leaving)}
    wires = {at: names.get(source, source) for at, source in wiring.wires.items() if owner(at) in boxes}
    wires |= {Element(name): wiring.wires[target] for name, target in out.items()}
    typed = {name: _typed(box, diagram) for name, box in inner.items()}
    ports = [*(Port(name, "in") for name in names.values()), *(Port(name, "out") for name in out)]
    types: list[Values] = []
    for end in (*entering, *(wiring.wires[target] for target in leaving)):
        values = finite(_type(wiring, end), diagram)
        if values is None:
            return f"{end} has not finitely many values"
        types.append(values)
    if any(wiring.paths.get(at) for at in wiring.wires if owner(at) in boxes):
        return "a part of a value enters"
    return _Cut(Wiring(_outer(ports, types), typed, wires), out)


def _outer(ports: Sequence[Port], types: Sequence[Values]) -> Box[Values]:
    """An interface in which each output depends on every input."""
    into = tuple(at for at, port in enumerate(ports) if port.direction == "in")
    depends = tuple(into if port.direction == "out" else () for port in ports)
    return Box(Shape(tuple(ports), depends, ((),) * len(ports)), tuple(types))


def _typed(box: Box[Term], diagram: CheckedDiagram) -> Box[Values]:
    return Box(box.shape, tuple(finite(type_, diagram) or () for type_ in box.types))


def _type(wiring: Wiring[Term], end: Element) -> Term:
    box = wiring.boxes[owner(end)] if owner(end) else wiring.outer
    return box.types[box.shape.index[port_name(end)]]


def _admitted(membrane: Membrane) -> dict[Element, float]:
    """The capacity stated for each wire by its target, in bits per use."""
    found: dict[Element, float] = {}
    for one in membrane.admits or ():
        if isinstance(one.wire, WireRef) and one.capacity is not None:
            found |= dict.fromkeys(one.wire.targets, float(one.capacity.high))
    return found


def _exceeding(membrane: Element, leakage: Leakage) -> Iterator[Finding]:
    for one in leakage.leaving:
        if one.admitted is not None and one.least > one.admitted:
            says = say(
                "{wire} lets out up to {least} bit per use (Shannon capacity), above the {admitted} that are admitted",
                wire=wire(one.wire),
                least=f"{one.least:.4g}",
                admitted=f"{one.admitted:.4g}",
            )
            yield Finding(OVER, (membrane, wire(one.wire)), says)


def _misfit(one: Misfit) -> Sentence:
    match one:
        case LooksAhead(box=box, outputs=outputs, input=into):
            text = "the kernel of {box} lets {outputs} depend on {into}, on which the interface says that it does not"
            return say(text, box=box, outputs=", ".join(outputs), into=into)
        case Mixed(stochastic=stochastic, possibilistic=possible):
            text = "chances ({chance}) and free choice ({choice}) stand in one membrane"
            return say(text, chance=", ".join(stochastic), choice=", ".join(possible))
        case OtherValues(at=at, wanted=wanted, found=found):
            return say(
                "the values at {at} are {found}, not {wanted}", at=at, found=", ".join(found), wanted=", ".join(wanted)
            )
        case Unfed(target=target):
            return say("{target} takes no whole value of a source", target=target)
        case OtherPorts():
            raise AssertionError("declared kernels have the ports of their boxes")


def show(found: Bits) -> Sequence[Exhibit]:
    """A row for each wire that leaves a membrane, and why others have none."""
    columns = ("membrane", "wire", "Shannon leakage", "min-entropy leakage", "Shannon capacity", "admitted")
    rows = tuple(
        (
            name,
            wire(one.wire),
            f"{one.shannon:.4g} bit",
            f"{one.min_entropy:.4g} bit",
            _between(one.least, one.most),
            "" if one.admitted is None else f"{one.admitted:.4g} bit",
        )
        for name, leakage in found.membranes.items()
        for one in leakage.leaving
    )
    refused = [f"{name}: refused, {leakage.refused}." for name, leakage in found.membranes.items() if leakage.refused]
    note = " ".join(["Per use, of all that enters together; the leakages where that is uniform.", *refused])
    return (Table("What leaves membranes, in bits", columns, rows, note),) if found.membranes else ()


def _between(least: float, most: float) -> str:
    low, high = f"{least:.4f}", f"{most:.4f}"
    return f"{low} bit" if low == high else f"{low} .. {high} bit"


BITS: Final = Analysis(
    "bits",
    Bits,
    (DIAGRAM,),
    _analyse,
    rules=KERNEL_RULES,
    reads=(KERNELS,),
    show=show,
    doc="What leaves each membrane by each wire: Shannon and min-entropy leakage, and Shannon capacity between bounds.",
)
