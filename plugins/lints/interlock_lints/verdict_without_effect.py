"""A monitor whose word comes to nobody who could hold anything back or undo it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from interlock.api.analysis import Finding
from interlock.api.diagram import Element
from interlock.api.plugin import Rule, page, say
from interlock_lints.scene import ACTUATOR, GATE, HUMAN, MONITOR, RECOVERY, Scene
from interlock_lints.source import LATER

_WATCHED: Final = """
uses: [alignment]
ports: {{in task: Text, out done: Text}}
boxes:
  policy: {{labels: {{role: [policy]}}, ports: {{in task: Text, out work: Text}}}}
  monitor: {{labels: {{role: [monitor]}}, ports: {{in task: Text, in work: Text, out alarm: Text}}}}
  archive: {{ports: {{in alarm: Text, out size: Real}}}}
  gate: {{labels: {{role: [gate]}}, ports: {{in work: Text{asked}, out passed: Text}}}}
wires:
  - task -> policy.task, monitor.task
  - policy.work -> monitor.work, gate.work
  - monitor.alarm -> archive.alarm{told}
  - gate.passed -> done
"""

RULE: Final = Rule(
    "verdict-without-effect",
    "warning",
    page(
        "verdict-without-effect",
        "A monitor watches a policy, and what it says reaches no box that could withhold or undo what it sees.",
        "A detector is no stop: it takes who detects, who decides and who acts. An alarm that is filed protects nobody "
        f"({LATER}).\n\n"
        "**Condition.** A box with the role `monitor` that an output of a policy reaches by wires and boxes, and none of whose "
        "outputs reaches so a port of the outside, a box with the role `gate`, `actuator`, `recovery` or `human`, or one "
        "without a role that the policy also reaches past all monitors, and which may therefore hold back.",
        _WATCHED.format(asked="", told=""),
        _WATCHED.format(asked=", in alarm: Text", told=", gate.alarm"),
    ),
)


def look(scene: Scene) -> Iterator[Finding]:
    """Each monitor whose word has no effect, with the way by which it sees a policy."""
    watching = scene.data.come(scene.policies, {one.name: one.inputs for one in scene.having(MONITOR)})
    monitors = [name for name, row in watching.rows.items() if row]
    if not monitors:
        return
    told = scene.data.onward({out: 1 << at for at, name in enumerate(monitors) for out in scene.players[name].outputs})
    heard = 0
    for inputs in _able(scene):
        heard |= told.at(inputs)
    for at, name in enumerate(monitors):
        if not heard >> at & 1:
            seen = [out for outputs in scene.policies.values() for out in outputs]
            way = scene.data.shortest(seen, frozenset(scene.players[name].inputs))
            says = say("what `{monitor}` says reaches no box that could withhold or undo what it sees", monitor=name)
            help_ = f"Lead what `{name}` says to a gate, to people, or to a box that recovers."
            yield Finding(RULE, (name,), says, way, (LATER.key,), help_)


def _able(scene: Scene) -> Iterator[tuple[Element, ...]]:
    """The inputs of each box that could withhold or undo, and the ports by which what is said comes to people outside."""
    yield tuple(scene.ground.exits)
    for one in scene.having(GATE, ACTUATOR, RECOVERY, HUMAN):
        yield one.inputs
    plain = {name: one.inputs for name, one in scene.players.items() if not one.roles}
    reached = scene.data_past(MONITOR).come(scene.policies, plain)
    for name, row in reached.rows.items():
        if row:
            yield plain[name]
