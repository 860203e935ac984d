"""Layers of the picture: what crosses membranes."""

from __future__ import annotations

from typing import Final

from interlock.api.analysis import Layer, Marks, Request, Results
from interlock_boundaries.analyses import MEMBRANES


def _light(results: Results, request: Request) -> Marks:
    from interlock_boundaries.depict import marks

    return marks(results[MEMBRANES])


LAYERS: Final = (
    Layer("membranes", (MEMBRANES,), _light, "Wires that cross membranes: admitted, or breaches.", apart=True),
)
