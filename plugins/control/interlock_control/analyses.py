"""The analysis of protocols; what it is made of is imported where a file states one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from interlock.api.analysis import DIAGRAM, Analysis, Body, lacking
from interlock_control.sections import PROTOCOLS

if TYPE_CHECKING:
    from interlock_control.answer import Protocols


def _protocols() -> Body[Protocols]:
    from interlock_control.analysis import analyse
    from interlock_control.answer import Protocols
    from interlock_control.rules import RULES
    from interlock_control.show import depict, gauges, show

    return Body(Protocols, analyse, RULES, show=show, depict=depict, gauges=gauges, rest=Protocols())


PLAYED: Final = Analysis(
    "protocols",
    (DIAGRAM,),
    _protocols,
    reads=(PROTOCOLS,),
    doc="How safe and how useful control protocols are against the attacker's best reply: rate, number, time and kind of attacks.",
    idle=lacking(PROTOCOLS),
)
