"""What membranes, labels and side channels cost beside the check of the file, at 10,000 boxes.

Run from the root of the repository: `python -m bench.boundaries`.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Final

from bench import cells, wiring
from bench.cost import ROOT, compiled
from bench.table import Figure, Result, Table, markdown

ROUNDS: Final = 5
BOXES: Final = 10_000
ANALYSES: Final = ("membranes", "labels", "side-channels")
DEPTH: Final = 5
"""So many membranes lie within one another in the chain."""


def measure() -> Result:
    """Each proposal in some processes; in each the check and the analyses, so that a busy machine slows both."""
    figures: list[Figure] = []
    rows: list[tuple[str, ...]] = []
    with compiled(), TemporaryDirectory() as name:
        for title, write in PROPOSALS.items():
            runs = [_run(write(Path(name, title.replace(" ", "-")))) for _ in range(ROUNDS)]
            shares = {each: median(run[each] / run["check"] for run in runs) for each in ANALYSES}
            figures += [Figure(f"`{each}` / check, {title}", share, 0.5) for each, share in shares.items()]
            names = ("check", "flow-graph", "propagation", *ANALYSES)
            rows.append((title, *(f"{median(run[each] for run in runs) * 1000:.0f}" for each in names)))
    heads = ("", "check", "the graph", "failures spread", *ANALYSES)
    note = (
        "`membranes` and `labels` are timed with the graph of all that may flow, on which they stand, as if each made it "
        "alone; `side-channels` with it too, and without the spread of failures, which is the analysis of failures' own."
    )
    title = f"Boundaries, {BOXES:,} boxes (medians of {ROUNDS})"
    return Result(title, tuple(figures), (Table("Processor ms", heads, tuple(rows)),), (note,))


def grid(folder: Path) -> Path:
    """A hundred boxes wide and high: five membranes within one another, and more apart."""
    return cells.write(100, BOXES // 100, folder)


def chain(folder: Path) -> Path:
    """The chain of five dependent wires a box, with five membranes within one another, and boxes that are not trusted."""
    made = wiring.Chain(BOXES)
    path = wiring.write(made, folder)
    path.write_text("".join(f"{line}\n" for line in _enclosed(made)))
    return path


def _enclosed(made: wiring.Chain) -> Iterator[str]:
    for line in wiring.proposal(made):
        box, _, kind = line.partition(": ")
        untrusted = box.startswith("  b") and int(box[3:]) % 11 == 0
        yield f"{box}: {{kind: {kind}, labels: {{trust: untrusted}}}}" if untrusted else line
    yield "labels: {trust: {order: [untrusted, vetted, trusted], combine: min}}\nboundaries:"
    for depth in range(DEPTH):
        first, last = (depth + 1) * BOXES // 20, BOXES - (depth + 1) * BOXES // 20
        yield f"  m{depth}:\n    inside: [{', '.join(f'b{box}' for box in range(first, last))}]\n    admits:"
        yield from (f"      - b{at - 1}.{one}Out -> b{at}.{one}" for at in (first, last) for one in wiring.PORTS)


PROPOSALS: Final[Mapping[str, Callable[[Path], Path]]] = {"a grid": grid, "a chain": chain}


def _run(path: Path) -> dict[str, float]:
    """One fresh process.

    Raises:
        subprocess.CalledProcessError: the file does not check, or an analysis fails.
    """
    command = [sys.executable, "-m", "bench.boundaries", str(path)]
    said = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    seconds: dict[str, float] = json.loads(said)
    return seconds


def timed(path: str) -> dict[str, float]:
    """Processor seconds of the check and of each analysis, those with the graph that stand on it."""
    import gc
    from time import process_time

    from interlock.analysis.answer import DIAGRAM, Key, Request
    from interlock.analysis.plan import plan, run
    from interlock.cli.session import load_plugins, open_session
    from interlock.pipeline import Setting
    from interlock.plugin.host import ANALYSING

    gc.set_threshold(50_000, 20, 20)
    loaded = load_plugins(ANALYSING)
    start = process_time()
    diagram = open_session(path, loaded, Setting(), covering=True).examined.diagram
    spent = {"check": process_time() - start}
    if diagram is None:
        raise SystemExit(f"{path} does not check")
    results: dict[Key, object] = {DIAGRAM: diagram}
    asked = [one for one in loaded.analyses if one.name in ANALYSES]
    for one in plan(asked, [DIAGRAM]):
        start = process_time()
        ran = run((one,), results, Request())
        spent[one.name] = process_time() - start
        if ran.failed:
            raise SystemExit(f"{one.name} failed: {ran.failed[0].error}")
        results[one] = ran.results[one]
    return spent | {name: spent[name] + spent["flow-graph"] for name in ANALYSES}


if __name__ == "__main__":
    print(json.dumps(timed(sys.argv[1])) if len(sys.argv) > 1 else markdown(measure()))
