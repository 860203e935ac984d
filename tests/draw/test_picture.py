"""Pictures: both engines, the ids and titles of the SVG, and every way in which there is no picture."""

from __future__ import annotations

import os
import re
import shutil
from importlib.util import find_spec
from pathlib import Path
from xml.etree.ElementTree import Element, fromstring

import pytest

from interlock.draw.depict import depict
from interlock.draw.dot import print_graph
from interlock.draw.graphviz import EngineFailed, EngineTimeout, NoEngine, Picture, draw
from interlock.draw.paint import paint
from interlock.draw.scene import Box, Cluster, Port, Scene, Wire
from interlock.draw.svg import dress
from tests.draw import scenes

SVG = "{http://www.w3.org/2000/svg}"
XLINK = "{http://www.w3.org/1999/xlink}"
SCENES = {"gated": scenes.GATED_ROUTE, "rlhf": scenes.RLHF, "control": scenes.CONTROL, "marks": scenes.EVERY_MARK}


@pytest.fixture(params=["dot", "wheel"])
def engine(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> str:
    """Each engine that this machine has; the wheel is found when no `dot` is on the path."""
    name = str(request.param)
    if name == "dot" and shutil.which("dot") is None:
        pytest.skip("no dot on the search path")
    if name == "wheel" and find_spec("pygraphviz") is None:
        pytest.skip("pygraphviz is not installed")
    if name == "wheel":
        monkeypatch.setenv("PATH", str(tmp_path))
    return name


def fake_dot(folder: Path, script: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Put a program called `dot` first on the search path."""
    program = folder / "dot"
    program.write_text(f"#!/bin/sh\n{script}\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")


def svg_of(scene: Scene) -> bytes:
    """The finished SVG of a scene."""
    drawn = depict(scene, "svg")
    assert isinstance(drawn, Picture), drawn
    return drawn.content


def titles_of(svg: bytes) -> dict[str, str]:
    """The title of each group that has an id and a title as its first child."""
    groups = [group for group in fromstring(svg).iter(SVG + "g") if len(group) and group[0].tag == SVG + "title"]
    return {group.get("id", ""): group[0].text or "" for group in groups}


@pytest.mark.parametrize("name", SCENES)
def test_every_element_has_its_id_and_says_what_it_is(engine: str, name: str) -> None:
    """Boxes, ports, wires, clusters and the interface, by the ids that results and JSON use."""
    scene, titles = SCENES[name], titles_of(svg_of(SCENES[name]))
    ports = [port.id for box in scene.boxes for port in box.ports]
    things: tuple[Box | Wire | Cluster | Port, ...] = (*scene.boxes, *scene.wires, *scene.clusters, *scene.outer)
    assert {*ports, *(thing.id for thing in things)} <= set(titles)
    assert all(titles[box.id].startswith(box.id) for box in scene.boxes)
    assert all(titles[port.id].startswith(port.id) for port in scene.outer)
    assert all(titles[wire.id].startswith(wire.source) and wire.target in titles[wire.id] for wire in scene.wires)


def test_a_box_and_a_wire_are_told_in_words(engine: str) -> None:
    """The words of the requirement, to the letter."""
    titles = titles_of(svg_of(scenes.GATED_ROUTE))
    assert titles["gate"] == "gate: Gatekeeper (gate); barrier"
    assert titles["wire:gate.certificate"] == (
        "verifier.certificate -> gate.certificate : Option (Cert model spec policy); thinnest route"
    )
    assert titles["wire:monitor.action"].endswith("read in the next instant")
    assert titles_of(svg_of(scenes.RLHF))["learn:reward.score~policy"] == "reward.score ~> policy by gradient"


def test_the_picture_has_a_role_a_title_and_a_description(engine: str) -> None:
    """For those who do not see it."""
    root = fromstring(svg_of(scenes.GATED))
    assert root.get("role") == "img"
    assert (root[0].tag, root[0].text) == (SVG + "title", "guaranteed-safe-ai")
    assert root[1].tag == SVG + "desc"
    assert "verifier: Verifier" in (root[1].text or "")


def test_classes_say_kind_role_and_marks(engine: str) -> None:
    """What a page needs to style or to find things."""
    classes = {group.get("id"): group.get("class") for group in fromstring(svg_of(scenes.GATED_ROUTE)).iter(SVG + "g")}
    assert classes["gate"] == "node box Gatekeeper gate barrier"
    assert classes["gate.certificate"] == "port"
    assert classes["wire:gate.certificate"] == "edge wire data route"
    assert classes["boundaries:workshop"] == "cluster membrane"


def test_no_text_is_below_nine_points(engine: str) -> None:
    """Sizes as Graphviz wrote them."""
    sizes = [float(size) for size in re.findall(r'font-size="([^"]*)"', svg_of(scenes.EVERY_MARK).decode())]
    assert len(sizes) > 20
    assert min(sizes) >= 9


def test_no_stamp_and_no_link_is_left(engine: str) -> None:
    """Comments carry the version of Graphviz; links would lead to themselves."""
    text = svg_of(scenes.GATED).decode()
    assert not re.search(r"<!--|<!DOCTYPE|<\?xml|xlink|<a[ >]|graphviz", text, re.IGNORECASE)
    assert text.endswith("</svg>\n")


@pytest.mark.parametrize("format", ["svg", "png", "pdf", "dot"])
def test_the_same_scene_gives_the_same_bytes(engine: str, format: str) -> None:
    """Twice, in every format."""
    one, other = (depict(scenes.GATED, format) for _ in range(2))  # type: ignore[arg-type]
    assert isinstance(one, Picture)
    assert one == other
    starts = {"svg": b"<svg ", "png": b"\x89PNG", "pdf": b"%PDF", "dot": b"digraph "}
    assert one.content.startswith(starts[format])
    assert not re.search(rb"CreationDate \(D:(?!19700101000000Z)", one.content)


def drawn_in(root: Element) -> list[tuple[str, str, str]]:
    """What is drawn, in order: shapes with all their attributes and texts with their words."""
    shapes = [
        part for part in root.iter() if part.tag.removeprefix(SVG) in ("polygon", "polyline", "path", "ellipse", "text")
    ]
    found = [(part.tag, part.text or "", {**part.attrib}) for part in shapes]
    return [
        (tag, text, re.sub("'transparent'", "'none'", str(sorted(attributes.items()))))
        for tag, text, attributes in found
    ]


def told_in(root: Element) -> dict[str, str]:
    """By tree: each group's id, and its link's title if it has a wrapper, else the name that Graphviz gave."""
    told: dict[str, str] = {}
    for group in root.iter(SVG + "g"):
        name = group.get("id", "")
        link = group.find(SVG + "a")
        if name.startswith("a_") and link is not None and not name.endswith("-label"):
            told[name.removeprefix("a_")] = link.get(XLINK + "title", "")
        elif not name.startswith("a_") and name not in told:
            told[name] = group.findtext(SVG + "title") or ""
    told.pop("graph0")
    return told


@pytest.mark.parametrize("name", SCENES)
def test_rewriting_tags_is_rewriting_the_tree(engine: str, name: str) -> None:
    """Compared with a reading of Graphviz's own SVG as a tree: nothing drawn is lost, moved or said otherwise."""
    raw = draw(print_graph(paint(SCENES[name])), "svg")
    assert isinstance(raw, Picture)
    dressed = dress(raw.content, "t", "d")
    assert drawn_in(fromstring(dressed)) == drawn_in(fromstring(raw.content))
    assert titles_of(dressed) == {name: told for name, told in told_in(fromstring(raw.content)).items() if told}


def test_names_that_need_care_reach_the_picture(engine: str) -> None:
    """Angle brackets, quotes, ampersands, backslashes, entities and letters of all scripts."""
    care = "a<b> & \"c\" 'd' \\N \\ &lt; é ≤ 世 \\"
    scene = Scene(care, care, boxes=(scenes.box("x'1", "Kind", f"in ä: {care.replace(';', '')}", doc=care),))
    root = fromstring(svg_of(scene))
    assert root.findtext(SVG + "title") == care
    assert care in titles_of(svg_of(scene))["x'1"]
    assert care in [text.text for text in root.iter(SVG + "text")]


def test_without_graphviz_the_remedy_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """And the DOT text is written all the same."""
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    missing = depict(scenes.RLHF, "svg")
    assert isinstance(missing, NoEngine)
    assert "apt-get install graphviz" in missing.remedy
    assert isinstance(depict(scenes.RLHF, "dot"), Picture)


def test_a_slow_engine_is_stopped(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """After the seconds stated."""
    fake_dot(tmp_path, "exec sleep 30", monkeypatch)
    assert draw("digraph {}", "svg", seconds=0.2) == EngineTimeout("dot", 0.2)


def test_a_failing_engine_is_quoted(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The last line that it said, or its status."""
    fake_dot(tmp_path, "echo first >&2; echo 'no such format' >&2; exit 1", monkeypatch)
    assert draw("digraph {}", "svg") == EngineFailed("dot", "no such format")
    fake_dot(tmp_path, "exit 3", monkeypatch)
    assert draw("digraph {}", "svg") == EngineFailed("dot", "it ended with status 3")


def test_a_dot_that_cannot_be_started_is_a_value(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A file that may be executed and is no program."""
    fake_dot(tmp_path, "", monkeypatch)
    (tmp_path / "dot").write_bytes(b"\x00\x01\x02")
    assert isinstance(draw("digraph {}", "svg"), EngineFailed)


def test_text_that_is_no_graph_is_a_value(engine: str) -> None:
    """With what the engine says of it."""
    failed = draw("digraph {", "svg")
    assert isinstance(failed, EngineFailed)
    assert failed.said


def test_a_dot_that_writes_no_svg_is_a_value(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Whatever calls itself `dot` on a machine, there is no traceback."""
    fake_dot(tmp_path, "echo hello", monkeypatch)
    assert isinstance(depict(scenes.RLHF, "svg"), EngineFailed)
