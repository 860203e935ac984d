"""What is to be seen: boxes with ports, wires and clusters, before anything is placed or coloured.

Ids are the canonical texts of elements (box ``gate``, port ``gate.certificate``, wire ``wire:gate.certificate``,
learn wire ``learn:reward.score~policy``) and become the ids of the SVG.
"""

from __future__ import annotations

from typing import Literal

from interlock.record import dataclass

Polarity = Literal["in", "out"]
WireKind = Literal["data", "learn", "tie"]
ClusterKind = Literal["membrane", "nested"]
Mark = Literal[
    "barrier",
    "route",
    "way",
    "hole",
    "hazard",
    "muted",
    "added",
    "removed",
    "retyped",
    "changed",
    "breach",
    "admitted",
    "fault",
    "delayed",
]


@dataclass(frozen=True, slots=True)
class Port:
    """A port of a box or, seen from inside, of the proposal itself; its type is told, not drawn."""

    id: str
    name: str
    type_text: str
    polarity: Polarity
    tooltip: str = ""
    marks: tuple[Mark, ...] = ()


@dataclass(frozen=True, slots=True)
class Box:
    """A box: `roles` choose its colour and glyph, `labels` are few words drawn beside its kind."""

    id: str
    name: str
    kind: str
    ports: tuple[Port, ...]
    roles: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    doc: str = ""
    marks: tuple[Mark, ...] = ()
    inside: str = ""


@dataclass(frozen=True, slots=True)
class Wire:
    """A wire from a port to a port; a learn wire may also end at a box. `label` is drawn, `tooltip` told.

    A tie is no wire of the diagram: it joins two ports of which something is said, and moves nothing in the picture.

    The mark `delayed` says that the target takes the value only in the next instant: such wires close the loops.
    """

    id: str
    source: str
    target: str
    kind: WireKind = "data"
    label: str = ""
    tooltip: str = ""
    marks: tuple[Mark, ...] = ()


@dataclass(frozen=True, slots=True)
class Cluster:
    """What stands behind a membrane, or in a box that is a proposal itself; `inside` is a cluster or ``""``."""

    id: str
    name: str
    kind: ClusterKind
    inside: str = ""
    tooltip: str = ""
    marks: tuple[Mark, ...] = ()


@dataclass(frozen=True, slots=True)
class Scene:
    """A whole picture. Every end of a wire, and every `inside`, names something that the scene holds."""

    title: str
    subtitle: str = ""
    outer: tuple[Port, ...] = ()
    boxes: tuple[Box, ...] = ()
    wires: tuple[Wire, ...] = ()
    clusters: tuple[Cluster, ...] = ()
    caption: str = ""
