"""Equations of measures are solved as vectors: just what they determine, as trying all small exponents shows."""

from __future__ import annotations

from fractions import Fraction
from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from interlock.elaborate.eliminate import determined
from interlock.elaborate.equate import measures
from interlock.elaborate.metavariable import Metavariables
from interlock.kernel.dimension import PURE, combined, factor_of, measure, powers, ratio, scale
from interlock.kernel.term import Constant, Literal, Term

UNKNOWNS = ("x", "y", "z")
KNOWN = ("hour", "device")
SMALL = st.integers(-2, 2).map(Fraction)
ROWS = st.lists(st.fixed_dictionaries({}, optional=dict.fromkeys(UNKNOWNS + KNOWN, SMALL)), max_size=4)
UNITS: tuple[Term, ...] = (Constant("hour"), Constant("device"), Literal(2), Literal(3))
VECTORS = st.dictionaries(st.sampled_from(UNITS), st.fractions(-2, 2, max_denominator=3), max_size=4)
MEASURES = VECTORS.map(measure)


def times(left: Term, right: Term, exponent: Fraction | int = 1) -> Term:
    return measure(combined(powers(left), powers(right), exponent))


@given(MEASURES, MEASURES, MEASURES)
def test_measures_are_a_commutative_group(u: Term, v: Term, w: Term) -> None:
    assert times(u, v) is times(v, u)
    assert times(times(u, v), w) is times(u, times(v, w))
    assert times(u, PURE) is u
    assert ratio(u, u) is PURE


@given(MEASURES, MEASURES, st.fractions(-2, 2, max_denominator=3), st.fractions(-2, 2, max_denominator=3))
def test_powers_are_those_of_a_vector_space(u: Term, v: Term, p: Fraction, q: Fraction) -> None:
    assert times(PURE, times(u, v), p) is times(times(PURE, u, p), v, p)
    assert times(times(PURE, u, p), u, q) is times(PURE, u, p + q)
    assert times(PURE, times(PURE, u, p), q) is times(PURE, u, p * q)


@given(
    st.fractions(Fraction(1, 5000), 5000, max_denominator=5000), st.fractions(Fraction(1, 99), 99, max_denominator=99)
)
def test_factors_compose_exactly(one: Fraction, other: Fraction) -> None:
    both = measure(combined(scale(one), scale(other)))
    assert factor_of(both) == one * other
    root = times(PURE, measure(scale(one)), Fraction(1, 2))
    assert factor_of(times(root, root)) == one


def values(row: dict[str, Fraction], choice: dict[str, dict[str, Fraction]]) -> dict[str, Fraction]:
    """The known part of a row when its unknowns are these vectors."""
    total = {name: row.get(name, Fraction(0)) for name in KNOWN}
    for unknown, vector in choice.items():
        for name in KNOWN:
            total[name] += row.get(unknown, Fraction(0)) * vector.get(name, Fraction(0))
    return total


@settings(max_examples=60, deadline=None)
@given(ROWS)
def test_what_is_determined_holds_in_every_solution(rows: list[dict[str, Fraction]]) -> None:
    found = determined(rows, UNKNOWNS)
    # One coordinate at a time: the known units are independent.
    for name in KNOWN:
        for numbers in product(range(-2, 3), repeat=3):
            choice = {unknown: {name: Fraction(n)} for unknown, n in zip(UNKNOWNS, numbers, strict=True)}
            if all(values(row, choice)[name] == 0 for row in rows):
                for unknown, vector in found.items():
                    assert vector.get(name, Fraction(0)) == choice[unknown][name]


@given(ROWS, st.permutations(UNKNOWNS))
def test_no_order_of_equations_or_unknowns_matters(rows: list[dict[str, Fraction]], unknowns: list[str]) -> None:
    consistent = [{name: row.get(name, Fraction(0)) for name in UNKNOWNS} for row in rows]
    shuffled = list(reversed(consistent))
    assert determined(consistent, UNKNOWNS) == determined(shuffled, unknowns)


@given(ROWS)
def test_what_is_not_determined_has_more_than_one_solution(rows: list[dict[str, Fraction]]) -> None:
    free = [{name: row[name] for name in UNKNOWNS if name in row} for row in rows]
    found = determined(free, UNKNOWNS)
    assert all(not vector for vector in found.values())  # of homogeneous equations nought alone is determined
    rank = 0
    left = [dict(row) for row in free]
    for unknown in UNKNOWNS:  # elimination by hand
        pivot = next((row for row in left if row.get(unknown)), None)
        if pivot is None:
            continue
        rank += 1
        left.remove(pivot)
        for row in left:
            times_ = row.get(unknown, Fraction(0)) / pivot[unknown]
            for name in UNKNOWNS:
                row[name] = row.get(name, Fraction(0)) - times_ * pivot.get(name, Fraction(0))
    assert (len(found) == len(UNKNOWNS)) == (rank == len(UNKNOWNS))


@given(MEASURES, MEASURES, st.booleans())
def test_a_product_and_a_quotient_together_determine_both(u: Term, v: Term, turned: bool) -> None:
    metas = Metavariables()
    one, other = metas.fresh(0), metas.fresh(0)
    equations = [(times(one, other), times(u, v)), (ratio(one, other), ratio(u, v))]
    for left, right in reversed(equations) if turned else equations:
        measures(left, right, metas, 0)
    assert metas.filled(one, 0) is u
    assert metas.filled(other, 0) is v
