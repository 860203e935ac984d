"""Much is made at once and nothing of it is garbage: the collector only costs time there."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def paused() -> Iterator[None]:
    """No cyclic garbage collection inside; afterwards as before."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


@contextmanager
def kept() -> Iterator[None]:
    """The same for a program that ends soon: all that was made is afterwards among what is old, and hardly looked at again.

    In a program that goes on it would never be looked at, since the collector goes by what has grown old by itself.
    """
    with paused():
        try:
            yield
        finally:
            # To the oldest generation without a look: else the next allocation would look at all of it as if it were new.
            gc.freeze()
            gc.unfreeze()
