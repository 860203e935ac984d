"""For plugins that analyse: analyses and what they answer, lints, layers of the picture, tables."""

from __future__ import annotations

from interlock.analysis.answer import (
    DIAGRAM,
    FUNCTIONS,
    Analysis,
    Body,
    Given,
    Key,
    Layer,
    Lint,
    Pattern,
    Report,
    Request,
    Results,
    lacking,
)
from interlock.analysis.exhibit import Exhibit, Lit, Table
from interlock.analysis.finding import Finding
from interlock.analysis.gauge import Gauge
from interlock.analysis.mark import Marks
from interlock.analysis.plan import attempt
from interlock.analysis.verdict import Verdict

__all__ = [
    "DIAGRAM",
    "FUNCTIONS",
    "Analysis",
    "Body",
    "Exhibit",
    "Finding",
    "Gauge",
    "Given",
    "Key",
    "Layer",
    "Lint",
    "Lit",
    "Marks",
    "Pattern",
    "Report",
    "Request",
    "Results",
    "Table",
    "Verdict",
    "attempt",
    "lacking",
]
