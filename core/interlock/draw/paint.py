"""A scene as a DOT graph: data flow from left to right, the interface at both sides, learning against the flow."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from interlock.draw.dot import Attributes, Defaults, Edge, End, Graph, Node, Statement, Subgraph, Text, Told
from interlock.draw.face import face_of, port_text
from interlock.draw.flow import Ends, broadcast_of, ends_of, feedback_of
from interlock.draw.heading import heading_of
from interlock.draw.legend import legend_of
from interlock.draw.palette import BLUE, FAINT, FONT, GREY, INK, PALE, PAPER, PURPLE, badges_of, stroke_of
from interlock.draw.scene import Box, Cluster, Port, Scene, Wire
from interlock.draw.table import cell, row, table
from interlock.draw.tell import tell_box, tell_cluster, tell_port, tell_wire


def paint(scene: Scene) -> Graph:
    """The DOT graph of a scene, statement by statement in the order of the scene."""
    ends = ends_of(scene)
    feedback = feedback_of(scene, ends)
    broadcast = broadcast_of(scene)
    edges = [_paint_wire(wire, ends, feedback, broadcast) for wire in scene.wires]
    inputs = [port for port in scene.outer if port.polarity == "in"]
    outputs = [port for port in scene.outer if port.polarity == "out"]
    sides = [*_paint_side(inputs), *_paint_side(outputs)]
    pins = _pins(scene, ends, feedback)
    return Graph(scene.title, (*_defaults(scene), *sides, *_paint_boxes(scene), *edges, *pins))


def _defaults(scene: Scene) -> tuple[Defaults, ...]:
    words = (("fontname", FONT), ("fontsize", "10"), ("fontcolor", INK))
    graph: Attributes = (
        ("rankdir", "LR"),
        ("newrank", "true"),  # else a wire into a cluster may run backwards
        ("nodesep", "0.1"),
        ("ranksep", "0.5"),
        ("pad", "0.2"),
        ("bgcolor", PAPER),
        ("labelloc", "t"),
        ("labeljust", "l"),
        ("label", heading_of(scene, legend_of(scene))),
        ("tooltip", Told(scene.title)),
    )
    node: Attributes = (("shape", "plain"),)
    edge: Attributes = (("color", INK), ("arrowsize", "0.7"))
    return Defaults("graph", (*graph, *words)), Defaults("node", (*node, *words)), Defaults("edge", (*edge, *words))


def _paint_side(ports: list[Port]) -> tuple[Subgraph, ...]:
    if not ports:
        return ()
    return (Subgraph("", (Defaults("graph", (("rank", "same"),)), *map(_paint_outer, ports))),)


def _paint_outer(port: Port) -> Node:
    stroke = stroke_of(port.marks)
    look: Attributes = (
        ("label", Text(port_text(port))),
        ("shape", "box"),
        ("style", "rounded,filled" if stroke is None or stroke.line == "solid" else f"rounded,filled,{stroke.line}"),
        ("fillcolor", "#F4F4F4"),
        ("color", GREY if stroke is None else stroke.colour),
        ("penwidth", "1" if stroke is None else str(stroke.width)),
        ("peripheries", "2" if stroke is not None and stroke.double else "1"),
        ("height", "0.3"),
        ("margin", "0.12,0.05"),
    )
    classes = ("outer", port.polarity, *port.marks)
    return Node(port.id, (*_identity(port.id, classes, tell_port(port)), *look))


def _paint_boxes(scene: Scene) -> Iterable[Statement]:
    """The boxes outside all clusters, then the clusters, each with what is inside; innermost are made first."""
    inside: defaultdict[str, list[Statement]] = defaultdict(list)
    for box in scene.boxes:
        inside[box.inside].append(_paint_box(box))
    for cluster in _innermost_first(scene.clusters):
        inside[cluster.inside].append(_paint_cluster(cluster, tuple(inside[cluster.id])))
    return inside[""]


def _innermost_first(clusters: tuple[Cluster, ...]) -> list[Cluster]:
    outer = {cluster.id: cluster.inside for cluster in clusters}
    depth: dict[str, int] = {"": 0}
    for cluster in clusters:
        way = [cluster.id]
        while way[-1] not in depth:
            way.append(outer[way[-1]])
        for step, passed in enumerate(reversed(way[:-1]), depth[way[-1]] + 1):
            depth[passed] = step
    return sorted(clusters, key=lambda cluster: -depth[cluster.id])


def _paint_box(box: Box) -> Node:
    classes = ("box", box.kind, *box.roles, *box.marks)
    return Node(box.id, (*_identity(box.id, classes, tell_box(box)), ("label", face_of(box))))


def _paint_cluster(cluster: Cluster, statements: tuple[Statement, ...]) -> Subgraph:
    """A membrane has one dashed line; a proposal inside has two lines, made by a second cluster around it."""
    stroke = stroke_of(cluster.marks)
    colour = GREY if stroke is None else stroke.colour
    dashed = cluster.kind == "membrane"
    badges = " ".join(badges_of(cluster.marks))
    look: Attributes = (
        ("label", Text(f"{cluster.name}  {badges}" if badges else cluster.name)),
        ("style", "rounded,dashed" if dashed else "rounded"),
        ("color", colour),
        ("fontcolor", INK),
        ("penwidth", "1.4" if stroke is None else str(stroke.width)),
        ("margin", "6"),
    )
    told = _identity(cluster.id, (cluster.kind, *cluster.marks), tell_cluster(cluster))
    inner = Subgraph(f"cluster {cluster.id}", (Defaults("graph", (*told, *look)), *statements))
    if dashed:
        return inner
    frame: Attributes = (("label", ""), ("style", "rounded"), ("color", colour), ("margin", "4"), ("class", "frame"))
    return Subgraph(f"cluster frame {cluster.id}", (Defaults("graph", frame), inner))


def _paint_wire(wire: Wire, ends: Ends, feedback: frozenset[str], broadcast: frozenset[str]) -> Edge:
    """The edge of a wire; one that closes a loop is told to Graphviz backwards, so that its source stays at the right."""
    classes = ("wire", wire.kind, *wire.marks)
    told = _identity(wire.id, classes, tell_wire(wire, ends.types))
    source, target = ends.joined(wire)
    arrow: Attributes = (("arrowhead", "normalodot"),) if "delayed" in wire.marks else ()
    if wire.kind == "tie":
        arrow = (("dir", "none"), ("arrowhead", "none"), ("constraint", "false"))
    if wire.id in feedback:
        source, target = target, source
        arrow = (("dir", "back"), *(("arrowtail", shape) for _, shape in arrow))
    return Edge(
        source, target, (*told, *_line(wire, FAINT if wire.id in broadcast else INK), *arrow, *_wire_label(wire))
    )


def _line(wire: Wire, plain: str) -> Attributes:
    """The line of a wire: marks win over the kind, but learning stays dashed; ``plain`` is the colour of other data."""
    stroke = stroke_of(wire.marks)
    learning, tied = wire.kind == "learn", wire.kind == "tie"
    colour = stroke.colour if stroke else BLUE if learning else PURPLE if tied else plain
    ink = PALE if "muted" in wire.marks else BLUE if learning else INK
    return (
        ("color", f"{colour}:{PAPER}:{colour}" if stroke and stroke.double else colour),
        ("style", "dashed" if learning else "dotted" if tied else stroke.line if stroke else "solid"),
        ("penwidth", str(stroke.width) if stroke else "2.0" if tied else "1.4" if learning else "1.1"),
        *((("fontcolor", ink),) if ink != INK else ()),
    )


def _wire_label(wire: Wire) -> Attributes:
    words = " ".join((*((wire.label,) if wire.label else ()), *badges_of(wire.marks)))
    if not words:
        return ()
    # The space round the words keeps them off the wire, which Graphviz leads along the label; a membrane may go below them.
    return (("label", table(row(cell(table(row(cell(words)), BGCOLOR=PAPER), CELLPADDING="4")))),)


def _identity(id_: str, classes: tuple[str, ...], told: str) -> Attributes:
    return ("id", id_), ("class", " ".join(filter(None, classes))), ("tooltip", Told(told))


def _pins(scene: Scene, ends: Ends, feedback: frozenset[str]) -> list[Edge]:
    """Unseen edges that keep the interface at the sides: inputs before all that begins, outputs after all that ends.

    Graphviz's own `rank=source` is not kept by every version where there are clusters.
    """
    forward = [ends.nodes(wire) for wire in scene.wires if wire.id not in feedback and wire.kind != "tie"]
    feeding, fed = {source for source, _ in forward}, {target for _, target in forward}
    inputs = [port.id for port in scene.outer if port.polarity == "in"][:1]
    outputs = [port.id for port in scene.outer if port.polarity == "out"][:1]
    unseen: Attributes = (("style", "invis"), ("weight", "0"))
    before = [Edge(End(port), End(box.id), unseen) for port in inputs for box in scene.boxes if box.id not in fed]
    after = [Edge(End(box.id), End(port), unseen) for port in outputs for box in scene.boxes if box.id not in feeding]
    return before + after
