"""How checking grows with a chain of dependent wires, stage by stage, beside Coq's on the same wiring.

Run from the root of the repository: `python -m bench.chain`.
"""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import NamedTuple

from bench.cost import Cost, compiled, in_turn, interlock
from bench.growth import exponent
from bench.stages import STAGES
from bench.stages import measure as measure_stages
from bench.table import Figure, Result, Table, markdown
from bench.wiring import PORTS, Chain, coq, write

SIZES = (100, 300, 1_000, 3_000, 10_000)
PLANTED = 20
LARGEST = SIZES[-1]
ABSENT = "`coqc` is not installed here, so nothing is compared with it."


class Row(NamedTuple):
    """One size: seconds of the stages in one process, and the costs of whole processes, Coq's if it is there."""

    boxes: int
    stages: Mapping[str, float]
    ours: Cost
    coq: Cost | None


class Planted(NamedTuple):
    """A thousand boxes with wrong warrants: the share of the right file's time, and whether each was told on its line."""

    ratio: float
    is_exact: bool
    errors: int


def rounds(boxes: int) -> int:
    """How often a size is measured: the small ones are quick and their times uneven."""
    return 7 if boxes < 1_000 else 3 if boxes < 10_000 else 1


def measure() -> Result:
    """All sizes, then the planted mistakes."""
    with compiled(), TemporaryDirectory() as folder:
        rows = [measure_size(boxes, Path(folder, str(boxes))) for boxes in SIZES]
        planted = measure_planted(Path(folder, "planted"))
        kinds = [*measure_kinds(Path(folder, "kinds"))]
    last = rows[-1]
    figures = [
        *([_against("", last.ours.cpu, last.coq.cpu, 0.5)] if last.coq else []),
        *([_against(", on the clock", last.ours.wall, last.coq.wall, None)] if last.coq else []),
        Figure(f"peak memory, {last.boxes:,} boxes", last.ours.peak, 250, "MiB"),
        *kinds,
        Figure("exponent of growth from 100 boxes, without start-up", _exponent(rows), 1.15, ""),
        Figure("exponent of growth of whole processes", exponent((row.boxes, row.ours.cpu) for row in rows), None, ""),
        Figure("the kernel's pass / elaboration", last.stages["kernel"] / last.stages["elaborate"], 0.3),
        Figure(f"1,000 boxes, {PLANTED} of them wrong / the right file", planted.ratio, 1.5),
    ]
    verdict = "each on its own line, and no others" if planted.is_exact else "NOT on the lines where they stand"
    notes = (
        f"Of the {PLANTED} wrong warrants {planted.errors} errors are told, {verdict}.",
        *(() if last.coq else (ABSENT,)),
    )
    title = f"The chain: {len(PORTS)} dependent wires a box, from YAML on disk to the verdict"
    return Result(title, tuple(figures), (_stages(rows), _processes(rows)), notes)


def measure_size(boxes: int, folder: Path) -> Row:
    """Generate a chain and check it, first by Coq, then by us."""
    chain = Chain(boxes)
    path = write(chain, folder)
    commands: dict[str, list[str]] = {}
    compiler = shutil.which("coqc")
    if compiler:
        (folder / "Chain.v").write_text("".join(f"{line}\n" for line in coq(chain)))
        commands["coq"] = [compiler, "-q", "Chain.v"]
    commands["ours"] = [interlock(), "check", str(path)]
    costs = in_turn(commands, rounds(boxes), folder)
    if any(cost.code for cost in costs.values()):
        raise SystemExit(f"a chain of {boxes} boxes does not check")
    times = [measure_stages(path) for _ in range(rounds(boxes))]
    stages = {name: median(one[name] for one in times) for name in times[0]}
    return Row(boxes, stages, costs["ours"], costs.get("coq"))


def measure_planted(folder: Path) -> Planted:
    """A right and a wrong file in turn; then the places of the errors."""
    boxes = 1_000
    wrong = frozenset(range(boxes // PLANTED // 2, boxes, boxes // PLANTED))
    chain = Chain(boxes, wrong=wrong)
    right, path = write(Chain(boxes), folder / "right"), write(chain, folder / "wrong")
    costs = in_turn({"right": [interlock(), "check", str(right)], "wrong": [interlock(), "check", str(path)]}, rounds=5)
    said = subprocess.run([interlock(), "check", "--format", "json", str(path)], capture_output=True, check=False)
    told = [each for each in json.loads(said.stdout)["diagnostics"] if each["severity"] == "error"]
    places = [(each["code"], each["span"]["start"]["line"]) for each in told]
    due = [("type-mismatch", chain.line(box, "warrant")) for box in sorted(wrong)]
    return Planted(costs["wrong"].cpu / costs["right"].cpu, places == due, len(told))


def measure_kinds(folder: Path) -> Iterator[Figure]:
    """As many kinds as boxes, written alike and with ports of their own names, beside Coq's kinds, which are alike."""
    compiler = shutil.which("coqc")
    if compiler is None:
        return
    alike, own = Chain(LARGEST, LARGEST), Chain(LARGEST, LARGEST, own=True)
    commands = {
        name: [interlock(), "check", str(write(chain, folder / name))]
        for name, chain in (("alike", alike), ("own", own))
    }
    (folder / "Chain.v").write_text("".join(f"{line}\n" for line in coq(alike)))
    costs = in_turn({"coq": [compiler, "-q", str(folder / "Chain.v")], **commands}, 1, folder)
    yield Figure(f"{LARGEST:,} boxes of {LARGEST:,} kinds / `coqc`", costs["alike"].cpu / costs["coq"].cpu, 0.7)
    yield Figure("the same, no two kinds with the same names of ports", costs["own"].cpu / costs["coq"].cpu)


def _against(how: str, ours: float, coq_s: float, goal: float | None) -> Figure:
    return Figure(f"{LARGEST:,} boxes, {LARGEST * len(PORTS):,} wires / `coqc`{how}", ours / coq_s, goal)


def _exponent(rows: list[Row]) -> float:
    return exponent((row.boxes, row.stages["whole"]) for row in rows)


def _stages(rows: list[Row]) -> Table:
    lines = [
        (f"{row.boxes:,}", *(f"{row.stages[name]:.3f}" for name in STAGES), f"{row.stages['whole']:.3f}",
         f"{row.stages['whole'] / row.boxes * 1e6:.0f}")
        for row in rows
    ]  # fmt: skip
    exponents = [f"{exponent((row.boxes, row.stages[name]) for row in rows):.2f}" for name in (*STAGES, "whole")]
    heads = ("boxes", *STAGES, "whole", "µs a box")
    return Table("Processor seconds by stage", heads, (*lines, ("exponent", *exponents, "")))


def _processes(rows: list[Row]) -> Table:
    heads = ("boxes", "processor s", "clock s", "MiB", "Coq: processor s", "clock s", "MiB", "ours / Coq's")
    return Table("Whole processes", heads, tuple((f"{row.boxes:,}", *_costs(row.ours), *_peer(row)) for row in rows))


def _peer(row: Row) -> tuple[str, ...]:
    if row.coq is None:
        return ("", "", "", "")
    return (*_costs(row.coq), f"{row.ours.cpu / row.coq.cpu:.2f}")


def _costs(cost: Cost) -> tuple[str, str, str]:
    return f"{cost.cpu:.2f}", f"{cost.wall:.2f}", f"{cost.peak:.0f}"


if __name__ == "__main__":
    print(markdown(measure()))
