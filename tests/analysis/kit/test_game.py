from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interlock.analysis.game import (
    WORK,
    audit_bound,
    effort,
    in_turn,
    probing,
    retries,
    retries_bound,
    upfront_audit,
    worst_audit,
)
from tests.analysis.kit.oracle import SOME

CHANCE = st.floats(0, 1)


def by_tree(escape: float, tries: int, caught: float) -> float:
    """The chance of an escape, try after try."""
    if tries == 0:
        return 0.0
    return escape + (1 - escape) * (1 - caught) * by_tree(escape, tries - 1, caught)


@given(CHANCE, st.integers(1, 8), CHANCE)
def test_retries_are_what_the_tree_of_tries_says(escape: float, tries: int, caught: float) -> None:
    assert retries(escape, tries, caught) == pytest.approx(by_tree(escape, tries, caught), rel=1e-9, abs=1e-300)
    assert retries(escape, tries, caught) <= retries_bound(escape, tries) * (1 + 1e-12)


def test_golden_retries() -> None:
    assert retries(0.12, 5, 0.5) == pytest.approx(0.21075, abs=5e-6)
    assert retries(0.12, 5) == pytest.approx(1 - 0.88**5)
    assert retries(1e-20, 5) == pytest.approx(5e-20)
    assert retries_bound(0.12, 5) == pytest.approx(0.6)


def by_histories(chances: Sequence[float], tries: int, caught: float) -> float:
    """The chance to open all layers one by one, over all outcomes of all tries."""
    total = 0.0
    for outcome in product((False, True), repeat=tries):
        at, weight = 0, 1.0
        for opened in outcome:
            if at < len(chances):
                weight *= chances[at] if opened else (1 - chances[at]) * (1 - caught)
                at += opened
            else:
                weight *= 0.5
        total += weight * (at == len(chances))
    return total


@SOME
@given(st.lists(CHANCE, max_size=3), st.integers(0, 7), CHANCE)
def test_layers_in_turn_are_what_all_histories_say(chances: list[float], tries: int, caught: float) -> None:
    assert in_turn(chances, tries, caught) == pytest.approx(by_histories(chances, tries, caught), abs=1e-12)


@SOME
@given(st.floats(1e-9, 1), st.integers(0, 10**12), CHANCE)
def test_many_tries_take_no_longer_than_few(chance: float, tries: int, caught: float) -> None:
    assert in_turn([chance], tries, caught) == pytest.approx(retries(chance, tries, caught), rel=1e-4, abs=1e-12)


def by_strategies(shut: frozenset[int], chances: Sequence[float], tries: int, caught: float) -> float:
    """The chance to open all layers by the best of all ways to try one or all of them next."""
    if not shut or not tries:
        return float(not shut)
    found = []
    for some in (*(frozenset({one}) for one in shut), shut):
        chance = math.prod(chances[one] for one in some)
        opens, stays = (by_strategies(left, chances, tries - 1, caught) for left in (shut - some, shut))
        found.append(chance * opens + (1 - chance) * (1 - caught) * stays)
    return max(found)


@SOME
@given(st.lists(CHANCE, max_size=3), st.integers(0, 5), CHANCE)
def test_probing_is_the_best_of_all_strategies(chances: list[float], tries: int, caught: float) -> None:
    best = by_strategies(frozenset(range(len(chances))), chances, tries, caught)
    assert probing(chances, tries, caught) == pytest.approx((best, best), abs=1e-12)


def test_who_has_few_tries_left_tries_all_layers_at_once() -> None:
    assert in_turn([0.2, 0.3], 1) == 0.0
    assert probing([0.2, 0.3], 1).upper == pytest.approx(0.06)
    assert probing([0.2, 0.3], 5).upper == pytest.approx(0.3819768)


@SOME
@given(st.lists(st.floats(0.001, 1), min_size=1, max_size=3), CHANCE)
def test_beyond_the_work_probing_has_ends_on_both_sides(chances: list[float], caught: float) -> None:
    sets = 2 ** len(chances) * (len(chances) + 1)
    exact, wide = probing(chances, WORK // sets, caught), probing(chances, WORK // sets + 1, caught)
    assert exact.lower == exact.upper <= 1.0
    assert wide.lower - 1e-3 <= exact.lower <= wide.upper + 1e-9


def test_layers_that_are_probed_apart_add_and_do_not_multiply() -> None:
    assert effort([0.1, 0.1, 0.1]) == pytest.approx((30, 1000))
    assert effort([0.1, 0.0]) == (math.inf, math.inf)
    assert tuple(effort([1e-200, 1e-200])) == pytest.approx((2e200, math.inf))
    assert probing([0.1, 0.1, 0.1], 60).lower > 0.9 > retries(0.001, 60)


def test_golden_audits() -> None:
    assert upfront_audit(100, 10, 0.02) == pytest.approx(0.31555, abs=5e-6)
    worst = worst_audit(100, 10)
    assert worst.safety == pytest.approx(0.30316, abs=5e-6)
    assert worst.attacks == pytest.approx(1 - 0.1 ** (1 / 90))


@pytest.mark.parametrize(("share", "blue"), [(0.005, 5.2), (0.02, 15.2), (0.10, 42.8), (0.30, 71.2)])
def test_the_published_table_of_upfront_audits(share: float, blue: float) -> None:
    safety = worst_audit(5000, round(5000 * share), missed=0.47).safety
    assert 100 * safety == pytest.approx(blue, abs=0.05)


@SOME
@given(st.integers(1, 40), st.data(), st.floats(0, 0.9))
def test_no_other_chance_of_an_attack_is_worse(uses: int, data: st.DataObject, missed: float) -> None:
    audited = data.draw(st.integers(0, uses))
    worst = worst_audit(uses, audited, missed).safety
    assert worst <= min(upfront_audit(uses, audited, step / 500, missed) for step in range(501)) + 1e-9


@SOME
@given(st.integers(1, 40), st.data(), st.floats(0, 1))
def test_whatever_the_dependence_an_audit_is_worth_what_its_bound_says(
    uses: int, data: st.DataObject, missed: float
) -> None:
    audited = data.draw(st.integers(0, uses))
    rest, least = uses - audited, audit_bound(uses, audited, missed)
    for attacks in (step / 100 for step in range(101)):
        harm = sum(
            math.comb(rest, number) * attacks**number * (1 - attacks) ** (rest - number) * min(1, number * (1 - missed))
            for number in range(rest + 1)
        )
        assert least <= 1 - (1 - attacks) ** audited * harm + 1e-9
    assert least <= worst_audit(uses, audited, missed).safety + 1e-9


@SOME
@given(st.integers(1, 5), st.data(), CHANCE, CHANCE)
def test_an_audit_is_what_all_deployments_say(uses: int, data: st.DataObject, attacks: float, missed: float) -> None:
    audited = data.draw(st.integers(0, uses))
    safe = 0.0
    for kinds in product(range(3), repeat=uses):  # no attack, one that fails by itself, one that harms
        weights = (1 - attacks, attacks * missed, attacks * (1 - missed))
        found = any(kinds[:audited])
        safe += math.prod(weights[kind] for kind in kinds) * (found or 2 not in kinds[audited:])
    assert upfront_audit(uses, audited, attacks, missed) == pytest.approx(safe, abs=1e-12)
