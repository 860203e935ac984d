"""A decision that is worth more to its maker if those who may stop it, or those who say what it is for, decide otherwise."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from interlock.api.analysis import Finding
from interlock.api.diagram import Element, owner
from interlock.api.plugin import Rule, page, say
from interlock_lints.relation import Relation
from interlock_lints.scene import (
    ACTUATOR,
    ENVIRONMENT,
    GATE,
    HUMAN,
    JUDGE,
    MONITOR,
    POLICY,
    RECOVERY,
    SPECIFICATION,
    Lesson,
    Player,
    Scene,
)
from interlock_lints.source import EVERITT
from interlock_lints.ways import Ends

_STOPPABLE: Final = """
uses: [alignment]
ports: {{out done: Text}}
boxes:
  agent: {{labels: {{role: [policy]}}, ports: {{out act: Text}}}}
  person: {{labels: {{role: [human]}}, ports: {{in act: Text, out halt: Text}}}}
  switch: {{labels: {{role: [gate]}}, ports: {{in act: Text, in halt: Text, out done: Text}}}}
  grader: {{ports: {{in seen: Text, out reward: Real}}}}
wires:
  - agent.act -> person.act, switch.act
  - person.halt -> switch.halt
  - switch.done -> done
  - {seen} -> grader.seen
learns:
  - {{learn: grader.reward ~> agent}}
"""

RULE: Final = Rule(
    "incentive-on-oversight",
    "warning",
    page(
        "incentive-on-oversight",
        "A policy is rewarded for what comes about by way of those who may stop it, or of those who say what it is rewarded for.",
        "Whatever lies on a way from a decision to what it is worth, the decision has an instrumental incentive to control, and "
        f"where no such way leads it has none ({EVERITT}). An agent that is paid for what was done, and not for what it "
        "proposed, gains by not being stopped. Score the proposal, or what does not depend on the overseer.\n\n"
        "**Condition.** A learn wire, not by imitation, onto a box with the role `policy`; a way of wires and boxes from an "
        "output that it sets to its source; and on such a way, between the two, an output of a box apart from it that either has the "
        "role `human`, `monitor` or `judge` and whose data come to a gate, an actuator or a recovery box, past no policy and no "
        "world, or has the role `specification`. A monitor or final judge that judges this policy is told by "
        "`trained-against-monitor`.",
        _STOPPABLE.format(seen="switch.done"),
        _STOPPABLE.format(seen="agent.act"),
    ),
)


def look(scene: Scene) -> Iterator[Finding]:
    """Each overseer or author of a specification between a decision and its worth, with a way through it."""
    lessons = {one.element: one for one in scene.lessons if one.value.by != "imitation"}
    said: Ends = {out: (out,) for one in _overseers(scene) if one.inputs for out in one.outputs}
    if not (lessons and said):
        return
    moved = scene.data.come({name: one.outputs for name, one in lessons.items()}, said)
    worth = scene.data.lead(said, {name: (one.source,) for name, one in lessons.items()})
    told = _told(scene)
    places = {name: at for at, name in enumerate(told.seconds)}
    through: dict[tuple[Element, Element], Element] = {}
    for out, element in moved.within(worth).pairs():
        through.setdefault((Element(owner(out)), element), out)
    for (name, element), out in through.items():
        lesson = lessons[element]
        for policy in lesson.learners:
            apart = not _within(policy, name) and not _within(name, policy) and owner(lesson.source) != name
            if policy in scene.policies and apart and not told.rows.get(name, 0) >> places[policy] & 1:
                yield _finding(scene, lesson, policy, out)


def _within(one: str, other: str) -> bool:
    """Whether a box is another one, or lies in it."""
    return f"{one}/".startswith(f"{other}/")


def _finding(scene: Scene, lesson: Lesson, policy: str, out: Element) -> Finding:
    """The finding, with a way through an output of the overseer."""
    overseer = Element(owner(out))
    into = scene.data.shortest(lesson.outputs, (out,))
    onward = scene.data.shortest((out,), (lesson.source,))
    says = say(
        "`{policy}` is rewarded for what comes about by way of `{overseer}`, and so has a reason to influence that",
        policy=policy,
        overseer=overseer,
    )
    help_ = f"Let `{lesson.value.learn[0]}` depend on what is proposed, and not on what `{overseer}` makes of it."
    way = (*into, *onward[1:], lesson.element)
    return Finding(RULE, (overseer, lesson.element), says, way, (EVERITT.key,), help_)


def _overseers(scene: Scene) -> tuple[Player, ...]:
    """Those whose word may stop something, and those who write what others go by."""
    seats = {into: 1 for one in scene.having(GATE, ACTUATOR, RECOVERY) for into in one.inputs}
    stops = scene.data_past(POLICY, ENVIRONMENT).backward(seats)
    watching = [one for one in scene.having(HUMAN, MONITOR, JUDGE) if stops.at(one.outputs)]
    if not scene.having(HUMAN, ENVIRONMENT):  # then whoever a decision comes to judges it, and that is told elsewhere
        counted = frozenset(one.name for one in scene.acted_upon)
        watching = [one for one in watching if one.name not in counted]
    return tuple({one.name: one for one in (*watching, *scene.having(SPECIFICATION))}.values())


def _told(scene: Scene) -> Relation:
    """The reviewers whose word counts, with the policies that they judge: who learns from them is told elsewhere."""
    counted = {one.name for one in scene.acted_upon}
    return Relation(scene.judged.seconds, {name: row for name, row in scene.judged.rows.items() if name in counted})
