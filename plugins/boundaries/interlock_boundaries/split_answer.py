"""What is said of Cartesian splits."""

from __future__ import annotations

from collections.abc import Mapping

from interlock.api.record import dataclass, field


@dataclass(frozen=True, slots=True)
class Flow:
    """What passes in one direction in one instant, in bits of Shannon's measure.

    ``shannon`` is that under the named ``law``; the most under any law lies in ``shannon_least .. shannon_most``, and is reached where what is known
    has the values ``at``. Both are 0 exactly where the membrane is ``tight`` in this direction. None where there are no chances.
    """

    tight: bool
    law: str = ""
    shannon: float | None = None
    shannon_least: float | None = None
    shannon_most: float | None = None
    at: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Divided:
    """A split: the cells of each part, and what passes inwards and outwards; or why it has no numbers."""

    parts: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    infiltration: Flow | None = None
    exfiltration: Flow | None = None
    refused: str = ""


@dataclass(frozen=True, slots=True)
class Splits:
    """Every split by its name."""

    splits: Mapping[str, Divided] = field(default_factory=dict)
