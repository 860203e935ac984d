"""The installed command in a process of its own, as a user meets it."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from tests.repository.sources import ROOT

FLAGSHIP = ROOT / "proposals" / "guaranteed-safe-ai" / "proposal.yaml"
START = "import sys; from interlock.cli import main; sys.exit(main())"
Ran = subprocess.CompletedProcess[str]


def run(*words: str | Path, flags: Sequence[str] = (), folder: Path = ROOT, seed: str = "0") -> Ran:
    """Runs `interlock WORDS`; the environment is this process's without coverage, colour and options of the project."""
    command = [sys.executable, *flags, "-c", START, *map(str, words)]
    return subprocess.run(
        command, cwd=folder, env=environment(seed), capture_output=True, text=True, check=False, timeout=120
    )


def environment(seed: str) -> dict[str, str]:
    """The variables that a command sees."""
    kept = {
        name: value for name, value in os.environ.items() if not name.startswith(("COV_", "COVERAGE_", "INTERLOCK_"))
    }
    return kept | {"PYTHONHASHSEED": seed, "NO_COLOR": "1", "COLUMNS": "100"}
