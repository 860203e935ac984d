"""Much is made at once and nothing of it is garbage: the collector only costs time there."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def paused() -> Iterator[None]:
    """No cyclic garbage collection inside; afterwards as before, with all that was made among what is old."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            # To the oldest generation without a look: else the next allocation would look at all of it as if it were new.
            gc.freeze()
            gc.unfreeze()
            gc.enable()
