"""How long the program takes to begin: `--help` and `check` of a small proposal against the import of rich's console.

Run from the root of the repository: `python -m bench.startup`.
"""

from __future__ import annotations

import re
import subprocess
import sys
from collections import defaultdict
from collections.abc import Callable, Mapping
from statistics import median

from bench.cost import ROOT, compiled, in_turn, interlock
from bench.table import Figure, Result, Table, markdown

ROUNDS = 9
TRACES = 5
"""Runs of which the times of imports are the medians: tracing is slow and steady."""

SHOWN = 15
PROPOSAL = "proposals/guaranteed-safe-ai/proposal.yaml"
_IMPORT = re.compile(r"^import time:\s+(\d+) \|\s+\d+ \|\s+([\w.]+)$", re.MULTILINE)
_PLUGIN = re.compile(r"interlock_\w+")


def measure() -> Result:
    """Time four commands in turn, then trace the imports of one."""
    with compiled():
        return _measure()


def _measure() -> Result:
    program = interlock()
    costs = in_turn(
        {
            "python": [sys.executable, "-c", ""],
            "rich": [sys.executable, "-c", "import rich.console"],
            "help": [program, "--help"],
            "check": [program, "check", PROPOSAL],
        },
        ROUNDS,
    )
    base = costs["rich"]
    figures = (
        Figure("`interlock --help` / `import rich.console`", costs["help"].wall / base.wall, 1.6),
        Figure("`interlock check` of guaranteed-safe-ai / `import rich.console`", costs["check"].wall / base.wall, 5.0),
        Figure("the same in processor time: help", costs["help"].cpu / base.cpu),
        Figure("the same in processor time: check", costs["check"].cpu / base.cpu),
        Figure("bare Python", costs["python"].wall / base.wall),
    )
    times = trace()
    tables = (
        _shares("What `interlock check` imports, by package", _summed(times, _package), len(times)),
        _shares("The dearest modules of ours, each without what it imports", _ours(times), len(times)),
    )
    return Result(f"Start-up (medians of {ROUNDS}, in turn)", figures, tables)


def trace() -> dict[str, float]:
    """Microseconds that each module takes to import in `interlock check`, without what it imports; medians."""
    runs: dict[str, list[int]] = defaultdict(list)
    command = [sys.executable, "-X", "importtime", interlock(), "check", PROPOSAL]
    for _ in range(TRACES):
        said = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False).stderr
        for found in _IMPORT.finditer(said):
            runs[found[2]].append(int(found[1]))
    return {name: median(times) for name, times in runs.items()}


def _summed(times: Mapping[str, float], key: Callable[[str], str]) -> dict[str, float]:
    sums: dict[str, float] = defaultdict(float)
    for name, time in times.items():
        sums[key(name)] += time
    return sums


def _package(module: str) -> str:
    """Our folders and plugins one by one, the libraries that we stand on, and all that is Python's own as one."""
    first, _, rest = module.partition(".")
    if first == "interlock":
        return f"interlock.{rest.partition('.')[0]}" if rest else "interlock"
    return first if first in ("yaml", "click", "pluggy") or _PLUGIN.fullmatch(first) else "Python's own"


def _ours(times: Mapping[str, float]) -> dict[str, float]:
    return {name: time for name, time in times.items() if name.startswith("interlock")}


def _shares(title: str, times: Mapping[str, float], modules: int) -> Table:
    """The dearest first, with shares of all that is listed."""
    whole = sum(times.values())
    dearest = sorted(times.items(), key=lambda pair: (-pair[1], pair[0]))[:SHOWN]
    rows = [(f"`{name}`", f"{time / 1000:.1f}", f"{time / whole:.0%}") for name, time in dearest]
    rows.append((f"all ({modules} modules are imported)", f"{whole / 1000:.1f}", "100%"))
    return Table(title, ("", "ms, traced", "share"), tuple(rows))


if __name__ == "__main__":
    print(markdown(measure()))
