"""How long analyses may take: until a number of seconds is over, or Ctrl-C is pressed."""

from __future__ import annotations

import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from time import monotonic
from types import FrameType

from interlock.analysis.pace import Over


@contextmanager
def limited(seconds: float) -> Iterator[Over]:
    """Whether to stop: after so many seconds (0: any number), or once Ctrl-C was pressed; the second time it ends all."""
    pressed: list[int] = []
    end = monotonic() + seconds if seconds > 0 else float("inf")

    def press(number: int, frame: FrameType | None) -> None:
        if pressed:
            signal.default_int_handler(number, frame)
        pressed.append(number)
        sys.stderr.write("\nstopping; what is known so far follows (again: leave at once)\n")

    before = signal.signal(signal.SIGINT, press)
    try:
        yield lambda: bool(pressed) or monotonic() > end
    finally:
        signal.signal(signal.SIGINT, before)
