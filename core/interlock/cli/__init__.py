"""The command line: a file a command, each imported when it is run."""

from __future__ import annotations

from collections.abc import Sequence


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs a command and returns its exit code: 0, 1 for what was found, 2 where it could not run, 130 if stopped."""
    import atexit
    import gc

    gc.set_threshold(1_000_000, 20, 20)  # data live to the end: the default looks at them in vain, for 15 %
    from interlock.cli.program import run

    atexit.register(gc.freeze)  # the process ends: without this the interpreter looks at all data once more, for 5 %
    return run(arguments)
