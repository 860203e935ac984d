"""The graph of the states of some atoms that follows what is asked and stated of them, its order chosen by size."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from interlock.analysis.arrangement import gathered, improved, operators, profile
from interlock.analysis.boolean import FALSE, TRUE, Formula, Formulas, subformulas
from interlock.analysis.compile import apply
from interlock.analysis.module import Module
from interlock.analysis.order import orders
from interlock.analysis.statement import Statements
from interlock.analysis.table import Table
from interlock.analysis.ways import Track, Ways, ways

BUDGET: Final = 200_000
"""Nodes that a graph may have;"""

FIRST: Final = 20_000
"""where some of several orders do with so many, the smallest graph is taken."""

HEATS: Final = 4
"""Of the narrowest orders, so many race."""

FEW: Final = 6
"""Up to so many atoms, the first order will do."""


def draw(stated: Statements) -> Ways | None:
    """Return the graph of all states, or None where it is not within the budget in the narrowest order."""
    candidates = _orders(stated)
    quick = [graph for order in candidates if (graph := _drawn(stated, order, FIRST)) is not None]
    return min(quick, key=lambda one: one.size) if quick else _drawn(stated, candidates[0], BUDGET)


def _orders(stated: Statements) -> list[tuple[str, ...]]:
    """Orders of the atoms in which what occurs together is close together, the narrowest first."""
    if len(stated.names) <= FEW:
        return [stated.names]
    side_by_side = _module(stated)
    inside = operators(side_by_side)[:-1]
    simple = orders(side_by_side)
    candidates = [*simple, *(gathered(side_by_side, one) for one in simple), improved(side_by_side)]
    narrowest = sorted(dict.fromkeys(candidates), key=lambda one: profile(inside, one))
    return [tuple(leaf.name for leaf in order) for order in narrowest[:HEATS]]


def _module(stated: Statements) -> Module:
    """All functions and sets as the arguments of one top, of which no more is known."""
    arena = Formulas()
    memo: dict[Formula, Formula] = {}
    followed = [arena.rewrite(one, memo) for one in stated.functions]
    sets = [arena.conj(map(arena.atom, members)) for members in stated.sets]
    leaves = tuple(map(arena.atom, stated.names))
    parts = dict.fromkeys(one for one in (*followed, *sets, *leaves) if one.operator not in ("true", "false"))
    return Module(TRUE, tuple(parts), leaves)


def _drawn(stated: Statements, order: Sequence[str], budget: int) -> Ways | None:
    place = {name: at for at, name in enumerate(order)}
    followed = _followed(stated.functions, place, budget)
    if followed is None:
        return None
    first = len(stated.functions)
    tracks = [*followed, *(_atom(place[name], len(place), first + 2 * at) for at, name in enumerate(stated.names))]
    first += 2 * len(stated.names)
    for members in stated.sets:
        tracks.append(_set([place[name] for name in members], len(place), first))
        first += 1 << len(members)
    return ways(tracks, len(place), first, budget)


def _followed(functions: Sequence[Formula], place: Mapping[str, int], budget: int) -> list[Track] | None:
    """Return the diagram of each function in one order, features counted from 0, or None where all have too many nodes."""
    whole = subformulas(*functions)
    leaves = sorted((one for one in whole if one.operator == "atom"), key=lambda one: place[one.name])
    table = Table((FALSE,) * len(place), budget)
    value = {TRUE: 1, FALSE: 0, **{one: table.node(place[one.name], 1, 0) for one in leaves}}
    for one in whole:
        if one not in value:
            value[one] = apply(table, one, [value[part] for part in one.arguments])
        if table.full:
            return None
    found = [table.take(value[one]) for one in functions]
    return [
        Track(one.level, one.high, one.low, (-1, at, *(-1 for _ in one.level[2:])), one.root)
        for at, one in enumerate(found)
    ]


def _atom(level: int, bottom: int, feature: int) -> Track:
    return Track((level, bottom, bottom), (1, 1, 2), (2, 1, 2), (-1, feature, feature + 1), 0)


def _set(levels: Sequence[int], bottom: int, first: int) -> Track:
    """Return the tree of the values of some atoms, which remembers all that were seen."""
    rising = sorted(range(len(levels)), key=levels.__getitem__)
    level, high, low, feature = list[int](), list[int](), list[int](), list[int]()
    digits = [0]
    for member in rising:
        after = len(level) + len(digits)
        for at in range(len(digits)):
            level.append(levels[member])
            high.append(after + 2 * at + 1)
            low.append(after + 2 * at)
            feature.append(-1)
        digit = 1 << (len(levels) - 1 - member)
        digits = [one + added for one in digits for added in (0, digit)]
    ends = range(len(level), len(level) + len(digits))
    return Track(
        (*level, *(bottom for _ in ends)),
        (*high, *ends),
        (*low, *ends),
        (*feature, *(first + one for one in digits)),
        0,
    )
