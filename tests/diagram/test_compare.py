from __future__ import annotations

from operator import eq

from hypothesis import given

from interlock.diagram.compare import Rewired, compare
from interlock.diagram.element import Element
from interlock.diagram.shape import Port, telescopic
from interlock.diagram.wiring import Box, Wiring, retype, targets
from tests.diagram.wirings import Typed, wirings

RELAY = telescopic((Port("x", "in"), Port("y", "out")), ((), ()))
OUTER = Box(RELAY, ("A", "B"))
BEFORE = Wiring(
    OUTER,
    {"old": Box(RELAY, ("A", "B")), "kept": Box(RELAY, ("A", "B"))},
    {Element("old.x"): Element("x"), Element("kept.x"): Element("old.y"), Element("y"): Element("kept.y")},
)


@given(wirings(), wirings())
def test_two_diagrams_are_the_same_iff_they_are_equal(before: Typed, after: Typed) -> None:
    assert compare(before, before, eq).same
    assert compare(before, after, eq).same == (before == after)


@given(wirings())
def test_a_type_is_compared_by_the_given_equality(wiring: Typed) -> None:
    numbered = retype(wiring, lambda port, kept: f"{kept} {port}")
    assert compare(wiring, numbered, lambda old, new: new.startswith(old)).same
    found = compare(wiring, numbered, eq)
    assert set(targets(wiring)) <= set(found.retyped)
    assert found.rewired == ()


def test_boxes_and_wires_that_came_and_went_are_told() -> None:
    after = Wiring(
        OUTER,
        {"kept": Box(RELAY, ("A", "C")), "new": Box(RELAY, ("A", "B"))},
        {Element("new.x"): Element("x"), Element("kept.x"): Element("new.y")},
        {Element("kept.x"): ("field",)},
    )
    found = compare(BEFORE, after, eq)
    assert (found.added, found.removed, found.reshaped) == (("new",), ("old",), ())
    assert found.retyped == ("kept.y",)
    assert found.rewired == (
        Rewired(Element("y"), Element("kept.y"), None),
        Rewired(Element("kept.x"), Element("old.y"), Element("new.y")),
    )


def test_another_path_into_the_same_source_is_another_wire() -> None:
    after = Wiring(BEFORE.outer, BEFORE.boxes, BEFORE.wires, {Element("y"): ("field",)})
    assert compare(BEFORE, after, eq).rewired == (Rewired(Element("y"), Element("kept.y"), Element("kept.y")),)


def test_an_interface_that_gained_a_port_is_reshaped_and_its_other_ports_are_compared() -> None:
    wider = telescopic((Port("w", "in"), *RELAY.ports), ((), (), ()))
    after = Wiring(BEFORE.outer, {**BEFORE.boxes, "kept": Box(wider, ("W", "A", "C"))}, BEFORE.wires)
    found = compare(BEFORE, after, eq)
    assert (found.reshaped, found.retyped, found.rewired) == (("kept",), ("kept.y",), ())
