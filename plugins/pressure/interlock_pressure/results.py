"""What other plugins may read: the analyses by which results are asked for, and the classes of these."""

from __future__ import annotations

from interlock_pressure.analyses import GOODHART, HELD_OUT_EVALUATORS, INCENTIVES, LEARNING, SELECTION, STREAMS
from interlock_pressure.answer import Evaluation, HeldOutAnswer, HeldOutAnswers, LearnAnswer, Learning, Nats
from interlock_pressure.goodhart_answer import ChainAnswer, Exposure, Goodhart, Kind, ProxyAnswer
from interlock_pressure.incentive_answer import DecisionAnswer, Incentives
from interlock_pressure.sections import HELD_OUT, PROXIES, HeldOut, Proxy
from interlock_pressure.selection_answer import PortShift, SelectionAnswer, Selections, WayAnswer
from interlock_pressure.selection_section import SELECTIONS, Option, Selection
from interlock_pressure.streams import Lesson, Streams, aims, has_role, taught, way

__all__ = [
    "GOODHART",
    "HELD_OUT",
    "HELD_OUT_EVALUATORS",
    "INCENTIVES",
    "LEARNING",
    "PROXIES",
    "SELECTION",
    "SELECTIONS",
    "STREAMS",
    "ChainAnswer",
    "DecisionAnswer",
    "Evaluation",
    "Exposure",
    "Goodhart",
    "HeldOut",
    "HeldOutAnswer",
    "HeldOutAnswers",
    "Incentives",
    "Kind",
    "LearnAnswer",
    "Learning",
    "Lesson",
    "Nats",
    "Option",
    "PortShift",
    "Proxy",
    "ProxyAnswer",
    "Selection",
    "SelectionAnswer",
    "Selections",
    "Streams",
    "WayAnswer",
    "aims",
    "has_role",
    "taught",
    "way",
]
