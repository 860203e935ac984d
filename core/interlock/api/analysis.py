"""For plugins that analyse: analyses and what they answer, lints, layers of the picture, tables and curves."""

from __future__ import annotations

from interlock.analysis.answer import DIAGRAM, Analysis, Given, Key, Layer, Lint, Report, Request, Results
from interlock.analysis.exhibit import Curve, Exhibit, Table
from interlock.analysis.finding import Finding
from interlock.analysis.mark import Marks

__all__ = [
    "DIAGRAM",
    "Analysis",
    "Curve",
    "Exhibit",
    "Finding",
    "Given",
    "Key",
    "Layer",
    "Lint",
    "Marks",
    "Report",
    "Request",
    "Results",
    "Table",
]
