"""Tables of what passes membranes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from interlock.api.analysis import Exhibit, Gauge, Table
from interlock.api.diagram import wire
from interlock_boundaries.bits_answer import TOGETHER, Bits, Numbers, Passing


def show(found: Bits) -> Sequence[Exhibit]:
    """A row for each wire that crosses, and why some have no numbers; then what was asked, by each measure."""
    return tuple(_tables(found))


def gauges(found: Bits) -> Sequence[Gauge]:
    """What is told of secrets by each measure, under the names of the question, the wire and the measure."""
    rows = [(name, row, row.numbers) for name, asked in found.asked.items() for row in asked]
    return tuple(
        Gauge(f"{name}.{row.wire or 'together'}.{measure.replace(' ', '.')}", bits, bits, "bit")
        for name, row, numbers in rows
        if numbers
        for measure, bits in numbers.leaks.items()
    )


def _tables(found: Bits) -> Iterator[Table]:
    usual = [(name, row) for name, rows in found.membranes.items() for row in rows]
    if usual:
        note = " ".join(["Per use, of all that enters together, where that is uniform.", *_refusals(usual)])
        columns = ("membrane", "wire", "measures, in bits", "Shannon capacity", "min-capacity", "admitted")
        yield Table("What passes membranes, in bits", columns, tuple(_usual(usual)), note)
    asked = [(name, row) for name, rows in found.asked.items() for row in rows]
    if asked:
        heads = (
            "question",
            "wire",
            "secret",
            "law",
            "instants",
            "measures, in bits",
            "Shannon capacity",
            "min-capacity",
            "rests on",
        )
        yield Table("What is told of secrets, in bits", heads, tuple(_asked(asked)), " ".join(_refusals(asked)))


def _usual(rows: Sequence[tuple[str, Passing]]) -> Iterator[tuple[str, ...]]:
    for name, row in rows:
        if row.numbers:
            yield name, _wire(row), *_numbers(row.numbers), _bits(row.admitted)


def _asked(rows: Sequence[tuple[str, Passing]]) -> Iterator[tuple[str, ...]]:
    for name, row in rows:
        if row.numbers:
            told = ", ".join(row.secret), row.law, str(row.steps)
            yield name, _wire(row), *told, *_numbers(row.numbers), _rests(row.rests)


def _wire(row: Passing) -> str:
    wires = "all together" if row.wire == TOGETHER else wire(row.wire)
    return f"{wires}, {row.way}s"


def _leaks(numbers: Numbers) -> str:
    return ", ".join(f"{name} {bits:.4g}" for name, bits in numbers.leaks.items())


def _numbers(numbers: Numbers) -> tuple[str, str, str]:
    return _leaks(numbers), _capacity(numbers), _bits(numbers.min_capacity)


def _capacity(numbers: Numbers) -> str:
    if numbers.shannon_capacity_least is None or numbers.shannon_capacity_most is None:
        return ""
    low, high = f"{numbers.shannon_capacity_least:.4f}", f"{numbers.shannon_capacity_most:.4f}"
    return f"{low} bit" if low == high else f"{low} .. {high} bit"


def _bits(bits: float | None) -> str:
    return "" if bits is None else f"{bits:.4g} bit"


def _rests(rests: Mapping[str, str]) -> str:
    return "; ".join(f"{what}: {basis}" for what, basis in rests.items())


def _refusals(rows: Sequence[tuple[str, Passing]]) -> list[str]:
    """Why some wires have no numbers, each reason once."""
    found: dict[tuple[str, str], list[str]] = {}
    for name, row in rows:
        if row.refused:
            found.setdefault((name, row.refused), []).append(_wire(row))
    shown = (
        (name, wires[0] if len(wires) == 1 else f"{len(wires)} wires", reason)
        for (name, reason), wires in found.items()
    )
    return [f"{name}, {wires}: refused, {reason}." for name, wires, reason in shown]
