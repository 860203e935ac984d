"""What all lints together take on a large proposal, beside checking it and beside the slowest of them alone.

Run from the root of the repository: `python -m bench.lints`; with a path, one process prints seconds by lint as JSON.
"""

from __future__ import annotations

import gc
import json
import subprocess
import sys
from math import inf
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import process_time

from bench.cost import ROOT, compiled
from bench.guarded import write
from bench.stages import measure as measure_stages
from bench.table import Figure, Result, Table, markdown

BOXES = 10_000
SEEDS = (1, 2, 3)
ROUNDS = 5
ALL = "all together"


def measure() -> Result:
    """Medians over some random proposals: seconds of all lints, of each alone with what it reads, and of checking."""
    with compiled(), TemporaryDirectory() as name:
        paths = [write(BOXES, seed, Path(name)) for seed in SEEDS]
        checks = [measure_stages(path)["whole"] for path in paths]
        looks = [_looked(path) for path in paths]
    spent = {lint: median(one[lint] for one in looks) for lint in looks[0]}
    slowest = max(time for lint, time in spent.items() if lint != ALL)
    figures = (
        Figure(f"all lints / checking, {BOXES:,} boxes", spent[ALL] / median(checks), 1.0),
        Figure("all lints / the slowest alone", spent[ALL] / slowest, 1.5),
    )
    rows = [("checking", f"{median(checks) * 1000:.0f}")]
    rows += [(lint, f"{time * 1000:.0f}") for lint, time in spent.items()]
    title = f"Processor ms with what each reads, imports apart: medians of {len(SEEDS)} proposals"
    return Result("Lints on guarded lines", figures, (Table(title, ("", "time"), tuple(rows)),))


def _looked(path: Path) -> dict[str, float]:
    command = [sys.executable, "-m", "bench.lints", str(path)]
    said = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    seconds: dict[str, float] = json.loads(said)
    return seconds


def look(path: str) -> dict[str, float]:
    """Seconds of all lints together and of each alone, in turn: the least of some rounds, in this process.

    Raises:
        SystemExit: the file does not check, or a lint fails.
    """
    from interlock.analysis.answer import DIAGRAM, Request
    from interlock.analysis.plan import run
    from interlock.cli.session import load_plugins, open_session
    from interlock.pipeline import Setting
    from interlock.plugin.host import ANALYSING
    from interlock_lints import plugin

    gc.set_threshold(1_000_000, 20, 20)  # as the program has it
    diagram = open_session(path, load_plugins(ANALYSING), Setting()).examined.diagram
    if diagram is None:
        raise SystemExit(f"{path} does not check")
    lints = tuple(plugin.lints())
    asked = {ALL: lints, **{each.code: (each,) for each in lints}}
    spent: dict[str, float] = {}
    for _ in range(ROUNDS):
        for name, some in asked.items():
            gc.collect()
            start = process_time()
            ran = run((), {DIAGRAM: diagram}, Request(), some)
            spent[name] = min(spent.get(name, inf), process_time() - start)
            if ran.failed:
                raise SystemExit(f"{ran.failed[0].name} failed on {path}: {ran.failed[0].error}")
    return spent


if __name__ == "__main__":
    print(json.dumps(look(sys.argv[1])) if len(sys.argv) > 1 else markdown(measure()))
