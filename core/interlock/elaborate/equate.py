"""Equations of numbers and of measures: what they determine is solved, whatever the order in which they are met."""

from __future__ import annotations

from fractions import Fraction

from interlock.elaborate.eliminate import determined
from interlock.elaborate.metavariable import Metavariables, holes, is_flexible
from interlock.kernel.dimension import combined, measure, powers
from interlock.kernel.number import normal, plus, polynomial
from interlock.kernel.term import Apply, Hole, Term


def linear(left: Term, right: Term, metas: Metavariables, depth: int) -> None:
    """Solve a polynomial equation for the one hole in it, if it stands there linearly: `?n + 1 = m`, `2 * ?n = 6`.

    Unless the hole is known to stand for an Int or Real, the solution must have natural coefficients; the kernel checks
    the type of every solution.
    """
    difference = plus(polynomial(metas.filled(left, depth)), polynomial(metas.filled(right, depth)), -1)
    flexible = [
        (atom, coefficient)
        for monomial, coefficient in difference.items()
        if coefficient
        for atom, exponent in monomial
        if is_flexible(atom) and exponent == 1 and len(monomial) == 1
    ]
    if len(flexible) != 1:
        return
    ((atom, factor),) = flexible
    rest = {m: Fraction(-c) / factor for m, c in difference.items() if m != frozenset({(atom, 1)})}
    unfit = any(unnatural(c) for c in rest.values()) and not is_signed(atom, metas)
    if not unfit and not any(holes(a) for m in rest for a, _ in m):
        metas.solve(atom, normal(rest), depth)


def unnatural(coefficient: Fraction) -> bool:
    """Whether a coefficient is no natural number."""
    return coefficient < 0 or coefficient.denominator != 1


def is_signed(flexible: Term, metas: Metavariables) -> bool:
    """Whether a hole is known to stand for an Int or Real."""
    head = flexible.head if isinstance(flexible, Apply) else flexible
    return isinstance(head, Hole) and head.name in metas.signed


def apart_numbers(left: Term, right: Term, metas: Metavariables) -> bool:
    """Whether a linear equation in one hole for a natural number has no solution with natural coefficients."""
    difference = plus(polynomial(metas.filled(left, 0)), polynomial(metas.filled(right, 0)), -1)
    left_over = {monomial: coefficient for monomial, coefficient in difference.items() if coefficient}
    alone = [m for m in left_over if len(m) == 1 and all(_natural(atom, metas) and n == 1 for atom, n in m)]
    others = [m for m in left_over if m not in alone]
    if any(holes(atom) for m in others for atom, _ in m) or len(alone) > 1:
        return False
    if not alone:
        return bool(left_over)
    factor = left_over[alone[0]]
    return any(unnatural(Fraction(-left_over[m]) / factor) for m in others)


def _natural(atom: Term, metas: Metavariables) -> bool:
    """Whether an atom is a hole for a natural number."""
    return is_flexible(atom) and not is_signed(atom, metas)


def measures(left: Term, right: Term, metas: Metavariables, depth: int) -> None:
    """Solve an equation of measures for a hole that stands alone in it; else keep it and solve what all together determine."""
    vector = _difference(left, right, metas, depth)
    unknown = [atom for atom in vector if is_flexible(atom)]
    if not unknown or any(holes(atom) for atom in vector if not is_flexible(atom)):
        return
    if len(unknown) == 1:
        (atom,) = unknown
        rest = {other: -power / vector[atom] for other, power in vector.items() if other is not atom}
        metas.solve(atom, measure(rest), depth)
    elif all(isinstance(atom, Hole) for atom in unknown) and all(atom.closed for atom in vector):
        metas.equations[measure(vector)] = None
        _together(metas)


def _together(metas: Metavariables) -> None:
    """Solve what the equations kept so far determine together."""
    rows = [powers(metas.filled(one, 0)) for one in metas.equations]
    unknown = dict.fromkeys(atom for row in rows for atom in row if isinstance(atom, Hole))
    for hole, value in determined(rows, list(unknown)).items():
        metas.solve(hole, measure(value), 0)
    metas.equations = {one: None for one in metas.equations if holes(metas.filled(one, 0))}


def apart_measures(left: Term, right: Term, metas: Metavariables) -> bool:
    """Whether two measures differ, whatever fills the holes: over the rationals any equation with a hole has a solution."""
    vector = _difference(left, right, metas, 0)
    return bool(vector) and not any(holes(atom) for atom in vector)


def _difference(left: Term, right: Term, metas: Metavariables, depth: int) -> dict[Term, Fraction]:
    return combined(powers(metas.filled(left, depth)), powers(metas.filled(right, depth)), -1)
