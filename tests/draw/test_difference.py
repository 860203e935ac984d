"""What is lit of a difference."""

from __future__ import annotations

from interlock.check.compare import Change
from interlock.diagram.element import Element
from interlock.draw.difference import difference_marks


def test_each_picture_lights_what_it_has() -> None:
    changes = (
        Change("boxes", Element("old"), "", "Kind", None),
        Change("boxes", Element("new"), "", None, "Kind"),
        Change("boxes", Element("kept"), "kind", "Kind", "Other"),
        Change("boxes", Element("kept"), "trust", "low", "high"),
        Change("ports", Element("kept.x"), "type", "Nat", "Int"),
        Change("ports", Element("kept.y"), "", None, "out Nat"),
        Change("wires", Element("wire:kept.x"), "", "old.y", "new.y"),
        Change("wires", Element("wire:old.x"), "", "a", None),
    )
    before, after = difference_marks(changes)
    assert before == {
        "old": ("removed",),
        "kept": ("changed",),
        "kept.x": ("retyped",),
        "wire:kept.x": ("removed",),
        "wire:old.x": ("removed",),
    }
    assert after == {
        "new": ("added",),
        "kept": ("changed",),
        "kept.x": ("retyped",),
        "kept.y": ("added",),
        "wire:kept.x": ("added",),
    }
