"""What faults can tell: the figures of field studies, laws worked out in full, and what is missing."""

from __future__ import annotations

from math import e, exp, inf, log, pi

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interlock_boundaries.analyses import SIDE_CHANNELS
from interlock_boundaries.channel_answer import ChannelAnswer
from interlock_boundaries.poisson import LARGE, entropy, place_bound, rate_bound
from tests.boundaries.proposals import analysed

BOX = """
uses: [alignment]
ports: {in query: Text, out reply: Text}
boxes:
  learner:
    mode: deterministic
    ports: {in query: Text, out reply: Text}
    failures: {events: {flipped: {}}}
wires: [query -> learner.query, learner.reply -> reply]
failures: {events: {learner.flipped: {%s}}}
boundaries:
  box:
    inside: [learner]
    mode: deterministic
    admits: [query -> learner.query, {wire: learner.reply -> reply, capacity: 8e3 bit / use}]
    channels: {memory: {%s}}
"""
FIELD = "rate: 0.2e-9 .. 20e-9 fault / (device * hour), exposure: 1e6 .. 3e6 device * hour, basis: cited"
RATE = "event: learner.flipped, secret: rate"


def channel(numbers: str = FIELD, said: str = RATE) -> ChannelAnswer:
    """The channel `memory` of the box."""
    return analysed(BOX % (numbers, said)).results[SIDE_CHANNELS].membranes["box"]["memory"]


def test_the_memory_faults_of_the_field_studies_tell_a_thirtieth_of_a_bit() -> None:
    found = channel()
    assert found.expected == pytest.approx((2e-4, 6e-2))
    assert found.some == pytest.approx((1.9998e-4, 0.0582355), rel=1e-5)
    assert found.nat == pytest.approx((2e-4 / e, 0.06 / e))
    assert found.bit is not None and found.bit[1] == pytest.approx(0.03184, abs=5e-6)
    assert (found.method, found.basis, found.refused) == ("rate", "cited", None)


def test_by_its_place_a_fault_tells_a_hundred_bits() -> None:
    found = channel(said="event: learner.flipped, secret: place, places: 2e30")
    assert found.bit is not None
    # H(Poisson .06) = .06 (1 - ln .06) + e^-.06 (.06^2 ln 2 / 2 + .06^3 ln 6 / 6 + ...), in nat; log2 of 2e30 is 100.658
    number = 0.06 * (1 - log(0.06)) + exp(-0.06) * (
        0.06**2 * log(2) / 2 + 0.06**3 * log(6) / 6 + 0.06**4 * log(24) / 24
    )
    assert found.bit[1] == pytest.approx(number / log(2) + 0.06 * 100.658, abs=1e-4)


def test_hours_of_chips_are_no_hours_of_accelerators() -> None:
    mixed = FIELD.replace("fault / (device * hour)", "fault / (chip * hour)").replace("device", "accelerator")
    assert analysed(BOX % (mixed, RATE)).told == ("unit-mismatch",)
    right = mixed.replace("accelerator", "chip")
    assert channel(right).expected == pytest.approx((2e-4, 6e-2))


def test_another_unit_of_time_is_counted_in_full() -> None:
    found = channel("rate: 1e-6 fault / (device * hour), exposure: 2 .. 4 device * year")
    assert found.expected == pytest.approx((2e-6 * 8766, 4e-6 * 8766))


@pytest.mark.parametrize("numbers", ["probability: 0.1", "rate: 1e-9 fault / hour", ""])
def test_without_a_rate_and_an_exposure_the_bound_is_refused_by_name(numbers: str) -> None:
    found = analysed(BOX % (numbers, RATE))
    answer = found.results[SIDE_CHANNELS].membranes["box"]["memory"]
    assert (answer.bit, answer.refused) == (None, "learner.flipped has no rate with an exposure")
    assert found.finding("channel-without-rate").subject == ("boundaries:box", "learner.flipped")


def test_the_rate_may_differ_by_scenario_and_the_bound_holds_in_each() -> None:
    by = "rate: {calm: 1e-9 fault / hour, storm: 1e-6 fault / hour}, exposure: 1e3 hour"
    found = analysed(BOX % (by, RATE) + "scenarios: {calm: {}, storm: {weight: 0.1}}\n")
    answer = found.results[SIDE_CHANNELS].membranes["box"]["memory"]
    assert answer.expected == pytest.approx((1e-6, 1e-3))


def test_the_faults_of_a_family_add_up() -> None:
    family = """
uses: [alignment]
boxes: {query: {ports: {out said: Text}}, learner: {kind: LanguageModel, replicate: 3}}
ports: {in prompt: Prompt, out answer: "(i : Fin 3) -> Answer prompt"}
wires: ["prompt -> learner[*].prompt", "learner[*].answer -> answer"]
failures: {events: {learner.errs: {rate: 1e-3 fault / hour, exposure: 10 hour}}}
boundaries: {box: {inside: [learner], admits: [], channels: {memory: {event: learner.errs, secret: rate}}}}
"""
    answer = analysed(family).results[SIDE_CHANNELS].membranes["box"]["memory"]
    assert answer.expected == pytest.approx((0.03, 0.03))


def test_a_box_with_a_clock_is_told_and_a_channel_of_that_name_accounts_for_it() -> None:
    clocked = (BOX % (FIELD, RATE)).replace(
        "mode: deterministic\n    ports", "mode: deterministic\n    labels: {nondeterminism: [%s]}\n    ports"
    )
    found = analysed(clocked % "clock").finding("nondeterminism-inside")
    assert found.subject == ("learner", "boundaries:box")
    assert analysed(clocked % "memory").findings == analysed(BOX % (FIELD, RATE)).findings


def test_the_note_names_the_sources_that_the_vocabulary_lists() -> None:
    bare = (BOX % (FIELD, RATE)).replace("    channels: {memory: {event: learner.flipped, secret: rate}}\n", "")
    assert (
        "the usual ones are clock, network, random-numbers" in analysed(bare).finding("unnamed-channels").says.plain()
    )
    assert "unnamed-channels" not in analysed(BOX % (FIELD, RATE)).codes()


def poisson(number: int, mean: float) -> float:
    """The probability of a number of faults."""
    chance = exp(-mean)
    for k in range(1, number + 1):
        chance *= mean / k
    return chance


def information(secrets: list[float], laws: list[list[float]]) -> float:
    """The mutual information of a secret and an outcome, in nat."""
    joint = [[p * q for q in law] for p, law in zip(secrets, laws, strict=True)]
    margin = [sum(column) for column in zip(*joint, strict=True)]
    return sum(
        cell * log(cell / (p * q))
        for p, row in zip(secrets, joint, strict=True)
        for cell, q in zip(row, margin, strict=True)
        if cell > 1e-290  # smaller ones add nothing, and their quotients are not numbers
    )


SHARES = st.lists(st.floats(0.01, 1.0), min_size=2, max_size=4)


@given(SHARES, st.data(), st.floats(1e-3, 3.0))
def test_a_secret_that_sets_the_rate_tells_no_more_than_the_bound(
    weights: list[float], data: st.DataObject, peak: float
) -> None:
    means = [peak * data.draw(st.floats(0.0, 1.0)) for _ in weights]
    secrets = [one / sum(weights) for one in weights]
    laws = [[poisson(k, mean) for k in range(40)] for mean in means]
    assert information(secrets, laws) <= rate_bound(peak) + 1e-12


@given(SHARES, st.data(), st.floats(1e-3, 3.0))
def test_a_secret_that_sets_the_place_tells_no_more_than_the_bound(
    weights: list[float], data: st.DataObject, mean: float
) -> None:
    secrets = [one / sum(weights) for one in weights]
    first = [data.draw(st.floats(0.0, 1.0)) for _ in weights]
    laws = [
        [poisson(a, mean * share) * poisson(b, mean * (1 - share)) for a in range(25) for b in range(25)]
        for share in first
    ]
    assert information(secrets, laws) <= place_bound(mean, 2.0) + 1e-12


@pytest.mark.parametrize("mean", [1e-6, 0.06, 1.0, 7.5, 300.0])
def test_the_entropy_is_the_sum_over_the_law(mean: float) -> None:
    chances, number = [exp(-mean)], 0
    while number < mean or chances[-1] > 1e-18:
        number += 1
        chances.append(chances[-1] * mean / number)
    assert entropy(mean) == pytest.approx(-sum(one * log(one) for one in chances), rel=1e-9)


def test_the_entropy_of_a_large_mean_is_that_of_its_expansion() -> None:
    # R. Evans and J. Boersma, The entropy of a Poisson distribution, SIAM Review 30 (1988)
    assert entropy(9_000.0) == pytest.approx(log(2 * pi * e * 9_000) / 2 - 1 / (12 * 9_000), abs=1e-9)


def test_the_entropy_grows_and_beyond_sums_is_a_bound_close_to_them() -> None:
    assert entropy(0.0) == 0.0
    assert entropy(LARGE * 0.999) < entropy(LARGE) < entropy(LARGE * 0.999) + 1e-2
    assert entropy(1e30) < inf
