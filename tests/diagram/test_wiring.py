from __future__ import annotations

import pytest
from hypothesis import given

from interlock.diagram.element import Element, owner
from interlock.diagram.shape import Port, telescopic
from interlock.diagram.wiring import (
    EACH,
    Box,
    Wiring,
    consumers,
    ends,
    holder,
    joined,
    retype,
    shapes,
    sources,
    spelled,
    targets,
    type_of,
)
from tests.diagram.oracle import ports_of
from tests.diagram.wirings import Typed, wirings

GATE = Box(telescopic((Port("certificate", "in"), Port("action", "out")), ((), ())), ("Cert", "A"))
OUTER = Box(telescopic((Port("proof", "in"), Port("done", "out")), ((), ())), ("Cert", "A"))
SMALL = Wiring(
    OUTER,
    {"gate": GATE},
    {Element("gate.certificate"): Element("proof"), Element("done"): Element("gate.action")},
)


def test_sources_are_outer_inputs_and_inner_outputs() -> None:
    assert sources(SMALL) == ("proof", "gate.action")


def test_targets_are_outer_outputs_and_inner_inputs() -> None:
    assert targets(SMALL) == ("done", "gate.certificate")


def test_a_port_has_the_type_that_its_box_gives_it() -> None:
    assert type_of(SMALL, Element("gate.certificate")) == "Cert"
    assert type_of(SMALL, Element("done")) == "A"
    assert holder(SMALL, Element("done")) is OUTER
    with pytest.raises(KeyError):
        type_of(SMALL, Element("gate.absent"))


@given(wirings())
def test_every_port_is_either_a_source_or_a_target(wiring: Typed) -> None:
    assert {*sources(wiring), *targets(wiring)} == ports_of(wiring.outer.shape, shapes(wiring))
    assert not set(sources(wiring)) & set(targets(wiring))
    assert tuple(map(tuple, ends(wiring.outer.shape, shapes(wiring)))) == (sources(wiring), targets(wiring))


@given(wirings())
def test_consumers_are_the_wires_backwards(wiring: Typed) -> None:
    fed = consumers(wiring)
    assert list(fed) == list(sources(wiring))
    assert {target: source for source, found in fed.items() for target in found} == wiring.wires


@given(wirings())
def test_retyping_is_a_functor(wiring: Typed) -> None:
    def longer(element: Element, kept: str) -> str:
        return f"{kept} at {element}"

    def length(element: Element, kept: str) -> int:
        return len(kept) + len(element)

    assert retype(wiring, lambda _, kept: kept) == wiring
    assert retype(retype(wiring, longer), length) == retype(wiring, lambda at, kept: length(at, longer(at, kept)))
    assert all(type_of(retype(wiring, longer), port) == longer(port, type_of(wiring, port)) for port in sources(wiring))
    assert all(owner(port) in ("", *wiring.boxes) for port in sources(wiring))


def test_a_member_of_what_was_collected_is_the_member_itself() -> None:
    """`m[*].y` collected in a nested proposal, and `[2]` of it outside, is `m[2].y`."""
    assert joined((EACH,), ("[2]",)) == ("[2]",)
    assert joined(("a", EACH, "b"), ("[2]", "c")) == ("a", "[2]", "b", "c")
    assert joined((EACH,), (EACH,)) == (EACH,)


def test_a_way_goes_on_where_another_ends() -> None:
    assert joined(("a",), ("[2]", "b")) == ("a", "[2]", "b")
    assert joined((EACH,), ("b",)) == (EACH, "b")
    assert joined((EACH,), ()) == (EACH,)
    assert joined((), ("[2]",)) == ("[2]",)


def test_a_way_is_spelled_as_in_a_wire() -> None:
    assert spelled(()) == ""
    assert spelled(("[2]", "m")) == "[2].m"
    assert spelled(("now", EACH, "m")) == "now[*].m"
