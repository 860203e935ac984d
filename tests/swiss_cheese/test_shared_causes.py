"""Groups of alike events with shared causes: beta, multiple Greek letters, alpha."""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations, product
from math import comb, prod

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interlock_swiss_cheese.analyses import SWISS_CHEESE
from tests.swiss_cheese.proposals import analysed
from tests.swiss_cheese.test_answers import likely, proposal
from tests.swiss_cheese.test_scenarios_and_evidence import ends

PUMPS = "(p1 or v1) and (p2 or v2)"
ALIKE = likely(p1=0.1, p2=0.1, v1=0.1, v2=0.1)
APART = "{independent: [p1, p2, v1, v2], because: They are of two makers.}"


def test_two_pumps_and_two_valves() -> None:
    without = analysed(proposal(PUMPS, ALIKE, f", dependence: [{APART}]")).answer().probability
    assert ends(without.declared) == pytest.approx([0.0361] * 2)
    groups = f", dependence: [{{beta: 0.2, of: [p1, p2]}}, {{beta: 0.2, of: [v1, v2]}}, {APART}]"
    found = analysed(proposal(PUMPS, ALIKE, groups))
    assert ends(found.answer().probability.declared) == pytest.approx([0.062259] * 2, abs=1e-6)
    assert ends(found.answer().probability.no_assumption) == pytest.approx([0.02, 0.2])
    assert ("common(p1, p2)",) in found.cuts() and ("p1", "p2") in found.cuts()
    events = found.results[SWISS_CHEESE].events
    assert events["p1"].range == pytest.approx((0.08, 0.08))
    assert events["p1"].total == pytest.approx((0.1, 0.1))
    assert events["common(v1, v2)"].range == pytest.approx((0.02, 0.02))
    assert events["common(v1, v2)"].method == "beta"


def test_the_members_of_one_group_need_no_other_statement() -> None:
    found = analysed(proposal("a and b", likely(a=0.1, b=0.1), ", dependence: [{beta: 0.2, of: [a, b]}]"))
    assert ends(found.answer().probability.declared) == pytest.approx([0.02 + 0.98 * 0.0064] * 2)


def shares(model: str, factors: list[Fraction], size: int) -> list[Fraction]:
    """The chances of a cause of k given events, as NUREG/CR-4780 prints them."""
    if model == "alpha":
        total = sum(k * one for k, one in enumerate(factors, 1))
        return [Fraction(k) / comb(size - 1, k - 1) * one / total for k, one in enumerate(factors, 1)]
    rho = [Fraction(1), *factors, Fraction(0)]
    return [Fraction(1, comb(size - 1, k - 1)) * prod(rho[:k]) * (1 - rho[k]) for k in range(1, size + 1)]


def by_enumeration(needed: int, size: int, chance: Fraction, share: list[Fraction]) -> Fraction:
    """The chance that so many members fail, over all states of all causes."""
    causes = [some for k in range(1, size + 1) for some in combinations(range(size), k)]
    total = Fraction(0)
    for state in product((False, True), repeat=len(causes)):
        failed = {one for some, holds in zip(causes, state, strict=True) if holds for one in some}
        if len(failed) >= needed:
            weights = [share[len(some) - 1] * chance for some in causes]
            total += prod((w if holds else 1 - w for w, holds in zip(weights, state, strict=True)), start=Fraction(1))
    return total


PART = st.fractions(Fraction(1, 20), Fraction(19, 20), max_denominator=20)


@settings(max_examples=12, deadline=None)
@given(
    st.sampled_from(["mgl", "alpha"]),
    st.integers(2, 3),
    st.integers(1, 3),
    PART,
    st.lists(PART, min_size=3, max_size=3),
)
def test_groups_are_what_enumeration_says(
    model: str, size: int, needed: int, chance: Fraction, letters: list[Fraction]
) -> None:
    needed = min(needed, size)
    factors = letters[: size - (model == "mgl")]
    names = ["a", "b", "c"][:size]
    stated = f", dependence: [{{{model}: [{', '.join(map(str, factors))}], of: [{', '.join(names)}]}}]"
    text = proposal(f"{needed} of ({', '.join(names)})", dict.fromkeys(names, f"probability: {chance}"), stated)
    expected = float(by_enumeration(needed, size, chance, shares(model, factors, size)))
    assert ends(analysed(text).answer().probability.declared) == pytest.approx([expected] * 2)


@pytest.mark.parametrize(
    "stated",
    [
        "{mgl: [0.1], of: [a, b, c]}",
        "{alpha: [0.1, 0.2], of: [a, b, c]}",
        "{beta: 1.5, of: [a, b]}",
        "{beta: 0.1, of: [a]}",
        "{alpha: [0, 0], of: [a, b]}",
        "{beta: 0.1, of: [a, b]}, {beta: 0.1, of: [b, c]}",
    ],
)
def test_a_group_that_means_nothing_is_an_error_and_no_number_is_computed(stated: str) -> None:
    found = analysed(proposal("a and b and c", likely(a=0.1, b=0.1, c=0.1), f", dependence: [{stated}]"))
    assert found.finding("unfit-group").rule.severity == "error"
    assert found.finding("unfit-group").subject == (f"failures:0/dependence/{stated.count('},')}",)
    assert found.answer().probability.no_assumption is None


def test_events_of_a_group_have_one_probability() -> None:
    found = analysed(proposal("a and b", likely(a=0.1, b=0.2), ", dependence: [{beta: 0.1, of: [a, b]}]"))
    assert found.answer().probability.refused == "common(a, b) is a part of events with different probabilities"


def test_a_member_that_an_adversary_chooses_takes_no_part() -> None:
    text = proposal("a and b", {"a": "", "b": "probability: 0.1"}, ", dependence: [{beta: 0.2, of: [a, b]}]")
    found = analysed(text + "adversaries: {red: {controls: [a]}}\n").answer().probability
    assert ends(found.declared) == pytest.approx([1 - 0.92 * 0.98] * 2)


def test_factors_in_intervals_give_bounds_that_hold_for_each() -> None:
    text = proposal("a and b", likely(a=0.1, b=0.1), ", dependence: [{beta: 0.1 .. 0.2, of: [a, b]}]")
    lower, upper = ends(analysed(text).answer().probability.declared)
    for beta in (0.1, 0.15, 0.2):
        assert lower <= 1 - (1 - beta * 0.1) * (1 - ((1 - beta) * 0.1) ** 2) <= upper
