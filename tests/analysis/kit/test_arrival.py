from __future__ import annotations

import math
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interlock.analysis.arrival import SMALL, at_least_one, mean_until_found


def exact_at_least_one(expected: Fraction) -> Fraction:
    """1 - exp(-x) as the sum of its series in exact fractions, for x up to 8."""
    total, term = Fraction(0), Fraction(-1)
    for k in range(1, 80):
        term *= -expected / k
        total += term
    return total


@given(st.fractions(0, 8, max_denominator=10**6))
def test_both_chances_are_their_series(expected: Fraction) -> None:
    exact = exact_at_least_one(expected)
    assert at_least_one(float(expected)) == pytest.approx(float(exact), rel=1e-12)
    if expected:
        assert mean_until_found(float(expected)) == pytest.approx(float(1 - exact / expected), rel=1e-11)


@given(st.floats(0.01, 5))
def test_the_mean_is_that_of_the_chance_over_the_interval(expected: float) -> None:
    steps = 2000
    middle = math.fsum(at_least_one(expected * (at + 0.5) / steps) for at in range(steps)) / steps
    assert mean_until_found(expected) == pytest.approx(middle, rel=1e-6)


@pytest.mark.parametrize("expected", [1e-20, 1e-300, SMALL * (1 - 1e-12), SMALL])
def test_rare_faults_keep_their_digits(expected: float) -> None:
    assert at_least_one(expected) == pytest.approx(expected - expected**2 / 2, rel=1e-6)
    assert mean_until_found(expected) == pytest.approx(expected / 2 - expected**2 / 6, rel=1e-6)
