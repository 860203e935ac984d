"""The analysis of protocols, whose modules are imported when it is run, shown or followed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from interlock.api.analysis import DIAGRAM, Analysis, Exhibit, Gauge, Idle, Report, Request, Results
from interlock_control.answer import Protocols
from interlock_control.rules import RULES
from interlock_control.sections import PROTOCOLS


def _run(results: Results, request: Request) -> Report[Protocols]:
    from interlock_control.analysis import analyse

    return analyse(results, request)


def _show(found: Protocols) -> Sequence[Exhibit]:
    from interlock_control.show import show

    return show(found)


def _depict(found: Protocols) -> Sequence[Exhibit]:
    from interlock_control.show import depict

    return depict(found)


def _gauges(found: Protocols) -> Sequence[Gauge]:
    from interlock_control.show import gauges

    return gauges(found)


PLAYED: Final = Analysis(
    "protocols",
    Protocols,
    (DIAGRAM,),
    _run,
    rules=RULES,
    reads=(PROTOCOLS,),
    show=_show,
    depict=_depict,
    gauges=_gauges,
    doc="How safe and how useful control protocols are against the attacker's best reply: rate, number, time and kind of attacks.",
    idle=Idle((PROTOCOLS,), Protocols()),
)
