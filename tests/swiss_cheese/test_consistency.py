"""What is declared of failures and does not fit together is found with its witness; what fits is passed in silence."""

from __future__ import annotations

import pytest

from tests.swiss_cheese.proposals import Analysed, analysed

STACK = """interlock: 1
proposal: stack
ports: {{in prompt: Text, out answer: Text}}
boxes:
  relay: {{ports: {{in prompt: Text, out sent: Text}}, failures: {{events: {{torn: {{}}}}, rules: [{rule}]}}}}
wires: [prompt -> relay.prompt, relay.sent -> answer]
failures: {{types: {{harm: {{}}, odd: {{}}}}, rules: [{promise}]}}
"""
AROUND = """
ports: {out answer: Text}
boxes:
  model: {ports: {out answer: Text}, failures: {events: {errs: {}}, rules: [harm at answer if errs]}}
  stack: ./stack.yaml
wires: [model.answer -> stack.prompt, stack.answer -> answer]
failures: {types: {harm: {}, odd: {}}}
hazards: {harmed: {top: harm at answer}}
"""
ABOUT_FLOW = ("promise", "rule-never", "unused-event", "stopped-and", "unhandled", "undeclared", "cycle")


def stacked(rule: str, promise: str) -> Analysed:
    """A model before a stack with this rule within and this promise."""
    return analysed(AROUND, stack=STACK.format(rule=rule, promise=promise))


def odd(found: Analysed) -> list[tuple[str, tuple[str, ...]]]:
    """The findings about how failures are declared, with their subjects."""
    return [(one.rule.code, tuple(one.subject)) for one in found.findings if one.rule.code.startswith(ABOUT_FLOW)]


HONEST = ("harm at sent if harm at prompt or torn", "harm at answer if harm at prompt or relay.torn")


def test_a_diagram_within_a_box_that_keeps_its_rules_is_passed_in_silence() -> None:
    assert odd(stacked(*HONEST)) == []
    assert odd(analysed(STACK.format(rule=HONEST[0], promise=HONEST[1]))) == []


def test_a_diagram_within_a_box_that_breaks_its_rules_is_found_with_what_breaks_them() -> None:
    found = stacked(HONEST[0], "harm at answer if harm at prompt")
    assert odd(found) == [("promise-broken", ("stack/answer",))]
    assert "harm at stack/answer can happen by stack/relay.torn" in found.finding("promise-broken").says.plain()


def test_a_diagram_within_a_box_is_judged_by_whatever_may_come_in_not_by_what_is_wired_to_it_here() -> None:
    found = stacked("harm at sent if torn or odd at prompt", "harm at answer if relay.torn")
    assert odd(found) == [("promise-broken", ("stack/answer",))]
    assert "can happen by odd at stack/prompt" in found.finding("promise-broken").says.plain()


def test_a_rule_for_an_outer_output_about_a_type_that_nothing_causes_is_found() -> None:
    found = stacked(HONEST[0], f"{HONEST[1]}, odd at answer if relay.torn")
    assert odd(found) == [("promise-empty", ("stack/answer",))]
    assert found.finding("promise-empty").says.plain() == (
        "its rules let odd at stack/answer leave, which nothing brings there"
    )


GATE = """
ports: {{in prompt: Text, out answer: Text}}
boxes:
  model: {{ports: {{in prompt: Text, out answer: Text}}, failures: {{events: {{errs: {{}}}}, rules: [harm at answer if errs or odd at prompt]}}}}
  gate: {{ports: {{in answer: Text, out kept: Text}}, failures: {{events: {{torn: {{}}{events}}}, rules: [{rules}]}}}}
wires: [prompt -> model.prompt, model.answer -> gate.answer, gate.kept -> answer]
failures: {{types: {{harm: {{}}, odd: {{}}}}{stated}}}
hazards: {{harmed: {{top: harm at answer}}}}
"""
SOUND = "harm at kept if harm at answer and torn"


@pytest.mark.parametrize(
    ("rules", "events", "stated", "code", "subject", "says"),
    [
        (SOUND, "", "", None, "", ""),
        (SOUND, "", ", events: {slip: {}}, rules: [odd at prompt if slip]", None, "", ""),
        (SOUND, ", worn: {}", "", "unused-event", "gate", "asks for gate.worn"),
        (f"{SOUND} or odd at answer", "", "", "rule-never-used", "gate.answer", "odd at gate.answer, which nothing"),
        (
            SOUND,
            "",
            ", events: {slip: {}}, rules: [harm at prompt if slip, stop harm at model.prompt]",
            "rule-never-used",
            "model.prompt",
            "the rule for harm at model.answer waits for odd at model.prompt, which nothing brings there",
        ),
        (
            "harm at kept if harm at answer or torn, stop harm at answer",
            "",
            "",
            "stopped-and-passed",
            "gate.answer",
            "harm is stopped at gate.answer and let out at gate.kept",
        ),
    ],
)
def test_each_slip_is_found_alone_and_at_its_place(
    rules: str, events: str, stated: str, code: str | None, subject: str, says: str
) -> None:
    found = analysed(GATE.format(rules=rules, events=events, stated=stated))
    assert odd(found) == ([(code, (subject,))] if code else [])
    if code:
        assert says in found.finding(code).says.plain()
