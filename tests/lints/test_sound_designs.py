"""Designs that resemble a pattern and are sound: all lints are silent on them; a small change to each is found."""

from __future__ import annotations

import pytest

from tests.lints.proposals import codes, looked

HEAD = "interlock: 1\nproposal: p\nuses: [alignment]\n"

RED_TEAM = """
ports: {in task: Text, out done: Text, out alarm: Text}
boxes:
  red: {ports: {in task: Text, out attack: Text}}
  policy: {labels: {role: [policy]}, ports: {in attack: Text, out done: Text}}
  monitor: {labels: {role: [monitor]}, ports: {in attack: Text, in done: Text, out alarm: Text}}
wires:
  - task -> red.task
  - red.attack -> policy.attack, monitor.attack
  - policy.done -> monitor.done, done
  - monitor.alarm -> alarm
learns: [{learn: monitor.alarm ~> red, aim: lower}]
"""

TRAINING_SIGNAL = """
ports: {in task: Text, out done: Text, out mark: Text}
boxes:
  policy: {labels: {role: [policy]}, ports: {in task: Text, out done: Text}}
  coach: {labels: {role: [judge]}, ports: {in done: Text, out score: Real}}
  examiner: {labels: {role: [judge, human]}, ports: {in done: Text, out mark: Text}}
wires:
  - task -> policy.task
  - policy.done -> coach.done, examiner.done, done
  - examiner.mark -> mark
learns: [{learn: coach.score ~> policy}]
"""

OTHER_POLICY = """
ports: {in task: Text, out done: Text, out alarm: Text}
boxes:
  world: {labels: {role: [environment]}, memory: true, ports: {out state: Text, in act: Text}}
  helper: {labels: {role: [policy]}, ports: {in task: Text, out act: Text}}
  policy: {labels: {role: [policy]}, ports: {in state: Text, out done: Text}}
  monitor: {labels: {role: [monitor]}, ports: {in state: Text, in done: Text, out alarm: Text}}
wires:
  - task -> helper.task
  - helper.act -> world.act
  - world.state -> policy.state, monitor.state
  - policy.done -> monitor.done, done
  - monitor.alarm -> alarm
learns: [{learn: monitor.alarm ~> helper}]
"""

SAME_TASKS = """
ports: {in task: Text, in demonstrations: Text, out done: Text, out alarm: Text}
boxes:
  guide: {labels: {role: [specification]}, ports: {out text: Text}}
  people: {labels: {role: [human]}, ports: {in task: Text, out shown: Text}}
  policy: {labels: {role: [policy]}, ports: {in task: Text, out done: Text}}
  monitor: {labels: {role: [monitor]}, ports: {in guide: Text, in task: Text, in done: Text, out alarm: Text}}
wires:
  - task -> people.task, policy.task, monitor.task
  - guide.text -> monitor.guide
  - policy.done -> monitor.done, done
  - monitor.alarm -> alarm
learns:
  - {learn: people.shown ~> policy, by: imitation}
  - {learn: demonstrations ~> policy, by: imitation}
"""

KNOWN_RULES = """
ports: {out done: Text, out alarm: Text}
boxes:
  rules: {labels: {role: [specification], lineage: [lawyers]}, ports: {out text: Text}}
  teacher: {ports: {in rules: Text, out shown: Text}}
  policy: {labels: {role: [policy], lineage: [weights]}, ports: {in rules: Text, out done: Text}}
  monitor: {labels: {role: [monitor]}, ports: {in rules: Text, in done: Text, out alarm: Text}}
wires:
  - rules.text -> teacher.rules, policy.rules, monitor.rules
  - policy.done -> monitor.done, done
  - monitor.alarm -> alarm
learns: [{learn: teacher.shown ~> policy, by: imitation}]
"""

UNDONE = """
ports: {in task: Text, out effect: Text, out mended: Text}
boxes:
  policy: {labels: {role: [policy]}, ports: {in task: Text, out command: Text}}
  arm: {labels: {role: [actuator]}, ports: {in command: Text, out effect: Text}}
  monitor: {labels: {role: [monitor]}, ports: {in effect: Text, out alarm: Text}}
  backup: {labels: {role: [recovery]}, ports: {in alarm: Text, out mended: Text}}
wires:
  - task -> policy.task
  - policy.command -> arm.command
  - arm.effect -> monitor.effect, effect
  - monitor.alarm -> backup.alarm
  - backup.mended -> mended
"""

STOPPED = """
ports: {in task: Text, out effect: Text, out note: Text}
boxes:
  policy: {labels: {role: [policy]}, ports: {in task: Text, out command: Text}}
  monitor: {labels: {role: [monitor]}, ports: {in command: Text, out alarm: Text}}
  clerk: {labels: {role: [monitor]}, ports: {in command: Text, out note: Text}}
  person: {labels: {role: [human]}, ports: {in alarm: Text, out halt: Text}}
  arm: {labels: {role: [actuator]}, ports: {in command: Text, in halt: Text, out effect: Text}}
wires:
  - task -> policy.task
  - policy.command -> monitor.command, clerk.command, arm.command
  - monitor.alarm -> person.alarm
  - person.halt -> arm.halt
  - arm.effect -> effect
  - clerk.note -> note
"""

SEEN_BEFORE_THE_GATE = """
ports: {in prompt: Text, out released: Text}
boxes:
  guard: {labels: {role: [monitor]}, ports: {in prompt: Text, out flag: Text}}
  door: {labels: {role: [gate]}, ports: {in prompt: Text, in flag: Text, out admitted: Text}}
  model: {labels: {role: [policy]}, ports: {in prompt: Text, out answer: Text}}
  classifier: {labels: {role: [monitor]}, ports: {in prompt: Text, in answer: Text, out flag: Text}}
  gate: {labels: {role: [gate]}, ports: {in answer: Text, in flag: Text, out released: Text}}
wires:
  - prompt -> guard.prompt, door.prompt, classifier.prompt
  - guard.flag -> door.flag
  - door.admitted -> model.prompt
  - model.answer -> classifier.answer, gate.answer
  - classifier.flag -> gate.flag
  - gate.released -> released
"""

NEXT_MODEL = """
ports: {in prompt: Text, out answer: Text}
boxes:
  rewriter: {labels: {role: [policy]}, ports: {in prompt: Text, out clear: Text}}
  guard: {labels: {role: [monitor]}, ports: {in clear: Text, out flag: Text}}
  door: {labels: {role: [gate]}, ports: {in clear: Text, in flag: Text, out admitted: Text}}
  model: {labels: {role: [policy]}, ports: {in admitted: Text, out answer: Text}}
wires:
  - prompt -> rewriter.prompt
  - rewriter.clear -> guard.clear, door.clear
  - guard.flag -> door.flag
  - door.admitted -> model.admitted
  - model.answer -> answer
"""

TRUSTED_AUTHOR = """
ports: {in task: Text, out code: Text}
boxes:
  coder: {labels: {role: [policy], trust: trusted, lineage: [small]}, ports: {in task: Text, out code: Text}}
  monitor: {labels: {role: [monitor], lineage: [small]}, ports: {in task: Text, in code: Text, out flag: Text}}
  queue: {labels: {draws: [top]}, ports: {in code: Text, in flag: Text, out kept: Text}}
wires:
  - task -> coder.task, monitor.task
  - coder.code -> monitor.code, queue.code
  - monitor.flag -> queue.flag
  - queue.kept -> code
"""

CRITERION = """
ports: {out plan: Text}
boxes:
  charter: {labels: {role: [specification]}, ports: {out spec: Text}}
  ideal: {labels: {role: [ideal]}, ports: {out spec: Text}}
  planner: {labels: {role: [policy]}, ports: {in spec: Text, out plan: Text}}
  simulator: {ports: {in spec: Text, in plan: Text, out score: Real}}
wires:
  - charter.spec -> planner.spec, simulator.spec
  - planner.plan -> simulator.plan, plan
learns: [{learn: simulator.score ~> planner}]
proxies: [{proxy: charter.spec for ideal.spec, because: An example.}]
"""

CHOSEN = """
ports: {in prompt: Text, out answer: Text}
boxes:
  model: {labels: {role: [policy]}, ports: {in prompt: Text, out answer: Text}}
  validation: {ports: {in answer: Text, out score: Real}}
  truth: {labels: {role: [ideal]}, ports: {in answer: Text, out good: Real}}
wires:
  - prompt -> model.prompt
  - model.answer -> validation.answer, truth.answer, answer
learns: [{learn: validation.score ~> model, by: selection, choices: 8}]
proxies: [{proxy: validation.score for truth.good, because: An example.}]
"""

PLANT = """
ports: {in setpoint: Text, out log: Text}
boxes:
  agent: {labels: {role: [policy]}, memory: true, ports: {in state: Text, in setpoint: Text, out act: Text}}
  person: {labels: {role: [human]}, ports: {in setpoint: Text, out note: Text}}
  plant: {labels: {role: [environment]}, memory: true, ports: {out state: Text, in act: Text}}
  meter: {ports: {in state: Text, in setpoint: Text, out reward: Real}}
wires:
  - setpoint -> agent.setpoint, person.setpoint, meter.setpoint
  - plant.state -> agent.state, meter.state
  - agent.act -> plant.act
  - person.note -> log
learns: [{learn: meter.reward ~> agent}]
"""

SOUND = {
    "an agent is rewarded for what the world does": PLANT,
    "a red team learns from the monitor of another": RED_TEAM,
    "a judge from whom the policy learns is not the one who examines": TRAINING_SIGNAL,
    "what acts on the world is not what the monitor of another reads": OTHER_POLICY,
    "tasks come to people who show, to the policy and to its monitor": SAME_TASKS,
    "the rules are meant to be known": KNOWN_RULES,
    "the effect is undone": UNDONE,
    "a person may stop the arm, and a second monitor only notes": STOPPED,
    "the classifier sees what the gate has yet to admit": SEEN_BEFORE_THE_GATE,
    "a filter between two models is one of input": NEXT_MODEL,
    "the author is trusted": TRUSTED_AUTHOR,
    "what stands for something is a criterion and no score": CRITERION,
    "one is chosen among few": CHOSEN,
}

SPOILT = [
    (
        PLANT.replace("role: [human]", "role: [specification]"),
        "setpoint -> agent.setpoint, person.setpoint, meter.setpoint\n  - plant.state -> agent.state, meter.state",
        "setpoint -> agent.setpoint\n  - plant.state -> agent.state, meter.state, person.setpoint\n  - person.note -> meter.setpoint",
        "incentive-on-oversight",
    ),
    (RED_TEAM, "~> red", "~> policy", "trained-against-monitor"),
    (TRAINING_SIGNAL, "coach.score ~>", "examiner.mark ~>", "trained-against-monitor"),
    (OTHER_POLICY, "~> helper", "~> policy", "trained-against-monitor"),
    (
        SAME_TASKS.replace("task -> people.task,", "task ->"),
        "guide.text -> monitor.guide",
        "guide.text -> monitor.guide, people.task",
        "monitor-in-training-data",
    ),
    (KNOWN_RULES, "lineage: [weights]", "lineage: [lawyers]", "duties-not-separated"),
    (UNDONE, "role: [recovery]", "role: [human]", "effect-before-review"),
    (
        STOPPED,
        "person.alarm\n  - person.halt -> arm.halt",
        "person.alarm\n  - task -> arm.halt",
        "effect-before-review",
    ),
    (
        SEEN_BEFORE_THE_GATE,
        "prompt -> guard.prompt, door.prompt, classifier.prompt\n  - guard.flag -> door.flag",
        "prompt -> guard.prompt, door.prompt\n  - guard.flag -> door.flag, classifier.prompt",
        "filter-without-input",
    ),
    (NEXT_MODEL, "role: [policy]}, ports: {in admitted", "role: []}, ports: {in admitted", "filter-without-input"),
    (TRUSTED_AUTHOR, "trust: trusted", "trust: vetted", "monitor-shares-lineage"),
    (CRITERION, "charter.spec for ideal.spec", "simulator.score for ideal.spec", "proxy-pressure"),
    (CHOSEN, ", by: selection, choices: 8", ", by: selection", "proxy-pressure"),
]


@pytest.mark.parametrize("why", SOUND)
def test_a_sound_design_gives_no_finding(why: str) -> None:
    assert codes(HEAD + SOUND[why]) == []


@pytest.mark.parametrize(("design", "part", "instead", "code"), SPOILT)
def test_the_same_design_spoilt_is_found(design: str, part: str, instead: str, code: str) -> None:
    assert part in design
    assert code in codes(HEAD + design.replace(part, instead))


NESTED = """
ports: {in task: Text, out done: Text, out alarm: Text}
boxes:
  crew: {kind: ./crew.yaml, labels: {lineage: [large]}}
  monitor: {labels: {role: [monitor], lineage: [large]}, ports: {in done: Text, out alarm: Text}}
wires:
  - task -> crew.task
  - crew.done -> monitor.done, done
  - monitor.alarm -> alarm
learns: [{learn: monitor.alarm ~> crew}]
"""
CREW = """interlock: 1
proposal: crew
uses: [alignment]
ports: {in task: Text, out done: Text}
boxes: {worker: {labels: {role: [policy]}, ports: {in task: Text, out done: Text}}}
wires: [task -> worker.task, worker.done -> done]
"""


def test_what_a_box_holds_is_looked_at_and_has_its_lineage() -> None:
    found = {one.rule.code: one for one in looked(HEAD + NESTED, crew=CREW)}
    assert set(found) == {"monitor-shares-lineage", "trained-against-monitor"}
    assert found["monitor-shares-lineage"].subject == ("monitor", "crew/worker")
    assert found["trained-against-monitor"].witness == ("monitor.alarm", "learn:monitor.alarm~crew", "crew.done")


STAFFED = """
ports: {in note: Text, out done: Text}
boxes:
  agent: {labels: {role: [policy]}, ports: {out act: Text}}
  staff: {kind: ./staff.yaml, labels: {role: [human]}}
  switch: {labels: {role: [gate]}, ports: {in halt: Text, in praise: Text, out state: Text}}
  grader: {ports: {in seen: Text, out reward: Real}}
wires:
  - note -> staff.note
  - agent.act -> staff.act
  - staff.halt -> switch.halt, grader.seen
  - staff.praise -> switch.praise
  - switch.state -> done
learns: [grader.reward ~> agent]
"""
STAFF = """interlock: 1
proposal: staff
ports: {in note: Text, in act: Text, out halt: Text, out praise: Text}
boxes:
  guard: {ports: {in note: Text, out halt: Text}}
  fan: {ports: {in act: Text, out praise: Text}}
wires: [note -> guard.note, guard.halt -> halt, act -> fan.act, fan.praise -> praise]
"""


def test_who_hears_of_an_act_and_is_paid_for_something_else_is_not_in_between() -> None:
    assert codes(HEAD + STAFFED, staff=STAFF) == []
    paid = STAFFED.replace("staff.halt -> switch.halt, grader.seen", "staff.halt -> switch.halt").replace(
        "staff.praise -> switch.praise", "staff.praise -> switch.praise, grader.seen"
    )
    (found,) = looked(HEAD + paid, staff=STAFF)
    assert found.witness[:6] == (
        "agent.act",
        "staff.act",
        "staff/act",
        "staff/fan.act",
        "staff/fan.praise",
        "staff/praise",
    )


def test_a_claim_that_is_refuted_tells_the_way_in_the_place_of_the_lint() -> None:
    spoilt = HEAD + RED_TEAM.replace("~> red", "~> policy")
    claim = "claims: {apart: {held-out: monitor.alarm from policy%s}}\n"
    assert codes(spoilt + claim % "") == []
    assert codes(spoilt + claim % ", except: [gradient]") == ["trained-against-monitor"]


def test_a_claim_about_something_else_of_the_policy_does_not_hide_what_it_learns() -> None:
    thinking = RED_TEAM.replace("out done: Text}}\n  monitor", "out thoughts: Text, out done: Text}}\n  monitor")
    spoilt = HEAD + thinking.replace("~> red", "~> policy.thoughts")
    claim = "claims: {apart: {held-out: monitor.alarm from policy%s}}\n"
    assert codes(spoilt + claim % ".done") == codes(spoilt) == ["trained-against-monitor"]
    assert codes(spoilt + claim % ".thoughts") == codes(spoilt + claim % "") == []


def crowd(size: int) -> str:
    """So many policies that learn from the one monitor that judges them all, and have its lineage."""
    names = [f"p{at}" for at in range(size)]
    label = "labels: {role: [policy], lineage: [large]}"
    lines = [
        "ports: {in task: Text, out alarm: Text}",
        "boxes:",
        *(f"  {name}: {{{label}, ports: {{in task: Text, out done: Text}}}}" for name in names),
        "  all: {ports: {" + ", ".join(f"in {name}: Text" for name in names) + ", out done: Text}}",
        "  monitor: {labels: {role: [monitor], lineage: [large]}, ports: {in done: Text, out alarm: Text}}",
        "wires:",
        *(f"  - task -> {name}.task" for name in names),
        *(f"  - {name}.done -> all.{name}" for name in names),
        "  - all.done -> monitor.done",
        "  - monitor.alarm -> alarm",
        "learns:",
        *(f"  - {{learn: monitor.alarm ~> {name}}}" for name in names),
    ]
    return HEAD + "\n".join(lines) + "\n"


def test_few_policies_are_told_one_by_one_and_many_together() -> None:
    assert codes(crowd(8)) == ["monitor-shares-lineage"] * 8 + ["trained-against-monitor"] * 8
    close, trained = looked(crowd(9))
    assert close.says.plain() == "`monitor` judges `p0` and 8 others and shares its lineage: large"
    assert trained.says.plain() == "`p0` and 8 others learn from what `monitor` says of them"
