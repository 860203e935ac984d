"""A word on standard error about work that takes over a second, on a terminal only."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from interlock.cli.output import on_terminal

AFTER = 1.0
"""Seconds before anything is said."""


@contextmanager
def progress(what: str) -> Iterator[None]:
    """Says ``what`` is being done if it takes long, and takes it back when it is done."""
    if not on_terminal(sys.stderr):
        yield
        return
    from threading import Event, Thread

    said: list[str] = []
    done = Event()

    def say() -> None:
        if not done.wait(AFTER):
            said.append(what)
            sys.stderr.write(f"{what} ...")
            sys.stderr.flush()

    watch = Thread(target=say, daemon=True)
    watch.start()
    try:
        yield
    finally:
        done.set()
        watch.join()
        if said:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()
