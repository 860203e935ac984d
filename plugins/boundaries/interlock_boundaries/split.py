"""Cartesian splits: what one instant brings into a membrane past its passive boxes, and out of it past its active ones.

The state of the diagram is what its boxes keep. Inside of the membrane are the viscera and the active boxes, outside the
passive boxes and the environment (A. Critch, «Boundaries», Part 3a, 2022).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Final

from interlock.api.analysis import Finding, Report
from interlock.api.diagram import CheckedDiagram, CheckedItem, Element, key
from interlock.api.finite import (
    Direction,
    Factor,
    Kernel,
    Mode,
    Network,
    Part,
    State,
    TooLarge,
    conditional,
    crossing,
    drawn,
    network,
    supremum,
    tight,
)
from interlock.api.plugin import Sentence, say
from interlock.api.record import NamedTuple
from interlock_boundaries.called import Functions
from interlock_boundaries.cutout import inside, whole
from interlock_boundaries.kernel_rules import NOT_COMPUTED, NOT_TIGHT
from interlock_boundaries.kernel_section import SPLITS, Split
from interlock_boundaries.known import Known, bare, cell_names
from interlock_boundaries.laws import Law, laws, under
from interlock_boundaries.machine import machines
from interlock_boundaries.misfit import misfit, over
from interlock_boundaries.split_answer import Divided, Flow, Splits

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

PARTS: Final = {
    Part.VISCERA: "viscera",
    Part.ACTIVE: "active",
    Part.PASSIVE: "passive",
    Part.ENVIRONMENT: "environment",
}
PAST: Final = {Direction.INFILTRATION: "in past what it senses by", Direction.EXFILTRATION: "out past what it acts by"}


class _Step(NamedTuple):
    """One instant as a kernel between what boxes keep, and where each of it belongs; `cells` are their names in laws."""

    kernel: Kernel
    states: tuple[State, ...]
    cells: tuple[str, ...]


def analyse(diagram: CheckedDiagram, functions: Functions) -> Report[Splits]:
    """What is said of each, and what is wrong with it."""
    known = machines(diagram, functions).boxes
    stated = laws(diagram, known).laws
    found: dict[str, Divided] = {}
    findings: list[Finding] = []
    for item in diagram.of(SPLITS):
        told = _divided(diagram, item, known, stated)
        if isinstance(told, Finding):
            findings.append(told)
            found[item.name] = Divided(refused=told.says.plain())
        else:
            found[item.name] = told
            findings += _leaky(item, told)
    return Report(Splits(found), tuple(findings))


def _divided(
    diagram: CheckedDiagram, item: CheckedItem, known: Mapping[str, Known], stated: Mapping[str, Law]
) -> Divided | Finding:
    split = item.value
    assert isinstance(split, Split)
    within = inside(diagram, split.of)
    for name, boxes, wanted in (("active", split.active, True), ("passive", split.passive, False)):
        for box in boxes:
            if (box in within) is not wanted:
                text = "{box} is not {where} {membrane}, so it is no {name} part of its boundary"
                says = say(text, box=box, where="inside" if wanted else "outside of", membrane=split.of, name=name)
                return Finding(NOT_COMPUTED, (key(item.element, name),), says)
    law = stated.get(split.under) if split.under is not None else None
    if split.under is not None and law is None:
        return Finding(NOT_COMPUTED, (key(item.element, "under"),), say("the law {law} is none", law=split.under))
    step = _step(diagram, known, law, {box: _part(split, within, box) for box in diagram.wiring.boxes})
    if isinstance(step, Sentence):
        return Finding(NOT_COMPUTED, (item.element,), step)
    start = _start(known, law, step) if law is not None else None
    if isinstance(start, Sentence):
        return Finding(NOT_COMPUTED, (key(item.element, "under"),), start)
    flows = [_flow(step, direction, law, start) for direction in Direction]
    for flow in flows:
        if isinstance(flow, TooLarge):
            return Finding(NOT_COMPUTED, (item.element,), over(flow))
    into, out = (flow for flow in flows if isinstance(flow, Flow))
    members = {name: tuple(_of_part(step, part)) for part, name in PARTS.items()}
    return Divided(members, into, out)


def _part(split: Split, within: frozenset[str], box: str) -> Part:
    if box in within:
        return Part.ACTIVE if box in split.active else Part.VISCERA
    return Part.PASSIVE if box in split.passive else Part.ENVIRONMENT


def _of_part(step: _Step, part: Part) -> Iterator[str]:
    return (cell for cell, state in zip(step.cells, step.states, strict=True) if state.part is part)


def _step(
    diagram: CheckedDiagram, known: Mapping[str, Known], law: Law | None, parts: Mapping[str, Part]
) -> _Step | Sentence:
    """One instant of the whole diagram, in which outer inputs have the law that is named."""
    made = _wired(diagram, known, law)
    if isinstance(made, Sentence):
        return made
    if not made.bonds:
        return say("no box keeps anything, so that there is no state to split")
    outer = [made.variables[place].name for place in made.inputs]
    if missing := [name for name in outer if law is None or law.axis(name) is None]:
        return say("nothing says which law {name} has", name=missing[0])
    if law is not None:
        kept = {name for box, one in known.items() for name in cell_names(box, one)}
        if tied := _tied(law, kept, outer):
            return tied
        made = drawn(made, tuple(_entering(made, law)))
    table = conditional(made, [bond.now for bond in made.bonds], [bond.then for bond in made.bonds], {})
    if isinstance(table, TooLarge):
        return over(table)
    axes = [
        tuple(made.variables[place] for place in places)
        for places in zip(*[(b.now, b.then) for b in made.bonds], strict=True)
    ]
    kernel = Kernel(made.mode, axes[0], axes[1], table)
    names = {at: (box, name) for box, one in known.items() for name, at in cell_names(box, one).items()}
    cells = [names[Element(axis.name)] for axis in axes[0]]
    states = tuple(State(parts[box], now.name, then.name) for (box, _), now, then in zip(cells, *axes, strict=True))
    return _Step(kernel, states, tuple(name for _, name in cells))


def _wired(diagram: CheckedDiagram, known: Mapping[str, Known], law: Law | None) -> Network | Sentence:
    """The whole diagram as a network, or why it is none."""
    lacking = [box for box in diagram.wiring.boxes if box not in known]
    if lacking:
        return say("{boxes} without a kernel", boxes=", ".join(lacking))
    wiring = whole(diagram)
    if isinstance(wiring, Sentence):
        return wiring
    wired = network(wiring, {box: known[box].machine for box in wiring.boxes})
    if not isinstance(wired, Network):
        return misfit(wired[0])
    return under(wired, law)


def _tied(law: Law, kept: set[str], outer: Sequence[str]) -> Sentence | None:
    """That a law joins what enters and what is kept."""
    for joint in law.joints:
        if kept & {*joint.names} and {*outer} & {*joint.names}:
            return say("the law of {names} joins what enters and what is kept", names=", ".join(joint.names))
    return None


def _entering(made: Network, law: Law) -> Iterator[Factor]:
    """The laws of what enters, each as it is stated: those of many things together would be too large."""
    places = {made.variables[place].name: place for place in made.inputs}
    for joint in (one.of([*places]) for one in law.joints):
        if joint.axes:
            yield Factor(tuple(places[name] for name in joint.names), joint.table)


def _start(known: Mapping[str, Known], law: Law, step: _Step) -> NDArray[np.float64] | Sentence:
    """The joint law of all that boxes keep: as it is named, else as they begin."""
    import numpy as np

    own = [name for name in step.cells if law.axis(name) is not None]
    table, names = law.whole(own).table, list(own)
    begins = {f"{box}:{bare(cell.now)}": cell.start for box, one in known.items() for cell in one.machine.memory}
    for name in step.cells:
        if name in own:
            continue
        if not begins[name]:
            return say("the law {law} says nothing of {name}, and nothing else how it begins", law=law.name, name=name)
        table = np.multiply.outer(table, np.asarray(begins[name], np.float64))
        names.append(name)
    return table.transpose([names.index(name) for name in step.cells])


def _flow(step: _Step, direction: Direction, law: Law | None, start: NDArray[np.float64] | None) -> Flow | TooLarge:
    """What passes in one direction."""
    closed = tight(step.kernel, step.states, direction)
    if isinstance(closed, TooLarge):
        return closed
    if step.kernel.mode is Mode.POSSIBILISTIC:
        return Flow(closed)
    most = supremum(step.kernel, step.states, direction)
    if isinstance(most, TooLarge):
        return most
    at = {_cell(step, name): value for name, value in most.at}
    if law is None or start is None:
        return Flow(closed, shannon_least=most.lower, shannon_most=most.upper, at=at)
    found = crossing(step.kernel, step.states, start, law.name, direction)
    return found if isinstance(found, TooLarge) else Flow(closed, law.name, found.bits, most.lower, most.upper, at)


def _cell(step: _Step, now: str) -> str:
    return next(cell for cell, state in zip(step.cells, step.states, strict=True) if state.now == now)


def _leaky(item: CheckedItem, found: Divided) -> Iterator[Finding]:
    for direction, flow in ((Direction.INFILTRATION, found.infiltration), (Direction.EXFILTRATION, found.exfiltration)):
        if flow is not None and not flow.tight:
            much = (
                "" if flow.shannon_least is None else f", up to {flow.shannon_least:.4g} bit in one instant (Shannon)"
            )
            says = say("something gets {past}{much}", past=PAST[direction], much=much)
            yield Finding(NOT_TIGHT, (item.element,), says)
