"""Modules of a formula: parts whose atoms occur nowhere else, so that each can be studied alone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet

from interlock.analysis.boolean import Formula, Formulas, subformulas, values
from interlock.record import NamedTuple


class Module(NamedTuple):
    """A part of a formula, read down to its leaves (atoms, and tops of smaller modules).

    Its function is the operator of `top` applied to `arguments`; no leaf occurs in another module.
    """

    top: Formula
    arguments: tuple[Formula, ...]
    leaves: tuple[Formula, ...]


def condense(arena: Formulas, formula: Formula) -> Formula:
    """Copy `formula` into `arena`, merging each conjunction (disjunction) used once into the one that uses it."""
    uses: dict[Formula, int] = {}
    met = subformulas(formula)
    for one in met:
        for argument in one.arguments:
            uses[argument] = uses.get(argument, 0) + 1
    copy: dict[Formula, Formula] = {}
    for one in met:
        arguments: list[Formula] = []
        for argument in one.arguments:
            image = copy[argument]
            single = uses[argument] == 1 and one.operator in ("and", "or") and image.operator == one.operator
            arguments.extend(image.arguments if single else (image,))
        copy[one] = arena.adopt(one, tuple(arguments))
    return copy[formula]


def decompose(arena: Formulas, formula: Formula) -> list[Module]:
    """Return the modules of a formula that is no constant, those that occur in others first, its own last.

    Each is false where no atom holds, the last perhaps excepted, so minimal solutions compose along them.
    Arguments of a conjunction or disjunction that share no atom are told apart. Linear in the formula.
    """
    empty = values(formula, frozenset())
    tops = _tops(formula, empty)
    found: list[Module] = []
    pending = [formula]
    seen = {formula}
    while pending:
        module = _open(arena, pending.pop(), tops, empty)
        found.append(module)
        pending.extend(one for one in module.leaves if one.operator != "atom" and one not in seen)
        seen.update(module.leaves)
    return _sorted_by_use(found)


def _sorted_by_use(found: list[Module]) -> list[Module]:
    """Return modules with those that occur in others first; each was found after what it occurs in."""
    return found[::-1]


def _tops(formula: Formula, empty: Mapping[Formula, bool]) -> set[Formula]:
    """Return the subformulas that share no part with the rest of `formula` and are false where no atom holds.

    Source: Y. Dutuit and A. Rauzy, A linear-time algorithm to find modules of fault trees (1996): a part is
    alone iff the dates at which a depth-first walk meets its descendants lie within its own first visit.
    """
    dates = _Dates(formula)
    earliest: dict[Formula, int] = {}
    latest: dict[Formula, int] = {}
    tops: set[Formula] = {formula}
    for one in subformulas(formula):
        below = one.arguments
        earliest[one] = min((min(earliest[part], dates.first[part]) for part in below), default=dates.first[one])
        latest[one] = max((max(latest[part], dates.last[part]) for part in below), default=dates.first[one])
        alone = earliest[one] > dates.first[one] and latest[one] < dates.left[one]
        if below and alone and one.operator != "not" and not empty[one]:
            tops.add(one)
    return tops


class _Dates:
    """When a depth-first walk enters each subformula first, leaves it, and meets it last."""

    __slots__ = ("first", "last", "left")

    def __init__(self, formula: Formula) -> None:
        self.first: dict[Formula, int] = {formula: 0}
        self.left: dict[Formula, int] = {}
        self.last: dict[Formula, int] = {formula: 0}
        clock = 0
        trail: list[tuple[Formula, Iterator[Formula]]] = [(formula, iter(formula.arguments))]
        while trail:
            clock += 1
            one, rest = trail[-1]
            part = next(rest, None)
            if part is None:
                self.left[one] = clock
                trail.pop()
            else:
                self.last[part] = clock
                if part not in self.first:
                    self.first[part] = clock
                    trail.append((part, iter(part.arguments)))


def _open(arena: Formulas, top: Formula, tops: set[Formula], empty: Mapping[Formula, bool]) -> Module:
    """Return the module of `top`, adding to `tops` the groups of its arguments that are independent of each other.

    A group that is true where no atom holds stays as it was, since its minimal solutions would not compose.
    """
    groups = _groups(top, tops) if top.operator in ("and", "or") else [top.arguments or (top,)]
    join, holds = (arena.conj, all) if top.operator == "and" else (arena.disj, any)
    arguments: list[Formula] = []
    for group in groups:
        if len(groups) == 1 or len(group) == 1 or holds(empty[one] for one in group):
            arguments.extend(group)
        else:
            arguments.append(join(group))
            tops.add(arguments[-1])
    return Module(top, tuple(arguments), _leaves(tuple(arguments), tops))


def _groups(top: Formula, tops: AbstractSet[Formula]) -> list[tuple[Formula, ...]]:
    """Return the arguments of `top` grouped so that two in different groups share no leaf."""
    owner: dict[Formula, int] = {}
    parent = list(range(len(top.arguments)))

    def find(index: int) -> int:
        while parent[index] != index:
            parent[index] = index = parent[parent[index]]
        return index

    for index, argument in enumerate(top.arguments):
        stack = [argument]
        while stack:
            one = stack.pop()
            if one in owner:
                parent[find(index)] = find(owner[one])
                continue
            owner[one] = index
            if one not in tops:
                stack.extend(one.arguments)
    groups: dict[int, list[Formula]] = {}
    for index, argument in enumerate(top.arguments):
        groups.setdefault(find(index), []).append(argument)
    return [tuple(group) for group in groups.values()]


def _leaves(arguments: tuple[Formula, ...], tops: AbstractSet[Formula]) -> tuple[Formula, ...]:
    """Return the atoms and tops met from the arguments, in the order of a depth-first walk."""
    met: dict[Formula, bool] = {}
    stack = list(reversed(arguments))
    while stack:
        one = stack.pop()
        if one not in met:
            met[one] = one.operator == "atom" or one in tops
            if not met[one]:
                stack.extend(reversed(one.arguments))
    return tuple(one for one, leaf in met.items() if leaf)


def inner(module: Module) -> list[Formula]:
    """Return the subformulas of a module strictly between its top and its leaves, arguments before users."""
    leaves = set(module.leaves)
    met: dict[Formula, None] = {}
    stack = [one for one in module.arguments if one not in leaves]
    while stack:
        one = stack.pop()
        if one not in met:
            met[one] = None
            stack.extend(part for part in one.arguments if part not in leaves)
    return sorted(met, key=lambda one: one.index)
