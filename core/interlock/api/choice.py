"""For plugins that choose: the cheapest choices that meet demands, with the proof that no cheaper ones do."""

from __future__ import annotations

from interlock.analysis.cheapest import LARGEST, Cheapest, Demand, Row, Unmet, Unsettled, cheapest
from interlock.analysis.demand import at_most

__all__ = ["LARGEST", "Cheapest", "Demand", "Row", "Unmet", "Unsettled", "at_most", "cheapest"]
