"""What is stated of several events together: bounds on conditions, and independence of some of them."""

from __future__ import annotations

import re

import pytest

from tests.swiss_cheese.proposals import analysed
from tests.swiss_cheese.test_answers import likely, proposal
from tests.swiss_cheese.test_scenarios_and_evidence import ends

HOLES = likely(a=0.2, b=0.3, c=0.4)


def stated(*parts: str) -> str:
    """Statements about several events."""
    return f", dependence: [{', '.join(parts)}]"


def bound(text: str) -> str:
    return f'{{bound: "{text}"}}'


@pytest.mark.parametrize(
    ("parts", "no_assumption", "declared"),
    [
        ([bound("P(a given b) <= 0.02")], [0, 0.006], [0, 0.006]),
        ([bound("P(a and b) = 0.1")], [0, 0.1], [0, 0.1]),
        ([bound("P(a given b) >= 0.5"), bound("P(c given a and b) >= 1")], [0.15, 0.2], [0.15, 0.2]),
        (["{independent: [a, b], because: x}"], [0, 0.2], [0, 0.06]),
        (["{independent: [b, c], because: x}", bound("P(a given b and c) <= 0.1")], [0, 0.03], [0, 0.012]),
        ([bound("P(harm at x) <= 0.01")], [0, 0.01], [0, 0.01]),
    ],
)
def test_statements_narrow_the_range(parts: list[str], no_assumption: list[float], declared: list[float]) -> None:
    found = analysed(proposal("a and b and c", HOLES, stated(*parts))).answer().probability
    assert ends(found.no_assumption) == pytest.approx(no_assumption, abs=1e-7)
    assert ends(found.declared) == pytest.approx(declared, abs=1e-7)
    assert found.refused is None


def test_statements_about_other_events_bear_on_these_through_others() -> None:
    events = {**likely(a=0.5, b=0.5), "z": "probability: 0.5"}
    parts = stated(bound("P(a given z) <= 0.1"), bound("P(b given z) >= 0.9"))
    found = analysed(proposal("a and b", events, parts)).answer().probability
    assert ends(found.no_assumption) == pytest.approx([0.0, 0.1], abs=1e-7)


def test_statements_hold_in_each_scenario_with_its_chances() -> None:
    events = {"a": "probability: {calm: 0, storm: 0.5}", "b": "probability: 0.5"}
    text = proposal("a and b", events, stated(bound("P(a given b) <= 0.2"))) + "scenarios: {calm: {}, storm: 0.1}\n"
    found = analysed(text).answer().probability
    assert ends(found.by_scenario["storm"].no_assumption) == pytest.approx([0, 0.1], abs=1e-7)
    assert ends(found.no_assumption) == pytest.approx([0, 0.01], abs=1e-7)


def test_given_what_an_adversary_chooses_a_bound_is_one_of_the_rest() -> None:
    text = proposal("a and b", {"a": "", "b": "probability: 0 .. 1"}, stated(bound("P(b given a) <= 0.3")))
    found = analysed(text + "adversaries: {red: {controls: [a]}}\n").answer().probability
    assert ends(found.no_assumption) == pytest.approx([0, 0.3], abs=1e-7)


def test_what_cannot_be_so_is_an_error_and_no_number_is_given() -> None:
    text = proposal("a and b", HOLES, stated(bound("P(a and b) >= 0.25")))
    found = analysed(text)
    assert found.finding("no-joint-law").rule.severity == "error"
    assert found.answer().probability.no_assumption is None
    assert "no-joint-law" not in analysed(text.replace("0.25", "0.15")).codes()


def test_the_bounds_are_named_that_cannot_be_so() -> None:
    harmless, most, least = bound("P(c) <= 0.5"), bound("P(a or b) <= 0.35"), bound("P(a and b) <= 0.1")
    found = analysed(proposal("a and b", HOLES, stated(harmless, most, bound("P(c given a) <= 1"), least)))
    said = found.finding("no-joint-law")
    assert said.subject == ("failures:0/dependence/1", "failures:0/dependence/3")
    assert "without any one of 2 bounds there is one" in said.says.plain()


def test_a_bound_on_what_an_adversary_chooses_says_so() -> None:
    text = proposal("a and b", {"a": "", **likely(b=0.3)}, stated(bound("P(a) <= 0.1")))
    said = analysed(text + "adversaries: {red: {controls: [a]}}\n").finding("no-joint-law")
    assert "without this bound there is one" in said.says.plain()
    assert said.says.plain().endswith("what an adversary chooses is taken to happen: a")


def eighteen() -> str:
    names = [f"e{at}" for at in range(18)]
    return proposal(
        " and ".join(names), dict.fromkeys(names, "probability: 0.5"), stated(bound("P(e0 given e1) <= 0.1"))
    )


def test_what_is_stated_of_some_of_many_events_is_used() -> None:
    found = analysed(eighteen()).answer().probability
    assert ends(found.no_assumption) == pytest.approx([0, 0.05], abs=1e-7)


def test_where_too_much_is_stated_the_range_without_statements_is_given_and_it_is_said(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("interlock.analysis.track.FIRST", 30)
    monkeypatch.setattr("interlock.analysis.track.BUDGET", 30)
    found = analysed(eighteen()).answer().probability
    assert ends(found.no_assumption) == pytest.approx([0, 0.5])
    assert found.declared is None
    assert "used for up to 8 independent events, if not too much" in str(found.refused)


def test_where_the_programme_is_stopped_its_ends_are_printed_with_how_far_they_may_be_off(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    rows = [f"P(e{at} given e{at + 3}) <= 0.{1 + at % 3}" for at in range(11)]
    names = [f"e{at}" for at in range(14)]
    top = " or ".join(f"e{at} and e{at + 3}" for at in range(11))
    text = proposal(top, dict.fromkeys(names, "probability: 0.1"), stated(*map(bound, rows)))
    exact = ends(analysed(text).answer().probability.no_assumption)
    monkeypatch.setattr("interlock.analysis.master.MARGINS", (1e-4,))
    found = analysed(text).answer().probability.no_assumption
    assert found is not None
    assert re.fullmatch(r"joint lp within \de-\d\d", found.method)
    assert found.lower <= exact[0] <= exact[1] <= found.upper < 0.25
    monkeypatch.setattr("interlock.analysis.master.WORK", 0)
    refused = analysed(text).answer().probability
    assert ends(refused.no_assumption) == pytest.approx([0, 0.6])
    assert "given up before it was known" in str(refused.refused)
