from __future__ import annotations

from fractions import Fraction
from itertools import combinations
from math import comb

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interlock.analysis.sharing import Model, share_ranges, shares

PART = st.fractions(0, 1, max_denominator=20)


@given(st.integers(2, 6), st.data())
def test_the_causes_of_one_event_add_up_to_its_chance(size: int, data: st.DataObject) -> None:
    for model, number in (("beta", 1), ("mgl", size - 1), ("alpha", size)):
        factors = data.draw(st.lists(PART, min_size=number, max_size=number).filter(any))
        found = shares(model, factors, size)  # type: ignore[arg-type]
        assert sum(comb(size - 1, k - 1) * one for k, one in enumerate(found, 1)) == 1


@given(st.integers(2, 5), st.data())
def test_greek_letters_are_the_chances_that_a_cause_reaches_further(size: int, data: st.DataObject) -> None:
    factors = data.draw(st.lists(PART, min_size=size - 1, max_size=size - 1))
    found = shares("mgl", factors, size)
    causes = {one: found[len(one) - 1] for k in range(1, size + 1) for one in combinations(range(size), k) if 0 in one}
    for k, letter in enumerate(factors, 1):
        reaching = sum((share for one, share in causes.items() if len(one) >= k), Fraction(0))
        further = sum((share for one, share in causes.items() if len(one) > k), Fraction(0))
        assert further == reaching * letter


@given(st.integers(2, 5), st.data())
def test_alphas_are_the_parts_of_all_causes(size: int, data: st.DataObject) -> None:
    factors = data.draw(st.lists(PART, min_size=size, max_size=size).filter(any))
    found = shares("alpha", factors, size)
    by_number = [comb(size, k) * one for k, one in enumerate(found, 1)]
    assert [one * sum(factors) for one in by_number] == [one * sum(by_number) for one in factors]


@given(st.integers(2, 4), st.data())
def test_ranges_hold_the_shares_of_all_factors_between(size: int, data: st.DataObject) -> None:
    for model, number in (("beta", 1), ("mgl", size - 1), ("alpha", size)):
        pairs = [tuple(sorted(data.draw(st.tuples(PART, PART)))) for _ in range(number)]
        inside = [low + (high - low) * data.draw(PART) for low, high in pairs]
        if not any(low for low, _ in pairs) or not any(inside):
            continue
        for (low, high), one in zip(share_ranges(model, pairs, size), shares(model, inside, size), strict=True):  # type: ignore[arg-type]
            assert low <= one <= high


def test_golden_shares() -> None:
    tenth = Fraction(1, 10)
    assert shares("beta", [tenth], 3) == (1 - tenth, Fraction(0), tenth)
    assert shares("mgl", [tenth, Fraction(1, 2)], 3) == (1 - tenth, tenth / 4, tenth / 2)
    assert shares("alpha", [Fraction(95, 100), Fraction(5, 100)], 2) == (Fraction(95, 105), Fraction(10, 105))
    assert shares("phi", [tenth, tenth], 2) == (tenth, tenth)


@pytest.mark.parametrize(
    ("model", "factors", "size"),
    [("beta", (1, 1), 2), ("beta", (2,), 2), ("mgl", (1,), 3), ("alpha", (0, 0), 2), ("beta", (1,), 1)],
)
def test_factors_that_are_none_are_refused(model: Model, factors: tuple[int, ...], size: int) -> None:
    with pytest.raises(ValueError, match="factors"):
        shares(model, [Fraction(one) for one in factors], size)
