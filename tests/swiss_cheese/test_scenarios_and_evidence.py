"""Probabilities by scenario, and what measurements say of events."""

from __future__ import annotations

import pytest

from interlock.analysis.answer import Request
from interlock_swiss_cheese.analyses import SWISS_CHEESE
from interlock_swiss_cheese.answer import SwissCheese
from interlock_swiss_cheese.bounds import Bounds
from interlock_swiss_cheese.show import show
from tests.swiss_cheese.proposals import analysed, checked
from tests.swiss_cheese.test_answers import independent, likely, proposal

HEAD = "interlock: 1\nproposal: p\n"


def ends(bounds: Bounds | None) -> list[float]:
    """Both ends of bounds that are there."""
    assert bounds is not None
    return [bounds.lower, bounds.upper]


def whole(text: str, *scenarios: str) -> SwissCheese:
    """The answer for a proposal, given that one of these scenarios holds."""
    return analysed(text, Request(scenarios=scenarios)).results[SWISS_CHEESE]


# ---- scenarios -------------------------------------------------------------------------------------------------------


def holes(**marginal: float) -> dict[str, str]:
    """Holes with these marginals, of which each is open with .9 where scheming, which has weight .1."""
    return {name: f"probability: {{honest: {(one - 0.09) / 0.9}, scheming: 0.9}}" for name, one in marginal.items()}


def test_three_barriers_that_fail_together_where_scheming_let_through_eight_in_a_hundred() -> None:
    text = proposal("a and b and c", holes(a=0.2, b=0.3, c=0.4), independent("a", "b", "c"))
    found = analysed(text + "scenarios: {honest: {}, scheming: {weight: 0.1}}\n").answer().probability
    assert ends(found.declared) == pytest.approx([0.9 * 0.11 * 0.21 * 0.31 / 0.9**3 + 0.0729] * 2)
    assert ends(found.by_scenario["scheming"].declared) == pytest.approx([0.729, 0.729])
    assert ends(found.independent) == ends(found.declared)
    merged = whole(text + "scenarios: {honest: {}, scheming: {weight: 0.1}}\n").events["b"]
    assert merged.range == pytest.approx((0.3, 0.3))


def test_weights_in_intervals_are_cut_to_those_that_can_sum_to_one() -> None:
    text = proposal("a", {"a": "probability: {calm: 0, windy: 0.1, storm: 0.5}"})
    text += "scenarios: {calm: {}, windy: 0.5 .. 0.9, storm: 0.2 .. 0.8}\n"
    found = whole(text)
    assert found.scenarios == {
        "calm": pytest.approx((0, 0.3)),
        "windy": pytest.approx((0.5, 0.8)),
        "storm": pytest.approx((0.2, 0.5)),
    }
    assert ends(found.hazards["harmed"].probability.no_assumption) == pytest.approx([0.15, 0.3])


def test_one_scenario_that_is_asked_for_is_answered_alone() -> None:
    text = proposal("a", {"a": "probability: {calm: 0, storm: 0.5}"}) + "scenarios: {calm: {}, storm: 0.1}\n"
    asked = whole(text, "storm").hazards["harmed"].probability
    assert ends(asked.no_assumption) == [0.5, 0.5]
    assert list(asked.by_scenario) == ["storm"]
    assert ends(whole(text, "calm", "storm").hazards["harmed"].probability.no_assumption) == pytest.approx([0.05, 0.05])


def test_a_number_that_is_missing_in_one_scenario_is_refused_by_name_there() -> None:
    text = proposal("a", {"a": "probability: {calm: 0}"}) + "scenarios: {calm: {}, storm: {weight: 0.1}}\n"
    found = whole(text)
    assert found.hazards["harmed"].probability.refused == "in storm: no probability for a"
    assert found.events["a"].missing == "has no probability in storm"


@pytest.mark.parametrize(
    ("scenarios", "codes"),
    [
        ("{a: 0.7, b: 0.4}", ("wrong-shape",)),
        ("{a: 0.1 .. 0.2, b: 0.1 .. 0.7}", ("wrong-shape",)),
        ("{a: 0.1, b: 0.2, c: 0.7}", ()),
        ("{a: 0.1 .. 0.2, b: {}}", ()),
        ("{a: 0.7, b: 0.4, c: {}}", ("wrong-shape",)),
        ("{a: 1.2}", ("wrong-shape",)),
    ],
)
def test_weights_that_cannot_sum_to_one_are_an_error(scenarios: str, codes: tuple[str, ...]) -> None:
    told = checked(HEAD + proposal("e", likely(e=0.1)) + f"scenarios: {scenarios}\n")[0]
    assert told[: len(codes)] == codes and (codes or not told)


def test_an_unknown_scenario_is_an_error() -> None:
    text = proposal("a", {"a": "probability: {calm: 0, gale: 0.5}"}) + "scenarios: {calm: {}, storm: 0.1}\n"
    assert checked(HEAD + text)[0] == ("unknown-name",)


def test_certain_events_of_a_scenario_need_no_independence_there() -> None:
    text = proposal("a and b", {"a": "probability: {calm: 0, storm: 1}", "b": "probability: 0.5"})
    found = analysed(text + "scenarios: {calm: {}, storm: 0.1}\n").answer().probability
    assert ends(found.declared) == pytest.approx([0.05, 0.05])


# ---- evidence --------------------------------------------------------------------------------------------------------


def test_nought_of_three_hundred_is_no_zero_hole() -> None:
    text = proposal("a", {"a": ""}) + "evidence: {july: {of: a, failures: 0, trials: 300, cites: [a study]}}\n"
    found = whole(text)
    assert ends(found.hazards["harmed"].probability.no_assumption) == pytest.approx([0, 0.00994], abs=1e-5)
    event = found.events["a"]
    assert (event.basis, event.method, event.evidence) == ("measured", "clopper-pearson", ("july",))
    assert event.measured is not None
    assert (event.measured.failures, event.measured.trials, event.measured.confidence) == (0, 300, 0.95)
    assert event.measured.two_sided == pytest.approx((0, 0.012221), abs=1e-6)
    cells = [cell for table in show(found) for row in getattr(table, "rows", ()) for cell in row]
    assert "measured: 0 of 300 (july)" in cells


def test_counts_under_the_same_terms_are_added_and_others_never() -> None:
    text = (
        proposal("a", {"a": ""})
        + "evidence: {july: {of: a, failures: 0, trials: 100}, june: {of: a, failures: 0, trials: 200}}\n"
    )
    event = whole(text).events["a"]
    assert event.upper == pytest.approx(0.00994, abs=1e-5)
    assert event.evidence == ("july", "june")
    other = whole(text.replace("trials: 200", "trials: 200, confidence: 0.99")).events["a"]
    assert other.measured is None
    assert other.upper == pytest.approx(1 - 0.05 ** (1 / 100))


def test_a_value_is_taken_as_it_is_with_its_source() -> None:
    text = proposal("a", {"a": ""}) + "evidence: {july: {of: a, value: 0.1 .. 0.2, cites: [a study]}}\n"
    event = whole(text).events["a"]
    assert (event.lower, event.upper, event.basis, event.cites) == (0.1, 0.2, "cited", ("a study",))


@pytest.mark.parametrize("duration", ["exposure", "tested"])
def test_a_fault_that_is_bound_to_come_is_certain_however_many_are_expected(duration: str) -> None:
    text = proposal("a", {"a": f"rate: 1e300 fault / hour, {duration}: 1e300 hour"})
    event = whole("interlock: 1\nproposal: p\nuses: [alignment]\n" + text).events["a"]
    assert (event.lower, event.upper) == (1.0, 1.0)


WATCHED = """
ports: {in x: Text, in z: Text, out y: Text}
boxes:
  box: {ports: {in x: Text, out y: Text}, failures: {rules: [harm at y if harm at x]}}
  monitor: {ports: {in x: Text, in z: Text, out y: Text}, failures: {events: {missed: {}}, rules: [harm at y if harm at x and missed]}}
wires: [x -> box.x, box.y -> monitor.x, z -> monitor.z, monitor.y -> y]
failures: {types: {harm: {}}, events: {a: {probability: 0.5}}, rules: [harm at x if a]}
hazards: {harmed: {top: harm at y}}
"""


def test_evidence_of_another_version_is_shown_and_not_used() -> None:
    text = WATCHED + "evidence: {july: {of: monitor.missed, failures: 3, trials: 80, on: {x: z}}}\n"
    found = analysed(text)
    said = found.finding("stale-evidence")
    assert said.says.plain() == (
        "evidence `july` of monitor.missed was measured while z fed monitor.x, and now box.y feeds it: it is shown and not used"
    )
    assert found.answer().probability.refused == "monitor.missed has evidence only that is not used (july)"
    unused = found.results[SWISS_CHEESE].unused["july"]
    assert (unused.of, unused.measured and unused.measured.trials) == ("monitor.missed", 80)


def test_evidence_of_the_wired_version_is_used() -> None:
    found = analysed(WATCHED + "evidence: {july: {of: monitor.missed, failures: 3, trials: 80, on: {x: box.y}}}\n")
    assert "stale-evidence" not in found.codes()
    assert found.answer().probability.refused == "declared: independence is not stated for a, monitor.missed"


ADVERSARIES = """
scenarios: {honest: {}, scheming: 0.1}
adversaries: {red: {controls: [a], in: [scheming]}, blue: {controls: [b], in: []}}
"""


@pytest.mark.parametrize(
    ("terms", "used"),
    [
        ("adversary: red, scenario: scheming", True),
        ("adversary: red", True),
        ("adversary: blue, scenario: scheming", False),
        ("scenario: scheming", False),
        ("scenario: honest", True),
        ("adversary: red, scenario: honest", False),
    ],
)
def test_evidence_is_used_under_the_adversary_that_acts_and_only_there(terms: str, used: bool) -> None:
    text = proposal("a and b and c", {"a": "", "b": "", "c": ""}) + ADVERSARIES
    found = analysed(text + f"evidence: {{july: {{of: c, failures: 1, trials: 50, {terms}}}}}\n")
    assert ("evidence-of-another" in found.codes()) is not used
    assert ("july" in found.results[SWISS_CHEESE].unused) is not used
    event = found.results[SWISS_CHEESE].events["c"]
    scenario = "honest" if "honest" in terms else "scheming"
    assert (event.by_scenario.get(scenario, event).range is not None) is used


def test_evidence_without_an_adversary_is_used_where_none_acts_and_a_finding_says_where_not() -> None:
    text = proposal("a and c", {"a": "", "c": ""}) + ADVERSARIES.replace("controls: [b]", "controls: [c]")
    found = analysed(text + "evidence: {july: {of: c, failures: 1, trials: 50}}\n")
    assert "measured with no adversary, and red acts in scheming" in found.finding("evidence-of-another").says.plain()
    each = found.results[SWISS_CHEESE].events["c"].by_scenario
    assert each["honest"].range is not None
    assert each["scheming"].missing == "has evidence only that is not used (july)"


def test_a_probability_that_disagrees_with_evidence_is_a_finding_and_evidence_is_used() -> None:
    text = proposal("a", {"a": "probability: 0.5"}) + "evidence: {july: {of: a, failures: 1, trials: 100}}\n"
    found = analysed(text)
    assert "a has the probability 0.5, and evidence `july` says" in found.finding("evidence-disagrees").says.plain()
    assert found.results[SWISS_CHEESE].events["a"].evidence == ("july",)
    agreeing = analysed(text.replace("0.5", "0.01"))
    assert "evidence-disagrees" not in agreeing.codes()
    assert agreeing.results[SWISS_CHEESE].events["a"].evidence == ("july",)


def test_a_probability_for_one_scenario_does_not_disagree_with_evidence_for_another() -> None:
    text = proposal("a", {"a": "probability: {honest: 0}"}) + "scenarios: {honest: {}, scheming: 0.1}\n"
    found = analysed(text + "evidence: {july: {of: a, value: 0.38, scenario: scheming}}\n")
    assert "evidence-disagrees" not in found.codes()
    assert ends(found.answer().probability.no_assumption) == pytest.approx([0.038, 0.038])


# ---- rates -----------------------------------------------------------------------------------------------------------

KIT = "interlock: 1\nvocabulary: kit\nunits: {fault: base, device: base, hour: base, day: 24 hour}\n"


def faults(event: str) -> str:
    """A proposal about one event, with units."""
    return f"{HEAD}uses: [./kit.yaml]\n" + proposal("a", {"a": event})


@pytest.mark.parametrize(
    ("event", "expected"),
    [
        ("rate: 0.2e-9 .. 20e-9 fault / (device * hour), exposure: 1e6 .. 3e6 device * hour", (0.00019998, 0.0582355)),
        ("rate: 1e-3 fault / hour, exposure: 2 day", (0.0468662, 0.0468662)),
        ("rate: 1e-3 fault / hour, tested: 2 day", (0.0236206, 0.0236206)),
        ("rate: 1e-20 fault / hour, exposure: 1 hour", (1e-20, 1e-20)),
    ],
)
def test_a_rate_and_a_time_give_a_probability(event: str, expected: tuple[float, float]) -> None:
    found = analysed(faults(event), kit=KIT).results[SWISS_CHEESE]
    assert ends(found.hazards["harmed"].probability.no_assumption) == pytest.approx(expected, rel=1e-5, abs=0)
    assert found.events["a"].expected is not None


@pytest.mark.parametrize(
    ("event", "why"),
    [
        ("rate: 1 fault / hour", "a has a rate and no exposure"),
        (
            "rate: 1 fault / hour, exposure: 1 hour, tested: 1 hour",
            "a has a rate with an exposure and with an interval between tests, of which one is meant",
        ),
    ],
)
def test_a_rate_without_one_time_is_refused_by_name(event: str, why: str) -> None:
    assert analysed(faults(event), kit=KIT).answer().probability.refused == why


@pytest.mark.parametrize(
    ("event", "codes"),
    [
        ("rate: 1 fault / device, exposure: 1 hour", ("unit-mismatch",)),
        ("rate: {calm: 1 fault / device}, exposure: {calm: 1 hour}", ("unit-mismatch",)),
        ("rate: 1 fault / hour, tested: 1 device", ("unit-mismatch",)),
        ("rate: -1 fault / hour, exposure: 1 hour", ("wrong-shape",)),
        ("rate: {calm: 1 fault / hour}, exposure: 1 hour", ()),
    ],
)
def test_a_rate_times_its_time_is_a_number_of_faults(event: str, codes: tuple[str, ...]) -> None:
    assert checked(faults(event) + "scenarios: {calm: {}}\n", kit=KIT)[0] == codes


# ---- deployments -----------------------------------------------------------------------------------------------------


def test_per_use_and_per_deployment_are_both_shown() -> None:
    text = proposal("a", likely(a=0.01), hazard=", uses: 200, target: <= 0.5 per deployment")
    found = whole(text)
    often = found.hazards["harmed"].deployment
    assert often is not None
    assert often.expected == pytest.approx((2, 2))
    assert ends(often.probability.no_assumption) == pytest.approx([0.01, 1])
    assert ends(often.probability.declared) == pytest.approx([0.01, 1])
    assert ends(often.probability.independent) == pytest.approx([1 - 0.99**200] * 2)
    target = found.hazards["harmed"].target
    assert target is not None and target.verdict == "open"
    cells = [cell for table in show(found) for row in getattr(table, "rows", ()) for cell in row]
    assert {"200", "2", "0.01 .. 1 (lp, union bound)"} <= set(cells)
    assert whole(proposal("a", likely(a=0.01))).hazards["harmed"].deployment is None


def test_one_scenario_holds_for_all_uses_of_a_deployment() -> None:
    text = proposal("a", {"a": "probability: {calm: 0, storm: 0.5}"}, hazard=", uses: 20")
    often = whole(text + "scenarios: {calm: {}, storm: 0.1}\n").hazards["harmed"].deployment
    assert often is not None
    assert ends(often.probability.no_assumption) == pytest.approx([0.05, 0.1])
    assert ends(often.probability.independent) == pytest.approx([0.1 * (1 - 0.5**20)] * 2)
    assert often.expected == pytest.approx((1, 1))


def test_rare_harm_keeps_its_digits() -> None:
    text = proposal("a and b", likely(a=1e-10, b=1e-10), independent("a", "b"), hazard=", uses: 1000")
    found = whole(text).hazards["harmed"]
    assert ends(found.probability.declared) == pytest.approx([1e-20] * 2, rel=1e-12, abs=0)
    assert found.deployment is not None
    assert ends(found.deployment.probability.independent) == pytest.approx([1e-17] * 2, rel=1e-12, abs=0)
