"""The analysis of arguments, whose modules are imported when it is run or shown."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from interlock.api.analysis import DIAGRAM, Analysis, Exhibit, Gauge, Idle, Report, Request, Results
from interlock_arguments.answer import Arguments
from interlock_arguments.rules import RULES
from interlock_arguments.sections import ARGUMENTS


def _run(results: Results, request: Request) -> Report[Arguments]:
    from interlock_arguments.analysis import analyse

    return analyse(results, request)


def _show(found: Arguments) -> Sequence[Exhibit]:
    from interlock_arguments.show import show

    return show(found)


def _gauges(found: Arguments) -> Sequence[Gauge]:
    """The credence of each conclusion that has bounds over all laws."""
    return tuple(
        Gauge(f"{name}.credence", law.lower, law.upper, f"credence of the conclusion of {name}, over all laws")
        for name, one in found.arguments.items()
        if (law := one.credence.law) is not None
    )


VALIDITY: Final = Analysis(
    "arguments",
    Arguments,
    (DIAGRAM,),
    _run,
    rules=RULES,
    reads=(ARGUMENTS,),
    show=_show,
    gauges=_gauges,
    doc="Whether conclusions follow from their premises, from which, what is missing if not, and how credible they are.",
    idle=Idle((ARGUMENTS,), Arguments()),
)
