"""A policy whose maker also writes the specification that it is made for, or judged by."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from interlock.api.analysis import Finding
from interlock.api.diagram import Element
from interlock.api.plugin import Rule, page, say
from interlock_lints.relation import MANY, Relation, named
from interlock_lints.scene import ENVIRONMENT, POLICY, SPECIFICATION, Scene
from interlock_lints.source import CLARK, DREXLER
from interlock_lints.ways import Ways

_PLANNED: Final = """
uses: [alignment]
ports: {{out plan: Text}}
boxes:
  elicitor: {{labels: {{role: [specification], lineage: [{lineage}]}}, ports: {{out spec: Text}}}}
  planner: {{labels: {{role: [policy], lineage: [planning-model]}}, ports: {{in spec: Text, out plan: Text}}}}
wires:
  - elicitor.spec -> planner.spec
  - planner.plan -> plan
"""

RULE: Final = Rule(
    "duties-not-separated",
    "warning",
    page(
        "duties-not-separated",
        "What makes a policy also writes the specification that the policy is to meet.",
        "Who sets the task and carries it out can pass anything off as the task. That the two are different hands is the oldest "
        f"rule of accounting ({CLARK}), and what sets an open agency apart from one agent ({DREXLER}).\n\n"
        "**Condition.** A box with the role `specification`; a box with the role `policy`; a `lineage` name of both; and a way "
        "of wires, boxes and learn wires, past no policy and past no world, from an output of the former to an input of the "
        "latter, to a learn wire onto it, or to a monitor or judge that judges it.",
        _PLANNED.format(lineage="planning-model"),
        _PLANNED.format(lineage="stakeholders"),
    ),
)


def look(scene: Scene) -> Iterator[Finding]:
    """Each specification with each policy of the same lineage that goes by it, and a shortest way there."""
    writers = scene.having(SPECIFICATION)
    kin = scene.kin(one.name for one in writers)
    if not any(kin.rows.values()):
        return
    ways = scene.all_past(POLICY, ENVIRONMENT)
    for name, policies in _governed(scene, ways).within(kin).groups(MANY):
        policy, writer = policies[0], scene.players[name]
        says = say(
            "`{writer}` writes what {policy} is to meet and shares its lineage: {names}",
            writer=name,
            policy=named(policy, policies),
            names=", ".join(one for one in writer.lineage if one in scene.players[policy].lineage),
        )
        way = ways.shortest(writer.outputs, frozenset(_seats(scene, policy)))
        help_ = "Let another hand write the specification."
        yield Finding(RULE, (name, policy), says, way, (CLARK.key, DREXLER.key), help_)


def _governed(scene: Scene, ways: Ways) -> Relation:
    """Each writer of a specification with the policies that go by it."""
    seconds = tuple(scene.policies)
    marks: dict[Element, int] = {}
    taught = scene.taught()
    for at, name in enumerate(seconds):
        for one in (*scene.players[name].inputs, *taught[name]):
            marks[one] = marks.get(one, 0) | 1 << at
    for name, row in scene.judged.rows.items():
        for one in scene.players[name].inputs:
            marks[one] = marks.get(one, 0) | row
    writers = {one.name: one.outputs for one in scene.having(SPECIFICATION)}
    return ways.backward(marks).relate(seconds, writers)


def _seats(scene: Scene, policy: Element) -> Iterator[Element]:
    """Where a specification comes to bear on a policy: its inputs, learn wires onto it, and inputs of those who judge it."""
    yield from scene.players[policy].inputs
    yield from scene.taught()[policy]
    place = scene.judged.seconds.index(policy)
    for name, row in scene.judged.rows.items():
        if row >> place & 1:
            yield from scene.players[name].inputs
