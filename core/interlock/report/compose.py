"""Messages from faults: the words, the places, and how grave each is."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast, get_args

from interlock.check.fault import CheckFault
from interlock.elaborate.fault import ElaborationFault
from interlock.report.contrast import clip
from interlock.report.message import Label, Message, Places
from interlock.syntax.fault import SyntaxFault
from interlock.text.foreign import ForeignFault
from interlock.text.outcome import Fault
from interlock.text.rule import Severity

if TYPE_CHECKING:
    from interlock.report.words.wording import Wording

_SYNTAX: tuple[type, ...] = get_args(SyntaxFault)
_ELABORATE: tuple[type, ...] = get_args(ElaborationFault)
_CHECK: tuple[type, ...] = get_args(CheckFault)
_GRAVITY: dict[str, Severity] = {
    "unused-source": "warning",
    "dropped": "note",
    "not-analysed": "note",
    "unstated-mode": "note",
}
_ROOM = 700  # characters of a message and its help; with labels, under a kilobyte


def compose(fault: Fault, places: Places, variant: str = "") -> Message:
    """The message for a fault; ``variant`` is the one in which alone it shows.

    Raises:
        TypeError: the fault is of no known stage (a mistake of ours).
    """
    if isinstance(fault, ForeignFault):
        return _foreign(fault, places)
    wording = _word(fault)
    file, span = places.locate(fault.site)
    labels = tuple(Label(*places.locate(site), clip(text, 75)) for site, text in wording.labels[:4])
    advice = clip(wording.help, 240)
    where = f"variant `{clip(variant, 40)}`"
    first = wording.says if not variant or where in wording.says else f"{wording.says} (in the {where})"
    text = clip("\n".join((first, *wording.details)), _ROOM - len(advice))
    return Message(fault.code, gravity(fault), file, span, text, labels, advice)


def _foreign(fault: ForeignFault, places: Places) -> Message:
    file, span = places.locate(fault.site)
    advice = clip(fault.help, 240)
    says = clip(fault.says.plain(), _ROOM - len(advice))
    return Message(fault.code, fault.rule.severity, file, span, says, help=advice)


def gravity(fault: Fault) -> Severity:
    """How grave a fault is."""
    return _GRAVITY.get(fault.code, "error")


def _word(fault: Fault) -> Wording:
    """The words, from the file of the fault's stage; a file without faults needs none of these."""
    if isinstance(fault, _SYNTAX):
        from interlock.report.words.syntax import word_syntax

        return word_syntax(cast(SyntaxFault, fault))
    if isinstance(fault, _ELABORATE):
        from interlock.report.words.elaborate import word_elaborate

        return word_elaborate(cast(ElaborationFault, fault))
    if isinstance(fault, _CHECK):
        from interlock.report.words.check import word_check

        return word_check(cast(CheckFault, fault))
    raise TypeError(f"no words for {type(fault).__name__}")
