"""What is said of the bits that pass membranes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, Literal, TypeAlias

from interlock.api.diagram import Element
from interlock.api.record import dataclass, field

Way: TypeAlias = Literal["outward", "inward"]

TOGETHER: Final = Element("")
"""Stands for all wires that cross in one direction, seen together."""


@dataclass(frozen=True, slots=True)
class Numbers:
    """How much of a secret is told: by each measure in bits, and a Shannon capacity between its bounds.

    ``leaks`` has `shannon`, `min-entropy` and `gain NAME` under the law; of a relation `narrowing` and `certain`. Shannon's
    capacity, over all laws of those secrets that have a chance, lies between ``shannon_capacity_least`` and
    ``shannon_capacity_most``. ``min_capacity`` is the greatest min-entropy leakage under any of these laws, which bounds every
    gain leakage (Alvim and others, CSF 2012).
    """

    mode: str
    leaks: Mapping[str, float] = field(default_factory=dict)
    shannon_capacity_least: float | None = None
    shannon_capacity_most: float | None = None
    min_capacity: float | None = None


@dataclass(frozen=True, slots=True)
class Passing:
    """What passes a membrane by a wire (its target; empty: by all of them together), or why this has no numbers.

    ``law`` is the named law of the ``secret``, or `uniform`; ``admitted`` is the capacity stated for the wire, in bits per use.
    ``rests`` says on what each kernel and the law rest: assumed, elicited, cited, measured, a formula, a function.
    ``method`` says how the numbers were found: leakages `exact`, the capacity between bounds that hold.
    """

    wire: Element
    way: Way
    law: str
    secret: tuple[str, ...] = ()
    steps: int = 1
    numbers: Numbers | None = None
    admitted: float | None = None
    rests: Mapping[str, str] = field(default_factory=dict)
    method: str = "exact"
    refused: str = ""


@dataclass(frozen=True, slots=True)
class Bits:
    """What passes each membrane where all that enters is uniform, and what is asked under `leakage`, by name."""

    membranes: Mapping[str, tuple[Passing, ...]] = field(default_factory=dict)
    asked: Mapping[str, tuple[Passing, ...]] = field(default_factory=dict)
