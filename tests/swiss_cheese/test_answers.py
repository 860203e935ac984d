"""Numbers, refusals, and the shape of what is answered."""

from __future__ import annotations

import json
from functools import partial

import pytest

from interlock.analysis.answer import DIAGRAM, Request
from interlock.analysis.exhibit import Table
from interlock.analysis.plan import run
from interlock.api.door import to_json
from interlock.check import support
from interlock_swiss_cheese.analyses import SWISS_CHEESE
from interlock_swiss_cheese.answer import SwissCheese
from interlock_swiss_cheese.light import LAYERS
from interlock_swiss_cheese.show import show
from tests.swiss_cheese.proposals import Analysed, analysed, checked, plugins


def proposal(top: str, events: dict[str, str], rest: str = "", hazard: str = "") -> str:
    """A proposal whose hazard is a condition on events of its own."""
    stated = ", ".join(f"{name}: {{{number}}}" for name, number in events.items())
    return f"""
ports: {{in x: Text, out y: Text}}
boxes: {{box: {{ports: {{in x: Text, out y: Text}}, failures: {{rules: [harm at y if harm at x]}}}}}}
wires: [x -> box.x, box.y -> y]
failures: {{types: {{harm: {{}}}}, events: {{{stated}}}, rules: ["harm at x if {top}"]{rest}}}
hazards: {{harmed: {{top: harm at y{hazard}}}}}
"""


def likely(**events: float) -> dict[str, str]:
    """Events with these probabilities."""
    return {name: f"probability: {number}" for name, number in events.items()}


def independent(*events: str) -> str:
    """A statement of independence."""
    return f", dependence: [{{independent: [{', '.join(events)}], because: They share nothing.}}]"


@pytest.mark.parametrize(
    ("top", "events", "expected"),
    [
        ("(a and b) or (a and c)", {"a": 0.1, "b": 0.5, "c": 0.5}, 0.075),
        ("2 of (a, b, c)", {"a": 0.2, "b": 0.2, "c": 0.2}, 0.104),
        ("2 of (a, b, c)", {"a": 0.1, "b": 0.12, "c": 0.15}, 0.0414),
        ("exactly one of (a, b)", {"a": 0.07, "b": 0.06}, 0.1216),
        ("(a or b) and (c or d)", {"a": 0.5, "b": 0.7, "c": 0.5, "d": 0.7}, 0.7225),
    ],
)
def test_golden_probabilities_under_declared_independence(top: str, events: dict[str, float], expected: float) -> None:
    found = analysed(proposal(top, likely(**events), independent(*events))).answer().probability
    assert found.declared is not None
    assert found.declared.lower == found.declared.upper == pytest.approx(expected, abs=1e-12)
    assert found.independent == found.declared
    assert found.refused is None


def test_three_holes_in_a_row_have_no_product_unless_independence_is_stated() -> None:
    holes = likely(a=0.2, b=0.3, c=0.4)
    silent = analysed(proposal("a and b and c", holes)).answer().probability
    assert silent.no_assumption is not None and silent.independent is not None
    assert silent.no_assumption.lower == 0.0
    assert silent.no_assumption.upper == pytest.approx(0.2)
    assert silent.independent.upper == pytest.approx(0.024)
    assert silent.declared is None
    assert silent.refused == "declared: independence is not stated for a, b, c"
    stated = analysed(proposal("a and b and c", holes, independent("a", "b", "c"))).answer().probability
    assert stated.declared is not None
    assert stated.declared.upper == pytest.approx(0.024)


def test_independence_of_some_events_is_not_independence_of_all() -> None:
    found = analysed(proposal("a and b and c", likely(a=0.2, b=0.3, c=0.4), independent("a", "b"))).answer().probability
    assert found.declared is not None
    assert (found.declared.lower, found.declared.upper) == pytest.approx((0.0, 0.06))
    assert found.declared.method == "joint lp"
    assert found.refused is None


def test_a_named_cause_is_part_of_the_model_under_which_events_are_independent() -> None:
    rest = independent("a", "b")[:-1] + ", {cause: jolt, of: [a, b]}]"
    found = analysed(proposal("a and b", likely(a=0.1, b=0.2, jolt=0.01), rest)).answer().probability
    assert found.declared is not None
    assert found.declared.lower == pytest.approx(0.01 + 0.99 * 0.02)


def test_intervals_give_exact_ends() -> None:
    events = {"a": "probability: 0.1 .. 0.2", "b": "probability: 0.3 .. 0.5"}
    found = analysed(proposal("a or b", events, independent("a", "b"))).answer().probability
    assert found.declared is not None and found.no_assumption is not None
    assert [found.declared.lower, found.declared.upper] == pytest.approx([0.37, 0.6])
    assert [found.no_assumption.lower, found.no_assumption.upper] == pytest.approx([0.3, 0.7])


def test_without_one_number_every_structural_result_is_there_and_the_event_is_named() -> None:
    answer = analysed(proposal("a and b", {"a": "probability: 0.1", "b": ""})).answer()
    assert answer.probability.refused == "no probability for b"
    assert answer.probability.no_assumption is None
    assert answer.probability.declared is None
    assert answer.probability.independent is None
    assert answer.minimal_cut_sets is not None and answer.minimal_cut_sets.listed == (("a", "b"),)
    assert answer.minimal_path_sets is not None and answer.minimal_path_sets.count == 2
    assert answer.routes is not None and answer.routes.count == 1


def test_of_very_many_events_that_lack_something_the_first_are_listed() -> None:
    names = [f"e{at}" for at in range(10, 40)]
    silent = analysed(proposal(" and ".join(names), dict.fromkeys(names, "")))
    assert silent.answer().probability.refused == f"no probability for {', '.join(names[:24])} and 6 others"
    unstated = analysed(proposal(" and ".join(names), dict.fromkeys(names, "probability: 0.1")))
    assert str(unstated.answer().probability.refused).endswith("e33 and 6 others")


@pytest.mark.parametrize(
    ("hazard", "verdict"),
    [
        (", target: <= 0.25 per use", "met"),
        (", target: <= 0.05 per use", "met as declared"),
        (", target: <= 0.01 per use", "missed as declared"),
        (", target: <= 0.05 per deployment, uses: 2", "met as declared"),
        (", target: <= 0.04 per deployment, uses: 2", "open"),
    ],
)
def test_a_target_is_met_open_or_missed_by_what_is_declared(hazard: str, verdict: str) -> None:
    found = analysed(proposal("a and b and c", likely(a=0.2, b=0.3, c=0.4), independent("a", "b", "c"), hazard))
    target = found.answer().target
    assert target is not None
    assert target.verdict == verdict


def test_the_breach_of_an_admitted_claim_is_an_event_of_its_own() -> None:
    text = proposal("a", {"a": ""}).replace("harm at y}}", "harm at y}, unproved: {top: breach of c}}")
    found = analysed(text + "claims: {c: {says: x = y, admit: It is so.}}\n")
    assert found.cuts("unproved") == {("breach of c",)}
    assert "breach of c" in str(found.answer("unproved").probability.refused)
    assert found.cuts() == {("a",)}


CLAIMED = """interlock: 1
proposal: p
ports: {in x: Nat, out y: Nat}
boxes:
  filter: {ports: {in dirty: Nat, out clean: {type: Nat, guarantee: clean <= 10}}, failures: {events: {leaks: {breaks: clean}, jams: {breaks: clean}}}}
  policy: {ports: {in m: {type: Nat, assume: m <= 10}, out act: {type: Nat, guarantee: act <= m}}}
wires: [x -> filter.dirty, filter.clean -> policy.m, policy.act -> y]
claims: {small: {says: policy.act <= 10}}
failures: {events: {filter.leaks: {probability: 0.1}, filter.jams: {probability: 0.2}}, rules: []}
hazards: {large: {top: breach of small}}
"""


def test_the_breach_of_a_proved_claim_is_that_a_cut_set_of_its_guarantees_fails() -> None:
    found = analysed(CLAIMED)
    assert found.cuts("large") == {("filter.leaks",), ("filter.jams",), ("breach at policy.act",)}


def test_the_breach_of_a_claim_has_a_probability_where_its_events_have() -> None:
    events = CLAIMED.replace("out act: {type: Nat, guarantee: act <= m}", "out act: {type: Nat, is: m}")
    probability = analysed(events).answer("large").probability
    assert probability.independent is not None
    assert probability.independent.upper == pytest.approx(0.28)


EITHER = """interlock: 1
proposal: p
ports: {out y: Bool}
boxes:
  one: {ports: {out lit: {type: Bool, guarantee: lit = true}}}
  other: {ports: {out lit: {type: Bool, guarantee: lit = true}}}
wires: [one.lit -> y]
claims: {light: {says: one.lit = true or other.lit = true}, first: {says: one.lit = true}}
hazards: {dark: {top: breach of light}, half-dark: {top: breach of first}}
"""


def test_a_search_for_path_sets_that_was_cut_short_is_said_of_the_hazards_it_bears_on(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert analysed(EITHER).cuts("dark") == {("breach at one.lit", "breach at other.lit")}
    assert analysed(EITHER).answer("dark").cut_short == ()
    monkeypatch.setattr(support, "supports", partial(support.supports, most=0))
    found = analysed(EITHER)
    assert found.answer("dark").cut_short == ("light",)
    assert found.answer("half-dark").cut_short == ()
    written = to_json(found.results[SWISS_CHEESE], SwissCheese)
    assert json.loads(json.dumps(written))["hazards"]["dark"]["cut_short"] == ["light"]
    (table, *_) = show(found.results[SWISS_CHEESE])
    assert isinstance(table, Table)
    assert table.note.startswith("dark: not all path sets of light were found")


def test_only_the_hazards_that_are_asked_for_are_answered() -> None:
    text = proposal("a", {"a": ""}).replace("harm at y}}", "harm at y}, other: {top: harm at x}}")
    results = analysed(text, Request(hazards=("other",))).results
    assert list(results[SWISS_CHEESE].hazards) == ["other"]


def test_the_json_has_the_keys_that_are_published() -> None:
    found = analysed(proposal("a and b", likely(a=0.1, b=0.2), independent("a", "b")))
    written = json.loads(json.dumps(to_json(found.results[SWISS_CHEESE], SwissCheese)))
    hazard = written["hazards"]["harmed"]
    assert {"routes", "minimal_cut_sets", "minimal_path_sets", "probability"} <= hazard.keys()
    assert {"count", "by_barriers", "thinnest"} <= hazard["routes"].keys()
    assert hazard["routes"]["by_barriers"] == {"0": 1}
    cuts = {"count": 1, "by_order": {"2": 1}, "listed": [["a", "b"]], "cut_off": None}
    assert hazard["minimal_cut_sets"] == {**cuts, "at_most": None}
    assert hazard["minimal_path_sets"] == {"count": 2, "listed": [["a"], ["b"]]}
    assert hazard["probability"]["declared"] == {
        "lower": pytest.approx(0.02),
        "upper": pytest.approx(0.02),
        "method": "bdd",
    }
    assert hazard["probability"]["no_assumption"]["method"] == "lp"


def test_the_tables_name_hazards_numbers_and_what_they_rest_on() -> None:
    found = analysed(proposal("a and b", {"a": "probability: 0.1, basis: cited", "b": "probability: 0.2"}))
    cells = [cell for table in show(found.results[SWISS_CHEESE]) for row in getattr(table, "rows", ()) for cell in row]
    assert {"harmed", "refused", "a and b", "cited", "assumed", "x > box > y"} <= set(cells)


def test_a_proposal_without_hazards_has_an_empty_answer() -> None:
    text = proposal("a", {"a": ""})
    assert analysed(text[: text.index("hazards:")]).results[SWISS_CHEESE] == SwissCheese()


def test_too_small_a_budget_is_said_and_not_exceeded() -> None:
    names = [f"e{at}" for at in range(24)]
    pairs = " and ".join(f"({one} or {other})" for one in names[:8] for other in names[8:])
    found = analysed(proposal(pairs, dict.fromkeys(names, "")), Request(budget=3))
    cuts = found.answer().minimal_cut_sets
    assert cuts is not None
    assert (cuts.count, cuts.listed, cuts.cut_off) == (None, (), 0)
    assert "3 nodes" in str(found.answer().refused)


GATED = """
ports: {out answer: Text}
boxes:
  model: {ports: {out answer: Text}, failures: {events: {errs: {}}, rules: [harm at answer if errs]}}
  filter: {ports: {in answer: Text, out kept: Text}, failures: {events: {missed: {}}, rules: [harm at kept if harm at answer and missed]}}
wires: [model.answer -> filter.answer, filter.kept -> answer]
failures: {types: {harm: {}}}
hazards: {harmed: {top: harm at answer}}
"""


def marks(layer: str) -> dict[str, tuple[str, ...]]:
    """What a layer marks in the gated model."""
    diagram = checked("interlock: 1\nproposal: p\n" + GATED)[1]
    assert diagram is not None
    (one,) = (each for each in LAYERS if each.name == layer)
    lit = one.marks(run(one.needs, {DIAGRAM: diagram}, Request()).results, Request(hazards=("harmed",)))
    return {str(element): words for element, words in lit.items()}


def test_the_layer_of_barriers_marks_the_boxes_that_are_one() -> None:
    assert marks("barriers") == {"filter": ("barrier",)}


def test_the_layer_of_the_thinnest_route_marks_its_boxes_ports_and_wires() -> None:
    boxes, ports = ("model", "filter"), ("model.answer", "filter.answer", "filter.kept", "answer")
    assert marks("thinnest-route") == dict.fromkeys((*boxes, *ports, "wire:filter.answer", "wire:answer"), ("route",))


def test_a_detector_whose_verdict_reaches_nobody_is_no_barrier() -> None:
    watched = GATED.replace(
        "rules: [harm at kept if harm at answer and missed]", "rules: [harm at kept if harm at answer]"
    )
    found: Analysed = analysed(watched)
    assert found.finding("no-barrier").witness == ("model.answer", "filter.answer", "filter.kept", "answer")


def test_our_plugins_load_without_a_fault() -> None:
    assert plugins().faults == ()


def test_a_single_point_is_said_to_open_holes_only_where_routes_meet_barriers() -> None:
    found = analysed("failures: {events: {a: {}}}\nhazards: {harmed: {top: a}}\n")
    assert found.finding("single-point").says.plain() == "a alone is enough for the hazard `harmed`"
