"""What is stated of a joint law, as rows of a linear programme: sums of the probabilities of features of the states."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from itertools import product
from typing import Final

from interlock.analysis.boolean import TRUE, Formula, Formulas, atoms
from interlock.analysis.enclose import enclose
from interlock.analysis.interval import Interval, complement
from interlock.analysis.interval import product as times
from interlock.record import NamedTuple

Signs = tuple[bool, ...]

SMALL: Final = 4
"""Of sets of so many members whose marginals are intervals all is stated that independence tells."""


class Row(NamedTuple):
    """Bounds of a weighted sum of probabilities of features; `scale` > 0 is a size that it is measured by."""

    weights: tuple[tuple[int, float], ...]
    lower: float
    upper: float
    scale: float


class Conditional(NamedTuple):
    """The probability of a function given another lies in an interval, or the other has the probability 0."""

    event: Formula
    range: Interval
    given: Formula = TRUE


class Joint(NamedTuple):
    """What is stated of a joint law: marginals, conditional probabilities, and sets of independent atoms.

    With marginals in intervals a product of them is one of numbers in intervals, so independence gives bounds.
    """

    marginals: Mapping[str, Interval]
    conditionals: tuple[Conditional, ...] = ()
    independent: tuple[frozenset[str], ...] = ()


class Statements(NamedTuple):
    """Rows over features, with a ceiling of the probability of each feature.

    The features are, in this order: each of the `functions` holds, the one asked for first, then for each conditional
    that both hold and that only the given does; each name holds, and fails; each of the `sets` has certain values, the
    first member's being the highest binary digit.
    """

    names: tuple[str, ...]
    functions: tuple[Formula, ...]
    sets: tuple[tuple[str, ...], ...]
    rows: tuple[Row, ...]
    ceilings: tuple[float, ...]


def read(formula: Formula, joint: Joint) -> Statements:
    """Return what is stated of the atoms of a function and of the conditionals.

    Raises:
        KeyError: if one of them has no marginal.
    """
    functions = tuple(_functions(formula, joint.conditionals))
    mentioned = [formula, *(one for stated in joint.conditionals for one in (stated.event, stated.given))]
    names = tuple(sorted({name for one in mentioned for name in atoms(one)}))
    sets = tuple(tuple(sorted(one.intersection(names))) for one in joint.independent)
    sets = tuple(dict.fromkeys(one for one in sets if len(one) > 1))
    ranges = {name: joint.marginals[name] for name in names}
    rows = [
        *(row for at, one in enumerate(joint.conditionals) for row in _conditional(1 + 2 * at, one, ranges)),
        *(row for at, name in enumerate(names) for row in _marginal(len(functions) + 2 * at, ranges[name])),
    ]
    ceilings = [enclose(formula, ranges).upper]
    for one in joint.conditionals:
        given = enclose(one.given, ranges).upper
        ceilings += [min(one.range.upper * given, enclose(one.event, ranges).upper), (1.0 - one.range.lower) * given]
    for name in names:
        ceilings += [ranges[name].upper, 1.0 - ranges[name].lower]
    for members in sets:
        rows += _independent(len(ceilings), [ranges[name] for name in members])
        ceilings += [_cell([ranges[name] for name in members], signs).upper for signs in _all(len(members))]
    return Statements(names, functions, sets, tuple(rows), tuple(ceilings))


def _functions(formula: Formula, conditionals: Sequence[Conditional]) -> Iterator[Formula]:
    """The functions that are followed, moved to one arena."""
    arena = Formulas()
    memo: dict[Formula, Formula] = {}
    yield arena.rewrite(formula, memo)
    for one in conditionals:
        event, given = arena.rewrite(one.event, memo), arena.rewrite(one.given, memo)
        yield arena.conj((event, given))
        yield arena.conj((arena.negation(event), given))


def _conditional(both: int, stated: Conditional, ranges: Mapping[str, Interval]) -> Iterator[Row]:
    """Rows for the odds of the event, where the given holds: its range times the given's probability bounds both."""
    given = enclose(stated.given, ranges).upper
    low, high = stated.range
    if given == 0.0:
        return
    for end, below, above in ((low, 0.0, 0.0 if low == high else math.inf), (high, -math.inf, 0.0)):
        if 0.0 < end < 1.0:  # features of the ceiling 0 tell the rest
            yield Row(((both, 1.0 - end), (both + 1, -end)), below, above, end * (1.0 - end) * given)
        if low == high:
            return


def _marginal(holds: int, ends: Interval) -> Iterator[Row]:
    """A row for the rarer of an atom and its complement, since of 0.99999999 too little would be left."""
    rarer, at = (ends, holds) if _is_rare(ends) else (complement(ends), holds + 1)
    if rarer.upper > 0.0 and (rarer.lower > 0.0 or rarer.upper < 1.0):
        yield Row(((at, 1.0),), *rarer, rarer.upper)


def _is_rare(ends: Interval) -> bool:
    return ends.lower + ends.upper <= 1.0


def _independent(first: int, ranges: Sequence[Interval]) -> Iterator[Row]:
    """Rows for ways in which each member holds, fails, or is not looked at.

    Of numbers the ways of the rarer values tell all others. Of intervals each way tells something; of many members
    only those are taken in which all are looked at, or all that are looked at hold, or have their rarer values.
    """
    rare, everything = tuple(map(_is_rare, ranges)), tuple(_all(len(ranges)))
    if all(one.lower == one.upper for one in ranges):
        pairs = [(rare, looked) for looked in everything]
    elif len(ranges) <= SMALL:
        pairs = [(values, looked) for values in everything for looked in everything]
    else:
        pairs = [(values, looked) for looked in everything for values in (rare, everything[-1])]
        pairs += [(values, everything[-1]) for values in everything]
    ways = (tuple((at, values[at]) for at, one in enumerate(looked) if one) for values, looked in pairs)
    for way in dict.fromkeys(ways):
        ends = _cell([ranges[at] for at, _ in way], [value for _, value in way])
        if len(way) > 1 and ends.upper > 0.0:
            inside = [at for at, one in enumerate(everything) if all(one[member] == value for member, value in way)]
            yield Row(tuple((first + at, 1.0) for at in inside), *ends, ends.upper)


def _cell(ranges: Sequence[Interval], signs: Sequence[bool]) -> Interval:
    return times(one if holds else complement(one) for one, holds in zip(ranges, signs, strict=True))


def _all(count: int) -> Iterator[Signs]:
    return product((False, True), repeat=count)
