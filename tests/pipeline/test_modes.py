"""The mode of a diagram is the least above those of its boxes, and every bound is judged against it."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from interlock.check.modes import BELOW, join, within
from tests.pipeline.test_examine import look

MODES = tuple(BELOW)
ORDER = (
    {("deterministic", mode) for mode in MODES}
    | {(mode, "credal") for mode in MODES}
    | {(mode, mode) for mode in MODES}
)
MIXED = """interlock: 1
proposal: p
boxes:
  a: {mode: stochastic, ports: {out y: Nat}}
  b: {mode: MODE, ports: {in x: Nat}}
wires: [a.y -> b.x]
"""


def test_the_order_is_the_one_that_the_language_states() -> None:
    assert {(one, other) for one in MODES for other in MODES if within(one, other)} == ORDER


@given(st.lists(st.sampled_from(MODES)))
def test_the_join_is_the_least_upper_bound(modes: list[str]) -> None:
    above = [bound for bound in MODES if all((mode, bound) in ORDER for mode in modes)]
    assert [bound for bound in above if all((bound, other) in ORDER for other in above)] == [join(modes)]


@given(st.lists(st.sampled_from((*MODES, ""))))
def test_a_join_with_an_unknown_mode_is_known_only_where_the_unknown_could_not_change_it(modes: list[str]) -> None:
    possible = {join([mode or guess for mode in modes]) for guess in MODES}
    assert join(modes) == (possible.pop() if len(possible) == 1 else "")


def test_a_diagram_has_the_mode_of_its_boxes() -> None:
    for mode, expected in (("deterministic", "stochastic"), ("possibilistic", "credal"), ("credal", "credal")):
        diagram = look(MIXED.replace("MODE", mode)).diagram
        assert diagram is not None
        assert (diagram.mode, diagram.boxes["b"].mode) == (expected, mode)


def test_what_is_taken_for_granted_of_a_mode_is_listed() -> None:
    text = MIXED.replace("mode: MODE, ", "") + "mode: stochastic\n"
    diagram = look(text).diagram
    assert diagram is not None
    assert [(one.element, one.reason) for one in diagram.assumed] == [("b", "stochastic")]
