from __future__ import annotations

from decimal import Decimal, localcontext
from fractions import Fraction
from math import comb

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interlock.analysis.tail import MOST, clopper_pearson, exactly, lower_tail
from tests.analysis.kit.oracle import MANY

COUNTS = st.integers(1, 60).flatmap(lambda trials: st.tuples(st.integers(0, trials), st.just(trials)))


def exact_tail(successes: int, trials: int, chance: Fraction) -> Fraction:
    """The probability of at most so many successes, in exact fractions."""
    return sum(
        (comb(trials, count) * chance**count * (1 - chance) ** (trials - count) for count in range(successes + 1)),
        Fraction(0),
    )


@MANY
@given(COUNTS, st.fractions(0, 1, max_denominator=1000))
def test_the_tail_is_the_sum_of_the_law(counts: tuple[int, int], chance: Fraction) -> None:
    assert lower_tail(*counts, float(chance)) == pytest.approx(float(exact_tail(*counts, chance)), rel=1e-9, abs=1e-12)


@MANY
@given(COUNTS, st.fractions(0, 1, max_denominator=1000))
def test_a_term_of_the_law_is_what_is_counted(counts: tuple[int, int], chance: Fraction) -> None:
    successes, trials = counts
    wanted = comb(trials, successes) * chance**successes * (1 - chance) ** (trials - successes)
    assert exactly(successes, trials, float(chance)) == pytest.approx(float(wanted), rel=1e-9, abs=1e-300)


@MANY
@given(COUNTS, st.sampled_from([0.5, 0.9, 0.95, 0.99]))
def test_at_each_end_the_tail_is_what_the_confidence_leaves(counts: tuple[int, int], confidence: float) -> None:
    successes, trials = counts
    lower, upper = clopper_pearson(successes, trials, confidence)
    assert lower <= successes / trials <= upper
    left = Fraction(1) - Fraction(confidence)
    if successes < trials:
        assert float(exact_tail(successes, trials, Fraction(upper))) == pytest.approx(float(left))
    if successes > 0:
        assert float(1 - exact_tail(successes - 1, trials, Fraction(lower))) == pytest.approx(float(left))


@pytest.mark.parametrize(
    ("successes", "trials", "sides", "expected"),
    [
        (0, 300, 1, (0.0, 0.00994)),
        (0, 300, 2, (0.0, 0.01222)),
        (47, 71, 2, (0.53993, 0.77003)),
        (71, 71, 1, (0.95868, 1.0)),
        (0, 0, 1, (0.0, 1.0)),
        (1, 1_000_000_000, 1, (5.1293e-11, 4.7439e-9)),
    ],
)
def test_golden_bounds(successes: int, trials: int, sides: int, expected: tuple[float, float]) -> None:
    assert clopper_pearson(successes, trials, 0.95, sides) == pytest.approx(
        expected, rel=1e-4, abs=4e-6 * (trials < 1e6)
    )


def test_no_confidence_below_certainty_excludes_a_chance() -> None:
    assert clopper_pearson(3, 10, 1.0) == (0.0, 1.0)


@pytest.mark.parametrize("wrong", [(-1, 3, 0.9), (4, 3, 0.9), (1, 3, 1.5)])
def test_counts_that_are_none_are_refused(wrong: tuple[int, int, float]) -> None:
    with pytest.raises(ValueError, match="no bounds"):
        clopper_pearson(*wrong)


@pytest.mark.parametrize(
    ("successes", "trials", "chance"),
    [(3, 10**15, 8e-15), (10**4, 10**15, 1.02e-11), (10**5, 10**12, 1.01e-7), (10**4, 2 * 10**4, 0.503)],
)
def test_large_counts_have_the_digits_of_a_sum_in_decimals(successes: int, trials: int, chance: float) -> None:
    with localcontext(prec=60):
        given = Decimal(chance)
        odds = given / (1 - given)
        term = (trials * (1 - given).ln()).exp()  # of no success; each next one by its ratio to the one before
        total = term
        for count in range(1, successes + 1):
            term *= odds * (trials - count + 1) / count
            total += term
    assert lower_tail(successes, trials, chance) == pytest.approx(float(total), rel=1e-11)


def test_counts_next_to_their_mean_end_in_time() -> None:
    assert lower_tail(MOST // 2, MOST, 0.5) == pytest.approx(0.5, rel=1e-6)
    lower, upper = clopper_pearson(10**12 // 3, 10**12, 0.95)
    sigma = (2 / 9 / 10**12) ** 0.5
    assert (upper - 1 / 3) / sigma == pytest.approx(1.6449, rel=1e-3)
    assert (1 / 3 - lower) / sigma == pytest.approx(1.6449, rel=1e-3)
