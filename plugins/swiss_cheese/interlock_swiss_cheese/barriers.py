"""The analysis of what stands before each hazard, for pictures: what it takes is imported when it is run."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from interlock.api.analysis import Analysis, Exhibit, Report, Request, Results
from interlock_swiss_cheese.cheese import PROPAGATION, ROUTES, SWISS_CHEESE
from interlock_swiss_cheese.guarded import Barriers


def _survey(results: Results, request: Request) -> Report[Barriers]:
    """What guards each hazard that is asked for."""
    from interlock_swiss_cheese.survey import survey

    return Report(survey(results))


def _depict(barriers: Barriers) -> Sequence[Exhibit]:
    """The pictures of each hazard."""
    from interlock_swiss_cheese.depict import depict

    return depict(barriers)


BARRIERS: Final = Analysis(
    "barriers",
    Barriers,
    (PROPAGATION, ROUTES, SWISS_CHEESE),
    _survey,
    depict=_depict,
    doc="What stands before each hazard on each of the thinnest routes, and what follows from it: bow-tie and matrix.",
)
