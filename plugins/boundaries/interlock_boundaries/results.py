"""What other plugins may read: the analyses by which results are asked for, the classes of these, and the graph of all ports."""

from __future__ import annotations

from interlock_boundaries.analyses import GROUND, MEMBRANES
from interlock_boundaries.answer import Crossing, MembraneAnswer, Membranes, Passage
from interlock_boundaries.crossing import Strand, Wall, crossings, strands, walls
from interlock_boundaries.ground import Ground, Leaf, Level, bare, box_of, ground, outputs
from interlock_boundaries.sections import BOUNDARIES, Admission, Membrane

__all__ = [
    "BOUNDARIES",
    "GROUND",
    "MEMBRANES",
    "Admission",
    "Crossing",
    "Ground",
    "Leaf",
    "Level",
    "Membrane",
    "MembraneAnswer",
    "Membranes",
    "Passage",
    "Strand",
    "Wall",
    "bare",
    "box_of",
    "crossings",
    "ground",
    "outputs",
    "strands",
    "walls",
]
