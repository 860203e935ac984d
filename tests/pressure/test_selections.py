"""Finite instances: what ways of choosing come to, and what is told of numbers that do not fit."""

from __future__ import annotations

from math import log, sqrt

import pytest

from interlock_pressure.results import SELECTION
from interlock_pressure.selection import gauges
from interlock_pressure.selection_answer import SelectionAnswer
from interlock_pressure.show_selection import show_selections
from tests.pressure.proposals import analysed
from tests.swiss_cheese.proposals import checked

SCHOOL = """
parameters: {beta: {type: Real, default: 2}}
ports: {in task: Text, out work: Text}
boxes:
  pupil: {ports: {in task: Text, out work: Text}}
  exam: {ports: {in work: Text, out mark: Real}}
  worth: {ports: {in work: Text, out value: Real}}
wires:
  - task -> pupil.task
  - pupil.work -> exam.work, worth.work, work
"""
DECIMAL = """
selections:
  works:
    select: pupil.work by exam.mark
    options:
      dull: {chance: 0.5, values: {exam.mark: 0, worth.value: 1}}
      good: {chance: 0.25, values: {exam.mark: 1, worth.value: 3}}
      fake: {chance: 0.25, values: {exam.mark: 1, worth.value: -1}}
"""


def chosen(how: str, options: str = DECIMAL) -> SelectionAnswer:
    """What ways of choosing make of the works."""
    found = analysed(SCHOOL + options + f"    how: [{how}]\n")
    assert SELECTION in found.results, found.told
    return found.results[SELECTION].selections["works"]


def test_a_tilt_weighs_by_the_exponential_of_the_score() -> None:
    (way,) = chosen("tilt beta").ways
    weight = 2.718281828459045**0.5
    assert way.law["good"] == pytest.approx(0.25 * weight / (0.5 + 0.5 * weight))
    assert way.ports["exam.mark"].off == pytest.approx(0, abs=1e-12)


def test_a_trust_region_moved_again_and_again_ends_at_the_greatest_score() -> None:
    once, often, top = chosen("tilt 2, tilt 2 times 200, tilt 0").ways
    assert often.law == pytest.approx(top.law, abs=1e-9)
    assert once.ports["exam.mark"].after < often.ports["exam.mark"].after


def test_the_threshold_first_and_then_little_divergence_is_conditioning() -> None:
    lexicographic, conditioned = chosen("lexicographic 1, at-least 1").ways
    assert lexicographic.law == conditioned.law == {"dull": 0.0, "good": 0.5, "fake": 0.5}
    assert conditioned.divergence == pytest.approx(log(2))


def test_the_best_of_n_stays_below_its_bound_and_ties_keep_it_far_below() -> None:
    (way,) = chosen("best-of 16").ways
    assert way.divergence == pytest.approx(0.6929, abs=1e-3)
    assert way.bound == pytest.approx(1.8351, abs=1e-4)


def test_no_cost_grows_by_more_than_the_inverse_of_the_share() -> None:
    for share in (0.1, 0.25, 0.6, 1):
        (way,) = chosen(f"quantile {share}").ways
        assert way.factor is not None
        assert way.factor <= 1 / share + 1e-12


def test_what_was_chosen_is_split_along_the_score_and_off_it() -> None:
    measured = DECIMAL.replace("chance: 0.5,", "chance: 0.5, chosen: 0.2,").replace(
        "chance: 0.25, values: {exam.mark: 1, worth.value: 3}",
        "chance: 0.25, chosen: 0.1, values: {exam.mark: 1, worth.value: 3}",
    )
    measured = measured.replace("chance: 0.25, values", "chance: 0.25, chosen: 0.7, values")
    (way,) = chosen("", measured).ways
    mark, value = way.ports["exam.mark"], way.ports["worth.value"]
    assert mark.along == pytest.approx(0.2 * log(0.4) + 0.8 * log(1.6))
    assert mark.off == pytest.approx(0.1 * log(0.25) + 0.7 * log(1.75))
    assert way.divergence == pytest.approx((mark.along or 0) + (mark.off or 0))
    assert value.drift == pytest.approx((0.2 + 0.3 - 0.7) - (0.2 + 0.8))
    assert value.drift is not None and abs(value.drift) <= value.drift_bound == pytest.approx(
        4 * sqrt((mark.off or 0) / 2)
    )


UNHEARD = """
selections:
  works:
    select: pupil.work by exam.mark
    options:
      dull: {chance: 0.5, chosen: 0.5, values: {exam.mark: 0, worth.value: 1}}
      good: {chance: 0.5, chosen: 0, values: {exam.mark: 1, worth.value: 3}}
      fake: {chance: 0, chosen: 0.5, values: {exam.mark: %s, worth.value: -1}}
"""


def test_what_nobody_made_before_moves_values_off_a_score_that_was_there() -> None:
    (way,) = chosen("", UNHEARD % 1).ways
    value = way.ports["worth.value"]
    assert (way.divergence, way.ports["exam.mark"].off) == (None, None)
    assert value.drift == pytest.approx((0.5 - 0.5) - (0.5 + 1.5)) and value.drift_bound == 4


def test_where_a_score_is_new_nothing_is_said_of_what_is_off_it() -> None:
    (way,) = chosen("", UNHEARD % 2).ways
    assert way.ports["worth.value"].drift is None
    (table,) = show_selections(analysed(SCHOOL + UNHEARD % 2).results[SELECTION])
    assert "moves the mean of worth.value is not known: some scores are new." in table.note


def test_numbers_of_selections_can_be_followed() -> None:
    found = analysed(SCHOOL + DECIMAL + "    how: [tilt beta]\n").results[SELECTION]
    named = {one.name: one.lower for one in gauges(found)}
    assert {"works.exam.mark", "works.worth.value", "works.off.worth.value", "works.nats"} <= named.keys()


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("chance: 0.5", "chance: 0.4"),
        ("chance: 0.5", "chance: 0.4 .. 0.6"),
        ("chance: 0.5", "chance: 1.5"),
        ("exam.mark: 0, worth.value: 1", "worth.value: 1"),
        ("exam.mark: 0, worth.value: 1", "exam.mark: 0"),
        ("chance: 0.5", "chance: 0.5, chosen: 1"),
        ("tilt 1", "tilt -1"),
        ("tilt 1", "tilt 1 .. 2"),
        ("tilt 1", "tilt 1 times 0"),
        ("tilt 1", "best-of 1.5"),
        ("tilt 1", "best-of 4 times 2"),
        ("tilt 1", "best-of 0"),
        ("tilt 1", "quantile 0"),
        ("tilt 1", "quantile 1.5"),
        ("tilt 1", "at-least 2"),
        ("tilt 1", "lexicographic 1.01"),
    ],
)
def test_a_number_that_does_not_fit_is_told(old: str, new: str) -> None:
    text = SCHOOL + DECIMAL + "    how: [tilt 1]\n"
    assert old in text
    codes, diagram = checked("interlock: 1\nproposal: p\nuses: [alignment]\n" + text.replace(old, new))
    assert set(codes) - {"unused-source"} == {"unfit-selection"}
    assert diagram is None


@pytest.mark.parametrize(
    ("new", "code"), [("toss 1", "wrong-shape"), ("tilt 1 nat", "unit-mismatch"), ("tilt gamma", "unknown-name")]
)
def test_a_way_of_choosing_that_is_none_is_told(new: str, code: str) -> None:
    codes, _ = checked("interlock: 1\nproposal: p\nuses: [alignment]\n" + SCHOOL + DECIMAL + f"    how: [{new}]\n")
    assert code in codes


def test_an_option_without_a_chance_may_have_any_score() -> None:
    never = DECIMAL + "      never: {chance: 0, values: {exam.mark: 99, worth.value: 99}}\n"
    first, second = chosen("tilt 0, best-of 8", never).ways
    assert first.law["never"] == second.law["never"] == 0


def test_very_many_options_are_refused() -> None:
    many = "".join(f"      o{at}: {{chance: 0.0001, values: {{exam.mark: {at}}}}}\n" for at in range(10_001))
    text = SCHOOL + "selections:\n  works:\n    select: pupil.work by exam.mark\n    options:\n" + many
    codes, _ = checked("interlock: 1\nproposal: p\nuses: [alignment]\n" + text)
    assert "unfit-selection" in codes
