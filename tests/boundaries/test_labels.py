"""Labels that flow, against two runs of the diagram that differ where the analysis says that they may."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from interlock.analysis.answer import DIAGRAM, Request
from interlock.analysis.plan import run
from interlock.api.diagram import CheckedDiagram, LabelKey
from interlock_boundaries.analyses import LABELS
from tests.analysis.kit.truth import FULL
from tests.boundaries.proposals import analysed
from tests.boundaries.worlds import arrows, worlds

STEPS = 30
KEYS = {"trust": LabelKey(("low", "mid", "high"), "min"), "secrecy": LabelKey(("low", "mid", "high"), "max")}
Ports = Mapping[str, Mapping[str, tuple[str, ...]]]


@st.composite
def labelled(draw: st.DrawFn) -> CheckedDiagram:
    """A diagram with a demand at its output, labels of boxes and outer inputs, and outputs that relabel."""

    def values(key: str) -> Mapping[str, tuple[str, ...]]:
        return {key: (draw(st.sampled_from(["low", "mid", "high"])),)}

    def some(key: str, names: tuple[str, ...]) -> Ports:
        return {name: values(key) for name in names if draw(st.integers(0, 3)) == 0}

    def label(drawn: CheckedDiagram, key: str, outer: Ports) -> CheckedDiagram:
        boxes = {
            name: replace(
                box,
                labels=values(key) if draw(st.booleans()) else {},
                relabels=some(key, box.shape.outputs),
                port_labels=some(key, box.shape.outputs),
                nested=None if box.nested is None else label(box.nested, key, {}),
            )
            for name, box in drawn.boxes.items()
        }
        return replace(drawn, boxes=boxes, label_keys=KEYS, port_labels=outer)

    key, bare = draw(st.sampled_from(["trust", "secrecy"])), draw(worlds())
    outer = {name: values(key) for name in (*bare.wiring.outer.shape.inputs, "z")}
    return label(bare, key, outer)


def rank(values: Mapping[str, tuple[str, ...]]) -> int | None:
    """How far from the value that spreads: 0 is untrusted, or secret."""
    for key, (value,) in values.items():
        at = ("low", "mid", "high").index(value)
        return at if key == "trust" else 2 - at
    return None


def owned(drawn: CheckedDiagram, relabelled: bool, path: str = "") -> dict[str, int]:
    """What outputs state of themselves: what they relabel to, or their own label over that of their box."""
    here = f"{path}/" if path else ""
    found: dict[str, int] = {}
    for name, box in drawn.boxes.items():
        for out in box.shape.outputs:
            said = rank(box.relabels.get(out, {}) if relabelled else box.port_labels.get(out) or box.labels)
            found |= {} if said is None else {f"{here}{name}.{out}": said}
        if box.nested is not None:
            found |= owned(box.nested, relabelled, here + name)
    return found


class Machine:
    """All ports as registers: each takes, a step later, a function of those that lead to it and of what it held."""

    def __init__(self, drawn: CheckedDiagram, random: Random | None) -> None:
        self.before: dict[str, list[str]] = defaultdict(list)
        for source, target in dict.fromkeys(arrows(drawn)):
            self.before[target].append(source)
        self.random = random
        self.tables: dict[str, int] = {}

    def value(self, port: str, held: Mapping[str, int]) -> int:
        """The next value: by a random table of the port, or the disjunction."""
        given = [held.get(one, 0) for one in (*self.before[port], port)]
        if self.random is None:
            return int(any(given))
        if port not in self.tables:
            self.tables[port] = self.random.getrandbits(1 << len(given))
        return self.tables[port] >> sum(bit << at for at, bit in enumerate(given)) & 1

    def run(self, noise: Mapping[str, int], kept: Mapping[str, list[int]]) -> dict[str, list[int]]:
        """The history of each port, where those of ``noise`` are flipped and those of ``kept`` do as they are told."""
        ports = {*self.before, *(one for many in self.before.values() for one in many), *noise}
        held = dict.fromkeys(ports, 0)
        history: dict[str, list[int]] = {port: [] for port in ports}
        for step in range(STEPS):
            made = {port: self.value(port, held) ^ noise.get(port, 0) for port in sorted(ports)}
            held = {port: kept[port][step] if port in kept else made[port] for port in ports}
            for port, bit in held.items():
                history[port].append(bit)
        return history


def two_runs_differ(drawn: CheckedDiagram, random: Random | None) -> bool:
    """Whether the output differs between two runs in which only what spreads further than it takes does."""
    takes = rank(drawn.port_labels["z"])
    assert takes is not None
    sets, own = owned(drawn, True), owned(drawn, False)
    inputs = {name: rank(drawn.port_labels[name]) or 0 for name in drawn.wiring.outer.shape.inputs}
    machine = Machine(drawn, random)
    first = machine.run({}, {})
    noise = {at: 1 for at, one in {**own, **inputs, **sets}.items() if one < takes}
    kept = {at: first[at] for at, one in sets.items() if one >= takes and at in first}
    kept |= {at: [1 - bit for bit in first[at]] for at, one in sets.items() if one < takes and at in first}
    return machine.run({at: 1 for at in noise if at not in kept}, kept)["z"] != first["z"]


def verdict(drawn: CheckedDiagram) -> bool:
    """Whether the analysis says that the output takes what reaches it."""
    ran = run((LABELS,), {DIAGRAM: drawn}, Request())
    assert not ran.failed, ran.failed
    (answer,) = ran.results[LABELS].keys.values()
    (demand,) = answer.demands
    assert demand.port == "z"
    codes = [said.finding.rule.code for said in ran.findings]
    assert codes == [] if demand.holds else codes == ["label-demand"]
    return demand.holds


@settings(max_examples=2000 if FULL else 200, deadline=None)
@given(labelled(), st.integers(0, 1000))
def test_of_two_runs_that_differ_at_the_output_the_analysis_knows(drawn: CheckedDiagram, seed: int) -> None:
    if two_runs_differ(drawn, Random(seed)):
        assert not verdict(drawn)


@settings(max_examples=2000 if FULL else 200, deadline=None)
@given(labelled())
def test_what_it_refuses_shows_in_runs_of_boxes_that_hide_nothing(drawn: CheckedDiagram) -> None:
    assert two_runs_differ(drawn, None) != verdict(drawn)


SENT = """
labels: {trust: {order: [untrusted, vetted, trusted], combine: min}}
ports: {out sent: {type: Text, labels: {trust: vetted}}, out log: Text}
boxes:
  model: {ports: {out answer: Text, out aside: Text}, labels: {trust: untrusted}}
  left: {ports: {in x: Text, out y: Text}}
  right: {ports: {in x: Text, out y: Text}}
  editor: {ports: {in a: Text, in b: Text, out edited: %s}, labels: {trust: trusted}}
wires: [model.answer -> left.x, %s -> right.x, left.y -> editor.a, right.y -> editor.b, editor.edited -> sent, editor.edited -> log]
"""


def test_the_finding_stands_at_the_first_wire_that_every_way_passes() -> None:
    found = analysed(SENT % ("Text", "model.answer")).finding("label-demand")
    assert found.subject == ("wire:sent", "sent")
    assert found.witness == ("model.answer", "left.x", "left.y", "editor.a", "editor.edited", "sent")
    one = analysed((SENT % ("Text", "model.answer")).replace("in b: Text, ", "").replace(", right.y -> editor.b", ""))
    assert one.finding("label-demand").subject == ("wire:left.x", "sent")


def test_the_only_value_of_a_key_is_not_its_least() -> None:
    found = analysed("""
labels: {trust: {order: [trusted], combine: min}, role: {names: [actuator]}}
boxes:
  model: {ports: {out order: Text}, labels: {trust: trusted}}
  other: {ports: {out order: Text}}
  arm: {ports: {in one: Text, in two: Text}, labels: {role: [actuator]}}
wires: [model.order -> arm.one, other.order -> arm.two]
""")
    assert found.findings == ()


def test_each_relabelling_is_listed_with_what_would_be_there() -> None:
    found = analysed(SENT % ("{type: Text, relabels: {trust: vetted}}", "model.aside"))
    answer = found.results[LABELS].keys["trust"]
    assert [(one.port, one.before, one.after) for one in answer.relabels] == [("editor.edited", "untrusted", "vetted")]
    assert answer.outputs == {"sent": "vetted", "log": "vetted"}
    assert found.findings == ()


def test_a_nested_proposal_demands_of_what_it_is_given() -> None:
    inner = """\
interlock: 1
proposal: inner
uses: [alignment]
ports: {in order: {type: Text, labels: {trust: trusted}}, out done: Text}
boxes: {arm: {ports: {in order: Text, out done: Text}}}
wires: [order -> arm.order, arm.done -> done]
"""
    found = analysed(
        """
uses: [alignment]
ports: {in order: {type: Text, labels: {trust: untrusted}}, out done: Text}
boxes: {hand: ./inner.yaml}
wires: [order -> hand.order, hand.done -> done]
""",
        inner=inner,
    ).finding("label-demand")
    assert found.subject == ("wire:hand.order", "hand/order")
    assert found.witness == ("order", "hand.order", "hand/order")
