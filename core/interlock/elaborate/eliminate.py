"""Linear equations over the rationals, solved as far as they are determined."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import TypeVar

A = TypeVar("A")
Row = Mapping[A, Fraction]


def determined(equations: Sequence[Row[A]], unknowns: Sequence[A]) -> dict[A, dict[A, Fraction]]:
    """The value of each unknown that the equations ``row = 0`` determine, as a vector over what is known.

    The reduced echelon form has a row of one unknown for just these, in whatever order equations and unknowns come.
    """
    rows = [dict(row) for row in equations]
    done: list[tuple[A, dict[A, Fraction]]] = []
    for unknown in unknowns:
        at = next((at for at, row in enumerate(rows) if row.get(unknown)), None)
        if at is None:
            continue
        pivot = _scaled(rows.pop(at), unknown)
        rows = [_cleared(row, unknown, pivot) for row in rows]
        done = [(other, _cleared(row, unknown, pivot)) for other, row in done]
        done.append((unknown, pivot))
    left = set(unknowns)
    return {
        unknown: {atom: -value for atom, value in row.items() if atom != unknown}
        for unknown, row in done
        if not any(atom in left for atom in row if atom != unknown)
    }


def _scaled(row: Row[A], unknown: A) -> dict[A, Fraction]:
    return {atom: value / row[unknown] for atom, value in row.items() if value}


def _cleared(row: dict[A, Fraction], unknown: A, pivot: Row[A]) -> dict[A, Fraction]:
    """The row without the unknown: a multiple of the pivot is taken away."""
    times = row.get(unknown)
    if not times:
        return row
    total = dict(row)
    for atom, value in pivot.items():
        total[atom] = total.get(atom, Fraction(0)) - times * value
    return {atom: value for atom, value in total.items() if value}
