"""A monitor or final judge from which the policy that it judges learns."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from interlock.api.analysis import Finding
from interlock.api.diagram import Element, nested, owner
from interlock.api.plugin import Rule, page, say
from interlock_lints.relation import MANY, named
from interlock_lints.scene import Scene
from interlock_lints.source import BAKER
from interlock_pressure.results import HELD_OUT, HeldOut, aims

_WATCHED: Final = """
uses: [alignment]
ports: {in task: Text, out done: Text, out alarm: Text}
boxes:
  policy: {labels: {role: [policy]}, ports: {in task: Text, out thoughts: Text, out done: Text}}
  monitor: {labels: {role: [monitor]}, ports: {in thoughts: Text, out alarm: Text}}
  grader: {ports: {in done: Text, out reward: Real}}
wires:
  - task -> policy.task
  - policy.thoughts -> monitor.thoughts
  - policy.done -> grader.done, done
  - monitor.alarm -> alarm
learns:
  - {learn: grader.reward ~> policy}
"""

RULE: Final = Rule(
    "trained-against-monitor",
    "error",
    page(
        "trained-against-monitor",
        "A policy learns from what a monitor, or a final judge, says of it.",
        "Who is rewarded for not being caught learns not to be caught, which is not the same as to behave: models that were "
        "trained against a monitor of their thoughts went on to cheat and no longer wrote it down "
        f"({BAKER}). The way may be long: by way of a person who looks at the alarms and then chooses between versions, or "
        "of a reward in which the alarm is one term.\n\n"
        "**Condition.** A box with the role `monitor`, or one with the role `judge` whose word comes to a gate, an actuator "
        "or an outer output; a box with the role `policy`, some output of which reaches it by wires and boxes, not by way of "
        "people or the world; and a way of wires, boxes and learn wires from the former to a learn wire onto the latter. A "
        "judge whose word is learnt from alone is a signal for training, and none of these; a red team has no role `policy`. Where a "
        "claim says that this output is held out from this policy, or from what the learn wire sets of it, without exceptions, "
        "the claim is refuted in its place.",
        _WATCHED + "  - {learn: monitor.alarm ~> policy, aim: lower}",
        _WATCHED,
    ),
)


def look(scene: Scene) -> Iterator[Finding]:
    """Each reviewer with each policy that it judges and that learns from it, with a shortest way of learning."""
    outputs = {one.name: one.outputs for one in scene.acted_upon}
    taught = scene.taught()
    claimed = tuple(_claimed(scene))
    for reviewer, policies in scene.all.lead(outputs, taught).within(scene.judged).groups(MANY):
        way = scene.all.shortest(outputs[reviewer], frozenset(one for each in policies for one in taught[each]))
        policy = next(each for each in policies if way[-1] in taught[each])
        if len(policies) == 1 and _refuted(claimed, scene, way, policy):
            continue
        says = say(
            "{policy} {learn} from what `{reviewer}` says of {it}",
            policy=named(policy, policies),
            learn="learns" if len(policies) == 1 else "learn",
            reviewer=reviewer,
            it="it" if len(policies) == 1 else "them",
        )
        yield Finding(
            RULE,
            (reviewer, policy, way[-1]),
            says,
            (*way, scene.set_by[way[-1]]),
            (BAKER.key,),
            f"Let it learn from something else, and keep the word of `{reviewer}` for decisions.",
        )


def _refuted(
    claimed: Iterable[tuple[Element, frozenset[Element]]], scene: Scene, way: tuple[Element, ...], policy: Element
) -> bool:
    """Whether a way refutes a claim: its learn wire sets, of the policy, something from which its start is held out."""
    outputs = next(one.outputs for one in scene.lessons if one.element == way[-1])
    own = [out for out in outputs if f"{owner(out)}/".startswith(f"{policy}/")]
    return any(evaluator == way[0] and not chosen.isdisjoint(own) for evaluator, chosen in claimed)


def _claimed(scene: Scene) -> Iterator[tuple[Element, frozenset[Element]]]:
    """What claims say is held out from which outputs, by whatever means: the way that refutes one is told with it."""
    for prefix, diagram in scene.ground.levels:
        for one in diagram.of(HELD_OUT):
            if isinstance(one.value, HeldOut) and not (one.value.except_ or one.value.budget):
                evaluator, subject = (nested(prefix, end) for end in one.value.held_out)
                yield evaluator, aims(subject, scene.streams)
