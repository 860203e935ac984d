"""The table of Cartesian splits."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from interlock.api.analysis import Exhibit, Table
from interlock_boundaries.split_answer import Divided, Flow, Splits


def show(found: Splits) -> Sequence[Exhibit]:
    """Two rows for each split: what gets in, and what gets out."""
    if not found.splits:
        return ()
    columns = ("split", "direction", "tight", "law", "under this law", "under any law", "reached where")
    rows = tuple(row for name, one in found.splits.items() for row in _rows(name, one))
    refused = [f"{name}: refused, {one.refused}." for name, one in found.splits.items() if one.refused]
    note = " ".join(["Bits of Shannon's measure, in one instant.", *refused])
    return (Table("Cartesian splits", columns, rows, note),)


def _rows(name: str, one: Divided) -> Iterator[tuple[str, ...]]:
    for direction, flow in (("infiltration", one.infiltration), ("exfiltration", one.exfiltration)):
        if flow is not None:
            where = ", ".join(f"{cell} = {value}" for cell, value in flow.at.items()) if flow.shannon_most else ""
            yield name, direction, "yes" if flow.tight else "no", flow.law, _bits(flow.shannon), _most(flow), where


def _bits(bits: float | None) -> str:
    return "" if bits is None else f"{bits:.4f} bit"


def _most(flow: Flow) -> str:
    if flow.shannon_least is None or flow.shannon_most is None:
        return ""
    low, high = f"{flow.shannon_least:.4f}", f"{flow.shannon_most:.4f}"
    return f"{low} bit" if low == high else f"{low} .. {high} bit"
