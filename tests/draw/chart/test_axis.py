"""Axes: places within the ends, ticks at round numbers, and a logarithm where the range asks for it."""

from __future__ import annotations

from itertools import pairwise
from math import isfinite

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interlock.draw.chart.axis import axis, written

ANY = st.lists(st.floats() | st.floats(0, 1) | st.sampled_from([0.0, 5e-324, 1e300, -1e300]))


@given(ANY, st.sampled_from([None, True, False]), st.sampled_from([(0.0, 100.0), (300.0, 20.0)]))
def test_every_number_has_a_place_within_the_ends_in_its_order(
    values: list[float], logarithmic: bool | None, ends: tuple[float, float]
) -> None:
    made = axis(values, *ends, logarithmic=logarithmic)
    places = [made.place(value) for value in sorted(value for value in values if isfinite(value))]
    assert all(min(ends) <= place <= max(ends) for place in places)
    assert places == sorted(places, reverse=ends[0] > ends[1])


@given(ANY, st.integers(6, 9))
def test_ticks_are_few_apart_and_differently_written(values: list[float], most: int) -> None:
    made = axis(values, 0.0, 100.0)
    ticks = made.ticks(most)
    places = [made.place(tick.value) for tick in ticks]
    assert 2 <= len(ticks) <= most + 2
    assert all(other - one > 100 / (4 * most) for one, other in pairwise(places))
    assert len({tick.words for tick in ticks}) == len(ticks)


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ((0.0, 0.05), ["0", "0.01", "0.02", "0.03", "0.04", "0.05"]),
        ((0.2, 0.9), ["0", "0.2", "0.4", "0.6", "0.8", "1"]),
        ((7.0, 8.0), ["7", "7.2", "7.4", "7.6", "7.8", "8"]),
        ((-3.0, 5.0), ["-4", "-2", "0", "2", "4", "6"]),
        ((), ["0", "0.2", "0.4", "0.6", "0.8", "1"]),
        ((1e-9, 1e-5, 1e-3), ["1e-9", "1e-7", "1e-5", "0.001"]),
        ((3e-4, 2e-3, 0.9), ["1e-4", "0.001", "0.01", "0.1", "1"]),
    ],
)
def test_the_ticks_of(values: tuple[float, ...], words: list[str]) -> None:
    assert [tick.words for tick in axis(values, 0.0, 100.0).ticks(6)] == words


def test_a_range_over_powers_of_ten_is_logarithmic_if_it_is_nowhere_negative_and_mostly_small() -> None:
    assert axis((1e-6, 1e-5, 1e-2), 0, 1).logarithmic
    assert axis((0.0, 1e-6, 1e-5, 1e-2), 0, 1).logarithmic
    assert not axis((-1.0, 1e-6, 1e-5, 1e-2), 0, 1).logarithmic
    assert not axis((0.01, 0.5, 0.6, 0.9), 0, 1).logarithmic


def test_zero_has_a_place_before_the_first_power() -> None:
    made = axis((0.0, 1e-6, 1e-2), 0.0, 100.0, logarithmic=True)
    assert made.place(0.0) == 0.0 < made.place(1e-6) == 8.0 < made.place(1e-2) == 100.0


def test_numbers_are_written_short() -> None:
    assert [written(value) for value in (0.1 + 0.2, 1e-7, 12345.678, 0.0)] == ["0.3", "1e-7", "1.235e4", "0"]
