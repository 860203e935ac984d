"""Fault trees of the Aralia set: probabilities, cut sets and bounds, beside SCRAM's on the same machine.

Run from the root of the repository: `python -m bench.aralia`. The trees are CC BY-SA and not kept here: they are looked
for in the folder that INTERLOCK_ARALIA names, else in `../shared/cases/aralia`, with the answers in `expected.csv`.
No tree has an option of its own.
"""

from __future__ import annotations

import csv
import gc
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from time import process_time
from typing import Final, NamedTuple

from bench.cost import ROOT, compiled, interlock, spend
from bench.table import Figure, Result, Table, markdown

FOLDER: Final = Path(os.environ.get("INTERLOCK_ARALIA", ROOT.parent / "shared" / "cases" / "aralia"))
PATIENCE: Final = 60.0
"""Seconds that a program may take for one tree."""

STAGES: Final = ("probability", "cut sets", "bounds")


class Row(NamedTuple):
    """A tree: our processor seconds by stage, cumulative for cut sets, and SCRAM's, None where it does not get through.

    ``solved`` has the stages in which we do.
    """

    tree: str
    ours: Mapping[str, float]
    solved: frozenset[str]
    scram: Mapping[str, float | None]
    peak: float
    right: bool


def measure() -> Result:
    """Every tree of which the exact probability is known, then the one of which nobody knows it."""
    title = "Fault trees of the Aralia set, beside SCRAM"
    if not (FOLDER / "expected.csv").is_file():
        return Result(title, (), notes=("Left out: the trees are not there (INTERLOCK_ARALIA names their folder).",))
    with (FOLDER / "expected.csv").open(encoding="utf-8") as file:
        expected = {row["tree"]: row for row in csv.DictReader(file)}
    with compiled():
        ours = _all_ours(list(expected))
        rows = [_row(tree, wanted, ours[tree]) for tree, wanted in expected.items()]
    known = [row for row in rows if expected[row.tree]["probability"]]
    beside = {
        stage: [row for row in known if stage in row.solved and row.scram[stage] is not None]
        for stage in ("probability", "cut sets")
    }
    figures = (
        *(
            Figure(f"{stage} / SCRAM's, {len(beside[stage])} trees that both solve", _ratio(beside[stage], stage), goal)
            for stage, goal in (("probability", 0.5), ("cut sets", 0.33))
            if beside[stage]
        ),
        Figure(
            "bounds without assumptions / probabilities", _total(known, "bounds") / _total(known, "probability"), 5.0
        ),
        Figure("peak memory of `interlock analyze`", max(row.peak for row in rows), 1024.0, "MiB"),
        Figure("trees with a wrong answer", float(sum(not row.right for row in rows)), 0.0, ""),
    )
    notes = (
        () if shutil.which("scram") else ("SCRAM is not installed (`apt-get install scram`), so nothing is beside it.",)
    )
    return Result(title, figures, (_table(rows),), notes)


def _total(rows: Sequence[Row], stage: str) -> float:
    return sum(row.ours[stage] for row in rows)


def _ratio(rows: Sequence[Row], stage: str) -> float:
    return _total(rows, stage) / sum(row.scram[stage] or 0.0 for row in rows)


def _row(tree: str, expected: Mapping[str, str], found: Mapping[str, object]) -> Row:
    path = FOLDER / f"{tree}.xml"
    peak = spend([interlock(), "analyze", str(path), "--only", "swiss-cheese", "--format", "json"]).peak
    seconds = {stage: float(str(found[stage])) for stage in STAGES}
    scram: dict[str, float | None] = {"probability": None, "cut sets": None}
    if shutil.which("scram"):
        scram = {"probability": _scram_probability(path), "cut sets": _scram_cut_sets(path)}
    solved = frozenset(
        stage for stage, key in (("probability", "value"), ("cut sets", "count")) if found[key] is not None
    )
    return Row(tree, seconds, solved, scram, peak, _is_right(expected, found))


def _is_right(expected: Mapping[str, str], found: Mapping[str, object]) -> bool:
    """Whether what is known of a tree is what was found, as far as anything was."""
    value, count = found["value"], found["count"]
    right = True
    if expected["probability"] and isinstance(value, float):
        wanted = float(expected["probability"])
        right = abs(value - wanted) <= 1e-9 * wanted
    elif expected["probability"]:
        right = False
    if expected["mcs"] and expected["coherent"] == "1":
        right = right and count == int(expected["mcs"])
    return right


def _table(rows: Sequence[Row]) -> Table:
    heads = ("tree", "probability", "SCRAM", "cut sets", "SCRAM", "bounds", "peak MiB")
    lines = tuple(
        (
            row.tree,
            _seconds(row.ours["probability"] if "probability" in row.solved else None),
            _seconds(row.scram["probability"]),
            _seconds(row.ours["cut sets"] if "cut sets" in row.solved else None),
            _seconds(row.scram["cut sets"]),
            _seconds(row.ours["bounds"]),
            f"{row.peak:.0f}",
        )
        for row in rows
    )
    return Table("Processor seconds from the XML on; SCRAM's with its start; peaks of whole commands", heads, lines)


def _seconds(value: float | None) -> str:
    return "" if value is None else f"{value:.3f}"


# ---- SCRAM -----------------------------------------------------------------------------------------------------------


def _scram_probability(path: Path) -> float | None:
    cost = spend(["timeout", str(PATIENCE), "scram", "--bdd", "-l", "1", "--probability", "1", str(path)])
    return cost.cpu if cost.code == 0 else None


def _scram_cut_sets(path: Path) -> float | None:
    """Until its family of products exists: it is stopped before it lists them, which for some trees it cannot."""
    command = ["timeout", str(PATIENCE), "scram", "--bdd", "-l", "10000", "--verbosity", "5", str(path)]
    child = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    assert child.stderr is not None
    before = os.times()
    done = any("analysis time" in line for line in child.stderr)
    child.terminate()
    child.wait()
    after = os.times()
    spent = after.children_user + after.children_system - before.children_user - before.children_system
    return spent if done else None


# ---- ours, in a process of its own -----------------------------------------------------------------------------------


def _all_ours(trees: Sequence[str]) -> dict[str, dict[str, object]]:
    command = [sys.executable, "-m", "bench.aralia", "ours", *trees]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    found: dict[str, dict[str, object]] = json.loads(done.stdout)
    return found


def ours(path: Path) -> dict[str, object]:
    """Seconds of processors for the probability from the XML on, then for the number of cut sets, and for the bounds."""
    from interlock.api.door import Source
    from interlock.api.kit import Exhausted, compile_formula, count, cut_sets, dependence_bound, enclose, probability
    from interlock_interchange.open_psa.read import read
    from interlock_swiss_cheese.results import PROPAGATION, Propagation

    gc.collect()  # what an earlier tree left is not this one's cost
    start = process_time()
    propagation = read(Source(path.name, path.read_text("utf-8"))).value.values[PROPAGATION]
    assert isinstance(propagation, Propagation)
    (top,) = propagation.state.values()
    ranges = {name: chance.range for name, chance in propagation.chances.items()}
    known = {name: one for name, one in ranges.items() if one is not None}
    diagram = compile_formula(top)
    value = None if isinstance(diagram, Exhausted) else probability(diagram, {k: one.upper for k, one in known.items()})
    exact = process_time()
    cuts = diagram if isinstance(diagram, Exhausted) else cut_sets(diagram)
    number = None if isinstance(cuts, Exhausted) else count(cuts)
    counted = process_time()
    if isinstance(diagram, Exhausted):
        enclose(top, known)
    else:
        dependence_bound(diagram, known)
    bounded = process_time()
    return {
        "value": value,
        "count": number,
        "probability": exact - start,
        "cut sets": counted - start,
        "bounds": bounded - counted,
    }


if __name__ == "__main__":
    if sys.argv[1:2] == ["ours"]:
        print(json.dumps({tree: ours(FOLDER / f"{tree}.xml") for tree in sys.argv[2:]}))
    else:
        print(markdown(measure()))
