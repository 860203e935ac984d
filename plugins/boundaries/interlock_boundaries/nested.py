"""Boxes that are diagrams: what they do is what the boxes within do, wired."""

from __future__ import annotations

from collections.abc import Mapping

from interlock.api.diagram import CheckedDiagram, Wiring
from interlock.api.finite import Cell, Machine, Network, TooLarge, composite, network
from interlock.api.plugin import Sentence
from interlock_boundaries.known import Known, finite, finite_box
from interlock_boundaries.misfit import misfit, over


def within(diagram: CheckedDiagram, known: Mapping[str, Known]) -> Known | Sentence | None:
    """What a diagram does from its outer inputs and all that its boxes keep, or why this is no kernel.

    None where it is not said: some box has no kernel, or some outer port not finitely many values.
    """
    wiring = diagram.wiring
    endless = any(finite(type_, diagram) is None for type_ in wiring.outer.types)
    if endless or any(name not in known for name in wiring.boxes):
        return None
    inner = {name: finite_box(box, diagram) for name, box in wiring.boxes.items()}
    whole = Wiring(finite_box(wiring.outer, diagram), inner, wiring.wires, wiring.paths)
    made = network(whole, {name: known[name].machine for name in wiring.boxes})
    if not isinstance(made, Network):
        return misfit(made[0])
    kernel = composite(made)
    if isinstance(kernel, TooLarge):
        return over(kernel)
    names = [axis.name for axis in made.variables]
    memory = tuple(Cell(names[bond.now], names[bond.then], bond.start) for bond in made.bonds)
    bases = dict.fromkeys(known[name].basis for name in wiring.boxes)
    return Known(Machine(kernel, memory), f"boxes within: {', '.join(bases)}")
