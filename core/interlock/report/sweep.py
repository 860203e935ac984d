"""What becomes of results while a parameter takes one value after another: a table, plots, and plain data."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from math import isfinite

from interlock.analysis.chart import Curve, Plot, Spot
from interlock.analysis.exhibit import Table
from interlock.analysis.gauge import Gauge
from interlock.record import NamedTuple, dataclass
from interlock.report.json import Json
from interlock.report.message import Message

_NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?([eE][+-]?[0-9]+)?")


class Stop(NamedTuple):
    """A value of the parameter as it was written, and the gauges by name, as far as they are known there."""

    value: str
    gauges: Mapping[str, Gauge]


@dataclass(frozen=True, slots=True)
class Sweep:
    """A parameter with its values in the order in which they were asked for."""

    parameter: str
    stops: tuple[Stop, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """The gauges that are known at some value."""
        return tuple(dict.fromkeys(name for stop in self.stops for name in stop.gauges))

    def words(self, name: str) -> str:
        """What a gauge measures: at some values it may be another thing than at others, and then both are told."""
        said = dict.fromkeys(stop.gauges[name].words for stop in self.stops if name in stop.gauges)
        return " or ".join(said)


def sweep_table(sweep: Sweep, names: Sequence[str]) -> Table:
    """A row for each value, a column for each gauge."""
    rows = tuple((stop.value, *(_interval(stop.gauges.get(name)) for name in names)) for stop in sweep.stops)
    note = " ".join(f"{name}: {sweep.words(name)}." for name in names)
    return Table(f"Sweep of {sweep.parameter}", (sweep.parameter, *names), rows, note)


def _interval(gauge: Gauge | None) -> str:
    if gauge is None:
        return "not known"
    return f"{gauge.lower:.4g}" if gauge.lower == gauge.upper else f"{gauge.lower:.4g} .. {gauge.upper:.4g}"


def sweep_plots(sweep: Sweep, names: Sequence[str], *, against: bool) -> Iterator[Plot]:
    """Each gauge over the parameter, if its values are numbers; two ``against`` each other whatever its values are."""
    if against and len(names) == 2:
        first, second = names
        title = f"{first} and {second} over {sweep.parameter}"
        yield Plot(title, sweep.words(first), sweep.words(second), tuple(_against(sweep, first, second)))
        return
    for name in names:
        curves = tuple(_over(sweep, name))
        if any(curve.points for curve in curves):
            yield Plot(f"{name} over {sweep.parameter}", sweep.parameter, sweep.words(name), curves)


def _against(sweep: Sweep, first: str, second: str) -> Iterator[Curve]:
    """The upper ends of both, and the lower ones where an end is open."""
    both = [
        (f"{sweep.parameter} = {stop.value}", stop.gauges[first], stop.gauges[second])
        for stop in sweep.stops
        if {first, second} <= stop.gauges.keys()
    ]
    yield Curve("at most", tuple(Spot(x.upper, y.upper, name) for name, x, y in both))
    if any(one.lower < one.upper for _, x, y in both for one in (x, y)):
        yield Curve("at least", tuple(Spot(x.lower, y.lower, name) for name, x, y in both))


def _over(sweep: Sweep, name: str) -> Iterator[Curve]:
    """The ends of a gauge over the values that are numbers."""
    at = [
        (x, stop.gauges[name]) for stop in sweep.stops if name in stop.gauges and (x := _number(stop.value)) is not None
    ]
    yield Curve("at most", tuple(Spot(x, gauge.upper) for x, gauge in at))
    if any(gauge.lower < gauge.upper for _, gauge in at):
        yield Curve("at least", tuple(Spot(x, gauge.lower) for x, gauge in at))


def _number(value: str) -> float | None:
    """The number that a value is written as, if it is one."""
    found = float(value) if _NUMBER.fullmatch(value) else None
    return found if found is not None and isfinite(found) else None


def told_once(parameter: str, values: Sequence[str], said: Iterable[tuple[str, Message]]) -> dict[Message, Message]:
    """Each message once, as it is to be told: with the values at which it is said, unless that is at all of them."""
    where: dict[Message, dict[str, None]] = {}
    for value, message in said:
        where.setdefault(message, {})[value] = None
    return {
        message: _at(message, parameter, tuple(at) if len(at) < len(values) else ()) for message, at in where.items()
    }


def _at(message: Message, parameter: str, values: Sequence[str]) -> Message:
    if not values:
        return message
    first, *details = message.message.split("\n")
    said = "\n".join((f"{first} (at {parameter} = {', '.join(values)})", *details))
    return message._replace(message=said)


def sweep_json(sweep: Sweep, names: Sequence[str]) -> Json:
    """The sweep as plain data: for each value the ends of each gauge, null where it is not known."""
    points: list[Json] = []
    for stop in sweep.stops:
        known = {name: stop.gauges.get(name) for name in names}
        gauges: dict[str, Json] = {
            name: None if one is None else {"lower": one.lower, "upper": one.upper, "measures": one.words}
            for name, one in known.items()
        }
        points.append({"value": stop.value, "gauges": gauges})
    return {"parameter": sweep.parameter, "points": points}
