"""A monitor's specification in the training data of the policy that it watches."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from interlock.api.analysis import Finding
from interlock.api.diagram import Element
from interlock.api.plugin import Rule, page, say
from interlock_lints.scene import ENVIRONMENT, GATE, HUMAN, JUDGE, MONITOR, POLICY, SPECIFICATION, Scene
from interlock_lints.source import HASKINS
from interlock_lints.ways import Ends

_PUBLISHED: Final = """
uses: [alignment]
ports: {{in corpus: Text, in task: Text, out done: Text, out alarm: Text}}
boxes:
  guide: {{labels: {{role: [specification]}}, ports: {{out text: Text}}}}
  library: {{ports: {{in corpus: Text{takes}, out texts: Text}}}}
  policy: {{labels: {{role: [policy]}}, ports: {{in task: Text, out thoughts: Text, out done: Text}}}}
  monitor: {{labels: {{role: [monitor]}}, ports: {{in guide: Text, in thoughts: Text, out alarm: Text}}}}
wires:
  - task -> policy.task
  - corpus -> library.corpus
  - guide.text -> monitor.guide{published}
  - policy.thoughts -> monitor.thoughts
  - policy.done -> done
  - monitor.alarm -> alarm
learns:
  - {{learn: library.texts ~> policy, by: imitation}}
"""

RULE: Final = Rule(
    "monitor-in-training-data",
    "warning",
    page(
        "monitor-in-training-data",
        "What tells a monitor what to look for comes into the training data of the policy that it watches.",
        "A model that has read how it is watched writes less of what would be noticed: after training on documents about a "
        "monitor of thoughts, undetected deception rose from 1.7 to 25.7 % of runs of one model, and no reward was needed for "
        f"it ({HASKINS}).\n\n"
        "**Condition.** An output of a box with the role `specification`, or an outer input with that role; a monitor to which "
        "it comes as data past no monitor, judge, gate, policy, person or the world; a policy that this monitor judges; a way "
        "of wires, boxes and learn wires from it to a learn wire `by: imitation` onto that policy, past no monitor and no "
        "judge. It does not count if it comes to the policy as data, too, by such a way: then the policy is meant to know it.",
        _PUBLISHED.format(takes=", in guide: Text", published=", library.guide"),
        _PUBLISHED.format(takes="", published=""),
    ),
)


def look(scene: Scene) -> Iterator[Finding]:
    """Each specification with each policy that is taught it and watched by it, with a shortest way of teaching."""
    stated, taught = _stated(scene), scene.taught("imitation")
    if not (stated and any(taught.values())):
        return
    watching = scene.data_past(MONITOR, JUDGE, GATE, POLICY, HUMAN, ENVIRONMENT)
    heard = watching.come(stated, {one.name: one.inputs for one in scene.having(MONITOR)})
    told = scene.data_past(MONITOR, JUDGE).lead(stated, {one.name: one.inputs for one in scene.having(POLICY)})
    teaching = scene.all_past(MONITOR, JUDGE)
    learnt = teaching.lead(stated, taught).without(told)
    places = {name: at for at, name in enumerate(scene.judged.seconds)}
    for monitor, text in heard.pairs():
        for policy in learnt.of(text):
            if scene.judged.rows[monitor] >> places[policy] & 1:
                says = say(
                    "`{policy}` is taught what `{monitor}` looks for, from `{text}`",
                    policy=policy,
                    monitor=monitor,
                    text=text,
                )
                way = teaching.shortest((text,), frozenset(taught[policy]))
                help_ = "Keep texts about the monitor out of what the policy learns from."
                yield Finding(
                    RULE, (monitor, policy, way[-1]), says, (*way, scene.set_by[way[-1]]), (HASKINS.key,), help_
                )


def _stated(scene: Scene) -> Ends:
    """The outputs of boxes that specify something, and the outer inputs of which that is said."""
    outer = (
        Element(name) for name, labels in scene.outer.port_labels.items() if SPECIFICATION in labels.get("role", ())
    )
    inputs = frozenset(scene.outer.wiring.outer.shape.inputs)
    boxes = (out for one in scene.having(SPECIFICATION) for out in one.outputs)
    return {one: (one,) for one in (*(name for name in outer if name in inputs), *boxes)}
