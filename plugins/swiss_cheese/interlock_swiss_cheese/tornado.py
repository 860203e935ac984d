"""The swings of hazards as bars."""

from __future__ import annotations

from collections.abc import Sequence

from interlock.api.analysis import Exhibit
from interlock_swiss_cheese.answer import SwissCheese
from interlock_swiss_cheese.importance import Tornado


def tornados(answer: SwissCheese) -> Sequence[Exhibit]:
    """A chart for each hazard that moves with the number of more than one event."""
    found = ((name, one.tornado) for name, one in answer.hazards.items())
    return tuple(_bars(name, one) for name, one in found if one is not None and len(one.rows) > 1)


def _bars(name: str, tornado: Tornado) -> Exhibit:
    from interlock.api.chart import Bar, Bars

    by = (
        "to both ends of its interval"
        if tornado.by == "interval"
        else "by a factor 10 both ways, as none has an interval"
    )
    rows = tuple(Bar(one.name, one.low, one.base, one.high) for one in tornado.rows)
    note = f"Each event is moved {by}; the others stay at the base."
    return Bars(f"Tornado of {name}", f"probability of {name}", rows, note)
