"""Checked diagrams made by hand, so that a test says only what bears on failures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from interlock.analysis.answer import DIAGRAM, Analysis, Report, Request
from interlock.analysis.plan import Ran, run
from interlock.api.diagram import (
    CheckedBox,
    CheckedDiagram,
    CheckedItem,
    Element,
    FailureRule,
    KindFailures,
    Learn,
    LearnRef,
    Port,
    Shape,
    Stop,
    item,
)
from interlock.api.section import FAILURES, LEARNS
from interlock.diagram.shape import telescopic
from interlock.diagram.wiring import Box, Wiring
from interlock.kernel.term import Term
from interlock.syntax.declared import Event, Failures
from interlock_swiss_cheese.analyses import PROPAGATION, ROUTES, SWISS_CHEESE
from interlock_swiss_cheese.propagation import Propagation
from interlock_swiss_cheese.sections import HAZARDS, Hazard


class Drawn(NamedTuple):
    """A box: its ports, rules and events, and whether it keeps anything in memory."""

    inputs: Sequence[str]
    outputs: Sequence[str]
    rules: Sequence[FailureRule | Stop] = ()
    events: Sequence[str] = ()
    memory: bool = False


def diagram(
    boxes: Mapping[str, Drawn],
    wires: Mapping[str, str],
    hazards: Mapping[str, Hazard],
    types: Mapping[str, str | None],
    *,
    outer: tuple[Sequence[str], Sequence[str]] = ((), ()),
    learns: Sequence[tuple[str, str]] = (),
    stated: Failures | None = None,
    nested: Mapping[str, CheckedDiagram] | None = None,
    more: Mapping[Any, tuple[CheckedItem, ...]] | None = None,
) -> CheckedDiagram:
    """The checked diagram of these boxes, wires from sources to targets (target: source) and hazards."""
    shapes = {name: shape(box.inputs, box.outputs, box.memory) for name, box in boxes.items()}
    wiring: Wiring[Term] = Wiring(
        Box(shape(*outer), ()),
        {name: Box(one, ()) for name, one in shapes.items()},
        {Element(target): Element(source) for target, source in wires.items()},
    )
    checked = {name: _box(name, box, shapes[name], (nested or {}).get(name)) for name, box in boxes.items()}
    items: dict[Any, tuple[CheckedItem, ...]] = {
        HAZARDS: tuple(CheckedItem(item("hazards", name), name, hazard) for name, hazard in hazards.items()),
        LEARNS: tuple(CheckedItem(item("learns", str(at)), str(at), _learn(*ends)) for at, ends in enumerate(learns)),
        **(more or {}),
    }
    if stated is not None:
        items[FAILURES] = (CheckedItem(item("failures", "0"), "0", stated),)
    return CheckedDiagram("drawn", "", "", (), "drawn.yaml", "", (), wiring, checked, items, (), types)


def shape(inputs: Sequence[str], outputs: Sequence[str], memory: bool = False) -> Shape:
    """An interface with its inputs first."""
    ports = [*(Port(name, "in") for name in inputs), *(Port(name, "out") for name in outputs)]
    return telescopic(ports, [() for _ in ports], memory=memory)


def _box(name: str, box: Drawn, around: Shape, nested: CheckedDiagram | None) -> CheckedBox:
    events = tuple((event, Event()) for event in box.events)
    said = KindFailures(events, tuple(box.rules)) if box.rules or box.events else None  # type: ignore[arg-type]
    return CheckedBox(name, "drawn.Kind", around, (), {}, {}, {}, "", said, "", (), nested)


def _learn(source: str, target: str) -> Learn:
    return Learn(LearnRef(Element(source), Element(target)), "gradient", "raise")


def asked(drawn: CheckedDiagram, *analyses: Analysis[Any], request: Request | None = None) -> Ran:
    """What the analyses say of a diagram; one that fails fails the test."""
    ran = run(analyses or (SWISS_CHEESE,), {DIAGRAM: drawn}, request or Request())
    for failed in ran.failed:
        raise failed.error
    return ran


def propagated(drawn: CheckedDiagram) -> Propagation:
    """The state of failures of a diagram."""
    return asked(drawn, PROPAGATION).results[PROPAGATION]


__all__ = ["PROPAGATION", "ROUTES", "SWISS_CHEESE", "Drawn", "Report", "asked", "diagram", "propagated", "shape"]
