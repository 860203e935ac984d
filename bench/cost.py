"""What a command costs: seconds, processor seconds and peak memory; several in turn, so that a busy machine slows all."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
_UNIT = 1024 * 1024 if sys.platform == "darwin" else 1024
"""In what the system counts memory, as a share of a MiB."""


class Cost(NamedTuple):
    """Of one run: seconds on the clock, seconds of processors (user and system), and peak memory in MiB."""

    wall: float
    cpu: float
    peak: float
    code: int


def interlock() -> str:
    """The program that is installed beside this interpreter.

    Raises:
        SystemExit: there is none.
    """
    found = Path(sys.executable).with_name("interlock")
    if not found.is_file():
        raise SystemExit("interlock is not installed beside this Python: pip install -e .")
    return str(found)


@contextmanager
def compiled() -> Iterator[None]:
    """Within, what is run keeps its bytecode in a folder of its own, as what is installed has it: nothing is compiled twice."""
    before = dict(os.environ)
    with TemporaryDirectory() as folder:
        os.environ["PYTHONPYCACHEPREFIX"] = folder
        os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
        try:
            yield
        finally:
            os.environ.clear()
            os.environ.update(before)


def spend(command: Sequence[str], folder: Path = ROOT) -> Cost:
    """Run a command to its end, with its output thrown away."""
    start = perf_counter()
    child = subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(child.pid, 0)
    wall = perf_counter() - start
    child.returncode = os.waitstatus_to_exitcode(status)
    return Cost(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / _UNIT, child.returncode)


def in_turn(commands: Mapping[str, Sequence[str]], rounds: int, folder: Path = ROOT) -> dict[str, Cost]:
    """The medians over ``rounds`` rounds, in each of which every command runs once; the first may have bytecode to write.

    Raises:
        SystemExit: a command could not do its work (its exit code is over 1).
    """
    runs: dict[str, list[Cost]] = {name: [] for name in commands}
    for _ in range(rounds):
        for name, command in commands.items():
            runs[name].append(spend(command, folder))
    failed = [name for name, costs in runs.items() if any(cost.code > 1 or cost.code < 0 for cost in costs)]
    if failed:
        raise SystemExit(f"failed: {', '.join(failed)}")
    return {name: _middle(costs) for name, costs in runs.items()}


def _middle(costs: Sequence[Cost]) -> Cost:
    return Cost(
        median(cost.wall for cost in costs),
        median(cost.cpu for cost in costs),
        median(cost.peak for cost in costs),
        max(cost.code for cost in costs),
    )
