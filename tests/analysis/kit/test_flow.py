"""Least cuts, against every set of arcs."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from interlock.analysis.flow import Arc, least_cut
from interlock.analysis.route import reach

CAPACITIES = st.none() | st.fractions(0, 4, max_denominator=6)
ARCS = st.lists(st.builds(Arc, st.sampled_from("sabct"), st.sampled_from("sabct"), CAPACITIES), max_size=8)


def connected(arcs: Sequence[Arc]) -> bool:
    return "t" in reach({end: [arc.target for arc in arcs if arc.source == end] for end in "sabct"}, ("s",))


def least_by_trial(arcs: Sequence[Arc]) -> Fraction | None:
    """The least capacity of a set of bounded arcs without which nothing leads from s to t."""
    bounded = [at for at, arc in enumerate(arcs) if arc.capacity is not None]
    totals = [
        sum((arcs[at].capacity or Fraction(0) for at in cut), Fraction(0))
        for size in range(len(bounded) + 1)
        for cut in combinations(bounded, size)
        if not connected([arc for at, arc in enumerate(arcs) if at not in cut])
    ]
    return min(totals, default=None)


@settings(max_examples=600, deadline=None)
@given(ARCS)
def test_it_is_the_least_of_all_cuts_and_cuts(arcs: list[Arc]) -> None:
    found = least_cut(arcs, "s", "t")
    assert found.total == least_by_trial(arcs)
    if found.total is not None:
        assert not connected([arc for at, arc in enumerate(arcs) if at not in found.arcs])
        assert sum((arcs[at].capacity or Fraction(0) for at in found.arcs), Fraction(0)) == found.total


def test_of_several_least_cuts_it_is_the_one_nearest_to_the_source() -> None:
    one = Fraction(1)
    found = least_cut([Arc("s", "a", one), Arc("a", "b", None), Arc("b", "t", one)], "s", "t")
    assert (found.total, found.arcs) == (one, (0,))


def test_a_way_without_a_bound_leaves_no_cut() -> None:
    assert least_cut([Arc("s", "a", None), Arc("a", "t", None)], "s", "t") == (None, ())
