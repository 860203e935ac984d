"""How long each stage of checking or analysing a file takes, in one process that has done nothing before.

Run as a process of its own: `python -m bench.stages check FILE` (or `analyze`) prints seconds of processors by stage, as
JSON. The real pipeline runs; only a stopwatch is put around its stages.
"""

from __future__ import annotations

import gc
import json
import subprocess
import sys
from collections import defaultdict
from functools import wraps
from pathlib import Path
from time import process_time
from types import ModuleType
from typing import Any

from bench.cost import ROOT

STAGES = ("events and items", "read", "elaborate", "kernel", "rest")


class Stopwatch:
    """Seconds of processors by the name of what was timed; of what runs inside another only the outer counts."""

    def __init__(self) -> None:
        self.spent: dict[str, float] = defaultdict(float)
        self._running = False

    def around(self, module: ModuleType, function: str, name: str) -> None:
        """Replace a function, as the module sees it, by one that is timed."""
        inner = getattr(module, function)

        @wraps(inner)
        def timed(*given: Any, **named: Any) -> Any:  # whatever the function takes and gives
            if self._running:
                return inner(*given, **named)
            self._running, start = True, process_time()
            try:
                return inner(*given, **named)
            finally:
                self.spent[name] += process_time() - start
                self._running = False

        setattr(module, function, timed)


def check(path: str) -> dict[str, float]:
    """Check a file under the collector's setting of the program; the seconds of its stages, and of the whole."""
    import interlock.check.stage as checking
    import interlock.pipeline as pipeline
    from interlock.cli.disk import disk, find_root
    from interlock.cli.session import load_plugins
    from interlock.text.pause import kept

    watch = Stopwatch()
    watch.around(pipeline, "bundle", "events and items")
    watch.around(pipeline, "read", "read")
    watch.around(checking, "elaborate", "elaborate")
    watch.around(checking, "recheck", "kernel")
    gc.set_threshold(50_000, 20, 20)
    loaded = load_plugins()
    root = find_root(path)
    start = process_time()
    with kept():
        examined = pipeline.examine(path, disk(root), loaded, root=root, covering=True)
    whole = process_time() - start
    if examined.diagram is None:
        raise SystemExit(f"{path} does not check: {examined.told[0].fault.code if examined.told else 'no fault'}")
    return {**watch.spent, "rest": whole - sum(watch.spent.values()), "whole": whole}


def analyze(path: str) -> dict[str, float]:
    """Check a file and run every analysis and lint on it twice; the seconds of the second time, libraries being loaded."""
    from interlock.analysis.answer import Request
    from interlock.cli.inquiry import ask
    from interlock.cli.session import load_plugins, open_session
    from interlock.cli.subject import subject_of
    from interlock.pipeline import Setting
    from interlock.plugin.host import ANALYSING

    session = open_session(path, load_plugins(ANALYSING), Setting())
    if session.examined.diagram is None:
        raise SystemExit(f"{path} does not check")
    spent = 0.0
    for _ in range(2):
        start = process_time()
        inquiry = ask(subject_of(session), Request())
        spent = process_time() - start
        if inquiry.ran.failed:
            raise SystemExit(f"{inquiry.ran.failed[0].name} failed on {path}")
    return {"whole": spent}


def measure(path: Path, what: str = "check") -> dict[str, float]:
    """`check` or `analyze` in a fresh process.

    Raises:
        subprocess.CalledProcessError: the file has an error.
    """
    command = [sys.executable, "-m", "bench.stages", what, str(path)]
    said = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    seconds: dict[str, float] = json.loads(said)
    return seconds


if __name__ == "__main__":
    print(json.dumps({"check": check, "analyze": analyze}[sys.argv[1]](sys.argv[2])))
