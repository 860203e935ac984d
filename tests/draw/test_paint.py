"""Paintings: the golden texts, what marks and roles look like, and which way the picture flows."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interlock.draw.dot import Edge, print_graph
from interlock.draw.flow import MANY, ends_of, feedback_of
from interlock.draw.legend import legend_of
from interlock.draw.paint import paint
from interlock.draw.palette import BLUE, FAINT, FAMILIES, GREY, INK, NEUTRAL, PALE, PAPER, QUIET, STROKES, family_of
from interlock.draw.scene import Box, Port, Scene, Wire
from tests.draw import scenes
from tests.draw.golden import FOLDER, GOLDEN


@pytest.mark.parametrize("name", GOLDEN)
def test_a_scene_is_painted_as_before(name: str) -> None:
    """Any change of a picture shows as a change of its DOT text; `golden.py` writes them anew."""
    assert print_graph(paint(GOLDEN[name])) == (FOLDER / f"{name}.dot").read_text(encoding="utf-8")


def luminance(colour: str) -> float:
    """The relative luminance of an sRGB colour, as WCAG 2.1 defines it."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours, as WCAG 2.1 defines it."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def test_text_and_lines_stand_out() -> None:
    """WCAG 2.1: 4.5 for text (1.4.3), 3 for lines and glyphs (1.4.11)."""
    families = (*FAMILIES, NEUTRAL)
    for family in families:
        assert min(contrast(INK, family.tint), contrast(GREY, family.tint)) >= 4.5, family.role
        assert contrast(family.ink, family.colour) >= 3, family.role
    assert min(contrast(PALE, QUIET.tint), contrast(BLUE, PAPER), contrast(GREY, PAPER)) >= 4.5
    assert all(contrast(colour, PAPER) >= 3 for colour in (FAINT, *(stroke.colour for stroke in STROKES)))


def test_no_two_marks_differ_by_colour_alone() -> None:
    """Nor does any mark differ from a box without marks by colour alone."""
    looks = [(stroke.line, stroke.width, stroke.double, stroke.badge) for stroke in STROKES]
    assert all(one != other for one, other in combinations(looks, 2))
    assert ("solid", 1.0, False, "") not in looks


def test_no_two_roles_differ_by_colour_alone() -> None:
    """Every family has a glyph of its own."""
    assert len({family.glyph for family in FAMILIES}) == len(FAMILIES)
    assert all(family.glyph for family in FAMILIES)


def test_the_first_role_that_is_known_gives_the_colour() -> None:
    """A role that no family has does not hide those behind it."""
    assert family_of(("something", "recovery", "ideal")).role == "recovery"
    assert family_of(("something",)) is NEUTRAL


def test_the_legend_names_what_occurs_and_nothing_else() -> None:
    """Roles of boxes, kinds of wires where they differ, clusters, marks."""
    said = [entry.meaning for entry in legend_of(scenes.RLHF).entries]
    assert said == ["policy", "judge", "human", "ideal", "data", "learning"]
    assert legend_of(Scene("one", boxes=(scenes.box("a", "Kind", "out x: Text"),))).entries == ()
    marked = scenes.marked(Scene("one", boxes=(scenes.box("a", "Kind", "out x: Text"),)), {"a.x": ("hole",)})
    assert [entry.meaning for entry in legend_of(marked).entries] == ["○ hole in a barrier"]


def test_types_are_told_and_not_drawn() -> None:
    """A long type stands in titles only."""
    printed = print_graph(paint(scenes.GATED))
    assert ">Option (Cert" not in printed
    assert "gate.certificate : Option (Cert model spec policy)" in printed


@pytest.mark.parametrize(
    ("targets", "leaves", "faint"), [(MANY, False, True), (MANY - 1, False, False), (MANY, True, False)]
)
def test_what_feeds_many_and_does_not_leave_is_in_the_background(targets: int, leaves: bool, faint: bool) -> None:
    boxes = (scenes.box("a", "K", "out y: T"), *(scenes.box(f"b{at}", "K", "in x: T") for at in range(targets)))
    wires = tuple(Wire(f"wire:b{at}.x", "a.y", f"b{at}.x") for at in range(targets))
    outer = (Port("z", "z", "T", "out"),) if leaves else ()
    out = (Wire("wire:z", "a.y", "z"),) if leaves else ()
    scene = Scene("many", boxes=boxes, outer=outer, wires=(*wires, *out))
    assert (("color", FAINT) in edge_of(scene, "wire:b0.x").attributes) is faint
    assert ("data for many" in {entry.meaning for entry in legend_of(scene).entries}) is faint


def test_an_empty_scene_is_a_picture() -> None:
    """No box, no port, no title."""
    assert print_graph(paint(Scene(""))).startswith('digraph "" {')


def test_a_wire_to_nowhere_is_a_bug() -> None:
    """The builder promises ends; Graphviz would silently invent a node."""
    with pytest.raises(KeyError):
        paint(Scene("lost", wires=(Wire("wire:b.x", "a.y", "b.x"),)))


def edge_of(scene: Scene, name: str) -> Edge:
    """The edge with an id."""
    return next(
        found for found in paint(scene).statements if isinstance(found, Edge) and ("id", name) in found.attributes
    )


def test_a_wire_that_closes_a_loop_is_told_backwards() -> None:
    """So that the box that is read later stays at the right; the arrow still points at the target."""
    edge = edge_of(scenes.GATED, "wire:monitor.action")
    assert (edge.source.node, edge.target.node) == ("monitor", "gate")
    assert {("dir", "back"), ("arrowtail", "normalodot")} <= set(edge.attributes)
    learning = edge_of(scenes.RLHF, "learn:reward.score~policy")
    assert (learning.source.node, learning.target.node) == ("policy", "reward")
    assert edge_of(scenes.RLHF, "learn:raters.click~reward").source.node == "raters"


def test_what_a_box_learns_from_itself_is_led_over_its_top() -> None:
    """At its side the words would stand on the next box."""
    scene = Scene(
        "planner",
        boxes=(scenes.box("a", "K", "out y: T; out score: Real"),),
        wires=(Wire("learn:a.score~a.y", "a.score", "a.y", kind="learn", label="selection"),),
    )
    edge = edge_of(scene, "learn:a.score~a.y")
    assert {("-header", "n"), ("score", "e")} == {(end.port, end.compass) for end in (edge.source, edge.target)}


def test_a_delayed_wire_that_closes_no_loop_runs_forwards() -> None:
    """The mark alone turns nothing round."""
    scene = Scene(
        "line",
        boxes=(scenes.box("a", "K", "out y: T"), scenes.box("b", "K", "in x: T")),
        wires=(Wire("wire:b.x", "a.y", "b.x", marks=("delayed",)),),
    )
    assert edge_of(scene, "wire:b.x").source.node == "a"


PAIRS = st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5), st.booleans()), max_size=14)


@given(PAIRS)
def test_without_feedback_no_loop_is_left(pairs: list[tuple[int, int, bool]]) -> None:
    """Compared with the definition: powers of the adjacency relation; instantaneous wires run upwards here."""
    ports = (Port("{0}.x", "x", "T", "in"), Port("{0}.y", "y", "T", "out"))
    boxes = tuple(
        Box(f"b{k}", f"b{k}", "K", tuple(Port(f"b{k}.{port.name}", port.name, "T", port.polarity) for port in ports))
        for k in range(6)
    )
    wires = tuple(
        Wire(f"wire:{place}", f"b{one}.y", f"b{other}.x", marks=() if now and one < other else ("delayed",))
        for place, (one, other, now) in enumerate(pairs)
    )
    scene = Scene("random", boxes=boxes, wires=wires)
    feedback = feedback_of(scene, ends_of(scene))
    assert all("delayed" in wire.marks for wire in wires if wire.id in feedback)
    forward = {(one, other) for place, (one, other, _) in enumerate(pairs) if f"wire:{place}" not in feedback}
    power = forward
    for _ in range(6):
        assert all(one != other for one, other in power)
        power = {(one, last) for one, middle in power for first, last in forward if middle == first}
    assert all(_closes(pair, forward) for place, pair in enumerate(pairs) if f"wire:{place}" in feedback)


def _closes(pair: tuple[int, int, bool], forward: set[tuple[int, int]]) -> bool:
    """Whether the target reaches the source forwards."""
    reached = {pair[1]}
    for _ in range(6):
        reached |= {other for one, other in forward if one in reached}
    return pair[0] in reached
