"""The numbers that can be followed while a parameter of the proposal changes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from interlock.api.analysis import Gauge
from interlock_swiss_cheese.answer import HazardAnswer, SwissCheese


def gauges(answer: SwissCheese) -> Sequence[Gauge]:
    """The probability of each hazard, as declared if that is known, else whatever the dependence."""
    return tuple(one for name, hazard in answer.hazards.items() for one in _gauges(name, hazard))


def _gauges(name: str, hazard: HazardAnswer) -> Iterator[Gauge]:
    often = hazard.deployment
    per_use = often is None or often.uses == (1.0, 1.0)
    found, per = (hazard.probability, "use") if often is None or per_use else (often.probability, "deployment")
    known = ((found.declared, "as declared"), (found.no_assumption, "whatever the dependence"))
    bounds, how = next(((one, how) for one, how in known if one is not None), (None, ""))
    if bounds is not None:
        yield Gauge(name, bounds.lower, bounds.upper, f"probability of {name} per {per}, {how}")
