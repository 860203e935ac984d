"""Selection by a score, against definitions that are carried out word by word."""

from __future__ import annotations

from decimal import Decimal, localcontext
from fractions import Fraction
from itertools import product
from math import exp, inf, log, prod, sqrt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interlock.semantics.selection import (
    Nowhere,
    along_only,
    best_of,
    best_of_bound,
    conditioned,
    divergence,
    largest_factor,
    mean,
    off_bound,
    quantilized,
    split,
    tilted,
)

NUMBERS = st.integers(-3, 3).map(float)
WEIGHTS = st.integers(0, 6)


@st.composite
def choices(draw: st.DrawFn, most: int = 6) -> tuple[tuple[float, ...], tuple[float, ...], tuple[float, ...]]:
    """A law, a score and a value over a few options."""
    size = draw(st.integers(1, most))
    weights = draw(st.lists(WEIGHTS, min_size=size, max_size=size).filter(any))
    score, value = (tuple(draw(st.lists(NUMBERS, min_size=size, max_size=size))) for _ in range(2))
    return tuple(weight / sum(weights) for weight in weights), score, value


@st.composite
def pairs(draw: st.DrawFn) -> tuple[tuple[float, ...], ...]:
    """Two laws, a score and a value; the second law lacks no option of the first."""
    law, score, value = draw(choices())
    weights = [draw(WEIGHTS) if mass > 0 else 0 for mass in law]
    if not any(weights):
        return law, law, score, value
    return tuple(weight / sum(weights) for weight in weights), law, score, value


@settings(max_examples=3000, deadline=None)
@given(pairs())
def test_a_divergence_is_one_along_a_score_and_one_off_it(drawn: tuple[tuple[float, ...], ...]) -> None:
    chosen, law, score, _ = drawn
    found = split(chosen, law, score)
    assert found.total == pytest.approx(found.along + found.off, abs=1e-12)
    assert found.total == pytest.approx(
        sum(q * log(q / p) for q, p in zip(chosen, law, strict=True) if q > 0), abs=1e-12
    )
    levels = sorted(set(score))
    marginals = [
        [sum(m for m, s in zip(one, score, strict=True) if s == level) for level in levels] for one in (chosen, law)
    ]
    assert found.along == pytest.approx(divergence(*marginals), abs=1e-12)
    assert min(found) >= 0


@settings(max_examples=3000, deadline=None)
@given(pairs())
def test_what_is_off_a_score_costs_no_more_than_the_bound(drawn: tuple[tuple[float, ...], ...]) -> None:
    chosen, law, score, value = drawn
    kept = along_only(chosen, law, score)
    assert sum(kept) == pytest.approx(1)
    off = split(chosen, law, score).off
    assert split(kept, law, score).off == pytest.approx(0, abs=1e-9)
    assert abs(mean(kept, value) - mean(chosen, value)) <= off_bound(off, value) + 1e-9
    assert off_bound(off, value) <= (max(value) - min(value)) * sqrt(off / 2) + 1e-12


def test_a_law_that_lacks_an_option_is_infinitely_far() -> None:
    assert split((0.5, 0.5), (1.0, 0.0), (0.0, 0.0)) == (inf, 0.0, inf)
    assert split((0.5, 0.5), (1.0, 0.0), (0.0, 1.0)).along == inf
    assert off_bound(inf, (0.0, 2.0)) == 2.0
    assert largest_factor((0.5, 0.5), (1.0, 0.0)) == inf


@settings(max_examples=500, deadline=None)
@given(choices(), st.sampled_from([0.25, 1.0, 3.0]), st.data())
def test_a_tilted_law_is_the_best_of_all_under_its_penalty(
    drawn: tuple[tuple[float, ...], ...], temperature: float, data: st.DataObject
) -> None:
    law, score, _ = drawn
    found = tilted(law, score, temperature)
    worth = mean(found, score) - temperature * divergence(found, law)
    weights = [data.draw(WEIGHTS) if mass > 0 else 0 for mass in law]
    if any(weights):
        other = [weight / sum(weights) for weight in weights]
        assert mean(other, score) - temperature * divergence(other, law) <= worth + 1e-9
    assert worth == pytest.approx(
        temperature * log(sum(p * exp(s / temperature) for p, s in zip(law, score, strict=True)))
    )
    assert split(found, law, score).off == pytest.approx(0, abs=1e-9)


@settings(max_examples=300, deadline=None)
@given(choices())
def test_without_a_penalty_the_greatest_score_is_all_and_with_endless_penalty_nothing_changes(
    drawn: tuple[tuple[float, ...], ...],
) -> None:
    law, score, _ = drawn
    top = max(s for p, s in zip(law, score, strict=True) if p > 0)
    assert tilted(law, score, 0) == pytest.approx(conditioned(law, score, top))
    assert tilted(law, score, 1e-3) == pytest.approx(tilted(law, score, 0), abs=1e-9)
    assert tilted(law, score, inf) == pytest.approx(law)
    assert tilted(law, score, 1e300) == pytest.approx(law)


@settings(max_examples=300, deadline=None)
@given(choices(), NUMBERS, st.data())
def test_a_conditioned_law_is_the_nearest_of_those_that_meet_the_threshold(
    drawn: tuple[tuple[float, ...], ...], least: float, data: st.DataObject
) -> None:
    law, score, _ = drawn
    found = conditioned(law, score, least)
    allowed = [p > 0 and s >= least for p, s in zip(law, score, strict=True)]
    assert isinstance(found, Nowhere) == (not any(allowed))
    if not isinstance(found, Nowhere):
        assert divergence(found, law) == pytest.approx(-log(sum(p for p, ok in zip(law, allowed, strict=True) if ok)))
        weights = [data.draw(WEIGHTS) if ok else 0 for ok in allowed]
        if any(weights):
            assert divergence([w / sum(weights) for w in weights], law) >= divergence(found, law) - 1e-9


@settings(max_examples=300, deadline=None)
@given(choices(4), st.integers(1, 4))
def test_the_best_of_n_is_what_n_draws_give(drawn: tuple[tuple[float, ...], ...], number: int) -> None:
    law, score, _ = drawn
    expected = [0.0] * len(law)
    for draws in product(range(len(law)), repeat=number):
        top = max(score[at] for at in draws)
        best = [at for at in draws if score[at] == top]
        for at in best:
            expected[at] += prod(law[one] for one in draws) / len(best)
    found = best_of(law, score, number)
    assert found == pytest.approx(expected, abs=1e-12)
    assert divergence(found, law) <= best_of_bound(number) + 1e-9
    assert split(found, law, score).off == pytest.approx(0, abs=1e-9)
    assert largest_factor(found, law) <= number + 1e-9


def test_the_best_of_very_many_is_the_best_though_the_chances_are_rounded() -> None:
    assert best_of([0.1] * 10, range(10), 1e100) == (0.0,) * 9 + (1.0,)


@given(st.integers(1, 300), st.integers(1, 10**7))
def test_the_best_of_n_keeps_the_digits_of_what_is_rare(exponent: int, number: int) -> None:
    rare = 10.0**-exponent
    with localcontext(prec=700):
        exact = float(1 - (1 - Decimal(rare)) ** number)
    assert best_of((1 - rare, rare), (0.0, 1.0), number)[1] == pytest.approx(exact, rel=1e-12)


def test_with_ties_the_bound_on_the_best_of_n_is_far() -> None:
    coin = best_of((0.5, 0.5), (0.0, 1.0), 16)
    assert divergence(coin, (0.5, 0.5)) == pytest.approx(0.693, abs=1e-3)
    assert best_of_bound(16) == pytest.approx(1.835, abs=1e-3)


@pytest.mark.parametrize("number", [1e6, 1e300])
def test_the_best_of_very_many_is_the_best(number: float) -> None:
    assert best_of((0.5, 0.4, 0.1), (0.0, 1.0, 2.0), number) == pytest.approx((0.0, 0.0, 1.0))


@settings(max_examples=3000, deadline=None)
@given(choices(), st.fractions("1/20", 1, max_denominator=20))
def test_a_quantilizer_takes_the_best_share_and_no_cost_grows_beyond_its_inverse(
    drawn: tuple[tuple[float, ...], ...], share: Fraction
) -> None:
    law, score, value = drawn
    found = quantilized(law, score, float(share))
    assert sum(found) == pytest.approx(1)
    assert largest_factor(found, law) <= 1 / float(share) + 1e-9
    cost = [abs(one) for one in value]
    assert mean(found, cost) <= mean(law, cost) / float(share) + 1e-9
    for level in score:
        above = sum(p for p, s in zip(law, score, strict=True) if s >= level)
        taken = sum(q for q, s in zip(found, score, strict=True) if s >= level)
        assert taken == pytest.approx(min(1.0, above / float(share)))
    assert split(found, law, score).off == pytest.approx(0, abs=1e-9)
