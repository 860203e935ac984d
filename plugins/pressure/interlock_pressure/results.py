"""What other plugins may read: the analyses by which results are asked for, and the classes of these."""

from __future__ import annotations

from interlock_pressure.analyses import HELD_OUT_EVALUATORS, LEARNING
from interlock_pressure.answer import Evaluation, HeldOutAnswer, HeldOutAnswers, LearnAnswer, Learning, Nats
from interlock_pressure.graph import STREAMS
from interlock_pressure.sections import HELD_OUT, PROXIES, HeldOut, Proxy
from interlock_pressure.streams import Lesson, Streams, aims, has_role, taught, way

__all__ = [
    "HELD_OUT",
    "HELD_OUT_EVALUATORS",
    "LEARNING",
    "PROXIES",
    "STREAMS",
    "Evaluation",
    "HeldOut",
    "HeldOutAnswer",
    "HeldOutAnswers",
    "LearnAnswer",
    "Learning",
    "Lesson",
    "Nats",
    "Proxy",
    "Streams",
    "aims",
    "has_role",
    "taught",
    "way",
]
