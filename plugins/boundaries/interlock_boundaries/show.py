"""Tables of what crosses membranes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from interlock.api.analysis import Table
from interlock_boundaries.answer import Crossing, Direction, MembraneAnswer, Membranes
from interlock_boundaries.closing import LIMIT

DIRECTIONS: tuple[Direction, Direction] = ("inward", "outward")


def show(found: Membranes) -> Sequence[Table]:
    """Every crossing of every membrane, its ports, and the ways to and from it; no table that would be empty."""
    return tuple(one for one in _tables(found) if one.rows)


def _tables(found: Membranes) -> Iterator[Table]:
    columns = ("membrane", "direction", "verdict", "capacity", "crossing")
    rows = tuple(
        (name, one.direction + "s", _verdict(one, answer), ends(one.capacity), one.written)
        for name, answer in found.membranes.items()
        for one in answer.crossings
    )
    yield Table("What crosses membranes", columns, rows, " ".join(_totals(found)))
    ports = ("membrane", "acts by", "senses by")
    yield Table("Ports of membranes", ports, tuple(_ports(found)))
    ways = ("membrane", "direction", "ways", "one more barrier", "closes", "all pass", "closed by")
    yield Table("Ways to and from membranes", ways, tuple(_ways(found)))


def _ports(found: Membranes) -> Iterator[tuple[str, ...]]:
    """The ports inside by which each membrane acts on what is outside, and by which it senses it."""
    for name, answer in found.membranes.items():
        if answer.crossings:
            yield name, ", ".join(answer.active) or "none", ", ".join(answer.passive) or "none"


def _verdict(one: Crossing, answer: MembraneAnswer) -> str:
    return "admitted" if one.admitted else "breach" if answer.states_admissions else "not stated"


def ends(capacity: tuple[float, float] | None) -> str:
    """A capacity in words."""
    if capacity is None:
        return "no bound"
    low, high = capacity
    return f"{low:.4g} bit / use" if low == high else f"{low:.4g} .. {high:.4g} bit / use"


def _totals(found: Membranes) -> Iterator[str]:
    """What may pass in all, where every crossing has a bound."""
    for name, answer in found.membranes.items():
        for way in DIRECTIONS:
            capacity = answer.capacity[way]
            if capacity is not None and any(one.direction == way for one in answer.crossings):
                yield f"{name}: {ends(capacity)} {way}s in all."


def _ways(found: Membranes) -> Iterator[tuple[str, ...]]:
    for name, answer in found.membranes.items():
        for way in DIRECTIONS:
            one = answer.passages[way]
            if not one.ways:
                continue
            cut = f"more than {LIMIT} wires" if one.least is None else ", ".join(map(_bare, one.least))
            yield (
                name,
                way + "s",
                _number(one.ways) if one.complete else f"at least {_number(one.ways)}",
                _bare(one.best or ""),
                "" if one.closes is None else _number(one.closes),
                ", ".join(map(_bare, one.unavoidable)) or "none",
                "no set of wires" if one.width is None else cut,
            )


def _number(ways: int) -> str:
    return f"{ways:,}" if ways < 10**12 else f"{ways:.3e}"


def _bare(element: str) -> str:
    return element.removeprefix("wire:")
