"""The step that other analyses share: the graph on which pressure travels."""

from __future__ import annotations

from typing import Final

from interlock.api.analysis import Analysis, Report, Request, Results
from interlock_boundaries.results import GROUND
from interlock_pressure.streams import Streams, streams


def _streams(results: Results, request: Request) -> Report[Streams]:
    return Report(streams(results[GROUND]))


STREAMS: Final = Analysis(
    "streams",
    Streams,
    (GROUND,),
    _streams,
    doc="The graph on which pressure travels: what passes from port to port, and learn wires as steps of their own.",
)
