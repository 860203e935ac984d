"""A monitor or judge that comes from the same thing as the policy that it judges."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from interlock.api.analysis import Finding
from interlock.api.plugin import Rule, page, say
from interlock_lints.relation import MANY, named
from interlock_lints.scene import ENVIRONMENT, HUMAN, MOST, Scene
from interlock_lints.source import CONTROL, UNTRUSTED

_PAIR: Final = """
uses: [alignment]
ports: {{in task: Text, out done: Text, out alarm: Text}}
boxes:
  policy: {{labels: {{role: [policy], lineage: [large-weights]}}, ports: {{in task: Text, out done: Text}}}}
  monitor: {{labels: {{role: [monitor], lineage: [{lineage}]}}, ports: {{in task: Text, in done: Text, out alarm: Text}}}}
wires:
  - task -> policy.task, monitor.task
  - policy.done -> monitor.done, done
  - monitor.alarm -> alarm
"""

RULE: Final = Rule(
    "monitor-shares-lineage",
    "warning",
    page(
        "monitor-shares-lineage",
        "A monitor or judge shares a name of lineage with the policy that it judges.",
        "Two instances of one model can agree on a sign without ever having met, and one may recognise its own writing and "
        f"side with it ({CONTROL}; {UNTRUSTED}). Even without a will to do so they miss the same things.\n\n"
        "**Condition.** A box with the role `monitor` or `judge`; a box with the role `policy` that has not the highest value "
        "of trust, some output of which reaches the former by wires and boxes, not by way of people or the world; and a "
        "`lineage` name of both. What is nested has the lineage of what it lies in, and a box that holds a diagram that of "
        "all within.",
        _PAIR.format(lineage="large-weights"),
        _PAIR.format(lineage="small-weights"),
    ),
)


def look(scene: Scene) -> Iterator[Finding]:
    """Each reviewer with each policy that it judges and is kin to, with a shortest way from the one to the other."""
    ways = scene.data_past(HUMAN, ENVIRONMENT)
    seconds = scene.judged.seconds
    suspect = sum(1 << at for at, name in enumerate(seconds) if scene.players[name].trust != MOST)
    for reviewer, policies in scene.judged.within(scene.kin(scene.judged.rows)).among(suspect).groups(MANY):
        one = scene.players[reviewer]
        way = ways.shortest([out for each in policies for out in scene.policies[each]], one.inputs)
        policy = next(each for each in policies if way[0] in scene.policies[each])
        says = say(
            "`{reviewer}` judges {policy} and shares its lineage: {names}",
            reviewer=reviewer,
            policy=named(policy, policies),
            names=", ".join(name for name in one.lineage if name in scene.players[policy].lineage),
        )
        help_ = "Take a reviewer of another origin, or say why the two cannot agree on a sign."
        yield Finding(RULE, (reviewer, policy), says, way, (CONTROL.key, UNTRUSTED.key), help_)
