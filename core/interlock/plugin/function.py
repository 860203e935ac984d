"""What a plugin has boxes do: a function of Python under a name."""

from __future__ import annotations

from collections.abc import Callable

from interlock.record import NamedTuple


class Function(NamedTuple):
    """A function that the section `kernels` may call by its name.

    It is given the values of a box's inputs in their order, then of what the box keeps, as they are written, and returns a
    row: the values of its outputs (with commas between them, then of what it keeps), a list of those possible, or a mapping
    to chances. It is called twice for each value, and has to return the same.
    """

    name: str
    call: Callable[..., object]
    doc: str = ""
