"""Held-out evaluators, against somebody who follows every arrow and tries every cut."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

import pytest
from hypothesis import given, settings

from interlock.api.diagram import CheckedDiagram
from interlock_pressure.answer import HeldOutAnswer
from interlock_pressure.results import HELD_OUT_EVALUATORS
from interlock_pressure.sections import HELD_OUT, HeldOut
from tests.pressure.proposals import analysed, claim
from tests.pressure.schools import Seen, data, lessons, parts, reached, schools
from tests.swiss_cheese.diagrams import asked

SCHOOL = """
ports: {in task: Text, out work: Text}
boxes:
  pupil: {ports: {in task: Text, out work: Text}, labels: {role: [policy]}}
  exam: {ports: {in work: Text, out mark: Real}, labels: {role: [judge]}}
  press: {ports: {in mark: Real, out page: Text}}
wires:
  - task -> pupil.task
  - pupil.work -> exam.work, work
  - exam.mark -> press.mark
"""


def answer(drawn: CheckedDiagram) -> HeldOutAnswer:
    """The verdict on the claim of a drawn diagram."""
    return asked(drawn, HELD_OUT_EVALUATORS).results[HELD_OUT_EVALUATORS].claims["apart"]


def stated(drawn: CheckedDiagram) -> HeldOut:
    (one,) = drawn.of(HELD_OUT)
    assert isinstance(one.value, HeldOut)
    return one.value


def leads(start: str, aims: frozenset[str], steps: set[tuple[str, str]], kept: Sequence[Seen]) -> bool:
    """Whether a way leads from a port into one of these learn wires that sets what is aimed at."""
    taught = {(one.source, out) for one in kept for out in one.sets}
    there = reached({start}, steps | taught)
    return any(one.source in there and one.sets & aims for one in kept)


def least(
    start: str, aims: frozenset[str], steps: set[tuple[str, str]], every: Sequence[Seen], upper: bool
) -> float | None:
    """The least strength of learn wires without which no way leads there; None if it has no bound."""
    strengths = [one.high if upper else one.low for one in every]
    totals = [
        sum(strengths[at] or 0 for at in cut)
        for size in range(len(every) + 1)
        for cut in combinations(range(len(every)), size)
        if not any(strengths[at] is None for at in cut)
        and not leads(start, aims, steps, [one for at, one in enumerate(every) if at not in cut])
    ]
    return min(totals, default=None)


@settings(max_examples=500, deadline=None)
@given(schools())
def test_the_verdict_is_that_of_every_way_and_every_cut(drawn: CheckedDiagram) -> None:
    said, found = stated(drawn), answer(drawn)
    start, target = said.held_out
    steps = set(data(drawn))
    every = list(lessons(drawn, steps))
    aims = parts(drawn, target, steps)
    forbidden = [one for one in every if one.by not in (said.except_ or ())]
    strict = said.except_ is not None or said.budget is None
    low, high = (least(start, aims, steps, every, upper) for upper in (False, True))
    assert low is not None
    assert found.pressure.lower == pytest.approx(low)
    assert found.pressure.upper == (None if high is None else pytest.approx(high))
    assert found.forbidden == (strict and leads(start, aims, steps, forbidden))
    wanted = "proved"
    if found.forbidden:
        wanted = "refuted"
    elif said.budget is not None:
        budget = said.budget[0]
        fits = high is not None and high <= float(budget.low) + 1e-12
        wanted = "proved" if fits else "refuted" if low > float(budget.high) + 1e-12 else "unknown"
    assert found.status == wanted


@settings(max_examples=300, deadline=None)
@given(schools())
def test_a_witness_is_a_way_and_the_cut_cuts(drawn: CheckedDiagram) -> None:
    said, found = stated(drawn), answer(drawn)
    steps = set(data(drawn))
    if found.way:
        assert found.way[0] == said.held_out[0]
        assert found.way[-2].startswith("learn:")
        assert found.way[-1] in parts(drawn, said.held_out[1], steps)
        for one, other in zip(found.way, found.way[1:], strict=False):
            taught = "learn:" in one or "learn:" in other
            assert taught or (one, other) in steps
    if found.pressure.upper:
        assert found.cut
    if found.pressure.lower != found.pressure.upper and not found.missing:
        assert found.pressure.upper is not None


def test_a_reward_is_not_held_out_and_the_way_is_told() -> None:
    found = analysed(SCHOOL + "learns: [exam.mark ~> pupil]\nclaims: {apart: {held-out: exam.mark from pupil}}\n")
    told = found.finding("not-held-out")
    assert told.witness == ("exam.mark", "learn:exam.mark~pupil", "pupil.work")
    assert told.subject == ("claims:apart", "exam.mark")
    assert claim(found).status == "refuted"


def test_texts_about_the_exam_that_become_training_data_are_a_way() -> None:
    found = analysed(
        SCHOOL
        + "learns: [{learn: press.page ~> pupil, by: imitation}]\nclaims: {apart: {held-out: exam.mark from pupil.work}}\n"
    )
    assert claim(found).way == ("exam.mark", "press.mark", "press.page", "learn:press.page~pupil", "pupil.work")


def test_a_memory_carries_the_exam_too() -> None:
    kept = SCHOOL.replace("press: {", "press: {memory: true, ").replace(
        "in mark: Real, out page: Text", "out page: Text, in mark: Real"
    )
    found = analysed(kept + "learns: [press.page ~> pupil]\nclaims: {apart: {held-out: exam.mark from pupil}}\n")
    assert claim(found).status == "refuted"


def test_an_excepted_means_is_allowed_and_another_is_not() -> None:
    learns = "learns: [{learn: exam.mark ~> pupil, by: redesign, choices: 4, times: 10}, press.page ~> press]\n"
    said = "claims: {apart: {held-out: exam.mark from pupil, except: [redesign], budget: <= 14 nat}}\n"
    assert claim(analysed(SCHOOL + learns + said)).status == "proved"
    found = analysed(SCHOOL + learns.replace("press.page ~> press", "press.page ~> pupil") + said)
    assert found.finding("not-held-out").witness[-2] == "learn:press.page~pupil"


def test_the_pressure_of_ten_choices_of_four_is_ten_times_the_logarithm_of_four() -> None:
    learns = "learns: [{learn: exam.mark ~> pupil, by: redesign, choices: 4, times: 10}]\n"
    found = analysed(SCHOOL + learns + "claims: {apart: {held-out: exam.mark from pupil, budget: <= 13 nat}}\n")
    assert claim(found).pressure.upper == pytest.approx(13.8629436)
    assert claim(found).cut == ("learn:exam.mark~pupil",)
    assert "13.86 nat" in found.finding("pressure-over-budget").says.plain()


def test_equal_numbers_meet_a_budget_exactly() -> None:
    learns = "learns: [{learn: exam.mark ~> pupil, budget: 0.1 nat}, {learn: press.page ~> pupil, budget: 0.2 nat}]\n"
    found = analysed(SCHOOL + learns + "claims: {apart: {held-out: exam.mark from pupil, budget: <= 0.3 nat}}\n")
    assert claim(found).status == "proved"


def test_a_learn_wire_without_a_number_is_named() -> None:
    found = analysed(
        SCHOOL + "learns: [exam.mark ~> pupil]\nclaims: {apart: {held-out: exam.mark from pupil, budget: <= 3 nat}}\n"
    )
    told = found.finding("pressure-unknown")
    assert told.subject == ("claims:apart", "learn:exam.mark~pupil")
    assert claim(found).missing == ("learn:exam.mark~pupil",)


def test_an_interval_of_choices_that_straddles_the_budget_decides_nothing() -> None:
    learns = "learns: [{learn: exam.mark ~> pupil, by: selection, choices: 2 .. 64}]\n"
    found = analysed(SCHOOL + learns + "claims: {apart: {held-out: exam.mark from pupil, budget: <= 3 nat}}\n")
    assert claim(found).status == "unknown"
    assert "0.6931 .. 4.159 nat" in found.finding("pressure-unknown").says.plain()


MEMBRANE = """
learns: [press.page ~> pupil]
boundaries:
  room: {inside: [exam], admits: [pupil.work -> exam.work, {wire: exam.mark -> press.mark, capacity: 2 bit / use}]}
claims: {apart: {held-out: exam.mark from pupil, budget: <= 1.4 nat}}
"""


def test_the_capacity_of_a_membrane_bounds_the_pressure_in_nats() -> None:
    found = claim(analysed(SCHOOL + MEMBRANE))
    assert found.pressure.upper == pytest.approx(1.3862944)
    assert (found.cut, found.status) == (("wire:press.mark",), "proved")


def test_capacities_add_up_over_the_uses_that_a_claim_states() -> None:
    found = claim(analysed(SCHOOL + MEMBRANE.replace("nat}", "nat, uses: 10}")))
    assert found.pressure.upper == pytest.approx(13.862944)
    assert found.status == "unknown"


def test_two_wires_of_one_port_through_one_membrane_carry_one_value() -> None:
    text = SCHOOL.replace("exam.mark -> press.mark", "exam.mark -> press.mark, copy.mark").replace(
        "  press:", "  copy: {ports: {in mark: Real, out page: Text}}\n  press:"
    )
    said = MEMBRANE.replace("press.page ~> pupil", "press.page ~> pupil, copy.page ~> pupil").replace(
        "exam.mark -> press.mark, capacity", '"exam.mark -> press.mark, copy.mark", capacity'
    )
    found = claim(analysed(text + said))
    assert found.pressure.upper == pytest.approx(1.3862944)
    assert set(found.cut) == {"wire:press.mark", "wire:copy.mark"}


INNER = """\
interlock: 1
proposal: inner
uses: [alignment]
ports: {in task: Text, out work: Text, out mark: Real}
boxes:
  writer: {ports: {in task: Text, out draft: Text}, labels: {role: [policy]}}
  judge: {ports: {in draft: Text, out mark: Real}, labels: {role: [judge]}}
wires:
  - task -> writer.task
  - writer.draft -> judge.draft, work
  - judge.mark -> mark
claims: {inside: {held-out: judge.mark from writer}}
"""
OUTER = """
ports: {in task: Text, out work: Text}
boxes: {desk: ./inner.yaml, log: {ports: {in mark: Real, out noted: Real}}}
wires: [task -> desk.task, desk.work -> work, desk.mark -> log.mark]
learns: [log.noted ~> desk.work]
claims: {outside: {held-out: desk.mark from desk}}
"""


def test_ways_go_into_nested_diagrams_and_out_again() -> None:
    found = analysed(OUTER, inner=INNER)
    way = ("desk/judge.mark", "desk/mark", "desk.mark", "log.mark", "log.noted", "learn:log.noted~desk.work")
    assert claim(found, "desk/inside").way == (*way, "desk/writer.draft")
    assert claim(found, "outside").way[:-1] == way[2:]
    assert found.results[HELD_OUT_EVALUATORS].unjudged == {"desk/writer": ("desk/judge.mark",)}


def test_evaluators_are_listed_with_what_they_judge() -> None:
    found = analysed(
        SCHOOL + "learns: [exam.mark ~> press]\nproxies: [{proxy: press.page for exam.mark, because: x}]\n"
    )
    listed = found.results[HELD_OUT_EVALUATORS].evaluators
    assert [(one.evaluator, one.subject, one.held_out) for one in listed] == [
        ("exam.mark", "pupil", True),
        ("press.page", "pupil", True),
    ]


def test_what_nobody_runs_is_no_evaluator() -> None:
    ideal = SCHOOL.replace("role: [judge]", "role: [judge, ideal]")
    assert analysed(ideal).results[HELD_OUT_EVALUATORS].evaluators == ()


@pytest.mark.parametrize("learns", ["exam.mark ~> pupil", "exam.mark ~> pupil, press.page ~> pupil"])
def test_a_box_under_pressure_from_all_that_judge_it_is_told(learns: str) -> None:
    found = analysed(SCHOOL + f"learns: [{learns}]\n")
    assert found.finding("no-held-out-evaluator").subject == ("pupil",)
