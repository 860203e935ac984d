"""How failures travel: each rule of the language of failures by an example."""

from __future__ import annotations

from tests.swiss_cheese.proposals import analysed

CHAIN = """
ports: {{out answer: Text}}
boxes:
  model: {{ports: {{out answer: Text}}, failures: {{events: {{errs: {{}}}}, rules: [{born} at answer if errs]}}}}
  gate:
    ports: {{in answer: Text, in verdict: Text, out kept: Text}}
    failures: {{events: {{torn: {{}}}}, rules: [{rules}]}}
  judge: {{ports: {{in answer: Text, out verdict: Text}}, failures: {{events: {{missed: {{}}}}, rules: [silent at verdict if harm at answer and missed]}}}}
wires: [model.answer -> gate.answer, model.answer -> judge.answer, judge.verdict -> gate.verdict, gate.kept -> answer]
failures: {{types: {{harm: {{}}, backdoor: {{is: harm}}, silent: {{}}, odd: {{}}}}}}
hazards: {{harmed: {{top: {top}}}}}
"""


def chain(rules: str, born: str = "harm", top: str = "harm at answer") -> str:
    """A model, a judge, and a gate with these rules."""
    return CHAIN.format(rules=rules, born=born, top=top)


GATED = "harm at kept if harm at answer and silent at verdict"


def test_a_failure_passes_a_gate_through_its_hole() -> None:
    assert analysed(chain(GATED)).cuts() == {("judge.missed", "model.errs")}


def test_several_rules_for_one_failure_are_joined_by_or() -> None:
    assert analysed(chain(f"{GATED}, harm at kept if torn")).cuts() == {("judge.missed", "model.errs"), ("gate.torn",)}


def test_a_case_is_met_by_a_rule_for_the_general_type_and_leaves_as_what_it_is() -> None:
    assert analysed(chain(GATED, "backdoor", "backdoor at answer")).cuts() == {("judge.missed", "model.errs")}
    assert analysed(chain(GATED, "backdoor", "harm at answer")).cuts() == {("judge.missed", "model.errs")}


def test_the_general_type_is_no_case_of_the_special_one() -> None:
    never = analysed(chain(GATED, "harm", "backdoor at answer")).finding("hazard-never")
    assert never.help == "To `answer` there comes `harm`."


def test_any_does_not_stand_for_a_case_of_a_type_that_the_output_names() -> None:
    rules = f"{GATED}, any at kept if any at answer"
    assert analysed(chain(rules, "backdoor", "backdoor at answer")).cuts() == {("judge.missed", "model.errs")}
    assert analysed(chain(rules, "odd", "odd at answer")).cuts() == {("model.errs",)}


def test_a_stop_holds_back_what_any_would_pass() -> None:
    rules = "any at kept if any at answer, stop harm at answer"
    assert analysed(chain(rules, "backdoor", "any at answer")).cuts() == set()
    assert analysed(chain(rules, "odd", "any at answer")).cuts() == {("model.errs",)}


def test_an_output_without_rules_passes_everything_but_what_is_stopped() -> None:
    relay = """
ports: {out answer: Text}
boxes:
  model: {ports: {out answer: Text}, failures: {events: {errs: {}, slips: {}}, rules: [harm at answer if errs, odd at answer if slips]}}
  relay: {ports: {in answer: Text, out sent: Text}, failures: {rules: [stop odd at answer]}}
wires: [model.answer -> relay.answer, relay.sent -> answer]
failures: {types: {harm: {}, odd: {}}}
hazards: {harmed: {top: any at answer}}
"""
    found = analysed(relay)
    assert found.cuts() == {("model.errs",)}
    assert found.finding("undeclared-output").subject == ("relay.sent",)


LEARNT = """
ports: {in corpus: Text, out answer: Text}
boxes:
  policy: {ports: {out answer: Text}, failures: {rules: [harm at answer if poisoned at learning]}}
wires: [policy.answer -> answer]
learns: [corpus ~> policy]
failures: {types: {harm: {}, poisoned: {}}, events: {planted: {}}, rules: [poisoned at corpus if planted]}
hazards: {harmed: {top: harm at answer}}
"""


def test_failures_travel_over_learn_wires_to_the_place_called_learning() -> None:
    found = analysed(LEARNT)
    routes = found.answer().routes
    assert found.cuts() == {("planted",)}
    assert routes is not None
    assert routes.thinnest == (("corpus", "learn:corpus~policy", "policy.answer", "answer"),)


def test_nothing_arrives_from_outside_but_what_a_rule_for_an_outer_input_says() -> None:
    never = analysed(LEARNT.replace(", rules: [poisoned at corpus if planted]", "")).finding("hazard-never")
    assert never.help == "To `answer` there comes no failure at all."


def test_a_rule_of_the_proposal_adds_to_those_of_a_box() -> None:
    added = chain(GATED).replace("odd: {}}}", "odd: {}}, events: {bribed: {}}, rules: [harm at gate.kept if bribed]}")
    assert analysed(added).cuts() == {("judge.missed", "model.errs"), ("bribed",)}


def test_an_event_also_happens_when_its_cause_does() -> None:
    caused = chain(GATED).replace(
        "odd: {}}}", "odd: {}}, events: {jolt: {}}, dependence: [{cause: jolt, of: [judge.missed, model.errs]}]}"
    )
    assert analysed(caused).cuts() == {("jolt",), ("judge.missed", "model.errs")}


def test_a_promise_that_the_wiring_does_not_keep_is_an_error_with_what_breaks_it() -> None:
    promised = chain(f"{GATED}, harm at kept if torn").replace(
        "odd: {}}}", "odd: {}}, rules: [harm at answer if model.errs]}"
    )
    assert (
        analysed(promised).finding("promise-broken").says.plain().startswith("harm at answer can happen by gate.torn")
    )


def test_a_promise_is_about_whatever_may_come_in() -> None:
    relay = """
ports: {in prompt: Text, out answer: Text}
boxes: {relay: {ports: {in prompt: Text, out sent: Text}, failures: {rules: [harm at sent if attack at prompt]}}}
wires: [prompt -> relay.prompt, relay.sent -> answer]
failures: {types: {harm: {}, attack: {}}, rules: [harm at answer if PROMISED]}
"""
    assert "promise-broken" not in analysed(relay.replace("PROMISED", "attack at prompt")).codes()
    broken = analysed(relay.replace("[harm at answer if PROMISED]", "[attack at answer if attack at prompt]"))
    assert "attack at prompt" in broken.finding("promise-broken").says.plain()


def test_an_unhandled_failure_is_a_warning_only_where_a_hazard_would_gain_a_cause() -> None:
    forgotten = chain("odd at kept if torn")
    warning = analysed(forgotten).finding("unhandled-failure")
    assert warning.subject == ("gate",)
    assert warning.witness == ("model.answer", "gate.answer", "gate.kept", "answer")
    assert "unhandled-without-effect" in analysed(chain("odd at kept if torn", top="odd at answer")).codes()


INNER = """
interlock: 1
proposal: inner
ports: {in answer: Text, out kept: Text}
boxes:
  filter: {ports: {in answer: Text, out kept: Text}, failures: {events: {missed: {}}, rules: [harm at kept if harm at answer and missed]}}
wires: [answer -> filter.answer, filter.kept -> kept]
failures: {types: {harm: {}}}
"""
OUTER = """
ports: {out answer: Text}
boxes:
  model: {ports: {out answer: Text}, failures: {events: {errs: {}}, rules: [harm at answer if errs]}}
  stack: {kind: ./inner.yaml}
wires: [model.answer -> stack.answer, stack.kept -> answer]
failures: {types: {harm: {}}}
hazards: {harmed: {top: harm at answer}}
"""


def test_failures_pass_a_nested_diagram_by_the_boxes_within() -> None:
    found = analysed(OUTER, inner=INNER)
    routes = found.answer().routes
    assert found.cuts() == {("model.errs", "stack/filter.missed")}
    assert routes is not None
    assert dict(routes.by_barriers) == {1: 1}
    assert routes.barriers == (("stack/filter",),)


def test_feedback_adds_no_failure_that_did_not_begin_somewhere() -> None:
    loop = """
ports: {out answer: Text}
boxes:
  talker: {ports: {out said: Text, in heard: Text}, failures: {rules: [harm at said if harm at heard]}}
  echo: {ports: {in said: Text, out back: Text}, failures: {rules: [harm at back if harm at said]}}
wires: [talker.said -> echo.said, echo.back -> answer, echo.back -> talker.heard]
failures: {types: {harm: {}}}
hazards: {harmed: {top: harm at answer}}
"""
    assert "hazard-never" in analysed(loop).codes()
    assert "cycle-took-part" not in analysed(loop).codes()
