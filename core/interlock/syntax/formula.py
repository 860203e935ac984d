"""The surface syntax of conditions on failures and events, and of numbers with units."""

from __future__ import annotations

from typing import TypeAlias

from interlock.record import NamedTuple
from interlock.syntax.expression import Word


class Happens(NamedTuple):
    """An event, named bare or dotted."""

    event: Word
    start: int
    end: int


class Carries(NamedTuple):
    """`TYPE at PORT`."""

    failure: Word
    port: Word
    start: int
    end: int


class Breach(NamedTuple):
    """`breach of CLAIM`."""

    claim: Word
    start: int
    end: int


class Several(NamedTuple):
    """`K of (c1, ..., cn)`: at least K hold."""

    threshold: Word
    conditions: tuple[Condition, ...]
    start: int
    end: int


class ExactlyOne(NamedTuple):
    """`exactly one of (c1, ..., cn)`."""

    conditions: tuple[Condition, ...]
    start: int
    end: int


class All(NamedTuple):
    """`c1 and ... and cn`."""

    conditions: tuple[Condition, ...]
    start: int
    end: int


class Any(NamedTuple):
    """`c1 or ... or cn`."""

    conditions: tuple[Condition, ...]
    start: int
    end: int


Condition: TypeAlias = Happens | Carries | Breach | Several | ExactlyOne | All | Any


class Unit(NamedTuple):
    """A product of powers of unit names, as written: `fault / (chip * hour)` is fault^1 chip^-1 hour^-1."""

    powers: tuple[tuple[Word, int, int], ...]  # name, numerator and denominator of its exponent
    start: int
    end: int


class Amount(NamedTuple):
    """A number: `0.2`, `0.01 .. 0.05`, or a parameter's name; `low is high` for a point."""

    low: Word
    high: Word
    unit: Unit | None
    start: int
    end: int
