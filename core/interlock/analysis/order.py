"""Orders of the leaves of a module, guessed from its structure, for decision diagrams."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from interlock.analysis.boolean import Formula
from interlock.analysis.module import Module, inner

Order = tuple[Formula, ...]
Rank = Callable[[Formula], float]


def orders(module: Module) -> list[Order]:
    """Return distinct candidate orders of the leaves, the most promising first.

    Each is that of a depth-first walk; they differ in which argument of an operator is visited first:
    the most shared first, operators before leaves, the smallest or largest first, leaves first, as written.
    """
    shared, size = users(module), _size(module)
    leaves = set(module.leaves)
    ranks: tuple[Rank, ...] = (
        lambda one: -shared[one],
        lambda one: one in leaves,
        lambda one: size[one],
        lambda one: -size[one],
        lambda one: one not in leaves,
        lambda one: 0,
    )
    return list(dict.fromkeys(walk(module, rank) for rank in ranks))


def walk(module: Module, rank: Rank) -> Order:
    """Return the leaves as a depth-first walk meets them that visits arguments of least rank first."""
    leaves = set(module.leaves)
    met: dict[Formula, None] = {}
    stack = sorted(module.arguments, key=rank)[::-1]
    while stack:
        one = stack.pop()
        if one in met:
            continue
        met[one] = None
        if one not in leaves:
            stack.extend(sorted(one.arguments, key=rank)[::-1])
    return tuple(one for one in met if one in leaves)


def users(module: Module) -> Mapping[Formula, int]:
    """Return how many operators of the module use each of its parts."""
    found: dict[Formula, int] = {}
    for arguments in (module.arguments, *(one.arguments for one in inner(module))):
        for part in arguments:
            found[part] = found.get(part, 0) + 1
    return found


def _size(module: Module) -> Mapping[Formula, int]:
    """Return the number of leaves under each part, counted as often as it is met."""
    size = dict.fromkeys(module.leaves, 1)
    for one in inner(module):
        size[one] = sum(size[part] for part in one.arguments)
    return size
