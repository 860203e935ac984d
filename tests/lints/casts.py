"""Random diagrams with roles: boxes, one of which may hold a diagram, learn wires, proxies, and what is stated independent."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import strategies as st

from interlock.api.diagram import (
    Cause,
    CheckedDiagram,
    CheckedItem,
    Element,
    Failures,
    Independence,
    LabelKey,
    Learn,
    LearnRef,
    item,
)
from interlock.api.section import LEARNS
from interlock_pressure.sections import PROXIES, Proxy
from tests.swiss_cheese.diagrams import Drawn, diagram

KEYS = {"trust": LabelKey(("untrusted", "trusted"), "min")}
ROLES = ("policy", "monitor", "judge", "gate", "actuator", "human", "environment", "recovery", "specification")
USUAL = {"b0": ("policy",), "b1": ("monitor",), "b2": ("gate",), "b3": ("specification",), "b4": ("actuator",)}
WIRED = {"b0.i": "x", "b1.i": "b0.o", "b1.j": "b3.o", "b2.i": "b1.o", "b2.j": "b0.o", "b4.i": "b2.o", "z": "b2.o"}


@st.composite
def cast(draw: st.DrawFn) -> CheckedDiagram:
    """A diagram of a few boxes with roles, one of which may hold a diagram, with learn wires and a proxy."""
    inner = _label(draw, draw(_boxes(2, {}, ["u"], ["v"]))) if draw(st.integers(0, 2)) == 0 else None
    nested = {} if inner is None else {"nest": inner}
    return _label(draw, draw(_boxes(5, nested, ["x"], ["z"])))


@st.composite
def _boxes(
    draw: st.DrawFn, most: int, nested: dict[str, CheckedDiagram], into: list[str], out: list[str]
) -> CheckedDiagram:
    boxes = {
        f"b{at}": Drawn(["i", "j"][: draw(st.integers(int(at == 1) * 2, 2))], ["o"], memory=True)
        for at in range(draw(st.integers(most - 1, most)))
    }
    boxes |= dict.fromkeys(nested, Drawn(["u"], ["v"], memory=True))
    outputs = [f"{name}.{port}" for name, box in boxes.items() for port in box.outputs]
    sources = [*into, *outputs]
    targets = [*out, *(f"{name}.{port}" for name, box in boxes.items() for port in box.inputs)]
    wires = {target: _usual(target, sources) or draw(st.sampled_from(sources)) for target in targets}
    wires |= {target: draw(st.sampled_from(sources)) for target in targets if draw(st.integers(0, 2)) == 0}
    ends = draw(
        st.lists(
            st.tuples(
                st.sampled_from([*sources, *outputs[3:4] * 3]), st.sampled_from([*boxes, *outputs, "b0", "b0", "b0"])
            ),
            max_size=3,
            unique=True,
        )
    )
    learns = tuple(
        CheckedItem(item("learns", str(at)), str(at), draw(_learn(source, target)))
        for at, (source, target) in enumerate(ends)
    )
    pair = (Element(draw(st.sampled_from(outputs))), Element(outputs[0]))
    proxies = (CheckedItem(item("proxies", "0"), "0", Proxy(pair, None, "An example.")),)
    return diagram(
        boxes,
        wires,
        {},
        {},
        outer=(into, out),
        stated=Failures(dependence=tuple(draw(_dependence([f"{one}.missed" for one in boxes])))),
        nested=nested,
        more={LEARNS: learns, PROXIES: proxies},
    )


@st.composite
def _dependence(draw: st.DrawFn, events: list[str]) -> list[Independence | Cause]:
    """What is stated to be independent, and to have a cause in common."""
    some = st.lists(st.sampled_from(events), max_size=3, unique=True).map(tuple)
    apart = draw(st.lists(st.one_of(st.just(tuple(events)), some), min_size=1, max_size=2))
    together = draw(st.lists(some, max_size=1))
    return [*(Independence(one, "An example.") for one in apart), *(Cause("storm", one) for one in together)]


def _usual(target: str, sources: list[str]) -> str:
    """The source that a target has in a design of the usual kind: policy, monitor, gate, and a text for the monitor."""
    return next((one for one in (WIRED.get(target, ""),) if one in sources), "")


@st.composite
def _learn(draw: st.DrawFn, source: str, target: str) -> Learn:
    return Learn(
        LearnRef(Element(source), Element(target)),
        draw(st.sampled_from(["gradient", "imitation", "imitation", "redesign"])),
        "raise",
        draw(st.sampled_from([None, "itself", "x"])),
        None,
        draw(st.sampled_from([None, "light"])),
    )


def _label(draw: st.DrawFn, drawn: CheckedDiagram) -> CheckedDiagram:
    def labels(name: str) -> dict[str, tuple[str, ...]]:
        usual = USUAL.get(name, ()) if draw(st.integers(0, 3)) else ()
        return {
            "role": usual or tuple(draw(st.lists(st.sampled_from(ROLES), max_size=2, unique=True))),
            "lineage": draw(st.sampled_from([(), ("a",), ("a",), ("b",)])),
            "trust": draw(st.sampled_from([(), ("untrusted",), ("trusted",)])),
            "draws": draw(st.sampled_from([(), ("top",), ("random",)])),
        }

    boxes = {name: replace(box, labels=labels(name)) for name, box in drawn.boxes.items()}
    outer: dict[str, dict[str, tuple[str, ...]]] = {
        name: {
            "trust": draw(st.sampled_from([(), ("untrusted",)])),
            "role": draw(st.sampled_from([(), ("specification",)])),
        }
        for name in drawn.wiring.outer.shape.inputs
    }
    return replace(drawn, boxes=boxes, label_keys=KEYS, port_labels=outer)
