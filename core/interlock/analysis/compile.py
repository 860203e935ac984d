"""From a formula to decision diagrams of its modules, within a budget of nodes."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from interlock.analysis.boolean import Formula, Formulas, atoms, is_monotone
from interlock.analysis.diagram import Compiled, Diagram, Exhausted, Part
from interlock.analysis.module import Module, condense, decompose, inner
from interlock.analysis.native import build_natively
from interlock.analysis.order import Order, orders
from interlock.analysis.pace import Over, never
from interlock.analysis.table import Table

BUDGET: Final = 4_000_000
"""Nodes allowed for one module unless the caller says otherwise: about 200 MB."""

PURE: Final = 2_048
"""Modules whose diagram has at most so many nodes (discarded ones counted) are built in Python."""

HEATS: Final = ((1 << 15, 2), (1 << 21, 2))
"""The nodes that orders are allowed one after the other, and how many of them go on with more."""

NEARLY: Final = 0.9
"""The share of a module's parts after which an order is near its end."""

SPARE: Final = 16
"""Room for discarded nodes, as a multiple of the nodes allowed for a result,"""

ROOM: Final = 12_000_000
"""and at most: about 400 MB."""


def compile_formula(formula: Formula, budget: int = BUDGET, over: Over = never) -> Compiled | Exhausted:
    """Return the decision diagrams of the modules of `formula`, each within `budget` nodes, or `Exhausted`."""
    arena = Formulas()
    own = condense(arena, formula)
    if own.operator in ("true", "false"):
        constant = Diagram((), [0, 0], [0, 1], [0, 1], int(own.operator == "true"))
        return Compiled((Part(own, constant),), monotone=True, atoms=())
    parts: list[Part] = []
    for module in decompose(arena, own):
        diagram = draw_module(module, budget, over)
        if isinstance(diagram, Exhausted):
            return diagram
        parts.append(Part(module.top, diagram))
    return Compiled(tuple(parts), monotone=is_monotone(own), atoms=atoms(own))


def draw_module(module: Module, budget: int, over: Over = never) -> Diagram | Exhausted:
    """Return the decision diagram of one module: orders race under a budget that grows until one of them ends.

    Up to `PURE` nodes the race is run in Python, beyond by oxidd.
    """
    ended = _race(module, min(budget, PURE))
    return _race_natively(module, budget, over) if isinstance(ended, Exhausted) and budget > PURE else ended


def _race(module: Module, budget: int) -> Diagram | Exhausted:
    if not inner(module):
        return build(module, module.leaves, max(budget, len(module.leaves) ** 2 * 4))
    first, *others = orders(module)
    ended = build(module, first, budget)
    return (
        ended if isinstance(ended, Exhausted) else _smaller(ended, (build(module, one, budget) for one in others[:1]))
    )


def build(module: Module, order: Order, budget: int) -> Diagram | Exhausted:
    """Return the decision diagram of a module in this order, made in Python within a budget of nodes."""
    table = Table(order, budget)
    value = {leaf: table.node(level, 1, 0) for level, leaf in enumerate(order)}
    for one in inner(module):
        value[one] = apply(table, one, [value[part] for part in one.arguments])
        if table.full:
            return Exhausted(budget, len(table.level) - 2)
    root = apply(table, module.top, [value[part] for part in module.arguments])
    return Exhausted(budget, len(table.level) - 2) if table.full else table.take(root)


def apply(table: Table, one: Formula, given: list[int]) -> int:
    """Return the operator of `one` on functions, joined from the lowest level up so that intermediates stay small."""
    if one.operator == "not":
        return table.negate(given[0])
    given = sorted(given, key=lambda node: -table.level[node])
    if one.operator == "at-least":
        return table.at_least(one.threshold, given)
    result = given[0]
    for other in given[1:]:
        result = table.join(result, other, 0 if one.operator == "and" else 1)
    return result


def _race_natively(module: Module, budget: int, over: Over) -> Diagram | Exhausted:
    """Return the first diagram that is ended in a heat.

    From heat to heat go the orders that got furthest, with the fewest nodes made until they had to stop. A heat is over
    when an order nearly gets through.
    """
    running, parts = orders(module), len(inner(module))
    failed: list[tuple[Exhausted, Order]] = []
    heats = [heat for heat in HEATS if heat[0] < budget]
    for allowed, many in (*heats, (budget, 1)):
        failed = []
        for order in running:
            ended = build_natively(module, order, allowed, min(ROOM, SPARE * allowed), over)
            if isinstance(ended, Diagram) or ended.stopped:
                return ended
            failed.append((ended, order))
            if ended.done >= NEARLY * parts:
                break
        failed.sort(key=lambda one: (-one[0].done, one[0].reached))
        running = [order for _, order in failed[:many]]
    return failed[0][0]


def _smaller(best: Diagram, others: Iterable[Diagram | Exhausted]) -> Diagram:
    """Return the smallest of some diagrams."""
    diagrams = [best, *(one for one in others if isinstance(one, Diagram))]
    return min(diagrams, key=lambda one: len(one.level))
