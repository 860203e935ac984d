"""Random small worlds: up to three boxes with rules, wires that may go round, learn wires, causes."""

from __future__ import annotations

from hypothesis import strategies as st

from interlock.api.diagram import (
    All,
    Any,
    Carries,
    Cause,
    CheckedDiagram,
    Condition,
    Element,
    FailureRule,
    Happens,
    Several,
    Stop,
)
from interlock.syntax.declared import Event, Failures
from interlock_swiss_cheese.sections import Hazard
from tests.swiss_cheese.diagrams import Drawn, diagram
from tests.swiss_cheese.oracle import World

TYPES: dict[str, str | None] = {"harm": None, "backdoor": "harm", "silent": None}
NAMED = (*TYPES, "any")


def conditions(ports: list[str], events: list[str], depth: int = 2) -> st.SearchStrategy[Condition]:
    """Positive conditions on failures at the ports and on events."""
    leaves: list[st.SearchStrategy[Condition]] = []
    if ports:
        leaves.append(st.builds(lambda f, p: Carries(f, Element(p)), st.sampled_from(NAMED), st.sampled_from(ports)))
    if events:
        leaves.append(st.sampled_from(events).map(Happens))
    base = st.one_of(leaves)
    if depth == 0:
        return base
    inner = conditions(ports, events, depth - 1)
    members = st.lists(inner, min_size=2, max_size=3).map(tuple)
    return st.one_of(
        base,
        members.map(All),
        members.map(Any),
        st.lists(base, min_size=3, max_size=3).map(lambda many: Several(2, tuple(many))),
    )


@st.composite
def worlds(draw: st.DrawFn, forwards: bool = False) -> World:
    """A world; its wires lead from earlier boxes to later ones if ``forwards``."""
    names = ["p", "q", "r"][: draw(st.integers(1, 3))]
    boxes = {name: draw(drawn()) for name in names}
    learns: list[tuple[str, str]] = []
    wires: dict[str, str] = {}
    for at, name in enumerate(names):
        before = names[:at] if forwards else names
        sources = ["world", *(f"{one}.{out}" for one in before for out in boxes[one].outputs)]
        for into in boxes[name].inputs:
            wires[f"{name}.{into}"] = draw(st.sampled_from(sources))
        if draw(st.integers(0, 3)) == 0:
            learns.append((draw(st.sampled_from(sources)), draw(st.sampled_from([name, f"{name}.x"]))))
    ends = [f"{name}.{out}" for name in names for out in boxes[name].outputs]
    wires["result"] = draw(st.sampled_from(ends))
    arriving = draw(st.lists(st.sampled_from(tuple(TYPES)), max_size=2))
    added = [FailureRule(failure, Element("world"), Happens("storm")) for failure in arriving]
    if draw(st.booleans()):
        place = draw(st.sampled_from(ends))
        inputs = [f"{place.split('.')[0]}.{into}" for into in boxes[place.split(".")[0]].inputs]
        condition = draw(conditions(inputs, ["storm"], 1))
        added.append(FailureRule(draw(st.sampled_from(NAMED)), Element(place), condition))
    tops = [f"{named} at {place}" for named in NAMED for place in ("result", ends[0])]
    top = draw(st.sampled_from(tops)).split(" at ")
    events = [f"{name}.{event}" for name in names for event in boxes[name].events]
    caused: list[str] = draw(st.lists(st.sampled_from(events), max_size=2, unique=True)) if events else []
    causes = {event: ["storm"] for event in caused}
    return World(boxes, wires, learns, TYPES, added, ["world"], ["result"], causes, Carries(top[0], Element(top[1])))


@st.composite
def drawn(draw: st.DrawFn) -> Drawn:
    """A box with up to two inputs, up to two outputs, and rules for some of these."""
    inputs = ["a", "b"][: draw(st.integers(0, 2))]
    outputs = ["x", "y"][: draw(st.integers(1, 2))]
    events = ["e", "f"][: draw(st.sampled_from((0, 1, 1, 2)))]
    rules: list[FailureRule | Stop] = []
    for out in outputs:
        for _ in range(draw(st.integers(0, 2))):
            told = conditions([*inputs, "learning"], events)
            condition = draw(st.one_of(st.none(), told)) if draw(st.integers(0, 5)) == 0 else draw(told)
            rules.append(FailureRule(draw(st.sampled_from(NAMED)), Element(out), condition))
    stopping = draw(st.booleans())
    if inputs and stopping:
        rules.append(Stop(draw(st.sampled_from(NAMED)), Element(draw(st.sampled_from(inputs)))))
    return Drawn(inputs, outputs, rules, events)


def checked(world: World) -> CheckedDiagram:
    """The world as a checked diagram with one hazard."""
    return diagram(
        world.boxes,
        world.wires,
        {"harmed": Hazard(world.top)},
        world.types,
        outer=(world.outer_inputs, world.outer_outputs),
        learns=world.learns,
        stated=Failures(
            events=(("storm", Event()),),
            rules=tuple(world.added),  # type: ignore[arg-type]
            dependence=tuple(Cause(causes[0], (event,)) for event, causes in world.causes.items()),
        ),
    )
