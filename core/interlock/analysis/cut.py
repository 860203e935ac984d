"""Minimal cut sets and path sets: counted exactly, by order, without listing, and listed up to a cut-off."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from typing import Final, TypeAlias

from interlock.analysis.boolean import Formula, Formulas, dual, subformulas
from interlock.analysis.compile import BUDGET, PURE, compile_formula
from interlock.analysis.diagram import Compiled, Diagram, Exhausted, Part, mirror
from interlock.analysis.native import close_natively, minimise_natively
from interlock.analysis.pace import Over, never
from interlock.analysis.table import FamilyTable, Table
from interlock.record import NamedTuple

SMALL: Final = 1_000_000
"""Sets are listed all at once where the number of their atoms times that of the nodes is at most so much."""

DIGITS: Final = 4_096
"""Binary digits of a number of products."""


class CutSets(NamedTuple):
    """The minimal sets of atoms that make a function hold, as a family of sets for each of its modules.

    If the function is not monotone these are the minimal sets of true atoms of its solutions.
    """

    parts: tuple[Part, ...]

    @property
    def family(self) -> Part:
        """The module of the function itself."""
        return self.parts[-1]


class Listing(NamedTuple):
    """Some sets, by order and then by name; `omitted` counts by order those that were left out."""

    sets: tuple[tuple[str, ...], ...]
    omitted: Mapping[int, int]


def minimal_cut_sets(formula: Formula, budget: int = BUDGET) -> CutSets | Exhausted:
    """Return the minimal cut sets of `formula`; of a function that always holds, the empty set alone."""
    compiled = compile_formula(formula, budget)
    return compiled if isinstance(compiled, Exhausted) else cut_sets(compiled, budget)


def path_sets(compiled: Compiled, budget: int = BUDGET, over: Over = never) -> CutSets | Exhausted:
    """Return the minimal path sets of a compiled monotone function: the cut sets of its dual, on the same diagrams."""
    assert compiled.monotone
    parts = tuple(Part(top, mirror(diagram)) for top, diagram in compiled.parts)
    return cut_sets(compiled._replace(parts=parts), budget, over)


def minimal_path_sets(formula: Formula, budget: int = BUDGET) -> CutSets | Exhausted:
    """Return the minimal sets of atoms whose joint failure to hold makes `formula` fail: the dual's cut sets."""
    return minimal_cut_sets(dual(Formulas(), formula), budget)


def cut_sets(compiled: Compiled, budget: int = BUDGET, over: Over = never) -> CutSets | Exhausted:
    """Return the minimal cut sets of a compiled function, each module's within `budget` nodes."""
    parts: list[Part] = []
    for top, diagram in compiled.parts:
        family = _minimise(diagram, budget, over, monotone=compiled.monotone)
        if isinstance(family, Exhausted):
            return family
        parts.append(Part(top, family))
    return CutSets(tuple(parts))


def _minimise(diagram: Diagram, budget: int, over: Over, *, monotone: bool) -> Diagram | Exhausted:
    """Return the family of minimal solutions of a diagram.

    Those of F = x F1 or F0, monotone, are those of F0, and with x added those of F1 that are none of F0.
    Source: A. Rauzy, New algorithms for fault trees analysis (1993); T. Coudert, J. C. Madre (1992).
    """
    if not monotone:
        closed = close_here(diagram, min(budget, PURE))
        if isinstance(closed, Exhausted):
            closed = close_natively(diagram, budget, over)
        if isinstance(closed, Exhausted):
            return closed
        diagram = closed
    family = Exhausted(budget, 0) if len(diagram.level) > PURE else minimise_here(diagram, min(budget, 8 * PURE))
    return minimise_natively(diagram, budget, over) if isinstance(family, Exhausted) else family


def minimise_here(diagram: Diagram, budget: int) -> Diagram | Exhausted:
    """Return the family of minimal solutions of a monotone diagram, made in Python within a budget of nodes."""
    table = FamilyTable(diagram.leaves, budget)
    image = [0, 1]
    for _, level, high, low in diagram.nodes():
        image.append(table.node(level, table.difference(image[high], image[low]), image[low]))
        if table.full:
            return Exhausted(budget, len(table.level) - 2)
    return table.take(image[diagram.root])


def close_here(diagram: Diagram, budget: int) -> Diagram | Exhausted:
    """Return the least monotone function above a diagram's: true wherever part of the true atoms suffices."""
    table = Table(diagram.leaves, budget)
    image = [0, 1]
    for _, level, high, low in diagram.nodes():
        image.append(table.node(level, table.join(image[high], image[low], 1), image[low]))
        if table.full:
            return Exhausted(budget, len(table.level) - 2)
    return table.take(image[diagram.root])


def count(sets: CutSets) -> int:
    """Return how many sets there are."""
    known: dict[Formula, int] = {}
    for top, family in sets.parts:
        value = [0, 1]
        for _, level, high, low in family.nodes():
            value.append(value[high] * known.get(family.leaves[level], 1) + value[low])
        known[top] = value[family.root]
    return known[sets.family.top]


def at_most(compiled: Compiled) -> int:
    """Return a number that the minimal cut sets do not exceed: that of the ways to true in the decision diagrams.

    Each minimal set has the true atoms of some way, and the sets of a module are minimal within it.
    """
    return count(CutSets(compiled.parts))


def products(formula: Formula) -> int | None:
    """Return a number that the minimal cut sets of a monotone formula do not exceed: that of its products, multiplied out.

    A threshold k has the products of each k of its arguments. None if the number has more than `DIGITS` binary digits.
    """
    number: dict[Formula, int] = {}
    for one in subformulas(formula):
        given = [number[part] for part in one.arguments]
        match one.operator:
            case "or":
                number[one] = sum(given)
            case "and" | "at-least":
                number[one] = _symmetric(len(given) if one.operator == "and" else one.threshold, given)
            case "not":
                raise ValueError("products of what is negated have no true atoms to be told apart by")
            case _:
                number[one] = int(one.operator != "false")
        if number[one].bit_length() > DIGITS:
            return None
    return number[formula]


def _symmetric(degree: int, given: list[int]) -> int:
    """Return the sum of the products of each so many of the numbers."""
    sums = [1, *[0] * degree]
    for one in given:
        for size in range(degree, 0, -1):
            sums[size] += one * sums[size - 1]
    return sums[degree]


def least_order(compiled: Compiled) -> int | None:
    """Return the order of the smallest cut sets of a monotone function; None if it never holds."""
    assert compiled.monotone
    known: dict[Formula, float] = {}
    for top, diagram in compiled.parts:
        value = [math.inf, 0.0]
        for _, level, high, low in diagram.nodes():
            value.append(min(value[high] + known.get(diagram.leaves[level], 1), value[low]))
        known[top] = value[diagram.root]
    least = known[compiled.parts[-1].top]
    return None if least == math.inf else int(least)


def profile(sets: CutSets) -> dict[int, int]:
    """Return how many sets there are of each order that occurs, least order first.

    A polynomial in the order is held as one integer, its coefficients so many bits apart that none overflows:
    no coefficient in a family that is part of this one exceeds the count of all.
    """
    width = count(sets).bit_length() + 1
    known: dict[Formula, int] = {}
    for top, family in sets.parts:
        value = [0, 1]
        for _, level, high, low in family.nodes():
            leaf = family.leaves[level]
            above = value[high] << width if leaf.operator == "atom" else value[high] * known[leaf]
            value.append(above + value[low])
        known[top] = value[family.root]
    return _coefficients(known[sets.family.top], width)


def _coefficients(packed: int, width: int) -> dict[int, int]:
    mask = (1 << width) - 1
    found: dict[int, int] = {}
    order = 0
    while packed:
        if packed & mask:
            found[order] = packed & mask
        packed >>= width
        order += 1
    return found


def listing(sets: CutSets, most: int = 1000, order: int | None = None) -> Listing:
    """Return at most `most` sets, of order at most `order`, least orders first, and the counts of all others.

    Work is proportional to the sets listed times the nodes on their ways.
    """
    omitted = profile(sets)
    named = sum(size * number for size, number in omitted.items())
    if order is None and named * sum(len(family.level) for _, family in sets.parts) <= SMALL:
        return Listing(tuple(sorted(every(sets), key=lambda one: (len(one), one))[:most]), _beyond(omitted, most))
    search = _Search(sets)
    listed: list[tuple[str, ...]] = []
    for size in tuple(omitted):
        if (order is not None and size > order) or len(listed) >= most:
            break
        wanted = min(omitted[size], most - len(listed))
        found = sorted(one for one, _ in zip(search.sets(size), range(wanted), strict=False))
        listed.extend(found)
        omitted[size] -= len(found)
    return Listing(tuple(listed), {size: number for size, number in omitted.items() if number})


def every(sets: CutSets) -> list[tuple[str, ...]]:
    """Return all sets, names sorted within each; work is at most the number of their atoms times that of all nodes."""
    known: dict[Formula, list[tuple[str, ...]]] = {}
    for top, family in sets.parts:
        found: list[list[tuple[str, ...]]] = [[], [()]]
        for _, level, high, low in family.nodes():
            leaf = family.leaves[level]
            heads = [(leaf.name,)] if leaf.operator == "atom" else known[leaf]
            found.append([*((*head, *one) for head in heads for one in found[high]), *found[low]])
        known[top] = found[family.root]
    return [tuple(sorted(one)) for one in known[sets.family.top]]


def _beyond(orders: Mapping[int, int], most: int) -> dict[int, int]:
    """Return what is left of each order when the first so many sets are taken, least orders first."""
    left: dict[int, int] = {}
    for size, number in orders.items():
        taken = min(number, most)
        most -= taken
        if number > taken:
            left[size] = number - taken
    return left


_Chosen: TypeAlias = "tuple[str, _Chosen | None]"
"""Atoms, held so that two choices share what they have in common."""


class _Goal(NamedTuple):
    """Nodes still to be satisfied, one after the other; bit k of `orders` tells that k more atoms can do it."""

    top: Formula
    node: int
    orders: int
    rest: _Goal | None


class _Way(NamedTuple):
    """What is still to be satisfied, the atoms chosen so far, the last first, and how many more are to be."""

    goal: _Goal | None
    chosen: _Chosen | None
    left: int


def _names(chosen: _Chosen | None) -> Iterator[str]:
    while chosen is not None:
        name, chosen = chosen
        yield name


class _Search:
    """Lists the sets of one order; the orders that each node can make keep it from dead ends."""

    __slots__ = ("_families", "_orders", "_root")

    def __init__(self, sets: CutSets) -> None:
        self._families = dict(sets.parts)
        self._orders: dict[Formula, list[int]] = {}
        self._root = sets.family.top
        for top, family in sets.parts:
            able = [0, 1]
            for _, level, high, low in family.nodes():
                leaf = family.leaves[level]
                step = 2 if leaf.operator == "atom" else self._able(leaf)
                able.append(_combine(able[high], step) | able[low])
            self._orders[top] = able

    def _able(self, top: Formula) -> int:
        return self._orders[top][self._families[top].root]

    def sets(self, order: int) -> Iterator[tuple[str, ...]]:
        """Yield the sets of this order, names sorted within each."""
        start = self._goal(self._root, self._families[self._root].root, None)
        stack: list[_Way] = [_Way(start, None, order)]
        while stack:
            way = stack.pop()
            if way.goal is None:
                yield tuple(sorted(_names(way.chosen)))
            elif way.left >= 0 and way.goal.orders >> way.left & 1:
                stack.extend(self._branch(way.goal, way))

    def _branch(self, goal: _Goal, way: _Way) -> list[_Way]:
        """Return the two ways on from a node, that with its leaf last, so that it is taken first."""
        top, node, _, rest = goal
        if node < 2:
            return [way._replace(goal=rest)] if node else []
        family = self._families[top]
        leaf = family.leaves[family.level[node]]
        without = way._replace(goal=self._goal(top, family.low[node], rest))
        after = self._goal(top, family.high[node], rest)
        if leaf.operator == "atom":
            return [without, _Way(after, (leaf.name, way.chosen), way.left - 1)]
        return [without, way._replace(goal=self._goal(leaf, self._families[leaf].root, after))]

    def _goal(self, top: Formula, node: int, rest: _Goal | None) -> _Goal:
        able = self._orders[top][node]
        return _Goal(top, node, _combine(able, rest.orders) if rest else able, rest)


def _combine(one: int, other: int) -> int:
    """Return the set of the sums of an order of each set, all sets being bits of integers."""
    if one.bit_count() < other.bit_count():
        one, other = other, one  # a step for each order of the smaller set
    sums = 0
    while other:
        bit = other & -other
        sums |= one * bit
        other ^= bit
    return sums
