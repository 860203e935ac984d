from __future__ import annotations

import pytest

from interlock.analysis.interval import Interval, capped_sum, complement, hull, intersection, interval, point, product


@pytest.mark.parametrize(("lower", "upper"), [(-0.1, 0.5), (0.5, 1.1), (0.6, 0.5), (float("nan"), 1.0)])
def test_what_is_no_interval_of_probabilities_is_refused(lower: float, upper: float) -> None:
    with pytest.raises(ValueError, match="not a closed interval"):
        interval(lower, upper)


def test_operations_attain_their_ends() -> None:
    one, other = interval(0.25, 0.5), interval(0.5, 0.75)
    assert complement(one) == Interval(0.5, 0.75)
    assert product((one, other)) == Interval(0.125, 0.375)
    assert product(()) == point(1.0)
    assert capped_sum((one, other)) == Interval(0.75, 1.0)
    assert intersection(one, other) == point(0.5)
    assert intersection(point(0.1), other) is None
    assert hull(one, other) == Interval(0.25, 0.75)
