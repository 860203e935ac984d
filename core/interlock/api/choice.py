"""For plugins that choose: the cheapest choices that meet demands, with the proof, and choices against somebody who answers."""

from __future__ import annotations

from interlock.analysis.cheapest import LARGEST, Cheapest, Demand, Row, Unmet, Unsettled, cheapest
from interlock.analysis.contest import Contest, Limit, Play, frontier, safest, settle
from interlock.analysis.demand import at_most

__all__ = [
    "LARGEST",
    "Cheapest",
    "Contest",
    "Demand",
    "Limit",
    "Play",
    "Row",
    "Unmet",
    "Unsettled",
    "at_most",
    "cheapest",
    "frontier",
    "safest",
    "settle",
]
