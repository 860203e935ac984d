from __future__ import annotations

import tracemalloc
from collections import Counter
from math import factorial

from hypothesis import given
from hypothesis import strategies as st

from interlock.analysis.boolean import FALSE, TRUE, Formula, Formulas
from interlock.analysis.compile import build, compile_formula
from interlock.analysis.cut import (
    CutSets,
    Listing,
    at_most,
    close_here,
    count,
    cut_sets,
    every,
    least_order,
    listing,
    minimal_cut_sets,
    minimal_path_sets,
    minimise_here,
    products,
    profile,
)
from interlock.analysis.diagram import Compiled, Diagram
from interlock.analysis.module import condense, decompose
from interlock.analysis.native import build_natively, close_natively, minimise_natively
from interlock.analysis.order import orders
from tests.analysis.kit.oracle import MANY, SOME, Function, functions, minimal, path_sets


def cuts(formula: Formula) -> CutSets:
    found = minimal_cut_sets(formula)
    assert isinstance(found, CutSets)
    return found


def paths(formula: Formula) -> CutSets:
    found = minimal_path_sets(formula)
    assert isinstance(found, CutSets)
    return found


def by_order(sets: list[tuple[str, ...]]) -> dict[int, int]:
    return dict(sorted(Counter(map(len, sets)).items()))


@MANY
@given(functions(monotone=False))
def test_cut_sets_are_the_minimal_solutions(function: Function) -> None:
    expected = minimal(function.solutions)
    found = cuts(function.formula)
    assert listing(found) == Listing(tuple(expected), {})
    assert profile(found) == by_order(expected)
    assert count(found) == len(expected)


@MANY
@given(functions(monotone=False))
def test_path_sets_are_the_minimal_cut_sets_of_the_dual(function: Function) -> None:
    expected = path_sets(function)
    found = paths(function.formula)
    assert listing(found) == Listing(tuple(expected), {})
    assert count(found) == len(expected)


@MANY
@given(functions(8))
def test_the_sets_that_are_made_at_once_are_those_that_are_searched_for(function: Function) -> None:
    found = cuts(function.formula)
    assert sorted(every(found), key=lambda one: (len(one), one)) == list(listing(found, order=8).sets)


@MANY
@given(functions(), st.integers(0, 6), st.integers(0, 4))
def test_a_cut_off_listing_counts_what_it_leaves_out(function: Function, most: int, order: int) -> None:
    expected = minimal(function.solutions)
    found = listing(cuts(function.formula), most, order)
    assert set(found.sets) <= set(expected)
    assert len(found.sets) == min(most, sum(len(one) <= order for one in expected))
    assert [len(one) for one in found.sets] == [len(one) for one in expected[: len(found.sets)]]
    left = Counter(by_order(expected))
    left.subtract(Counter(map(len, found.sets)))
    assert found.omitted == {size: number for size, number in sorted(left.items()) if number}


@SOME
@given(functions(monotone=False))
def test_python_and_oxidd_make_the_same_diagrams_in_every_order(function: Function) -> None:
    arena = Formulas()
    own = condense(arena, function.formula)
    for module in decompose(arena, own) if own not in (TRUE, FALSE) else ():
        for order in orders(module):
            natively, here = build_natively(module, order, 4_096, 4_096), build(module, order, 4_096)
            assert isinstance(natively, Diagram)
            assert isinstance(here, Diagram)
            assert renumbered(natively) == renumbered(here)


@SOME
@given(functions())
def test_python_and_oxidd_find_the_same_minimal_solutions(function: Function) -> None:
    arena = Formulas()
    own = condense(arena, function.formula)
    for module in decompose(arena, own) if own not in (TRUE, FALSE) else ():
        diagram = build(module, module.leaves, 4_096)
        assert isinstance(diagram, Diagram)
        natively, here = minimise_natively(diagram, 4_096), minimise_here(diagram, 4_096)
        assert isinstance(natively, Diagram)
        assert isinstance(here, Diagram)
        assert listing_of(natively) == listing_of(here)


@SOME
@given(functions(monotone=False))
def test_python_and_oxidd_close_a_function_upwards_alike(function: Function) -> None:
    arena = Formulas()
    own = condense(arena, function.formula)
    for module in decompose(arena, own) if own not in (TRUE, FALSE) else ():
        diagram = build(module, module.leaves, 4_096)
        assert isinstance(diagram, Diagram)
        natively, here = close_natively(diagram, 4_096), close_here(diagram, 4_096)
        assert isinstance(natively, Diagram)
        assert isinstance(here, Diagram)
        assert renumbered(natively) == renumbered(here)


@MANY
@given(functions(6, monotone=False), st.permutations(range(6)))
def test_other_names_for_the_atoms_change_nothing_else(function: Function, images: list[int]) -> None:
    named = {f"x{index}": f"x{image}" for index, image in enumerate(images)}
    memo = {function.arena.atom(name): function.arena.atom(named[name]) for name in function.names}
    renamed = listing(cuts(function.arena.rewrite(function.formula, memo))).sets
    assert set(renamed) == {tuple(sorted(named[name] for name in one)) for one in listing(cuts(function.formula)).sets}


def test_a_function_too_large_for_python_is_counted_by_oxidd() -> None:
    arena = Formulas()
    grid = {(i, j): arena.atom(f"x{i},{j}") for i in range(7) for j in range(7)}
    rows = [arena.conj(grid[i, j] for j in range(7)) for i in range(7)]
    columns = [arena.conj(grid[i, j] for i in range(7)) for j in range(7)]
    found, dearer = cuts(arena.disj(rows + columns)), paths(arena.disj(rows + columns))
    assert len(dearer.family.diagram.level) > 1_000
    assert profile(found) == {7: 14}
    assert count(dearer) == sum(profile(dearer).values())
    assert profile(dearer)[7] == factorial(7)


def renumbered(diagram: Diagram) -> list[tuple[int, int, int]]:
    """Return level, high and low of the nodes in the order of a depth-first walk, children first."""
    number = {0: 0, 1: 1}
    rows: list[tuple[int, int, int]] = []

    def visit(node: int) -> None:
        if node not in number:
            visit(diagram.low[node])
            visit(diagram.high[node])
            number[node] = len(number)
            rows.append((diagram.level[node], number[diagram.high[node]], number[diagram.low[node]]))

    visit(diagram.root)
    return rows


def listing_of(family: Diagram) -> list[tuple[int, ...]]:
    sets: list[list[tuple[int, ...]]] = [[], [()]]
    for _, level, high, low in family.nodes():
        sets.append(sorted([*((level, *one) for one in sets[high]), *sets[low]]))
    return sets[family.root]


def test_constants_have_the_empty_set_or_none() -> None:
    assert listing(cuts(TRUE)) == Listing(((),), {})
    assert listing(cuts(FALSE)) == Listing((), {})
    assert listing(paths(FALSE)) == Listing(((),), {})


def test_a_function_that_always_holds_unseen_has_the_empty_cut_set() -> None:
    arena = Formulas()
    a, b = map(arena.atom, "ab")
    hidden = arena.disj((arena.conj((a, b)), arena.disj((arena.negation(a), arena.negation(b)))))
    assert listing(cuts(hidden)) == Listing(((),), {})


def test_more_sets_than_could_be_listed_are_counted() -> None:
    arena = Formulas()
    layers = [arena.disj(arena.atom(f"x{layer},{hole}") for hole in range(10)) for layer in range(60)]
    found = cuts(arena.conj(layers))
    assert count(found) == 10**60
    assert profile(found) == {60: 10**60}
    assert listing(found, most=2).omitted == {60: 10**60 - 2}


def test_thresholds_are_counted_by_binomials() -> None:
    arena = Formulas()
    found = cuts(arena.at_least(15, [arena.atom(f"x{index}") for index in range(30)]))
    assert profile(found) == {15: 155_117_520}


@SOME
@given(functions())
def test_the_least_order_is_that_of_the_smallest_cut_set(function: Function) -> None:
    found = compile_formula(function.formula)
    assert isinstance(found, Compiled)
    assert least_order(found) == min(map(len, minimal(function.solutions)), default=None)


@MANY
@given(functions(monotone=False))
def test_there_are_no_more_cut_sets_than_ways_to_true(function: Function) -> None:
    found = compile_formula(function.formula)
    assert isinstance(found, Compiled)
    sets = cut_sets(found)
    assert isinstance(sets, CutSets)
    assert count(sets) <= at_most(found)


@MANY
@given(functions())
def test_there_are_no_more_cut_sets_than_products(function: Function) -> None:
    number = products(function.formula)
    assert number is not None
    assert count(cuts(function.formula)) <= number


def test_a_number_of_products_without_end_is_not_written_down() -> None:
    arena = Formulas()
    one = arena.disj((arena.atom("a"), arena.atom("b")))
    for step in range(40):
        sides = [arena.disj((one, arena.atom(f"{side}{step}"))) for side in "lr"]
        one = arena.conj(sides)
    assert products(one) is None


def test_a_set_of_many_atoms_is_listed_in_little_room() -> None:
    arena = Formulas()
    found = cuts(arena.conj(arena.atom(f"x{at}") for at in range(8_000)))
    tracemalloc.start()
    (only,) = listing(found).sets
    room = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert len(only) == 8_000
    assert room < 50_000_000


def test_a_long_chain_of_gates_in_turn_has_a_set_for_each_disjunction() -> None:
    arena, length = Formulas(), 3_000
    one = arena.atom("end")
    for at in reversed(range(length)):
        one = (arena.conj if at % 2 else arena.disj)((arena.atom(f"x{at}"), one))
    found = listing(cuts(one), 3)
    assert found.sets == (("x0",), ("x1", "x2"), ("x1", "x3", "x4"))
    assert sum(found.omitted.values()) == length // 2 - 2
