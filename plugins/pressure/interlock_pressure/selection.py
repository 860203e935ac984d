"""What each way of choosing makes of the law of a finite instance."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from math import inf

from interlock.api.analysis import Gauge, Report
from interlock.api.diagram import Element, nested
from interlock.api.record import NamedTuple
from interlock.api.selection import (
    Law,
    along_only,
    best_of,
    best_of_bound,
    conditioned,
    divergence,
    largest_factor,
    mean,
    off_bound,
    quantilized,
    split,
    tilted,
)
from interlock_pressure.selection_answer import PortShift, SelectionAnswer, Selections, WayAnswer
from interlock_pressure.selection_section import SELECTIONS, Selection
from interlock_pressure.streams import Streams

MEASURED = "as chosen"


class Instance(NamedTuple):
    """A selection in numbers: its options, their chances, and their values at each port."""

    name: str
    of: Element
    by: Element
    options: tuple[str, ...]
    law: Law
    values: dict[Element, Law]
    stated: Selection


def instances(found: Streams) -> Iterator[Instance]:
    """The selections of a diagram and of what is nested in it."""
    for level in found.ground.levels:
        for item in level.diagram.of(SELECTIONS):
            if isinstance(item.value, Selection):
                yield _instance(item.name, level.prefix, item.value)


def _instance(name: str, prefix: str, stated: Selection) -> Instance:
    of, by = (nested(prefix, end) for end in stated.select)
    ports = dict.fromkeys((stated.select[1], *(at for _, one in stated.options for at, _ in one.values)))
    values = {at: tuple(float(dict(one.values)[at].low) for _, one in stated.options) for at in ports}
    return Instance(
        nested(prefix, Element(name)),
        of,
        by,
        tuple(name for name, _ in stated.options),
        tuple(float(one.chance.low) for _, one in stated.options),
        {nested(prefix, at): row for at, row in values.items()},
        stated,
    )


def answer(instance: Instance) -> SelectionAnswer:
    """What each way of choosing comes to, and what was measured if that is stated."""
    ways = [_way(instance, how, law, bound) for how, law, bound in _laws(instance)]
    chosen = [one.chosen for _, one in instance.stated.options if one.chosen is not None]
    if chosen:
        ways.append(_way(instance, MEASURED, tuple(float(one.low) for one in chosen), None))
    return SelectionAnswer(instance.of, instance.by, tuple(ways))


def _laws(instance: Instance) -> Iterator[tuple[str, Law, float | None]]:
    """Each way in words, the law that it gives, and a bound on its divergence if there is one."""
    law, score = instance.law, instance.values[instance.by]
    for how, amount, repeated in instance.stated.how or ():
        number = float(amount.low)
        words = f"{how} {number:g}" + (f" times {float(repeated[0].low):g}" if repeated else "")
        match how:
            case "tilt":
                yield words, tilted(law, score, number / float(repeated[0].low) if repeated else number), None
            case "best-of":
                yield words, best_of(law, score, number), best_of_bound(number)
            case "quantile":
                yield words, quantilized(law, score, number), None
            case _:
                found = conditioned(law, score, number)
                assert isinstance(found, tuple)
                yield words, found, None


def _way(instance: Instance, how: str, chosen: Law, bound: float | None) -> WayAnswer:
    shift = partial(_shift, instance, chosen)
    return WayAnswer(
        how,
        dict(zip(instance.options, chosen, strict=True)),
        _finite(divergence(chosen, instance.law)),
        bound,
        _finite(largest_factor(chosen, instance.law)),
        {at: shift(row) for at, row in instance.values.items()},
    )


def _shift(instance: Instance, chosen: Law, row: Law) -> PortShift:
    score = instance.values[instance.by]
    by_score = split(chosen, instance.law, score)
    here = split(chosen, instance.law, row)
    kept = along_only(chosen, instance.law, score)
    return PortShift(
        mean(instance.law, row),
        mean(chosen, row),
        _finite(here.along),
        _finite(here.off),
        mean(chosen, row) - mean(kept, row) if by_score.along < inf else None,
        off_bound(by_score.off, row),
    )


def _finite(value: float) -> float | None:
    return None if value == inf else value


def analyse(found: Streams) -> Report[Selections]:
    """Every selection."""
    return Report(Selections({one.name: answer(one) for one in instances(found)}))


def gauges(found: Selections) -> Sequence[Gauge]:
    """For each way the mean at each port, `NAME.PORT`, and the divergence, `NAME.nats`; with the way in between if there are several."""
    return tuple(_gauges(found))


def _gauges(found: Selections) -> Iterator[Gauge]:
    for name, one in found.selections.items():
        for at, way in enumerate(one.ways):
            head = name if len(one.ways) == 1 else f"{name}.{at + 1}"
            for where, shift in way.ports.items():
                yield Gauge(
                    f"{head}.{where}",
                    shift.after,
                    shift.after,
                    f"mean of {where} of {name} by way {at + 1}, {way.how.split()[0]}",
                )
                if shift.off is not None:
                    yield Gauge(
                        f"{head}.off.{where}", shift.off, shift.off, f"divergence off {where} of {name}, in nat"
                    )
            if way.divergence is not None:
                yield Gauge(
                    f"{head}.nats",
                    way.divergence,
                    way.divergence,
                    f"divergence of {name} by way {at + 1}, {way.how.split()[0]}, in nat",
                )
