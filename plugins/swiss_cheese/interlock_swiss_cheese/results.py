"""What other plugins may read: the analyses by which results are asked for, and the classes of these."""

from __future__ import annotations

from interlock_swiss_cheese.analyses import PROPAGATION, ROUTES, SWISS_CHEESE
from interlock_swiss_cheese.answer import (
    CutSetTable,
    HazardAnswer,
    OrderVerdict,
    PathSetTable,
    RouteTable,
    SwissCheese,
    TargetVerdict,
)
from interlock_swiss_cheese.bounds import Bounds
from interlock_swiss_cheese.chance import Chance
from interlock_swiss_cheese.change_section import CHANGES, Addition, Hardening
from interlock_swiss_cheese.importance import BarrierImportance, EventImportance, Swing, Tornado, Weighing
from interlock_swiss_cheese.likelihood import Probability
from interlock_swiss_cheese.propagation import Propagation
from interlock_swiss_cheese.remedy import Remedy
from interlock_swiss_cheese.sections import ADVERSARIES, EVIDENCE, HAZARDS, Adversary, Evidence, Hazard
from interlock_swiss_cheese.tree import fault_trees, hazard_element
from interlock_swiss_cheese.ways import HazardRoutes, Routes, Way

__all__ = [
    "ADVERSARIES",
    "CHANGES",
    "EVIDENCE",
    "HAZARDS",
    "PROPAGATION",
    "ROUTES",
    "SWISS_CHEESE",
    "Addition",
    "Adversary",
    "BarrierImportance",
    "Bounds",
    "Chance",
    "CutSetTable",
    "EventImportance",
    "Evidence",
    "Hardening",
    "Hazard",
    "HazardAnswer",
    "HazardRoutes",
    "OrderVerdict",
    "PathSetTable",
    "Probability",
    "Propagation",
    "Remedy",
    "RouteTable",
    "Routes",
    "Swing",
    "SwissCheese",
    "TargetVerdict",
    "Tornado",
    "Way",
    "Weighing",
    "fault_trees",
    "hazard_element",
]
