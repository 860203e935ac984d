from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from interlock.diagram.causality import Cycle, cycles, reachable, schedule, shape_of
from interlock.diagram.element import Element, nested, owner, port
from interlock.diagram.shape import Port, telescopic
from interlock.diagram.substitute import identity, rename, reorder, substitute, substitute_all
from interlock.diagram.wellformed import wellformed
from interlock.diagram.wiring import Box, Wiring, shapes, targets
from tests.diagram.oracle import girth, inner_edges, run
from tests.diagram.wirings import Typed, boxes, wirings

EMPTY: Box[str] = Box(telescopic((), ()), ())


@st.composite
def nests(draw: st.DrawFn, mentions: bool = True) -> tuple[Typed, Typed]:
    """A diagram with a box ``n``, and one that fills it: the box depends as its filling does."""
    inner = draw(wirings(outer=draw(boxes(mentions))))
    seen_from_outside = Box(shape_of(inner), inner.outer.types)
    return draw(wirings(holding={"n": seen_from_outside})), inner


def loops(wiring: Typed) -> bool:
    return isinstance(schedule(wiring.outer.shape, shapes(wiring), wiring.wires), Cycle)


@given(boxes(), boxes(), st.data())
def test_substitution_is_associative(first: Box[str], second: Box[str], data: st.DataObject) -> None:
    a = data.draw(wirings(holding={"n": first}))
    b = data.draw(wirings(outer=first, holding={"m": second}))
    c = data.draw(wirings(outer=second))
    assert substitute(substitute(a, "n", b), "n/m", c) == substitute(a, "n", substitute(b, "m", c))


@given(wirings())
def test_substitution_is_unital_on_both_sides_up_to_names(wiring: Typed) -> None:
    for name, box in wiring.boxes.items():
        assert substitute(wiring, name, identity(box)) == rename(wiring, {name: f"{name}/it"})
    filled = substitute(identity(wiring.outer, "all"), "all", wiring)
    assert filled == rename(wiring, {name: f"all/{name}" for name in wiring.boxes})


@given(boxes(), boxes(), st.data())
def test_substitutions_into_different_boxes_commute(first: Box[str], second: Box[str], data: st.DataObject) -> None:
    outer = data.draw(wirings(holding={"n": first, "m": second}))
    b, c = data.draw(wirings(outer=first)), data.draw(wirings(outer=second))
    both = substitute_all(outer, {"n": b, "m": c})
    assert substitute(substitute(outer, "n", b), "m", c) == both
    assert substitute(substitute(outer, "m", c), "n", b) == both
    assert list(substitute(substitute(outer, "m", c), "n", b).boxes) == list(both.boxes)


@given(nests())
def test_a_nested_run_is_the_flattened_run(nest: tuple[Typed, Typed]) -> None:
    outer, inner = nest
    flat = substitute(outer, "n", inner)
    assert {target: (source, flat.paths.get(target, ())) for target, source in flat.wires.items()} == run(
        outer, {"n": inner}
    )
    assert set(flat.wires) <= set(targets(flat))
    assert set(flat.paths) <= set(flat.wires)


@given(nests(mentions=False))
def test_nested_check_is_flattened_check_if_the_interface_mentions_nothing(nest: tuple[Typed, Typed]) -> None:
    outer, inner = nest
    assume(not loops(inner))
    flat = substitute(outer, "n", inner)
    is_wired = not _straight_loop(outer, inner)
    assert loops(outer) == loops(flat) or (loops(outer) and not is_wired)
    if is_wired:
        assert reachable(flat.outer.shape, shapes(flat), flat.wires) == reachable(
            outer.outer.shape, shapes(outer), outer.wires
        )


def _straight_loop(outer: Typed, inner: Typed) -> bool:
    """Whether wires alone form a loop through the seam: it leaves nothing behind in the flat diagram."""
    straight = {
        (nested("n", source), target)
        for out, into in inner.wires.items()
        if not owner(out) and not owner(into)
        for source, target in [(Element(f".{into}"), Element(f"n.{out}"))]
    }
    seam = {(Element(source.replace("n/.", "n.")), target) for source, target in straight}
    fed = {(source, target) for target, source in outer.wires.items() if {owner(source), owner(target)} == {"n"}}
    return bool(girth(seam | fed))


@given(nests())
def test_a_loop_of_the_flat_diagram_is_a_loop_of_the_nested_one(nest: tuple[Typed, Typed]) -> None:
    outer, inner = nest
    assume(not loops(inner))
    assert loops(outer) or not loops(substitute(outer, "n", inner))


@given(wirings(), st.data())
def test_renaming_and_reordering_change_neither_verdict_nor_faults(wiring: Typed, data: st.DataObject) -> None:
    names = dict(zip(wiring.boxes, data.draw(st.permutations(["x", "y", "z"])), strict=False))
    renamed = rename(wiring, names)
    assert loops(renamed) == loops(wiring)
    assert sorted(len(one.ports) for one in cycles(renamed.outer.shape, shapes(renamed), renamed.wires)) == sorted(
        len(one.ports) for one in cycles(wiring.outer.shape, shapes(wiring), wiring.wires)
    )
    assert rename(renamed, {new: old for old, new in names.items()}) == wiring
    reordered = reorder(wiring, data.draw(st.permutations(list(wiring.boxes))))
    assert reordered == wiring
    assert set(_faults(reordered)) == set(_faults(wiring))
    assert len(_faults(renamed)) == len(_faults(wiring))


def _faults(wiring: Typed) -> tuple[object, ...]:
    pairs = [(source, target) for target, source in wiring.wires.items()]
    return wellformed(wiring.outer.shape, shapes(wiring), pairs)[1]


@given(wirings())
def test_without_an_inner_loop_the_identity_has_none(wiring: Typed) -> None:
    unit = identity(wiring.outer)
    assert not loops(unit)
    assert not girth(inner_edges(unit.outer.shape, shapes(unit), unit.wires))


RELAY: Box[str] = Box(telescopic((Port("x", "in"), Port("y", "out")), ((), ())), ("T", "T"))
STRAIGHT = Wiring(RELAY, {}, {Element("y"): Element("x")}, {Element("y"): ("inner",)})


def test_paths_are_joined_from_the_source_on() -> None:
    outer = Wiring(
        RELAY,
        {"n": RELAY},
        {Element("n.x"): Element("x"), Element("y"): Element("n.y")},
        {Element("n.x"): ("first",), Element("y"): ("last",)},
    )
    flat = substitute(outer, "n", STRAIGHT)
    assert flat == Wiring(RELAY, {}, {Element("y"): Element("x")}, {Element("y"): ("first", "inner", "last")})
    assert run(outer, {"n": STRAIGHT}) == {"y": ("x", ("first", "inner", "last"))}


def test_wires_straight_through_many_boxes_become_one() -> None:
    names = [f"n{at}" for at in range(9)]
    wires = {port(name, "x"): port(before, "y") for before, name in pairwise(names)}
    ends = {port("n0", "x"): Element("x"), Element("y"): port("n8", "y")}
    flat = substitute_all(Wiring(RELAY, dict.fromkeys(names, RELAY), wires | ends), dict.fromkeys(names, STRAIGHT))
    assert flat == Wiring(RELAY, {}, {Element("y"): Element("x")}, {Element("y"): ("inner",) * 9})


def test_a_target_behind_a_loop_of_wires_alone_has_no_source() -> None:
    two = Box(telescopic((Port("x", "in"), Port("y", "out"), Port("z", "out")), ((),) * 3), ("T",) * 3)
    fork = Wiring(two, {}, {Element("y"): Element("x"), Element("z"): Element("x")})
    outer = Wiring(RELAY, {"n": two}, {Element("n.x"): Element("n.y"), Element("y"): Element("n.z")})
    assert loops(outer)
    assert substitute(outer, "n", fork) == Wiring(RELAY, {}, {})


def test_an_interface_that_does_not_fit_is_a_bug() -> None:
    outer = Wiring(EMPTY, {"n": EMPTY}, {})
    remembering: Box[str] = Box(telescopic((), (), memory=True), ())
    inner = identity(remembering)
    assert substitute(outer, "n", inner).boxes.keys() == {"n/it"}
    with pytest.raises(ValueError, match="fit"):
        substitute(outer, "n", identity(Box(telescopic((Port("x", "in"),), ((),)), ("T",))))
    with pytest.raises(KeyError):
        substitute(outer, "absent", inner)


def test_two_boxes_of_one_name_are_a_bug() -> None:
    crowded = Wiring(EMPTY, {"n": EMPTY, "n/it": EMPTY}, {})
    with pytest.raises(ValueError, match="one name"):
        substitute(crowded, "n", identity(EMPTY))
    with pytest.raises(ValueError, match="one name"):
        rename(crowded, {"n": "n/it"})


def test_an_order_that_forgets_a_box_is_a_bug() -> None:
    with pytest.raises(ValueError, match="order"):
        reorder(Wiring(EMPTY, {"n": EMPTY}, {}), [])
