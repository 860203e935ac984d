from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interlock.analysis.game import audit_bound, effort, probing, retries, retries_bound, upfront_audit, worst_audit
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


def by_histories(chances: Sequence[float], tries: int) -> float:
    """The chance to open all layers one by one, over all outcomes of all tries."""
    total = 0.0
    for outcome in product((False, True), repeat=tries):
        at, weight = 0, 1.0
        for opened in outcome:
            chance = chances[at] if at < len(chances) else 0.5
            weight *= chance if opened else 1 - chance
            at += opened and at < len(chances)
        total += weight * (at == len(chances))
    return total


@SOME
@given(st.lists(CHANCE, max_size=3), st.integers(0, 7))
def test_probing_is_what_all_histories_say(chances: list[float], tries: int) -> None:
    assert probing(chances, tries) == pytest.approx(by_histories(chances, tries), abs=1e-12)


def test_layers_that_are_probed_apart_add_and_do_not_multiply() -> None:
    assert effort([0.1, 0.1, 0.1]) == pytest.approx((30, 1000))
    assert effort([0.1, 0.0]) == (math.inf, math.inf)
    assert probing([0.1, 0.1, 0.1], 60) > 0.9 > retries(0.001, 60)


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
