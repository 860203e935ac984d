"""Tables and curves of selections."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from interlock.api.analysis import Exhibit, Table
from interlock_pressure.selection_answer import PortShift, SelectionAnswer, Selections, WayAnswer


def show_selections(found: Selections) -> Sequence[Exhibit]:
    """What each way of choosing comes to; nothing where nothing is selected."""
    return tuple(table for name, one in found.selections.items() for table in _tables(name, one))


def _tables(name: str, one: SelectionAnswer) -> Iterator[Table]:
    if not one.ways:
        return
    others = [at for at in one.ways[0].ports if at != one.by]
    columns = ("way", "nat", "along", "off", f"mean of {one.by}", *(f"mean of {at}" for at in others), "costs grow by")
    start = one.ways[0].ports
    before = ("as before", "0", "0", "0", *(_number(start[at].before) for at in (one.by, *others)), "1")
    rows = tuple(_row(one.by, others, way) for way in one.ways)
    bounds = " ".join(_bounds(one))
    yield Table(f"{name}: {one.of} selected by {one.by}", columns, (before, *rows), bounds)


def _row(by: str, others: Sequence[str], way: WayAnswer) -> tuple[str, ...]:
    score = way.ports[by]
    means = (_number(way.ports[at].after) for at in (by, *others))
    return (
        way.how,
        _number(way.divergence),
        _number(score.along),
        _number(score.off),
        *means,
        f"<= {_number(way.factor)}",
    )


def _bounds(one: SelectionAnswer) -> Iterator[str]:
    for way in one.ways:
        if way.bound is not None:
            yield f"{way.how}: {_number(way.divergence)} nat, where log n - (n - 1) / n would allow {_number(way.bound)}."
        off = way.ports[one.by].off
        if off is None or off > 1e-9:
            yield from (_drift(way.how, at, shift) for at, shift in way.ports.items() if at != one.by)


def _drift(how: str, at: str, shift: PortShift) -> str:
    if shift.drift is None:
        return f"{how}: how much what is off the score moves the mean of {at} is not known: some scores are new."
    return (
        f"{how}: what is off the score moves the mean of {at} by {_number(shift.drift)}, "
        f"and at most by {_number(shift.drift_bound)}."
    )


def _number(value: float | None) -> str:
    return "no bound" if value is None else f"{value + 0.0:.4g}" if abs(value) > 1e-12 else "0"
