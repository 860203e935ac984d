"""Functions of up to 16 atoms as truth tables in single integers, so that trying everything is quick."""

from __future__ import annotations

import os
import random
from collections.abc import Sequence
from typing import Any, NamedTuple

from interlock.analysis.boolean import Formula, Formulas
from tests.analysis.kit.oracle import Gate, written

MOST = 16
FULL = "INTERLOCK_MANY" in os.environ


class Drawn(NamedTuple):
    """A formula over x0, x1, ... and its truth table: bit s of ``table`` is its value where atom i holds iff bit i of s is."""

    formula: Formula
    names: tuple[str, ...]
    table: int


def draw(seed: int, *, monotone: bool) -> Drawn:
    """A random function of at most 16 atoms, made from gates that share their parts."""
    chosen = random.Random(seed)
    names = tuple(f"x{index}" for index in range(chosen.randint(2, MOST)))
    operators = ["and", "or", "or", "at-least"] if monotone else ["and", "or", "at-least", "not", "one"]
    gates: list[Gate] = []
    for _ in range(chosen.randint(1, 25)):
        picked = tuple(chosen.randrange(10**6) for _ in range(chosen.randint(1, 5)))
        gates.append((chosen.choice(operators), picked, chosen.randint(0, 4)))
    return Drawn(written(Formulas(), gates, names), names, _tabulate(gates, len(names)))


def _tabulate(gates: Sequence[Gate], count: int) -> int:
    """The table of the last gate, by words of 2^count bits."""
    everything = (1 << (1 << count)) - 1
    values = [_column(atom, count) for atom in range(count)]
    for operator, picked, threshold in gates:
        given = [values[index % len(values)] for index in picked]
        values.append(_apply(operator, given, threshold, everything))
    return values[-1]


def _column(atom: int, count: int) -> int:
    """The table of an atom: runs of 2^atom zeros and ones in turn."""
    run = 1 << atom
    word = ((1 << run) - 1) << run
    width = 2 * run
    while width < 1 << count:
        word |= word << width
        width *= 2
    return word


def _apply(operator: str, given: Sequence[int], threshold: int, everything: int) -> int:
    if operator == "not":
        return everything & ~given[0]
    if operator == "and":
        return _at_least(len(given), given, everything)
    if operator == "or":
        return _at_least(1, given, everything)
    if operator == "one":
        return _at_least(1, given, everything) & ~_at_least(2, given, everything)
    return _at_least(threshold, given, everything)


def _at_least(threshold: int, given: Sequence[int], everything: int) -> int:
    counts = [everything, *(0 for _ in range(threshold))]
    for one in given:
        for level in range(threshold, 0, -1):
            counts[level] |= one & counts[level - 1]
    return counts[threshold]


def probability(drawn: Drawn, chances: Sequence[float]) -> float:
    """The sum of the weights of all states in which the function holds."""
    import numpy as np

    weights = np.ones(1)
    for _, chance in zip(drawn.names, chances, strict=False):
        weights = np.concatenate((weights * (1 - chance), weights * chance))
    return float(weights @ _bits(drawn.table, len(weights)))


def _bits(table: int, size: int) -> Any:
    import numpy as np

    packed = np.frombuffer(table.to_bytes(max(1, size // 8), "little"), np.uint8)
    return np.unpackbits(packed, bitorder="little")[:size].astype(float)


def minimal_solutions(drawn: Drawn) -> dict[int, int]:
    """How many minimal sets of true atoms there are of each order."""
    count = len(drawn.names)
    closed = _closed(drawn.table, count)
    above = 0  # states to which one more atom leads from a state that holds a solution
    for atom in range(count):
        above |= (closed & ~_column(atom, count)) << (1 << atom)
    least = drawn.table & ~above
    orders: dict[int, int] = {}
    while least:
        bit = least & -least
        order = (bit.bit_length() - 1).bit_count()
        orders[order] = orders.get(order, 0) + 1
        least ^= bit
    return dict(sorted(orders.items()))


def _closed(table: int, count: int) -> int:
    """All states that hold one of the table."""
    for atom in range(count):
        table |= (table & ~_column(atom, count)) << (1 << atom)
    return table
