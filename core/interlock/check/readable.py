"""Whether a file could be read well enough that checking it says something of its own."""

from __future__ import annotations

from collections.abc import Iterable

from interlock.syntax.fault import UnknownKey, WrongShape
from interlock.syntax.surface import Surface
from interlock.text.outcome import Fault

STRUCTURE = ("parameters", "ports", "boxes", "wires")
"""The sections without which most names of a file stand for nothing."""


def lost(surface: Surface, faults: Iterable[Fault]) -> bool:
    """Whether a section of the structure is missing because it could not be read, so that its names are unknown."""
    missing = set(surface.torn)
    for fault in faults:
        key = fault.site.anchor.key
        if isinstance(fault, WrongShape) and key in STRUCTURE:
            missing.add(key)
        elif isinstance(fault, UnknownKey) and fault.key == key:
            missing.update(name for name in fault.nearest[:1] if name not in surface.sections)
    return not missing.isdisjoint(STRUCTURE)
