"""The text alternatives of a picture: one sentence for each thing that is drawn, for those who do not see it."""

from __future__ import annotations

from collections.abc import Mapping

from interlock.draw.palette import STROKES
from interlock.draw.scene import Box, Cluster, Mark, Port, Scene, Wire


def tell_box(box: Box) -> str:
    """A box in one sentence: `gate: Gatekeeper (gate), trusted; barrier. What it does`."""
    kind = f": {box.kind}" if box.kind else ""
    roles = f" ({', '.join(box.roles)})" if box.roles else ""
    labels = "".join(f", {label}" for label in box.labels)
    doc = f". {box.doc}" if box.doc else ""
    return f"{box.id}{kind}{roles}{labels}{_tell_marks(box.marks)}{doc}"


def tell_port(port: Port) -> str:
    """`gate.certificate : Option (Cert model spec policy)`, or the tooltip that the builder gave."""
    typed = f"{port.id} : {port.type_text}" if port.type_text else port.id
    return (port.tooltip or typed) + _tell_marks(port.marks)


def tell_wire(wire: Wire, types: Mapping[str, str]) -> str:
    """`verifier.certificate -> gate.certificate : Option (Cert model spec policy)`; learn wires have `~>`.

    `types` maps the ids of ports to the texts of their types.
    """
    if wire.kind == "tie":
        return f"{wire.source}, {wire.target}: {wire.label}"
    arrow = "~>" if wire.kind == "learn" else "->"
    typed = types.get(wire.target) or types.get(wire.source, "")
    said = f" : {typed}" if typed and wire.kind == "data" else f" by {wire.label}" if wire.label else ""
    return (wire.tooltip or f"{wire.source} {arrow} {wire.target}{said}") + _tell_marks(wire.marks)


def tell_cluster(cluster: Cluster) -> str:
    """`boundaries:workshop: a membrane`, or the tooltip that the builder gave."""
    what = "a membrane" if cluster.kind == "membrane" else "a proposal inside this one"
    return (cluster.tooltip or f"{cluster.name}: {what}") + _tell_marks(cluster.marks)


def tell_scene(scene: Scene) -> str:
    """What the whole picture shows: its subtitle and caption, how much there is, and each box in order."""
    data, learns = (sum(wire.kind == kind for wire in scene.wires) for kind in ("data", "learn"))
    counted = f"{len(scene.boxes)} boxes, {data} wires and {learns} learn wires"
    interface = "; ".join(f"{port.polarity} {port.name}" for port in scene.outer)
    boxes = "; ".join(f"{box.name}: {box.kind}" if box.kind else box.name for box in scene.boxes)
    listed = (interface and f"Interface: {interface}", boxes and f"Boxes: {boxes}")
    parts = (scene.subtitle, scene.caption, counted, *listed)
    return ". ".join(part.rstrip(".") for part in parts if part) + "."


def _tell_marks(marks: tuple[Mark, ...]) -> str:
    said = [stroke.meaning for stroke in STROKES if stroke.mark in marks]
    delayed = ["read in the next instant"] if "delayed" in marks else []
    return f"; {', '.join(delayed + said)}" if delayed or said else ""
