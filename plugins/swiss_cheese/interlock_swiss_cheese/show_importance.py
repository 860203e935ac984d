"""Tables of what contributes to a hazard, and of how far it moves."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from interlock.api.analysis import Table
from interlock_swiss_cheese.answer import HazardAnswer
from interlock_swiss_cheese.importance import Ends, EventImportance, Tornado

BRIEF: Final = 5
"""So many rows of a table stand on a terminal."""


def contributions(name: str, one: HazardAnswer) -> Iterator[Table]:
    """The tables of events, of barriers and of swings, where there is something to weigh."""
    if len(one.importance) > 1:
        yield _events(name, one)
    if one.barriers and len(one.importance) > 1:
        yield _barriers(name, one)
    if one.tornado is not None and len(one.tornado.rows) > 1:
        yield _tornado(name, one.tornado)


def _events(name: str, one: HazardAnswer) -> Table:
    columns = ("event", "Birnbaum", "criticality", "Fussell-Vesely", "RAW", "RRW", "rank by Birnbaum")
    rows = tuple(
        (
            f"{event} (chosen)" if own.chosen else event,
            _number(own.birnbaum),
            _number(own.criticality),
            _within(own.fussell_vesely, own.fussell_vesely_within),
            _number(own.raw),
            _reduction(own),
            _rank(own.rank),
        )
        for event, own in one.importance.items()
    )
    method = f" ({one.weighing.method})" if one.weighing is not None else ""
    base = f"At a probability of {_number(one.weighing.probability)}{method}." if one.weighing is not None else ""
    return Table(f"Importance of events for {name}", columns, rows, base, BRIEF)


def _barriers(name: str, one: HazardAnswer) -> Table:
    columns = ("barrier", "probability if closed", "if open", "criticality", "RAW", "RRW", "hole")
    rows = tuple(
        (
            box,
            _number(own.closed),
            _number(own.opened),
            _number(own.criticality),
            _number(own.raw),
            "unbounded" if own.rrw is None and own.raw is not None else _number(own.rrw),
            ", ".join(own.events),
        )
        for box, own in one.barriers.items()
    )
    left = one.weighing.left_out if one.weighing is not None else 0
    note = f"{left} with holes of several events are not weighed." if left else ""
    return Table(f"Importance of barriers for {name}", columns, rows, note, BRIEF)


def _tornado(name: str, tornado: Tornado) -> Table:
    columns = ("event", "at its low end", "base", "at its high end")
    rows = tuple((one.name, _number(one.low), _number(one.base), _number(one.high)) for one in tornado.rows)
    note = "" if tornado.by == "interval" else "No event has an interval: each is moved by a factor 10 both ways."
    return Table(f"Swing of {name} with one number", columns, rows, note, BRIEF)


def _reduction(own: EventImportance) -> str:
    return "unbounded" if own.rrw is None and own.raw is not None else _number(own.rrw)


def _number(value: float | None) -> str:
    return "none" if value is None else f"{value:.4g}"


def _within(value: float | None, ends: Ends | None) -> str:
    return _number(value) if ends is None else f"{ends[0]:.4g} .. {ends[1]:.4g}"


def _rank(ranks: tuple[int, int] | None) -> str:
    if ranks is None:
        return "not known"
    return str(ranks[0]) if ranks[0] == ranks[1] else f"{ranks[0]} .. {ranks[1]}"
