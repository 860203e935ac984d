"""Which wire determines a parameter where several disagree: an order of the wires that is the diagram's own.

The walk lets the first wire it meets decide, which costs nothing and depends on the order of the file. Only where a wire
then disagrees are all of them taken again, in this order: boxes by how far they are from the sources, the ports of a
box as its kind has them, and first without losing a refinement.
"""

from __future__ import annotations

from collections.abc import Sequence

from interlock.diagram.element import Element
from interlock.elaborate.metavariable import Metavariables, is_open
from interlock.elaborate.plan import Plan
from interlock.elaborate.unify import fit, fit_each
from interlock.kernel.context import Context
from interlock.kernel.spell import spell
from interlock.kernel.term import Term
from interlock.record import NamedTuple


class Constraint(NamedTuple):
    """What a wire asks of the holes: that the one type may stand where the other is due, at a port of a box."""

    box: str
    at: int
    port: str
    expected: Term
    found: Term


def determine(constraints: Sequence[Constraint], plan: Plan, metas: Metavariables, context: Context) -> None:
    """Fill the holes of the constraints, as far as they determine them."""
    depths = heights(plan)

    def place(constraint: Constraint) -> tuple[float, int, str, str, str]:
        name, at, _, expected, _ = constraint
        spelt = "" if is_open(expected) or not expected.plain else spell(expected)
        return depths[name], at, plan.boxes[name].kind, spelt, name

    ordered = sorted(constraints, key=place)
    for exact in (True, False):
        known = -1
        while len(metas.solutions) != known:
            known = len(metas.solutions)
            for constraint in ordered:
                match = fit_each if plan.boxes[constraint.box].is_family else fit
                match(constraint.found, constraint.expected, metas, context, exact=exact)


def heights(plan: Plan) -> dict[str, float]:
    """Of each box the length of a longest way to one of its targets; the outside is behind all others."""
    ports: dict[str, int] = {}
    boxes: dict[str, float] = dict.fromkeys(plan.boxes, 0)
    for name, start, stop in plan.order:
        shape = plan.boxes[name].interface.shape
        prefix = f"{name}." if name else ""
        for at in range(start, stop):
            port = prefix + shape.ports[at].name
            source = plan.wires.get(Element(port))
            before = {*shape.depends[at], *shape.mentions[at]}
            high = max((ports.get(prefix + shape.ports[other].name, 0) + 1 for other in before), default=0)
            ports[port] = max(high, ports.get(source, 0) + 1 if source is not None else 0)
            if source is not None:
                boxes[name] = max(boxes[name], ports[port])
    return {**boxes, "": float("inf")}
