"""An effect that is committed before anybody who reviews it could withhold it, with nobody to undo it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from interlock.api.analysis import Finding
from interlock.api.diagram import Element
from interlock.api.plugin import Rule, page, say
from interlock_lints.scene import ACTUATOR, ENVIRONMENT, JUDGE, MONITOR, POLICY, RECOVERY, Scene
from interlock_lints.source import LATER
from interlock_lints.ways import Marks

_ACTING: Final = """
uses: [alignment]
ports: {{in task: Text, out effect: Text, out alarm: Text}}
boxes:
  policy: {{labels: {{role: [policy]}}, ports: {{in task: Text, out command: Text}}}}
  monitor: {{labels: {{role: [monitor]}}, ports: {{in task: Text, in command: Text, out alarm: Text}}}}
  arm: {{labels: {{role: [actuator]}}, ports: {{in command: Text, out effect: Text}}}}
{held}wires:
  - task -> policy.task, monitor.task
  - policy.command -> monitor.command, {first}.command
{through}  - monitor.alarm -> alarm{told}
  - arm.effect -> effect
"""

RULE: Final = Rule(
    "effect-before-review",
    "warning",
    page(
        "effect-before-review",
        "What a policy orders is carried out before its review can hold it back, and the review comes to nobody who could "
        "undo it.",
        "Review after the fact costs no time and prevents nothing by itself: it is worth what can still be undone when it "
        f"comes ({LATER}). Let a box between the policy and the actuator wait for the verdict, or lead the verdict to a box "
        "with the role `recovery`.\n\n"
        "**Condition.** A box with the role `policy`; a monitor or judge that its output reaches by wires and boxes; a way of "
        "wires and boxes from an output of the policy to an input of a box with the role `actuator`, on which no box takes "
        "what such a verdict came to, past no policy and past no world; and no box with the role `recovery` that takes it.",
        _ACTING.format(held="", first="arm", through="", told=""),
        _ACTING.format(
            held="  gate: {labels: {role: [gate]}, ports: {in command: Text, in alarm: Text, out allowed: Text}}\n",
            first="gate",
            through="  - gate.allowed -> arm.command\n",
            told=", gate.alarm",
        ),
    ),
)


def look(scene: Scene) -> Iterator[Finding]:
    """Each policy that is reviewed, with the nearest actuator that it reaches past all who hear of its review."""
    actuators = scene.having(ACTUATOR)
    if not actuators:
        return
    acting = frozenset(into for one in actuators for into in one.inputs)
    moves = scene.data.backward(dict.fromkeys(acting, 1))
    reviews = scene.data.come(scene.policies, {one.name: one.inputs for one in scene.having(MONITOR, JUDGE)})
    told = scene.data_past(POLICY, ENVIRONMENT).onward(
        {out: row for name, row in reviews.rows.items() if row for out in scene.players[name].outputs}
    )
    reviewed = _whole(reviews.rows)
    undone = told.at(into for one in scene.having(RECOVERY) for into in one.inputs)
    for at, name in enumerate(reviews.seconds):
        if reviewed >> at & 1 and not undone >> at & 1 and moves.at(scene.policies[name]):
            way = _way(scene, name, acting, frozenset(_waits(scene, told, at)))
            if way:
                reviewer = next(one for one, row in reviews.rows.items() if row >> at & 1)
                yield _finding(name, reviewer, way)


def _whole(rows: Mapping[Element, int]) -> int:
    whole = 0
    for row in rows.values():
        whole |= row
    return whole


def _waits(scene: Scene, told: Marks, at: int) -> Iterator[Element]:
    """The inputs of the boxes that take what a verdict on a policy came to."""
    for one in scene.players.values():
        if told.at(one.inputs) >> at & 1:
            yield from one.inputs


def _way(scene: Scene, policy: Element, ends: frozenset[Element], avoid: frozenset[Element]) -> tuple[Element, ...]:
    return scene.data.shortest(scene.policies[policy], ends, avoid)


def _finding(policy: Element, reviewer: Element, way: tuple[Element, ...]) -> Finding:
    says = say(
        "what `{policy}` orders is done at `{at}` before `{reviewer}` can hold it back, and nobody is told who could undo it",
        policy=policy,
        at=way[-1],
        reviewer=reviewer,
    )
    help_ = f"Let a box before `{way[-1]}` wait for the verdict, or lead it to a box with the role `recovery`."
    return Finding(RULE, (policy, reviewer), says, way, (LATER.key,), help_)
