"""A scene cut down to what is lit and what bears on it, so that a large picture can be read."""

from __future__ import annotations

from interlock.diagram.element import Element, owner
from interlock.draw.scene import Scene
from interlock.record import replace

FEW = 12
"""With so many boxes a scene is shown whole."""


def focus(scene: Scene, few: int = FEW) -> Scene:
    """The boxes that are lit, those that feed a lit barrier, and what joins them; how many are left out is said.

    A scene of few boxes, or one in which no box is lit, is kept as it is.
    """
    lit = {box.id for box in scene.boxes if box.marks}
    if len(scene.boxes) <= few or not lit:
        return scene
    barriers = {box.id for box in scene.boxes if "barrier" in box.marks}
    names = {box.id for box in scene.boxes}
    feeding = {_box(wire.source, names) for wire in scene.wires if _box(wire.target, names) in barriers}
    kept = lit | (feeding & names)
    wires = tuple(
        wire
        for wire in scene.wires
        if wire.marks or (_box(wire.target, names) in lit and _kept(wire.source, names, kept))
    )
    ends = {end for wire in wires for end in (wire.source, wire.target)}
    enclosed = {box.inside for box in scene.boxes if box.id in kept}
    clusters = {cluster.id: cluster for cluster in scene.clusters}
    around = set(enclosed)
    while enclosed := {clusters[name].inside for name in enclosed if name in clusters} - around:
        around |= enclosed
    others = len(names) - len(kept)
    said = f"{others} other boxes are not drawn." if others != 1 else "One other box is not drawn."
    return replace(
        scene,
        boxes=tuple(box for box in scene.boxes if box.id in kept),
        outer=tuple(port for port in scene.outer if port.marks or port.id in ends),
        wires=wires,
        clusters=tuple(cluster for cluster in scene.clusters if cluster.id in around),
        caption=" ".join(filter(None, (scene.caption, said))) if others else scene.caption,
    )


def _box(end: str, names: set[str]) -> str:
    """The box at an end of a wire, empty for the outside."""
    return end if end in names else owner(Element(end))


def _kept(end: str, names: set[str], kept: set[str]) -> bool:
    box = _box(end, names)
    return not box or box in kept
