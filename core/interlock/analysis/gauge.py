"""Numbers of a result that may be followed while something is changed."""

from __future__ import annotations

from interlock.record import NamedTuple


class Gauge(NamedTuple):
    """A number by the name under which it is asked for, as an interval; ``words`` say what it measures."""

    name: str
    lower: float
    upper: float
    words: str
