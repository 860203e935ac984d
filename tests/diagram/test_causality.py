from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import permutations

from hypothesis import assume, example, given
from hypothesis import strategies as st

from interlock.diagram.causality import Cycle, Step, cuts, cycles, dishonest, reachable, schedule, shape_of
from interlock.diagram.element import Element, owner, port
from interlock.diagram.shape import Port, Shape, instantaneous, telescopic
from interlock.diagram.wiring import Box, Wiring, ends, shapes
from tests.diagram.oracle import closure, edges_of, girth, inner_edges, knots, ports_of
from tests.diagram.wirings import Typed, shuffled, wirings

NOTHING = telescopic((), ())


def shape(text: str, mentions: Mapping[str, str] | None = None, **narrowed: Iterable[str]) -> Shape:
    """An interface such as ``"in x, out y"``."""
    ports = [
        Port(name, "in" if way == "in" else "out") for way, name in map(str.split, text.split(", ") if text else [])
    ]
    index = {held.name: at for at, held in enumerate(ports)}
    mentioned = [[index[name] for name in (mentions or {}).get(held.name, "").split()] for held in ports]
    return telescopic(ports, mentioned, narrowed)


def wires(*pairs: str) -> dict[Element, Element]:
    return {Element(target): Element(source) for source, target in (pair.split(" -> ") for pair in pairs)}


DELAY = shape("out now, in next")
RELAY = shape("in x, out y")
DIALOGUE = shape("out question, in answer, out belief", {"answer": "question"})


def visits(steps: tuple[Step, ...], outer: Shape, boxes: Mapping[str, Shape]) -> list[Element]:
    interfaces = {"": outer, **boxes}
    return [port(name, interfaces[name].ports[at].name) for name, start, stop in steps for at in range(start, stop)]


@given(wirings())
def test_a_schedule_visits_each_port_once_after_all_that_leads_to_it_or_there_is_a_loop(wiring: Typed) -> None:
    outer, boxes = wiring.outer.shape, shapes(wiring)
    steps, edges = schedule(outer, boxes, wiring.wires), edges_of(outer, boxes, wiring.wires)
    assert isinstance(steps, Cycle) == bool(girth(edges))
    if not isinstance(steps, Cycle):
        order = visits(steps, outer, boxes)
        assert len(order) == len(set(order))
        assert set(order) == ports_of(outer, boxes)
        assert all(order.index(before) < order.index(after) for before, after in edges)


@given(wirings())
def test_there_is_one_shortest_loop_a_component(wiring: Typed) -> None:
    outer, boxes = wiring.outer.shape, shapes(wiring)
    edges = edges_of(outer, boxes, wiring.wires)
    found = cycles(outer, boxes, wiring.wires)
    pairs = [list(zip(cycle.ports, [*cycle.ports[1:], cycle.ports[0]], strict=True)) for cycle in found]
    assert all(edges.issuperset(steps) for steps in pairs)
    tangles = knots(edges)
    assert len(found) == len(tangles)
    for cycle in found:
        tangle = next(tangle for tangle in tangles if tangle.issuperset(cycle.ports))
        assert len(cycle.ports) == girth({(a, b) for a, b in edges if a in tangle and b in tangle})
        assert cycle.through_outside == any(not owner(element) for element in cycle.ports)
    assert [len(cycle.ports) for cycle in found] == sorted(len(cycle.ports) for cycle in found)


@given(wirings())
def test_without_any_one_of_its_cuts_a_loop_is_no_loop(wiring: Typed) -> None:
    outer, boxes = wiring.outer.shape, shapes(wiring)
    for cycle in cycles(outer, boxes, wiring.wires):
        steps = set(zip(cycle.ports, [*cycle.ports[1:], cycle.ports[0]], strict=True))
        assert cuts(cycle)
        for cut in cuts(cycle):
            rest = {target: source for target, source in wiring.wires.items() if target != cut}
            assert not steps <= edges_of(outer, boxes, rest)


@given(wirings(), st.data())
def test_verdict_and_loops_do_not_depend_on_the_order_of_boxes_and_wires(wiring: Typed, data: st.DataObject) -> None:
    again = data.draw(shuffled(wiring))
    verdict = schedule(wiring.outer.shape, shapes(wiring), wiring.wires)
    if isinstance(verdict, Cycle):
        assert schedule(again.outer.shape, shapes(again), again.wires) == verdict
    assert cycles(again.outer.shape, shapes(again), again.wires) == cycles(
        wiring.outer.shape, shapes(wiring), wiring.wires
    )


@given(wirings())
def test_the_composite_depends_as_paths_inside_say(wiring: Typed) -> None:
    outer, boxes = wiring.outer.shape, shapes(wiring)
    paths = closure(inner_edges(outer, boxes, wiring.wires))
    reach = reachable(outer, boxes, wiring.wires)
    assert reach == {
        Element(out): {Element(into) for into in outer.inputs if (Element(into), Element(out)) in paths}
        for out in outer.outputs
    }


@given(wirings())
def test_without_an_inner_loop_there_is_one_through_the_outside_iff_an_output_depends_on_a_later_input(
    wiring: Typed,
) -> None:
    outer, boxes = wiring.outer.shape, shapes(wiring)
    assume(not girth(inner_edges(outer, boxes, wiring.wires)))
    found = dishonest(outer, reachable(outer, boxes, wiring.wires))
    backwards = [(out, into) for out, into in found if outer.index[into] > outer.index[out]]
    loops = cycles(outer, boxes, wiring.wires)
    assert bool(backwards) == bool(loops)
    assert all(loop.through_outside for loop in loops)


@given(wirings())
def test_a_dishonest_output_depends_on_what_its_interface_does_not_say(wiring: Typed) -> None:
    outer = wiring.outer.shape
    reach = reachable(outer, shapes(wiring), wiring.wires)
    allowed = {
        (Element(out), Element(outer.ports[at].name)) for out in outer.outputs for at in outer.depends[outer.index[out]]
    }
    assert set(dishonest(outer, reach)) == {(out, into) for out, found in reach.items() for into in found} - allowed


@given(wirings())
def test_a_diagram_as_a_box_has_the_interface_of_its_outside_and_the_dependency_of_its_inside(wiring: Typed) -> None:
    outer, composite = wiring.outer.shape, shape_of(wiring)
    reach = reachable(outer, shapes(wiring), wiring.wires)
    assert (composite.ports, composite.mentions) == (outer.ports, outer.mentions)
    assert instantaneous(composite) == all(instantaneous(box) for box in shapes(wiring).values())
    for out in outer.outputs:
        at = outer.index[out]
        depends = {Element(outer.ports[before].name) for before in composite.depends[at]}
        assert depends == {into for into in reach[Element(out)] if outer.index[into] < at}


def moore(size: int) -> Shape:
    return shape(", ".join([f"out o{at}" for at in range(size)] + [f"in i{at}" for at in range(size)]))


@given(st.integers(1, 3), st.integers(1, 3), st.data())
def test_moore_boxes_wired_in_any_way_have_no_loop(size: int, count: int, data: st.DataObject) -> None:
    boxes = {f"m{at}": moore(size) for at in range(count)}
    sources, targets = ends(NOTHING, boxes)
    fed = {target: data.draw(st.sampled_from(list(sources))) for target in targets}
    assert not isinstance(schedule(NOTHING, boxes, fed), Cycle)


def test_the_usual_box_is_one_step() -> None:
    outer, boxes = shape("in x, out y"), {"late": RELAY, "early": RELAY}
    found = schedule(outer, boxes, wires("x -> early.x", "early.y -> late.x", "late.y -> y"))
    assert found == (Step("", 0, 1), Step("early", 0, 2), Step("late", 0, 2), Step("", 1, 2))


def test_a_box_that_had_to_wait_for_its_second_input_is_still_one_step() -> None:
    outer, boxes = shape("in x, out z"), {"meet": shape("in a, in b, out c"), "late": RELAY}
    found = schedule(outer, boxes, wires("x -> meet.a", "x -> late.x", "late.y -> meet.b", "meet.c -> z"))
    assert found == (Step("", 0, 1), Step("late", 0, 2), Step("meet", 0, 3), Step("", 1, 2))


def test_of_two_loops_of_one_length_the_same_is_given_in_whatever_order_the_boxes_stand() -> None:
    fed = wires("hub.y -> a.x", "a.y -> hub.a", "hub.y -> b.x", "b.y -> hub.b")
    for order in permutations(("hub", "a", "b")):
        boxes = {name: shape("in a, in b, out y") if name == "hub" else RELAY for name in order}
        loop = schedule(NOTHING, boxes, fed)
        assert isinstance(loop, Cycle)
        assert loop.ports == ("a.y", "hub.a", "hub.y", "a.x")


def test_an_output_depends_also_on_what_the_type_of_its_input_mentions() -> None:
    outer = shape("in x, in y, out z, out w", z=["y"])
    boxes = {"v": shape("in spec, in model, out value", {"model": "spec"}, value=["model"])}
    fed = wires("x -> v.spec", "y -> v.model", "v.value -> z")
    assert reachable(outer, boxes, fed) == {"z": {"x", "y"}, "w": frozenset()}
    assert dishonest(outer, reachable(outer, boxes, fed)) == (("z", "x"),)


def test_a_dialogue_is_visited_in_turns() -> None:
    found = schedule(
        NOTHING, {"ask": DIALOGUE, "human": RELAY}, wires("ask.question -> human.x", "human.y -> ask.answer")
    )
    assert found == (Step("ask", 0, 1), Step("human", 0, 2), Step("ask", 1, 3))


def test_a_relay_fed_back_to_itself_is_a_loop_and_a_delay_cuts_it() -> None:
    loop = schedule(NOTHING, {"a": RELAY, "b": RELAY}, wires("a.y -> b.x", "b.y -> a.x"))
    assert loop == Cycle(tuple(map(Element, ("a.y", "b.x", "b.y", "a.x"))), False, (Element("b.x"), Element("a.x")))
    assert isinstance(loop, Cycle)
    assert cuts(loop) == ("b.x", "a.x")
    delayed = wires("a.y -> b.x", "b.y -> keep.next", "keep.now -> a.x")
    assert not isinstance(schedule(NOTHING, {"a": RELAY, "b": RELAY, "keep": DELAY}, delayed), Cycle)


def test_from_lets_two_ways_through_a_box_meet() -> None:
    crossing = shape("in a, in b, out x, out y", x=["a"], y=["b"])
    assert not isinstance(schedule(NOTHING, {"c": crossing}, wires("c.x -> c.b")), Cycle)
    assert isinstance(schedule(NOTHING, {"c": shape("in a, in b, out x, out y")}, wires("c.x -> c.b")), Cycle)


def test_an_interface_is_visited_out_of_order_if_it_must_be() -> None:
    crossing = shape("in a, in b, out x, out y", x=["b"], y=["a"])
    steps = schedule(NOTHING, {"c": crossing}, wires("c.x -> c.a"))
    assert not isinstance(steps, Cycle)
    assert visits(steps, NOTHING, {"c": crossing}) == ["c.b", "c.x", "c.a", "c.y"]


def test_what_a_type_mentions_comes_first_although_no_value_flows() -> None:
    learner = shape("in spec, out score, in model, out gain", {"model": "spec"}, gain=["model"], score=[])
    assert isinstance(schedule(NOTHING, {"l": learner}, wires("l.gain -> l.spec")), Cycle)
    free = shape("in spec, out score, in model, out gain", gain=["model"], score=[])
    assert not isinstance(schedule(NOTHING, {"l": free}, wires("l.gain -> l.spec")), Cycle)


def test_an_outer_output_that_needs_a_later_input_is_a_loop_through_the_outside() -> None:
    outer = shape("out y, in x")
    assert schedule(outer, {}, wires("x -> y")) == Cycle((Element("x"), Element("y")), True, (Element("y"),))
    assert dishonest(outer, reachable(outer, {}, wires("x -> y"))) == (("y", "x"),)


def test_an_outer_output_that_depends_on_more_than_its_from_says_is_dishonest() -> None:
    outer = shape("in a, in b, out y", y=["a"])
    reach = reachable(outer, {}, wires("b -> y"))
    assert not isinstance(schedule(outer, {}, wires("b -> y")), Cycle)
    assert dishonest(outer, reach) == (("y", "b"),)


def test_two_loops_are_two_faults_and_the_shorter_comes_first() -> None:
    boxes = dict.fromkeys(("a", "b", "c"), RELAY)
    found = cycles(NOTHING, boxes, wires("b.y -> c.x", "c.y -> b.x", "a.y -> a.x"))
    assert [cycle.ports for cycle in found] == [("a.y", "a.x"), ("b.y", "c.x", "c.y", "b.x")]


def test_reachability_is_known_also_beside_a_loop() -> None:
    outer, boxes = shape("in x, out y, out z"), {"a": shape("in p, in q, out r"), "b": RELAY}
    reach = reachable(outer, boxes, wires("x -> a.p", "a.r -> a.q", "a.r -> y", "b.y -> z"))
    assert reach == {"y": {"x"}, "z": frozenset()}


def test_ten_thousand_boxes_in_the_worst_order_are_one_step_each() -> None:
    names = [f"b{at}" for at in reversed(range(10_000))]
    fed = {port(f"b{at + 1}", "x"): port(f"b{at}", "y") for at in range(9_999)}
    steps = schedule(NOTHING, dict.fromkeys(names, RELAY), fed)
    assert not isinstance(steps, Cycle)
    assert [step for step in steps if step.box] == [Step(f"b{at}", 0, 2) for at in range(10_000)]


def test_a_wire_from_nowhere_is_waited_for_in_vain_and_then_not_at_all() -> None:
    steps = schedule(NOTHING, {"a": RELAY}, wires("gone.y -> a.x"))
    assert steps == (Step("a", 0, 1), Step("a", 1, 2))


def test_where_what_a_type_mentions_is_also_wired_to_it_a_delay_does_not_cut_the_loop() -> None:
    teller = shape("in w, out q, in a, out r", {"a": "q"}, r=["a"])
    loop = cycles(NOTHING, {"t": teller}, wires("t.q -> t.a", "t.r -> t.w"))
    assert [cuts(cycle) for cycle in loop] == [("t.w",)]


@example(Wiring(Box(shape("out y, in x, out z"), ("", "", "")), {}, wires("x -> y", "x -> z")))
@given(wirings())
def test_an_acyclic_diagram_has_no_cycles(wiring: Typed) -> None:
    outer, boxes = wiring.outer.shape, shapes(wiring)
    verdict = schedule(outer, boxes, wiring.wires)
    assert cycles(outer, boxes, wiring.wires)[:1] == ((verdict,) if isinstance(verdict, Cycle) else ())
