"""Large pictures are cut down to what is lit."""

from __future__ import annotations

from dataclasses import replace

from interlock.draw.dot import print_graph
from interlock.draw.focus import focus
from interlock.draw.paint import paint
from interlock.draw.scene import Cluster, Scene
from tests.draw import scenes

LIT = scenes.marked(
    replace(scenes.HUNDRED, caption="Look."),
    {
        "box_3_2": ("route",),
        "box_4_2": ("route", "barrier"),
        "wire:box_4_2.left": ("route",),
        "wire:end": ("route",),
        "end": ("route",),
    },
)


def boxes(scene: Scene) -> set[str]:
    """The boxes of a scene."""
    return {box.id for box in scene.boxes}


def test_a_scene_of_few_boxes_is_whole() -> None:
    assert focus(scenes.GATED_ROUTE) == scenes.GATED_ROUTE


def test_a_scene_in_which_no_box_is_lit_is_whole() -> None:
    assert focus(scenes.HUNDRED) == scenes.HUNDRED


def test_of_a_large_scene_what_is_lit_and_what_feeds_its_barriers_is_left() -> None:
    cut = focus(LIT)
    assert boxes(cut) == {"box_3_2", "box_3_3", "box_4_2"}
    assert cut.caption == "Look. 97 other boxes are not drawn."
    assert [port.id for port in cut.outer] == ["end"]


def test_every_end_of_a_wire_is_still_there() -> None:
    cut = focus(scenes.marked(scenes.HUNDRED, dict.fromkeys(("box_0_0", "box_7_1", "box_19_0"), ("route", "barrier"))))
    ends = {port.id for port in cut.outer} | {port.id for box in cut.boxes for port in box.ports} | boxes(cut)
    assert {end for wire in cut.wires for end in (wire.source, wire.target)} <= ends
    print_graph(paint(cut))


def test_what_encloses_a_box_that_is_left_is_left() -> None:
    inside = tuple(replace(box, inside="inner") if box.id in ("box_3_2", "box_9_1") else box for box in LIT.boxes)
    clusters = (
        Cluster("outer", "outer", "membrane"),
        Cluster("inner", "inner", "nested", "outer"),
        Cluster("far", "far", "membrane"),
    )
    assert [cluster.id for cluster in focus(replace(LIT, boxes=inside, clusters=clusters)).clusters] == [
        "outer",
        "inner",
    ]
