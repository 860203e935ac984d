from __future__ import annotations

from collections.abc import Mapping

from hypothesis import given
from hypothesis import strategies as st

from interlock.analysis.boolean import FALSE, Formula, Formulas, atoms, evaluate, subformulas
from interlock.analysis.fixpoint import LeastFixpoint, NotMonotone, least_fixpoint
from tests.analysis.kit.oracle import MANY, subsets, written

EVENTS = ("e0", "e1", "e2")
VARIABLES = ("v0", "v1", "v2", "v3", "v4")
GATES = st.lists(
    st.tuples(
        st.sampled_from(["and", "or", "at-least"]),
        st.lists(st.integers(0, 30), min_size=1, max_size=4).map(tuple),
        st.integers(0, 3),
    ),
    min_size=1,
    max_size=4,
)


def iterated(equations: Mapping[str, Formula], events: frozenset[str]) -> frozenset[str]:
    """Return the variables that hold in the least solution, climbed to from none."""
    true = frozenset[str]()
    while True:
        after = frozenset(name for name, formula in equations.items() if evaluate(formula, events | true))
        if after == true:
            return true
        true = after


def on_cycles(equations: Mapping[str, Formula]) -> tuple[str, ...]:
    arrows = {name: {one for one in atoms(formula) if one in equations} for name, formula in equations.items()}
    for _ in equations:
        arrows = {name: many.union(*(arrows[one] for one in many)) for name, many in arrows.items()}
    return tuple(sorted(name for name, many in arrows.items() if name in many))


@MANY
@given(st.lists(GATES, min_size=len(VARIABLES), max_size=len(VARIABLES)))
def test_the_solution_is_what_iteration_from_nothing_reaches(
    many: list[list[tuple[str, tuple[int, ...], int]]],
) -> None:
    arena = Formulas()
    equations = {name: written(arena, gates, VARIABLES + EVENTS) for name, gates in zip(VARIABLES, many, strict=True)}
    found = least_fixpoint(arena, equations)
    assert isinstance(found, LeastFixpoint)
    assert found.cyclic == on_cycles(equations)
    for events in subsets(EVENTS):
        assert {name for name in VARIABLES if evaluate(found.solution[name], events)} == iterated(equations, events)
    assert not {name for one in found.solution.values() for name in atoms(one)} & set(VARIABLES)


def test_a_variable_that_only_feeds_itself_is_false() -> None:
    arena = Formulas()
    found = least_fixpoint(arena, {"x": arena.atom("y"), "y": arena.atom("x"), "z": arena.atom("e")})
    assert found == LeastFixpoint({"x": FALSE, "y": FALSE, "z": arena.atom("e")}, ("x", "y"))


def test_feedback_lets_an_event_through_once() -> None:
    arena = Formulas()
    x, a, b = arena.atom("x"), arena.atom("a"), arena.atom("b")
    found = least_fixpoint(arena, {"x": arena.disj((a, arena.conj((x, b))))})
    assert found == LeastFixpoint({"x": a}, ("x",))


def test_a_negation_on_a_cycle_is_refused_and_one_beside_it_is_not() -> None:
    arena = Formulas()
    x, y, e = arena.atom("x"), arena.atom("y"), arena.atom("e")
    assert least_fixpoint(arena, {"x": arena.negation(y), "y": x}) == NotMonotone(("x",))
    beside = least_fixpoint(arena, {"x": arena.exactly_one((y, e)), "y": e})
    assert isinstance(beside, LeastFixpoint)
    assert not evaluate(beside.solution["x"], {"e"})


def test_ten_thousand_equations_without_a_cycle_share_their_structure() -> None:
    arena = Formulas()
    equations = {"x0": arena.atom("e0")}
    for index in range(1, 10_000):
        both = arena.conj((arena.atom(f"x{index - 1}"), arena.atom(f"x{max(0, index - 7)}")))
        equations[f"x{index}"] = arena.disj((both, arena.atom(f"e{index}")))
    found = least_fixpoint(arena, equations)
    assert isinstance(found, LeastFixpoint)
    assert len(subformulas(*found.solution.values())) < 40_000
    assert evaluate(found.solution["x9999"], {"e0", *(f"e{index}" for index in range(5_000))})
