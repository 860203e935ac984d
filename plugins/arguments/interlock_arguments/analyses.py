"""The analysis of arguments; what it is made of is imported where a file states one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from interlock.api.analysis import DIAGRAM, Analysis, Body, lacking
from interlock_arguments.sections import ARGUMENTS

if TYPE_CHECKING:
    from interlock_arguments.answer import Arguments


def _arguments() -> Body[Arguments]:
    from interlock_arguments.analysis import analyse
    from interlock_arguments.answer import Arguments
    from interlock_arguments.rules import RULES
    from interlock_arguments.show import gauges, show

    return Body(Arguments, analyse, RULES, show=show, gauges=gauges, rest=Arguments())


VALIDITY: Final = Analysis(
    "arguments",
    (DIAGRAM,),
    _arguments,
    reads=(ARGUMENTS,),
    doc="Whether conclusions follow from their premises, from which, what is missing if not, and how credible they are.",
    idle=lacking(ARGUMENTS),
)
