"""A filter of what goes out that sees none of what came in."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Final

from interlock.api.analysis import Finding
from interlock.api.diagram import Element
from interlock.api.plugin import Rule, page, say
from interlock_lints.scene import (
    ACTUATOR,
    ENVIRONMENT,
    GATE,
    HUMAN,
    LEAST,
    MONITOR,
    POLICY,
    TRUST,
    Player,
    Scene,
    standing,
)
from interlock_lints.source import CLASSIFIERS
from interlock_lints.ways import Ends, Ways, marked

_FILTERED: Final = """
uses: [alignment]
ports: {{in prompt: Text, out released: Text}}
boxes:
  model: {{labels: {{role: [policy]}}, ports: {{in prompt: Text, out answer: Text}}}}
  classifier: {{labels: {{role: [monitor]}}, ports: {{{sees}in answer: Text, out flag: Text}}}}
  gate: {{labels: {{role: [gate]}}, ports: {{in answer: Text, in flag: Text, out released: Text}}}}
wires:
  - prompt -> model.prompt{seen}
  - model.answer -> classifier.answer, gate.answer
  - classifier.flag -> gate.flag
  - gate.released -> released
"""

RULE: Final = Rule(
    "filter-without-input",
    "warning",
    page(
        "filter-without-input",
        "A monitor decides what a policy may send out, and sees none of what the policy was asked.",
        "A text can be harmless by itself and harmful together with what it answers: the parts are spread over question and "
        f"answer, or the answer is in a code that the question has set. A classifier that sees both closes that ({CLASSIFIERS})."
        "\n\n**Condition.** A box with the role `monitor`; a box with the role `policy`, some output of which reaches it past "
        "no box with a role; from the monitor a way of data to a box with the role `gate`, and from that box one to an outer "
        "output, an actuator or the world, all past no policy; something from outside that comes to the policy past no role "
        "but gates: an outer input, an output of people, of the world, of another policy, or of a box that takes nothing and has "
        "no role; and nothing of it that comes to the monitor so. If some of it has the least trust, only that counts.",
        _FILTERED.format(sees="", seen=""),
        _FILTERED.format(sees="in prompt: Text, ", seen=", classifier.prompt"),
    ),
)


def look(scene: Scene) -> Iterator[Finding]:
    """Each filter with each policy of whose input it sees nothing, with the way of the input through the policy to it."""
    filters = _filters(scene)
    reads = scene.direct.come(scene.policies, {one.name: one.inputs for one in filters})
    read = [scene.players[name] for name in {policy: None for _, policy in reads.pairs()}]
    if not read:
        return
    seeing = scene.data_past(*(role for role in scene.roles if role != GATE))
    outside = _outside(scene)
    shown = seeing.onward(marked(outside)).relate(tuple(outside), {one.name: one.inputs for one in (*read, *filters)})
    hostile = _hostile(scene, outside)
    for name, policy in reads.pairs():
        whole = shown.rows[policy]
        counts = whole & hostile or whole
        if counts and not counts & shown.rows[name]:
            yield _finding(scene, seeing, name, policy, shown.seconds[(counts & -counts).bit_length() - 1])


def _finding(scene: Scene, seeing: Ways, name: Element, policy: Element, origin: Element) -> Finding:
    filter_, model = scene.players[name], scene.players[policy]
    way = (
        *seeing.shortest((origin,), frozenset(model.inputs)),
        *scene.direct.shortest(model.outputs, frozenset(filter_.inputs)),
    )
    says = say(
        "`{name}` decides what `{policy}` sends out and does not see what it is asked, from `{origin}` or elsewhere",
        name=name,
        policy=policy,
        origin=origin,
    )
    return Finding(RULE, (name, policy), says, way, (CLASSIFIERS.key,), f"Show it `{origin}`, too.")


def _filters(scene: Scene) -> tuple[Player, ...]:
    """The monitors whose word comes to a gate behind which something leaves or is done."""
    ways = scene.data_past(POLICY, ENVIRONMENT)
    leaves = [*scene.ground.exits, *(into for one in scene.having(ACTUATOR, ENVIRONMENT) for into in one.inputs)]
    leaving = ways.backward(dict.fromkeys(leaves, 1))
    gates = [one for one in scene.having(GATE) if leaving.at(one.outputs)]
    told = ways.backward({into: 1 for one in gates for into in one.inputs})
    return tuple(one for one in scene.having(MONITOR) if told.at(one.outputs))


def _outside(scene: Scene) -> Ends:
    """What may come from outside: outer inputs, and outputs of people, the world, policies and boxes that take nothing and have no role."""
    outer = (Element(name) for name in scene.outer.wiring.outer.shape.inputs)
    boxes = (
        one
        for one in scene.players.values()
        if not {HUMAN, ENVIRONMENT, POLICY}.isdisjoint(one.roles) or not (one.inputs or one.roles)
    )
    return {out: (out,) for out in (*outer, *(out for one in boxes for out in one.outputs))}


def _hostile(scene: Scene, outside: Ends) -> int:
    """Those of them that have the least trust."""
    key = scene.outer.label_keys.get(TRUST)
    stated: Mapping[str, Mapping[str, tuple[str, ...]]] = scene.outer.port_labels
    bad: Collection[Element] = {
        *(Element(name) for name, labels in stated.items() if standing(labels, key) == LEAST),
        *(out for one in scene.players.values() if one.trust == LEAST for out in one.outputs),
    }
    return sum(1 << at for at, one in enumerate(outside) if one in bad)
