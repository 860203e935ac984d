"""Sums of products of arrays that share variables, by elimination: the variables that are not kept, two arrays at a time.

The order of elimination is opt_einsum's greedy one. The same code serves both semirings: sums of products of numbers,
and (arrays of 0 and 1) whether some term is 1.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from interlock.record import NamedTuple

if TYPE_CHECKING:
    from interlock.semantics.kernel import Table


class Limits(NamedTuple):
    """How many entries an array may have (128 MiB), how many products may be formed for a pair of arrays (seconds), and axes."""

    entries: int = 2**24
    terms: int = 2**32
    axes: int = 32


USUAL = Limits()

_SMALL = 2**14
"""Up to so many products numpy's own loop is quicker than preparing a product of matrices."""


class Factor(NamedTuple):
    """An array with a variable for each axis; on one that stands twice only the diagonal counts."""

    variables: tuple[int, ...]
    table: Table


class TooLarge(NamedTuple):
    """What would have been needed and is not made: so many entries or axes of an array, or terms of a sum, above the limit."""

    what: str
    needed: int
    limit: int


class _Step(NamedTuple):
    """Two arrays, and the variables of the one made of them."""

    left: int
    right: int
    kept: tuple[int, ...]
    terms: int


def contracted(
    factors: Sequence[Factor],
    sizes: Sequence[int],
    kept: Sequence[int],
    limits: Limits = USUAL,
    *,
    possible: bool = False,
) -> Table | TooLarge:
    """The sum, over all variables not kept, of the product of the factors: an array with the axes `kept`.

    Args:
        factors: At least one; every kept variable is one of some factor.
        sizes: How many values each variable has.
        kept: The variables of the result in its order, each once.
        limits: How large it may become on the way.
        possible: Whether the sum is 1 where some term is, as the arrays of relations want it.
    """
    import numpy as np

    tables: list[Factor | None] = [_proper(factor, sizes) for factor in factors]
    proper = [one for one in kept if sizes[one] > 1]
    steps = _plan([factor.variables for factor in tables if factor], sizes, frozenset(proper))
    needed = max(math.prod(sizes[one] for one in names) for names in [tuple(kept), *(s.kept for s in steps)])
    if needed > limits.entries:
        return TooLarge("entries", needed, limits.entries)
    if len(kept) > limits.axes:
        return TooLarge("axes", len(kept), limits.axes)
    if (most := max((step.terms for step in steps), default=0)) > limits.terms:
        return TooLarge("terms", most, limits.terms)
    for step in steps:
        left, right = tables[step.left], tables[step.right]
        assert left is not None and right is not None
        tables[step.left] = tables[step.right] = None
        tables.append(_product(left, right, step, possible=possible))
    last = tables[-1]
    assert last is not None
    summed = _summed((last,), proper)
    return (np.minimum(summed, 1.0) if possible else summed).reshape([sizes[one] for one in kept])


def _proper(factor: Factor, sizes: Sequence[int]) -> Factor:
    """The factor on its diagonal, without its axes of one value: an array has few axes, and these would count among them."""
    shown = [one for one in factor.variables if sizes[one] > 1]
    table = factor.table.reshape([sizes[one] for one in shown])
    names = tuple(dict.fromkeys(shown))
    if len(names) == len(shown):
        return Factor(names, table)
    return Factor(names, _summed((Factor(tuple(shown), table),), names))


def _plan(made: Sequence[tuple[int, ...]], sizes: Sequence[int], kept: frozenset[int]) -> list[_Step]:
    """The pairs in the order in which they are multiplied; each product drops what no other array and no one wants."""
    from opt_einsum.paths import ssa_greedy_optimize

    names = list(made)
    uses = Counter(one for row in names for one in row)
    pairs = ssa_greedy_optimize([frozenset(row) for row in names], kept, dict(enumerate(sizes)))
    steps = []
    for left, right in (pair for pair in pairs if len(pair) == 2):
        uses.subtract(names[left])
        uses.subtract(names[right])
        union = tuple(dict.fromkeys((*names[left], *names[right])))
        rest = tuple(one for one in union if uses[one] or one in kept)
        uses.update(rest)
        names.append(rest)
        steps.append(_Step(left, right, rest, math.prod([sizes[one] for one in union])))
    return steps


def _product(left: Factor, right: Factor, step: _Step, *, possible: bool) -> Factor:
    import numpy as np

    table = _summed((left, right), step.kept, large=step.terms > _SMALL)
    return Factor(step.kept, np.minimum(table, 1.0) if possible else table)


def _summed(factors: Sequence[Factor], kept: Sequence[int], *, large: bool = False) -> Table:
    """The sum of a product by numpy, as a product of matrices where that pays; the variables become letters."""
    from string import ascii_letters

    import numpy as np

    names = list(dict.fromkeys(one for factor in factors for one in factor.variables))
    letters = dict(zip(names, ascii_letters, strict=False))
    given = ",".join("".join([letters[one] for one in factor.variables]) for factor in factors)
    wanted = "".join([letters[one] for one in kept])
    summed: Table = np.einsum(f"{given}->{wanted}", *[factor.table for factor in factors], optimize=large)
    return summed
