"""What other plugins may read: the analyses by which results are asked for, and the classes of these."""

from __future__ import annotations

from interlock_swiss_cheese.answer import (
    CutSetTable,
    HazardAnswer,
    PathSetTable,
    RouteTable,
    SwissCheese,
    TargetVerdict,
)
from interlock_swiss_cheese.bounds import Bounds
from interlock_swiss_cheese.chance import Chance
from interlock_swiss_cheese.cheese import PROPAGATION, ROUTES, SWISS_CHEESE
from interlock_swiss_cheese.likelihood import Probability
from interlock_swiss_cheese.propagation import Propagation
from interlock_swiss_cheese.sections import ADVERSARIES, EVIDENCE, HAZARDS, Adversary, Evidence, Hazard
from interlock_swiss_cheese.tree import fault_trees, hazard_element
from interlock_swiss_cheese.ways import HazardRoutes, Routes, Way

__all__ = [
    "ADVERSARIES",
    "EVIDENCE",
    "HAZARDS",
    "PROPAGATION",
    "ROUTES",
    "SWISS_CHEESE",
    "Adversary",
    "Bounds",
    "Chance",
    "CutSetTable",
    "Evidence",
    "Hazard",
    "HazardAnswer",
    "HazardRoutes",
    "PathSetTable",
    "Probability",
    "Propagation",
    "RouteTable",
    "Routes",
    "SwissCheese",
    "TargetVerdict",
    "Way",
    "fault_trees",
    "hazard_element",
]
