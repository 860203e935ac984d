"""The scene of a checked diagram has everything that the diagram has, under the same names."""

from __future__ import annotations

from pathlib import Path

import pytest

from interlock.check.checked import CheckedDiagram
from interlock.cli.session import load_plugins, open_session
from interlock.diagram.element import Element
from interlock.draw.paint import paint
from interlock.draw.scene import Scene
from interlock.draw.stage import scene
from interlock.kernel.spell import spell
from interlock.pipeline import Setting

INNER = """\
interlock: 1
proposal: pair
ports: {in x: Nat, out y: Nat}
boxes:
  one: {ports: {in x: Nat, out y: Nat}}
  two: {ports: {in x: Nat, out y: Nat}}
wires: [x -> one.x, one.y -> two.x, two.y -> y]
"""
OUTER = """\
interlock: 1
proposal: outer
title: A pair with a memory behind it
uses: [alignment]
ports: {in a: Nat, out b: Nat}
boxes:
  pair: {kind: ./inner.yaml}
  keep: {labels: {role: [monitor], trust: trusted}, ports: {out now: Nat, in next: Nat}}
  sum: {ports: {in x: Nat, in y: Nat, out z: Nat}}
wires:
  - a -> pair.x
  - pair.y -> sum.x
  - keep.now -> sum.y
  - "sum.z -> keep.next, b"
learns:
  - {learn: sum.z ~> %s, by: imitation}
"""
GALLERY = sorted((Path(__file__).resolve().parents[2] / "proposals").glob("*/proposal.yaml"))


def diagram(path: Path) -> CheckedDiagram:
    session = open_session(str(path), load_plugins(), Setting())
    assert session.examined.diagram is not None, session.messages
    return session.examined.diagram


def nested(folder: Path, learner: str = "keep") -> CheckedDiagram:
    (folder / "inner.yaml").write_text(INNER, "utf-8")
    (folder / "outer.yaml").write_text(OUTER % learner, "utf-8")
    return diagram(folder / "outer.yaml")


def ends_are_there(drawn: Scene) -> bool:
    """Whether every end of a wire and every cluster that is named is part of the scene."""
    ports = {port.id for port in drawn.outer} | {port.id for box in drawn.boxes for port in box.ports}
    ends = ports | {box.id for box in drawn.boxes}
    clusters = {cluster.id for cluster in drawn.clusters} | {""}
    inside = {box.inside for box in drawn.boxes} | {cluster.inside for cluster in drawn.clusters}
    return inside <= clusters and {end for wire in drawn.wires for end in (wire.source, wire.target)} <= ends


@pytest.mark.parametrize("path", GALLERY, ids=lambda path: path.parent.name)
def test_every_box_and_wire_of_the_gallery_is_drawn(path: Path) -> None:
    checked = diagram(path)
    drawn = scene(checked, {}, spell)
    assert ends_are_there(drawn)
    assert [box.id for box in drawn.boxes] == list(checked.boxes)
    data = [wire for wire in drawn.wires if wire.kind == "data"]
    assert {(wire.target, wire.source) for wire in data} == set(checked.wiring.wires.items())
    assert all(wire.id == f"wire:{wire.target}" for wire in data)
    assert paint(drawn)


def test_a_nested_proposal_is_a_cluster_with_its_wires_joined(tmp_path: Path) -> None:
    drawn = scene(nested(tmp_path), {}, spell)
    assert ends_are_there(drawn)
    assert [(box.id, box.name, box.inside) for box in drawn.boxes[:2]] == [
        ("pair/one", "one", "pair"),
        ("pair/two", "two", "pair"),
    ]
    assert [(cluster.id, cluster.kind) for cluster in drawn.clusters] == [("pair", "nested")]
    wires = {wire.id: wire.source for wire in drawn.wires}
    assert wires["wire:pair/one.x"] == "a" and wires["wire:sum.x"] == "pair/two.y"


def test_a_level_of_nought_leaves_nested_proposals_closed(tmp_path: Path) -> None:
    drawn = scene(nested(tmp_path), {}, spell, 0)
    assert [box.id for box in drawn.boxes] == ["pair", "keep", "sum"]
    assert drawn.clusters == () and ends_are_there(drawn)
    assert next(box.kind for box in drawn.boxes if box.id == "pair") == "inner"


def test_a_nested_proposal_at_which_a_learn_wire_ends_stays_closed(tmp_path: Path) -> None:
    drawn = scene(nested(tmp_path, "pair"), {}, spell)
    assert "pair" in [box.id for box in drawn.boxes] and ends_are_there(drawn)
    (wire,) = [wire for wire in drawn.wires if wire.kind == "learn"]
    assert (wire.id, wire.label) == ("learn:sum.z~pair", "imitation")


def test_what_a_box_reads_after_its_output_is_delayed(tmp_path: Path) -> None:
    drawn = scene(nested(tmp_path), {}, spell)
    assert [wire.id for wire in drawn.wires if "delayed" in wire.marks] == ["wire:keep.next"]


def test_roles_and_labels_and_types_are_told(tmp_path: Path) -> None:
    keep = next(box for box in scene(nested(tmp_path), {}, spell).boxes if box.id == "keep")
    assert (keep.roles, keep.labels) == (("monitor",), ("trusted",))
    assert [port.type_text for port in keep.ports] == ["Nat", "Nat"]


def test_marks_light_what_they_name_and_unknown_ones_are_left_out(tmp_path: Path) -> None:
    marks = {Element("sum"): ("barrier", "sparkling"), Element("wire:b"): ("route",), Element("sum.x"): ("hole",)}
    drawn = scene(nested(tmp_path), marks, spell)
    total = next(box for box in drawn.boxes if box.id == "sum")
    assert total.marks == ("barrier",) and total.ports[0].marks == ("hole",)
    assert next(wire for wire in drawn.wires if wire.id == "wire:b").marks == ("route",)


def walled(folder: Path, inner: str, outer: str) -> CheckedDiagram:
    """The nested pair with membranes."""
    (folder / "inner.yaml").write_text(INNER + inner, "utf-8")
    (folder / "outer.yaml").write_text(OUTER % "keep" + outer, "utf-8")
    return diagram(folder / "outer.yaml")


def test_a_membrane_is_a_cluster_round_its_boxes(tmp_path: Path) -> None:
    kept = "boundaries: {kept: {inside: [keep, sum], admits: [], doc: What is kept in.}}\n"
    drawn = scene(walled(tmp_path, "", kept), {}, spell, 0)
    assert [box.inside for box in drawn.boxes] == ["", "boundaries:kept", "boundaries:kept"]
    assert [(one.id, one.kind, one.tooltip) for one in drawn.clusters] == [
        ("boundaries:kept", "membrane", "What is kept in.")
    ]
    assert ends_are_there(drawn)


def test_membranes_stand_in_one_another_and_in_the_diagrams_that_are_open(tmp_path: Path) -> None:
    inner = "boundaries: {one: {inside: [one], admits: []}}\n"
    outer = "boundaries: {sum: {inside: [sum], admits: []}, all: {inside: [pair, sum], admits: []}}\n"
    drawn = scene(walled(tmp_path, inner, outer), {}, spell)
    assert {one.id: one.inside for one in drawn.clusters} == {
        "boundaries:sum": "boundaries:all",
        "boundaries:all": "",
        "boundaries:pair/one": "pair",
        "pair": "boundaries:all",
    }
    assert {box.id: box.inside for box in drawn.boxes} == {
        "keep": "",
        "sum": "boundaries:sum",
        "pair/one": "boundaries:pair/one",
        "pair/two": "pair",
    }


def test_words_are_written_at_wires(tmp_path: Path) -> None:
    drawn = scene(nested(tmp_path), {}, spell, labels={Element("wire:sum.y"): "<= 8 bit / use"})
    assert {wire.id: wire.label for wire in drawn.wires if wire.label} == {
        "wire:sum.y": "<= 8 bit / use",
        "learn:sum.z~keep": "imitation",
    }


def test_opposite_aims_of_one_source_are_both_told(tmp_path: Path) -> None:
    nested(tmp_path)
    text = OUTER % "keep" + "  - {learn: sum.z ~> pair, aim: lower}\n  - {learn: keep.now ~> sum.z, by: selection}\n"
    (tmp_path / "outer.yaml").write_text(text, "utf-8")
    drawn = scene(diagram(tmp_path / "outer.yaml"), {}, spell)
    assert [wire.label for wire in drawn.wires if wire.kind == "learn"] == [
        "imitation, raise",
        "gradient, lower",
        "selection",
    ]
