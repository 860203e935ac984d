"""Elaborator, kernel and naive checker give one verdict on random diagrams, well-typed and ill-typed."""

from __future__ import annotations

import os

import pytest

from tests.differential.diagram import Diagram
from tests.differential.forms import Unspeakable
from tests.differential.generate import diagram
from tests.differential.lift import solved
from tests.differential.mutate import mutant, perturbed
from tests.differential.naive import exact, judge
from tests.differential.verdict import elaborated, of_elaborator, of_kernel

FEW, MANY = 200, 7000
"""Each seed gives three diagrams for the checkers, so the full count is above twenty thousand."""

many = [
    pytest.mark.slow,
    pytest.mark.skipif("INTERLOCK_MANY" not in os.environ, reason="thousands of diagrams; set INTERLOCK_MANY=1"),
]
SEEDS = [
    *(range(first, first + 25) for first in range(0, FEW, 25)),
    *(pytest.param(range(first, first + 400), marks=many) for first in range(FEW, MANY, 400)),
]


def agreed(found: Diagram, *, text: bool) -> bool:
    """The one verdict on a diagram, which may be more than an author can write."""
    naive, kernel = judge(found), of_kernel(found)
    assert bool(naive) == bool(kernel), (naive, kernel)
    try:
        codes = of_elaborator(found) if text else None
    except Unspeakable:
        return not naive
    assert codes is None or bool(codes) == bool(naive), (naive, codes)
    return not naive


@pytest.mark.parametrize("seeds", SEEDS)
def test_three_checkers_agree(seeds: range) -> None:
    for seed in seeds:
        made = diagram(seed)
        assert agreed(made, text=True), seed
        agreed(mutant(made, seed), text=True)
        agreed(perturbed(made, seed), text=False)


@pytest.mark.parametrize("seeds", SEEDS)
def test_what_is_found_for_parameters_is_right_by_the_naive_checker(seeds: range) -> None:
    """And where both ends of each wire are of one type, something is found unless nothing determines it."""
    for seed in seeds:
        made = diagram(seed)
        for found in (made, mutant(made, seed)):
            try:
                codes, checked = elaborated(found, stated=False)
            except Unspeakable:
                continue
            if checked is not None:
                assert judge(solved(found, checked)) == "", seed
            elif judge(found) == "" and exact(found):
                assert set(codes) == {"unsolved-parameter"}, seed


def test_a_good_part_of_what_is_changed_is_ill_typed_and_a_good_part_is_not() -> None:
    verdicts = [judge(mutant(diagram(seed), seed)) for seed in range(FEW)]
    assert 0.25 < sum(map(bool, verdicts)) / FEW < 0.75
    assert {"Define", "Subsume", "Universe", "Whole", "App"} <= set(verdicts)


def test_no_hole_is_left_in_a_checked_diagram() -> None:
    """Not even in the type of a port that comes before what determines its parameters, and feeds nothing."""
    for seed in range(FEW):
        try:
            checked = elaborated(diagram(seed), stated=False)[1]
        except Unspeakable:
            continue
        for box in checked.wiring.boxes.values() if checked is not None else ():
            assert all(type_.solid for type_ in box.types), seed
