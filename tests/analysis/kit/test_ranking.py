from __future__ import annotations

from itertools import permutations, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interlock.analysis import ranking
from interlock.analysis.boolean import Formula, Formulas
from interlock.analysis.compile import compile_formula
from interlock.analysis.diagram import Compiled
from interlock.analysis.interval import Interval, point
from interlock.analysis.ranking import Slopes, mixed_slopes, slopes, standings
from tests.analysis.kit.oracle import SOME, Function, chance, functions

ENDS = st.lists(st.tuples(st.floats(0, 1), st.floats(0, 1)), min_size=8, max_size=8)


def compiled(formula: Formula) -> Compiled:
    found = compile_formula(formula)
    assert isinstance(found, Compiled)
    return found


def boxes(ends: list[tuple[float, float]]) -> dict[str, Interval]:
    return {f"x{index}": Interval(min(pair), max(pair)) for index, pair in enumerate(ends)}


def slope(function: Function, chances: dict[str, float], name: str) -> float:
    return chance(function, {**chances, name: 1.0}) - chance(function, {**chances, name: 0.0})


def corners(function: Function, ranges: dict[str, Interval]) -> list[dict[str, float]]:
    ends = [ranges[name] for name in function.names]
    return [dict(zip(function.names, one, strict=True)) for one in product(*ends)]


@SOME
@given(functions(5, monotone=False), ENDS)
def test_ends_of_derivatives_and_differences_are_those_over_all_corners(
    function: Function, ends: list[tuple[float, float]]
) -> None:
    diagrams, ranges = compiled(function.formula), boxes(ends)
    found = slopes(diagrams, ranges, diagrams.atoms)
    assert found is not None
    assert found.exact
    rows = [[slope(function, one, name) for name in diagrams.atoms] for one in corners(function, ranges)]
    for at, _ in enumerate(diagrams.atoms):
        column = [row[at] for row in rows]
        assert found.each[at] == pytest.approx((min(column), max(column)), abs=1e-12)
        for other, _ in enumerate(diagrams.atoms):
            apart = [row[at] - row[other] for row in rows]
            assert found.difference(at, other) == pytest.approx((min(apart), max(apart)), abs=1e-12)


@SOME
@given(functions(5), ENDS, st.integers(0, 3))
def test_where_not_all_corners_are_tried_the_ends_enclose(
    function: Function, ends: list[tuple[float, float]], tried: int
) -> None:
    diagrams, ranges = compiled(function.formula), boxes(ends)
    whole = slopes(diagrams, ranges, diagrams.atoms)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ranking, "CORNERS", tried)
        found = slopes(diagrams, ranges, diagrams.atoms)
    assert whole is not None
    assert found is not None
    assert found.exact or sum(ranges[name].lower < ranges[name].upper for name in diagrams.atoms) > tried
    for inner, outer in zip(whole.each, found.each, strict=True):
        assert outer[0] <= inner[0] + 1e-12
        assert inner[1] <= outer[1] + 1e-12
    for at, other in product(range(len(diagrams.atoms)), repeat=2):
        inside, wide = whole.difference(at, other), found.difference(at, other)
        assert wide[0] <= inside[0] + 1e-12
        assert inside[1] <= wide[1] + 1e-12


@SOME
@given(functions(5), ENDS, st.lists(st.floats(0, 1), min_size=8, max_size=8), st.sampled_from(["pairs", "ends"]))
def test_no_rank_outside_the_stated_ones_is_ever_taken(
    function: Function, ends: list[tuple[float, float]], shares: list[float], by: str
) -> None:
    diagrams, ranges = compiled(function.formula), boxes(ends)
    found = slopes(diagrams, ranges, diagrams.atoms)
    assert found is not None
    standing = standings(found if by == "pairs" else found._replace(apart=()))
    within = {
        name: ranges[name].lower + share * (ranges[name].upper - ranges[name].lower)
        for name, share in zip(function.names, shares, strict=False)
    }
    for one in (within, *corners(function, ranges)):
        values = {name: slope(function, one, name) for name in diagrams.atoms}
        for name, value in values.items():
            higher = sum(other > value + 1e-9 for other in values.values())
            not_lower = sum(other >= value - 1e-9 for other in values.values())
            assert standing[name].best <= not_lower
            assert higher + 1 <= standing[name].worst
            assert all(values[other] <= value + 1e-9 for other in standing[name].above)


def test_what_is_negated_has_an_order_only_where_all_corners_are_tried(monkeypatch: pytest.MonkeyPatch) -> None:
    arena = Formulas()
    odd = compiled(arena.exactly_one(map(arena.atom, "abc")))
    ranges = dict.fromkeys("abc", Interval(0.1, 0.6))
    assert slopes(odd, ranges, odd.atoms) is not None
    monkeypatch.setattr(ranking, "CORNERS", 2)
    assert slopes(odd, ranges, odd.atoms) is None


def test_ranks_of_a_chain_are_settled_where_its_intervals_do_not_meet() -> None:
    arena = Formulas()
    chain = compiled(arena.conj(map(arena.atom, "abc")))
    found = slopes(chain, {"a": Interval(0.1, 0.2), "b": Interval(0.3, 0.5), "c": Interval(0.4, 0.6)}, "abc")
    assert found is not None
    assert found.each[0] == pytest.approx((0.12, 0.3))
    standing = standings(found)
    assert standing["a"] == (1, 1, ("b", "c"))
    assert standing["b"][:2] == standing["c"][:2] == (2, 3)


def test_equal_derivatives_share_their_ranks() -> None:
    arena = Formulas()
    three = compiled(arena.at_least(2, map(arena.atom, "abc")))
    found = slopes(three, {"a": point(0.3), "b": point(0.1), "c": point(0.1)}, "abc")
    assert found is not None
    standing = standings(found)
    assert [standing[name][:2] for name in "abc"] == [(3, 3), (1, 2), (1, 2)]


def test_a_mixture_takes_the_weights_that_are_worst_for_each_difference() -> None:
    calm = Slopes(
        ("a", "b"), ((0.1, 0.1), (0.3, 0.3)), (((0.0, 0.0), (-0.2, -0.2)), ((0.2, 0.2), (0.0, 0.0))), exact=True
    )
    storm = Slopes(
        ("a", "b"), ((0.9, 0.9), (0.3, 0.3)), (((0.0, 0.0), (0.6, 0.6)), ((-0.6, -0.6), (0.0, 0.0))), exact=True
    )
    both = mixed_slopes({"calm": calm, "storm": storm}, {"calm": 0.2, "storm": 0.1}, {"calm": 0.9, "storm": 0.8})
    assert both.each[0] == pytest.approx((0.18, 0.74))
    assert both.each[1] == pytest.approx((0.3, 0.3))
    assert both.apart[0][1] == pytest.approx((-0.12, 0.44))
    assert both.exact
    bare = {"calm": calm._replace(apart=()), "storm": storm._replace(apart=())}
    again = mixed_slopes(bare, {"calm": 0.2, "storm": 0.1}, {"calm": 0.9, "storm": 0.8})
    assert again.apart[0][1] == pytest.approx(both.apart[0][1])


def test_permuting_the_names_changes_nothing() -> None:
    arena = Formulas()
    bridge = compiled(arena.disj([arena.conj(map(arena.atom, one)) for one in ("ad", "be", "ace", "bcd")]))
    ranges = {name: Interval(0.1 * at, 0.1 * at + 0.1) for at, name in enumerate("abcde")}
    found = [slopes(bridge, ranges, order) for order in permutations("abc")]
    known = [dict(zip(one.names, one.each, strict=True)) for one in found if one is not None]
    assert all(one == known[0] for one in known)
    assert len(known) == 6
