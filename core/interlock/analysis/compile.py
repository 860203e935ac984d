"""From a formula to decision diagrams of its modules, within a budget of nodes."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from interlock.analysis.arrangement import gathered, improved, narrowest
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

FIRST: Final = 1 << 13
"""The nodes that the diagram of a module may have in the first heats of oxidd,"""

SECOND: Final = 1 << 21
"""and in the next."""

NARROW: Final = 2
"""Of the narrowest orders, so many race in oxidd, before the first simple one."""

LARGE: Final = 1_000
"""Leaves from which on a module is so large that the time of the joins decides."""

SPARE: Final = 64
"""Room for discarded nodes, as a multiple of the nodes allowed for a result,"""

ROOM: Final = 6_000_000
"""and at most, unless more nodes are allowed: about 200 MB. With twice as much an order that explodes takes minutes to fill
it and not seconds."""


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
    """Return the first diagram that is ended in a heat; a better order is looked for when quick guesses did not do."""
    running = _quick(module)
    ended, fit = _heat(module, running, min(FIRST, budget), over)
    if budget <= FIRST or _is_over(ended):
        return ended
    narrow = fit[:1] == running[:1]  # where the narrowest order explodes, a narrower one is likely to
    running = list(dict.fromkeys([*fit, *running]))
    better = improved(module) if narrow and len(module.leaves) <= LARGE else running[0]
    if better != running[0] and narrowest(module, [running[0], better])[0] == better:
        ended, fit = _heat(module, [better], FIRST, over)
        running = [*fit, *running]
    for allowed, many in ((SECOND, 3), (budget, 1)):
        if not _is_over(ended) and allowed <= budget:
            ended, fit = _heat(module, running[:many], allowed, over)
            running = [*fit, *running]
    return ended._replace(budget=budget) if isinstance(ended, Exhausted) else ended


def _quick(module: Module) -> list[Order]:
    """Return the narrowest orders and the first simple one; of a large module each backwards first.

    In such an order what is joined later comes on top, so that no join goes through all that is there: in a long series
    of operators the time is that of the nodes, and not of their square.
    """
    simple = orders(module)
    quick = narrowest(module, [*simple, gathered(module, simple[1 % len(simple)])])[:NARROW]
    if len(module.leaves) > LARGE:
        quick = [*(one[::-1] for one in quick), *quick]
    return list(dict.fromkeys([*quick, simple[0]]))


def _is_over(ended: Diagram | Exhausted) -> bool:
    return isinstance(ended, Diagram) or ended.stopped


def _heat(module: Module, running: list[Order], allowed: int, over: Over) -> tuple[Diagram | Exhausted, list[Order]]:
    """Return what came of the first order whose discarded nodes do not fill the room; it and those that had no turn."""
    room = min(max(ROOM, ROOM * allowed // BUDGET), SPARE * allowed)
    ended: Diagram | Exhausted = Exhausted(allowed, 0)
    for position, order in enumerate(running):
        ended = build_natively(module, order, allowed, room, over)
        if _is_over(ended) or (isinstance(ended, Exhausted) and ended.reached < room):
            return ended, running[position:]
    return ended, []


def _smaller(best: Diagram, others: Iterable[Diagram | Exhausted]) -> Diagram:
    """Return the smallest of some diagrams."""
    diagrams = [best, *(one for one in others if isinstance(one, Diagram))]
    return min(diagrams, key=lambda one: len(one.level))
