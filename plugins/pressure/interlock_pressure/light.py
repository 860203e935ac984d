"""Layers of the picture: the ways by which evaluators press on what they judge."""

from __future__ import annotations

from typing import Final

from interlock.api.analysis import Layer, Marks, Request, Results
from interlock_pressure.analyses import HELD_OUT_EVALUATORS


def _light(results: Results, request: Request) -> Marks:
    from interlock_pressure.depict import light_held_out

    return light_held_out(results[HELD_OUT_EVALUATORS])


LAYERS: Final = (
    Layer(
        "held-out",
        (HELD_OUT_EVALUATORS,),
        _light,
        "Ways from evaluators that are not held out into learn wires onto what they judge.",
        apart=True,
    ),
)
