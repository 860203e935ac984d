"""The legend: what the colours, glyphs and lines that occur in a scene mean, and nothing else."""

from __future__ import annotations

from interlock.draw.flow import broadcast_of
from interlock.draw.palette import BLUE, FAINT, FAMILIES, GREY, INK, PURPLE, STROKES, Family, Stroke
from interlock.draw.scene import Box, Cluster, Port, Scene, Wire
from interlock.record import NamedTuple

_LINES = {"dashed": "– – –", "dotted": "· · · ·"}


class Entry(NamedTuple):
    """A sample (glyph or line, its colour, the colour behind it or ``""``) and what it means."""

    sample: str
    colour: str
    behind: str
    meaning: str


class Legend(NamedTuple):
    """The entries of a scene in a fixed order: roles, then lines, then clusters, then marks."""

    entries: tuple[Entry, ...]


def legend_of(scene: Scene) -> Legend:
    """The legend of what occurs in a scene."""
    roles = {role for box in scene.boxes for role in box.roles}
    families = tuple(_family_entry(family) for family in FAMILIES if family.role in roles)
    return Legend((*families, *_wire_entries(scene), *_cluster_entries(scene), *_mark_entries(scene)))


def _family_entry(family: Family) -> Entry:
    return Entry(family.glyph, family.ink, family.colour, family.role)


def _wire_entries(scene: Scene) -> tuple[Entry, ...]:
    """Data wires are named only beside others: alone they explain themselves."""
    learns = any(wire.kind == "learn" for wire in scene.wires)
    broadcast = bool(broadcast_of(scene))
    delayed = any("delayed" in wire.marks for wire in scene.wires)
    ties = any(wire.kind == "tie" for wire in scene.wires)
    possible = (
        (learns or broadcast, Entry("———", INK, "", "data")),
        (broadcast, Entry("———", FAINT, "", "data for many")),
        (learns, Entry("– – –", BLUE, "", "learning")),
        (ties, Entry("· · · ·", PURPLE, "", "no wire: what is said of two ports")),
        (delayed, Entry("——○▸", INK, "", "read in the next instant")),
    )
    return tuple(entry for occurs, entry in possible if occurs)


def _cluster_entries(scene: Scene) -> tuple[Entry, ...]:
    kinds = {cluster.kind for cluster in scene.clusters}
    possible = (
        ("membrane", Entry("– – –", GREY, "", "membrane")),
        ("nested", Entry("═══", GREY, "", "proposal inside")),
    )
    return tuple(entry for kind, entry in possible if kind in kinds)


def _mark_entries(scene: Scene) -> tuple[Entry, ...]:
    ports = [port for box in scene.boxes for port in box.ports]
    marked: tuple[Box | Wire | Cluster | Port, ...] = (
        *scene.boxes,
        *scene.wires,
        *scene.clusters,
        *scene.outer,
        *ports,
    )
    marks = {mark for thing in marked for mark in thing.marks}
    return tuple(_mark_entry(stroke) for stroke in STROKES if stroke.mark in marks)


def _mark_entry(stroke: Stroke) -> Entry:
    sample = "═══" if stroke.double else "━━" if stroke.line == "solid" else _LINES[stroke.line]
    glyph = f"{stroke.badge[0]} " if stroke.badge else ""
    return Entry(sample, stroke.colour, "", glyph + stroke.meaning)
