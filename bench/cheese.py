"""How the analysis of failures grows on random series-parallel proposals with votes, and what it costs beside checking.

Run from the root of the repository: `python -m bench.cheese`.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import NamedTuple

from bench.cost import compiled, in_turn, interlock
from bench.growth import exponent
from bench.series import write
from bench.stages import measure as measure_stages
from bench.table import Figure, Result, Table, markdown

SIZES = (10, 30, 100, 300, 1_000, 3_000, 10_000)
SEEDS = range(1, 6)
BESIDE = 50
"""The size at which whole commands are compared."""


class Row(NamedTuple):
    """One size: seconds of the analyses alone, by proposal."""

    boxes: int
    analyses: Sequence[float]


def measure() -> Result:
    """The analyses alone by size, then both commands at one size."""
    with compiled(), TemporaryDirectory() as name:
        folder = Path(name)
        rows = [Row(boxes, [_analyses(boxes, seed, folder) for seed in _seeds(boxes)]) for boxes in SIZES]
        ratios = [beside(write(BESIDE, seed, folder)) for seed in SEEDS]
    figures = (
        Figure(f"exponent of growth from {SIZES[0]} to {SIZES[-1]:,} boxes", exponent(_points(rows)), 1.2, ""),
        Figure(f"`interlock analyze` / `interlock check`, {BESIDE} boxes", median(ratios), 1.5),
    )
    lines = tuple(
        (
            f"{row.boxes:,}",
            *(f"{time * 1000:.1f}" for time in (min(row.analyses), median(row.analyses), max(row.analyses))),
        )
        for row in rows
    )
    heads = ("boxes", "least", "median", "most")
    table = Table(
        "Processor ms of all analyses, without checking and imports: five proposals a size, two of the largest",
        heads,
        lines,
    )
    return Result("Failures on random series-parallel proposals with votes", figures, (table,))


def beside(path: Path) -> float:
    """The processor time of analysing a file over that of checking it."""
    costs = in_turn({name: [interlock(), name, str(path)] for name in ("check", "analyze")}, rounds=5)
    return costs["analyze"].cpu / costs["check"].cpu


def _analyses(boxes: int, seed: int, folder: Path) -> float:
    return measure_stages(write(boxes, seed, folder), "analyze")["whole"]


def _seeds(boxes: int) -> Sequence[int]:
    return SEEDS[:2] if boxes == SIZES[-1] else SEEDS


def _points(rows: Sequence[Row]) -> list[tuple[float, float]]:
    return [(row.boxes, time) for row in rows for time in row.analyses]


if __name__ == "__main__":
    print(markdown(measure()))
