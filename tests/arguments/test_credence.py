"""How credible premises make a conclusion."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.arguments import truths
from tests.arguments.judged import HEAD, analysed, judged
from tests.arguments.test_validity import FORMULAS, GIVEN
from tests.cli.test_commands import Interlock, interlock

__all__ = ["interlock"]


def believed(premises: list[str], credences: list[float], conclusion: str) -> str:
    pairs = zip(premises, credences, strict=True)
    said = ", ".join(f's{at}: {{says: "{one}", credence: {much}}}' for at, (one, much) in enumerate(pairs))
    return f'{{{GIVEN}, premises: {{{said}}}, concludes: "{conclusion}"}}'


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.tuples(FORMULAS, st.integers(0, 10)), min_size=1, max_size=3, unique_by=lambda pair: pair[0]),
    FORMULAS,
)
def test_the_bounds_are_the_extremes_over_all_laws_of_possible_worlds(
    premises: list[tuple[str, int]], conclusion: str
) -> None:
    formulas, credences = [one for one, _ in premises], [much / 10 for _, much in premises]
    found = judged(believed(formulas, credences, conclusion)).credence
    wanted = truths.bounds(formulas, credences, conclusion)
    if wanted is None:
        assert (found.law, found.refused) == (None, "no law has the stated credences")
        return
    assert found.law is not None and found.law.method == "lp"
    assert (found.law.lower, found.law.upper) == pytest.approx(wanted, abs=1e-6)
    if found.frechet is not None:
        assert found.frechet.lower <= found.law.lower + 1e-6


def test_the_bound_of_frechet_counts_the_premises_used() -> None:
    found = judged(
        "{given: {x: Real, y: Real, z: Real}, premises: {a: {says: x <= y, credence: 0.9}, "
        "b: {says: y <= z, credence: 0.8 .. 0.95}, c: {says: z <= 5, credence: 0.1}}, concludes: x <= z}"
    ).credence
    assert found.frechet is not None and found.law is not None
    assert found.frechet.lower == pytest.approx(0.7) and found.frechet.method == "frechet"
    assert (found.law.lower, found.law.upper) == pytest.approx((0.7, 1.0))


def test_of_many_premises_those_are_counted_on_which_the_conclusion_rests_and_their_number_is_told() -> None:
    names = [f"p{at}" for at in range(9)]
    given, premises = (
        ", ".join(f"{one}: Prop" for one in names),
        ", ".join(f"s{one}: {{says: {one}, credence: 0.9}}" for one in names),
    )
    found = judged(f"{{given: {{{given}}}, premises: {{{premises}}}, concludes: p8 and p7}}")
    assert found.supports == (("sp7", "sp8"),) and not found.whole
    assert found.credence.law is not None and found.credence.law.method == "lp, 8 of 9 premises"
    assert (found.credence.law.lower, found.credence.law.upper) == pytest.approx((0.8, 0.9))


def test_a_premise_without_a_credence_is_named() -> None:
    found = judged(
        "{given: {x: Real, y: Real, z: Real}, premises: {a: {says: x <= y, credence: 0.9}, b: y <= z}, concludes: x <= z}"
    ).credence
    assert (found.frechet, found.refused) == (None, "no credence for b")


def test_credences_that_no_law_has_are_a_finding() -> None:
    found = analysed(
        "arguments:\n  it: {given: {x: Real}, premises: {a: {says: x < 0, credence: 0.7}, b: {says: 0 < x, credence: 0.6}}, "
        "concludes: x < 1}\n"
    )
    assert set(found.codes()) == {"contradictory-premises", "incoherent-credences"}


def test_the_credence_is_followed_while_that_of_a_premise_is_swept(interlock: Interlock) -> None:
    text = (
        f"{HEAD}parameters: {{c: {{type: Real, default: 0.5}}}}\n"
        "arguments: {it: {given: {x: Real}, premises: {a: {says: x < 0, credence: c}, b: {says: x < 2, credence: 0.9}}, "
        "concludes: x < 1}}\n"
    )
    Path("it.yaml").write_text(text, "utf-8")
    points = interlock("analyze", "it.yaml", "--sweep", "c=0..0.8:3", "--format", "json").json()["sweep"]["points"]
    ends = [(one["gauges"]["it.credence"]["lower"], one["gauges"]["it.credence"]["upper"]) for one in points]
    assert ends == [pytest.approx(pair) for pair in ((0.0, 0.9), (0.4, 0.9), (0.8, 0.9))]


def test_contradictory_premises_may_still_make_something_credible() -> None:
    found = judged(
        "{given: {x: Real}, premises: {a: {says: x < 0, credence: 0.4}, b: {says: 0 < x, credence: 0.5}}, "
        "concludes: x < 0 or 0 < x}"
    )
    assert found.verdict == "contradictory"
    assert found.credence.law is not None and found.credence.law.lower == pytest.approx(0.9)
