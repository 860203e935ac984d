"""For plugins that depict results: charts as data, and what they are made of."""

from __future__ import annotations

from interlock.analysis.chart import (
    Bar,
    Bars,
    Bead,
    BowTie,
    Cell,
    Chart,
    Curve,
    Fill,
    Grid,
    Join,
    Plot,
    Row,
    Shade,
    Spot,
    Strand,
    Tone,
    Wing,
)

__all__ = [
    "Bar",
    "Bars",
    "Bead",
    "BowTie",
    "Cell",
    "Chart",
    "Curve",
    "Fill",
    "Grid",
    "Join",
    "Plot",
    "Row",
    "Shade",
    "Spot",
    "Strand",
    "Tone",
    "Wing",
]
