"""Contests are compared with all corners of their programmes; audits and budgets with all that may happen."""

from __future__ import annotations

import math
from collections.abc import Iterator
from fractions import Fraction
from itertools import combinations, pairwise, product

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from interlock.analysis.contest import Contest, Limit, frontier, safest, settle
from interlock.analysis.game import counted_audit, worst_audit, worst_count
from interlock.analysis.waiting import looked_at_from_the_top, looked_at_in_all, looked_at_in_turn
from tests.analysis.kit.oracle import SOME

TENTHS = st.integers(0, 10).map(lambda one: one / 10)


@st.composite
def contests(draw: st.DrawFn) -> Contest:
    groups = tuple(draw(st.lists(st.integers(1, 2), min_size=1, max_size=2)))
    count = sum(groups)
    row = st.tuples(*[TENTHS] * count)
    losses = tuple(draw(st.lists(row, min_size=1, max_size=3)))
    limits = draw(st.lists(st.tuples(row, TENTHS).map(lambda one: Limit(*one)), max_size=1))
    return Contest(losses, groups, draw(row), tuple(limits))


def corners(contest: Contest) -> Iterator[tuple[float, float]]:
    """Loss and cost at every corner of the polyhedron of choices and losses, as solutions of as many rows as unknowns."""
    count = len(contest.costs)
    tight, wanted, exact = list[list[float]](), list[float](), 0
    start = 0
    for size in contest.groups:
        tight.append([float(start <= at < start + size) for at in range(count)] + [0.0])
        wanted.append(1.0)
        start += size
        exact += 1
    loose = [([*row, -1.0], 0.0) for row in contest.losses]
    loose += [([*one.amounts, 0.0], one.most) for one in contest.limits]
    loose += [([-float(at == own) for at in range(count)] + [0.0], 0.0) for own in range(count)]
    for some in combinations(loose, count + 1 - exact):
        matrix = np.array([*tight, *(row for row, _ in some)])
        if abs(np.linalg.det(matrix)) < 1e-9:
            continue
        found = np.linalg.solve(matrix, np.array([*wanted, *(most for _, most in some)]))
        if all(np.dot(row, found) <= most + 1e-9 for row, most in loose):
            yield float(found[-1]), float(np.dot(contest.costs, found[:-1]))


@SOME
@given(contests())
def test_the_safest_choice_is_the_best_corner(contest: Contest) -> None:
    found, every = safest(contest), list(corners(contest))
    if found is None:
        assert not every
        return
    least = min(loss for loss, _ in every)
    assert found.loss == pytest.approx(least, abs=1e-7)
    assert found.cost == pytest.approx(min(cost for loss, cost in every if loss < least + 1e-9), abs=1e-6)
    assert settle(contest, found.choice).loss == found.loss


@SOME
@given(contests())
def test_the_frontier_has_the_corners_of_the_hull_and_no_other(contest: Contest) -> None:
    found, every = frontier(contest), list(corners(contest))
    assume(every)
    for price in (0.0, 0.1, 0.5, 1.0, 3.0, 20.0):
        wanted = min(loss + price * cost for loss, cost in every)
        assert min(one.loss + price * one.cost for one in found) == pytest.approx(wanted, abs=1e-6)
    for left, right in pairwise(found):
        assert left.cost < right.cost and left.loss > right.loss


@SOME
@given(contests())
def test_no_choice_does_better_against_the_answer(contest: Contest) -> None:
    assume(not contest.limits)
    found = safest(contest)
    assert found is not None and math.fsum(found.answer) == pytest.approx(1.0)
    mixed = [
        math.fsum(weight * row[at] for weight, row in zip(found.answer, contest.losses, strict=True))
        for at in range(len(contest.costs))
    ]
    best, start = 0.0, 0
    for size in contest.groups:
        best += min(mixed[start : start + size])
        start += size
    assert best == pytest.approx(found.loss, abs=1e-6)


FINE = st.one_of(TENTHS, st.integers(0, 9).map(lambda one: one / 10_000), st.floats(0.0, 1e-3))


@st.composite
def fine_contests(draw: st.DrawFn) -> Contest:
    """Two groups of two options, whose numbers are of several sizes."""
    row = st.tuples(FINE, FINE, FINE, FINE)
    return Contest(tuple(draw(st.lists(row, min_size=1, max_size=3))), (2, 2), draw(row))


def exactly(contest: Contest) -> list[tuple[Fraction, Fraction]]:
    """Loss and cost, as fractions, wherever two lines cross at which a law or the worst row changes."""

    def plane(row: tuple[float, ...]) -> tuple[Fraction, ...]:
        one, other, third, last = map(Fraction, row)
        return one - other, third - last, other + last

    rows, cost = [plane(row) for row in contest.losses], plane(contest.costs)
    lines = [(Fraction(at), Fraction(1 - at), -Fraction(end)) for at in (0, 1) for end in (0, 1)]
    lines += [(a[0] - b[0], a[1] - b[1], a[2] - b[2]) for a, b in combinations(rows, 2)]
    found = []
    for (a, b, e), (p, q, r) in combinations(lines, 2):
        if a * q != b * p:
            x, y = (b * r - e * q) / (a * q - b * p), (e * p - a * r) / (a * q - b * p)
            if 0 <= x <= 1 and 0 <= y <= 1:
                worth = [one[0] * x + one[1] * y + one[2] for one in (*rows, cost)]
                found.append((max(worth[:-1]), worth[-1]))
    return found


@SOME
@given(fine_contests())
def test_of_what_is_best_in_one_thing_the_best_in_the_other_is_taken_however_little_it_is(contest: Contest) -> None:
    every, safe, cheap = exactly(contest), safest(contest), frontier(contest)[0]
    assert safe is not None
    assert safe.loss == pytest.approx(float(min(every)[0]), abs=1e-8)
    assert cheap.cost == pytest.approx(float(min(cost for _, cost in every)), abs=1e-8)
    slack = Fraction(1, 10**8)
    assert safe.cost <= float(min(cost for loss, cost in every if loss <= min(every)[0])) + slack
    assert cheap.loss <= float(min(loss for loss, cost in every if cost <= min(one for _, one in every))) + slack


def test_a_cheaper_choice_that_is_as_safe_is_taken_for_a_five_thousandth() -> None:
    found = safest(Contest(((0.0, 0.0, 0.0, 0.0),), (2, 2), (0.0, 0.0, 0.0, 0.0002)))
    assert found is not None and found.cost == 0.0


def test_matching_pennies_is_worth_a_half() -> None:
    found = safest(Contest(((1.0, 0.0), (0.0, 1.0)), (2,), (0.0, 0.0)))
    assert found is not None and found.loss == pytest.approx(0.5)
    assert (*found.choice, *found.answer) == pytest.approx((0.5, 0.5, 0.5, 0.5))


def test_a_limit_that_nothing_keeps_leaves_no_choice() -> None:
    contest = Contest(((1.0,),), (1,), (0.0,), (Limit((1.0,), 0.5),))
    assert (safest(contest), frontier(contest)) == (None, ())


@SOME
@given(st.integers(1, 5), st.integers(0, 5), TENTHS)
def test_the_worst_number_of_attacks_is_the_value_of_the_game_of_sets(uses: int, audited: int, missed: float) -> None:
    """The auditor chooses a set of uses and the attacker another; solved as a contest over all sets."""
    audited = min(audited, uses)
    audits = list(combinations(range(uses), audited))
    attacks = [some for size in range(1, uses + 1) for some in combinations(range(uses), size)]
    losses = tuple(
        tuple(0.0 if set(one) & set(some) else 1.0 - missed ** len(some) for one in audits) for some in attacks
    )
    found = safest(Contest(losses, (len(audits),), (0.0,) * len(audits)))
    assert found is not None
    assert 1.0 - found.loss == pytest.approx(worst_count(uses, audited, missed).safety, abs=1e-7)
    assert worst_count(uses, audited, missed).safety == min(
        (counted_audit(uses, audited, k, missed) for k in range(1, max(1, uses - audited) + 1)), default=1.0
    )


@SOME
@given(st.integers(1, 60), st.integers(0, 60), TENTHS)
def test_a_number_of_attacks_is_at_least_as_bad_as_a_chance_per_use(uses: int, audited: int, missed: float) -> None:
    assume(audited <= uses)
    assert worst_count(uses, audited, missed).safety <= worst_audit(uses, audited, missed).safety + 1e-9


@SOME
@given(st.integers(0, 7), st.integers(0, 7), TENTHS)
def test_what_is_looked_at_in_turn_is_counted_over_all_histories(before: int, budget: int, flagged: float) -> None:
    wanted = 0.0
    for history in product((False, True), repeat=before):
        wanted += math.prod(flagged if one else 1 - flagged for one in history) * (sum(history) < budget)
    assert looked_at_in_turn(before, budget, flagged) == pytest.approx(wanted, abs=1e-12)


@SOME
@given(st.integers(1, 7), st.integers(0, 8), TENTHS)
def test_how_many_are_looked_at_in_turn_is_counted_over_all_histories(uses: int, budget: int, flagged: float) -> None:
    wanted = 0.0
    for history in product((False, True), repeat=uses):
        wanted += math.prod(flagged if one else 1 - flagged for one in history) * min(sum(history), budget)
    assert looked_at_in_all(uses, budget, flagged) == pytest.approx(wanted, abs=1e-12)


@SOME
@given(st.integers(1, 60), st.integers(0, 60), st.integers(1, 60))
def test_a_counted_audit_is_a_quotient_of_binomials(uses: int, audited: int, attacks: int) -> None:
    assume(audited <= uses and attacks <= uses)
    passed = math.comb(uses - attacks, audited) / math.comb(uses, audited)
    assert counted_audit(uses, audited, attacks) == pytest.approx(1.0 - passed, abs=1e-12)


def test_ten_readers_of_a_billion_uses_are_calculated_at_once() -> None:
    found = worst_count(10**9, 10, 1.0 - 1e-9)
    assert found.attacks > 10**7 and found.safety == pytest.approx(worst_audit(10**9, 10, 1.0 - 1e-9).safety, abs=1e-4)


@SOME
@given(st.integers(0, 6), st.integers(0, 7), TENTHS, TENTHS)
def test_what_is_looked_at_from_the_top_is_counted_over_all_others(
    others: int, budget: int, above: float, level: float
) -> None:
    assume(above + level <= 1.0)
    wanted = 0.0
    for history in product(("above", "level", "below"), repeat=others):
        chance = {"above": above, "level": level, "below": 1.0 - above - level}
        places = budget - history.count("above")
        wanted += math.prod(chance[one] for one in history) * max(0.0, min(1.0, places / (history.count("level") + 1)))
    assert looked_at_from_the_top(others, budget, above, level) == pytest.approx(wanted, abs=1e-9)
