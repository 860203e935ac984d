"""Questions whose variables have few values, decided by trying all of them."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from itertools import product
from math import prod
from typing import Final

from interlock.check.formula import Datum, Functions, Node, alternatives, nodes, truth
from interlock.record import NamedTuple

MOST: Final = 256
"""How many rows of values are tried."""


class Tried(NamedTuple):
    """Values that make all formulas true; or, where there are none, the indices of formulas that suffice for that."""

    values: Mapping[Hashable, Datum] | None
    core: tuple[int, ...] = ()


def try_all(
    formulas: Sequence[Node], ranges: Sequence[int], droppable: Sequence[int], functions: Functions
) -> Tried | None:
    """Whether interpreted formulas can be true together; None if some variable may have many values, or a value is not known.

    The formulas at ``ranges`` say between which numbers a variable is; they are never left out.
    """
    variables = {n.data: n for formula in formulas for n in nodes(formula) if n.op == "variable"}
    bounds = [formulas[at] for at in ranges]
    domains = [_domain(variable, bounds) for variable in variables.values()]
    if any(domain is None for domain in domains):
        return None
    known = [domain for domain in domains if domain is not None]
    if prod(map(len, known)) > MOST:
        return None
    false: list[frozenset[int]] = []
    for row in product(*known):
        values = dict(zip(variables, row, strict=True))
        truths = [truth(formula, values, functions) for formula in formulas]
        if None in truths and False not in truths:
            return None
        if False not in truths:
            return Tried(values)
        false.append(frozenset(at for at, found in enumerate(truths) if found is False))
    return Tried(None, _core(false, len(formulas), set(ranges), droppable))


def _core(false: Sequence[frozenset[int]], count: int, ranges: set[int], droppable: Sequence[int]) -> tuple[int, ...]:
    """Formulas of which one is false in each row; none of those that may be left out can be."""
    core = set(range(count))
    for at in droppable:
        if at not in ranges and all(row & (core - {at}) for row in false):
            core -= {at}
    return tuple(sorted(core))


def _domain(variable: Node, bounds: Sequence[Node]) -> Sequence[Datum] | None:
    """The values that a variable may have; None if they are many, or not known."""
    if variable.sort == "Bool":
        return (False, True)
    if variable.sort != "Int":
        return alternatives(variable.sort) or None
    least = [n.args[0].data for n in bounds if n.op == "<=" and n.args[1] == variable and n.args[0].op == "literal"]
    above = [n.args[1].data for n in bounds if n.op == "<" and n.args[0] == variable and n.args[1].op == "literal"]
    lowest = [n for n in least if isinstance(n, int)]
    highest = [n for n in above if isinstance(n, int)]
    if not lowest or not highest or min(highest) - max(lowest) > MOST:
        return None
    return range(max(lowest), min(highest))
