"""Path sets and cut sets by dualising agree with a brute force over all subsets."""

from __future__ import annotations

from itertools import combinations
from typing import NamedTuple

from hypothesis import given
from hypothesis import strategies as st

from interlock.check.support import Contracts, Names, Support, supported, supports

NAMES = ("a", "b", "c", "d", "e", "f")
BOXES = ("p", "q", "r")
GOALS = st.lists(st.frozensets(st.sampled_from(NAMES), max_size=3), max_size=3).map(tuple)
"""A proposition, as the sets of guarantees that entail it: a monotone function in disjunctive form."""

Goal = tuple[Names, ...]


class Case(NamedTuple):
    owners: dict[str, str]
    assumptions: dict[str, tuple[Goal, ...]]
    claim: Goal


CASES = st.builds(
    Case,
    st.fixed_dictionaries({name: st.sampled_from(BOXES) for name in NAMES}),
    st.fixed_dictionaries({box: st.lists(GOALS, max_size=2).map(tuple) for box in BOXES}),
    GOALS,
)


def prove(within: Names, goal: Goal) -> Names | None:
    return next((one for one in goal if one <= within), None)


def contracts(case: Case) -> Contracts[Goal]:
    return Contracts(case.owners, case.assumptions, prove)


def subsets() -> list[Names]:
    return [frozenset(one) for size in range(len(NAMES) + 1) for one in combinations(NAMES, size)]


def stands(names: Names, case: Case) -> bool:
    used = {case.owners[name] for name in names}
    return all(prove(names, goal) is not None for box in used for goal in case.assumptions[box])


def minimal(sets: list[Names]) -> tuple[tuple[str, ...], ...]:
    least = [one for one in sets if not any(other < one for other in sets)]
    return tuple(sorted((tuple(sorted(one)) for one in least), key=lambda one: (len(one), one)))


def brute(case: Case) -> Support:
    paths = minimal([one for one in subsets() if stands(one, case) and prove(one, case.claim) is not None])
    if not paths:
        return Support((), ())
    return Support(paths, minimal([one for one in subsets() if all(one & set(path) for path in paths)]))


@given(CASES)
def test_path_sets_and_cut_sets_are_those_of_the_brute_force(case: Case) -> None:
    assert supports(case.claim, contracts(case)) == brute(case)


@given(CASES, st.frozensets(st.sampled_from(NAMES)))
def test_what_supports_a_claim_stands_and_entails_it(case: Case, within: Names) -> None:
    found = supported(within, case.claim, contracts(case))
    possible = any(one <= within and stands(one, case) and prove(one, case.claim) is not None for one in subsets())
    assert (found is not None) == possible
    assert found is None or (found <= within and stands(found, case) and prove(found, case.claim) is not None)


@given(CASES)
def test_a_search_that_is_cut_short_has_some_of_the_path_sets_and_no_cut_set_too_large(case: Case) -> None:
    short, whole = supports(case.claim, contracts(case), most=2), brute(case)
    assert set(short.paths) <= set(whole.paths)
    assert all(any(set(cut) <= set(large) for cut in short.cuts) for large in whole.cuts)
    assert short.whole <= (short == whole)


def test_a_filter_that_a_policys_guarantee_rests_on_is_not_forgotten() -> None:
    safe, fine = (frozenset(("filter.clean",)),), (frozenset(("policy.act",)),)
    owners = {"filter.clean": "filter", "policy.act": "policy"}
    both = (("filter.clean", "policy.act"),)
    assert supports(fine, Contracts(owners, {"policy": (safe,)}, prove)) == Support(
        both, (("filter.clean",), ("policy.act",))
    )
