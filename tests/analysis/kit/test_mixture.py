from __future__ import annotations

from fractions import Fraction
from itertools import product

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from interlock.analysis.interval import Interval
from interlock.analysis.mixture import conditional, cut, mixture
from tests.analysis.kit.oracle import MANY

GRID = 6
Pair = tuple[Fraction, Fraction]
PAIRS = st.tuples(st.integers(0, GRID), st.integers(0, GRID)).map(
    lambda one: tuple(Fraction(i, GRID) for i in sorted(one))
)
CELLS = st.lists(st.tuples(st.none() | PAIRS, PAIRS), min_size=1, max_size=4)


def grid(stated: list[Pair | None]) -> list[tuple[Fraction, ...]]:
    """All weights in steps of the grid that sum to one; the corners of the polytope are among them."""
    steps = [
        [Fraction(i, GRID) for i in range(GRID + 1) if one is None or one[0] <= Fraction(i, GRID) <= one[1]]
        for one in stated
    ]
    return [weights for weights in product(*steps) if sum(weights) == 1]


@MANY
@given(CELLS)
def test_the_mean_ranges_over_all_weights_that_sum_to_one(cells: list[tuple[Pair | None, Pair]]) -> None:
    stated = {f"s{at}": one for at, (one, _) in enumerate(cells)}
    values = {f"s{at}": Interval(*map(float, pair)) for at, (_, pair) in enumerate(cells)}
    possible = grid([one for one, _ in cells])
    weights = cut(stated)
    if weights is None:
        assert not possible
        return
    for at, name in enumerate(stated):
        assert weights[name] == pytest.approx((min(one[at] for one in possible), max(one[at] for one in possible)))
    low = min(sum(w * pair[0] for w, (_, pair) in zip(one, cells, strict=True)) for one in possible)
    high = max(sum(w * pair[1] for w, (_, pair) in zip(one, cells, strict=True)) for one in possible)
    assert mixture(weights, values) == pytest.approx((float(low), float(high)))


@MANY
@given(CELLS, st.integers(1, 15))
def test_given_some_cells_the_mean_is_a_ratio(cells: list[tuple[Pair | None, Pair]], chosen: int) -> None:
    stated = {f"s{at}": one for at, (one, _) in enumerate(cells)}
    values = {f"s{at}": Interval(*map(float, pair)) for at, (_, pair) in enumerate(cells)}
    among = [at for at in range(len(cells)) if chosen >> at & 1]
    weights = cut(stated)
    possible = [one for one in grid([one for one, _ in cells]) if sum(one[at] for at in among) > 0]
    assume(weights is not None and among and possible)
    assert weights is not None

    def mean(one: tuple[Fraction, ...], end: int) -> Fraction:
        mass = sum(one[at] for at in among)
        return sum((one[at] * cells[at][1][end] for at in among), Fraction(0)) / mass

    found = conditional(weights, values, [f"s{at}" for at in among])
    assert found == pytest.approx((float(min(mean(w, 0) for w in possible)), float(max(mean(w, 1) for w in possible))))


def test_weights_that_cannot_sum_to_one_have_no_mixture() -> None:
    assert cut({"a": (Fraction(7, 10), Fraction(7, 10)), "b": (Fraction(4, 10), Fraction(1))}) is None
    assert cut({"a": (Fraction(0), Fraction(1, 10)), "b": (Fraction(1, 10), Fraction(2, 10))}) is None
