from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from interlock.diagram.element import Element, box, item, learn, nested, owner, port, port_name, wire

names = st.sampled_from(("gate", "monitor[2]", "stack/filter", "über'"))
ports = st.builds(port, st.just("") | names, st.sampled_from(("certificate", "x")))
elements = ports | names.map(box) | ports.map(wire) | st.builds(learn, ports, names.map(box) | ports)


def test_an_element_is_its_canonical_text() -> None:
    assert box("gate") == "gate"
    assert port("gate", "certificate") == "gate.certificate"
    assert port("", "action") == "action"
    assert wire(port("gate", "certificate")) == "wire:gate.certificate"
    assert learn(port("reward", "score"), box("policy")) == "learn:reward.score~policy"
    assert item("hazards", "harm") == "hazards:harm"


def test_a_nested_element_has_its_prefix_before_each_box_and_behind_the_scheme() -> None:
    assert nested("stack", port("filter", "out")) == "stack/filter.out"
    assert nested("stack", wire(Element("filter.in"))) == "wire:stack/filter.in"
    assert nested("stack", learn(Element("a.x"), Element("b"))) == "learn:stack/a.x~stack/b"
    assert nested("stack", item("hazards", "harm")) == "hazards:stack/harm"


@given(names, names, elements)
def test_nesting_twice_is_nesting_once_under_the_joined_name(outer: str, inner: str, element: Element) -> None:
    assert nested("", element) == element
    assert nested(outer, nested(inner, element)) == nested(f"{outer}/{inner}", element)


@given(ports)
def test_a_port_is_its_owner_and_its_name(element: Element) -> None:
    assert port(owner(element), port_name(element)) == element


@given(names, ports)
def test_a_nested_port_of_a_box_is_a_port_of_the_nested_box(outer: str, element: Element) -> None:
    if owner(element):
        assert nested(outer, element) == port(nested(outer, box(owner(element))), port_name(element))
