"""Messages from faults and findings: the words, the places, and how grave it is."""

from __future__ import annotations

from collections.abc import Iterable
from typing import cast, get_args

from interlock.analysis.allow import Permit
from interlock.analysis.plan import Failed, Said, Skipped
from interlock.check.fault import CheckFault
from interlock.elaborate.fault import ElaborationFault
from interlock.report.contrast import clip
from interlock.report.message import NOWHERE, Label, Message, Places, Statement
from interlock.report.origin import Origin
from interlock.report.words.check import word_check
from interlock.report.words.elaborate import word_elaborate
from interlock.report.words.syntax import word_syntax
from interlock.report.words.wording import Wording
from interlock.syntax.fault import SyntaxFault
from interlock.text.outcome import Fault
from interlock.text.rule import Severity

_SYNTAX: tuple[type, ...] = get_args(SyntaxFault)
_ELABORATE: tuple[type, ...] = get_args(ElaborationFault)
_CHECK: tuple[type, ...] = get_args(CheckFault)
_GRAVITY: dict[str, Severity] = {"unused-source": "warning", "dropped": "note", "not-analysed": "note"}
_ROOM = 900  # characters of words in a message


def compose(fault: Fault, places: Places, variant: str = "") -> Message:
    """The message for a fault; ``variant`` is the one in which alone it shows.

    Raises:
        TypeError: the fault is of no known stage (a mistake of ours).
    """
    wording = _word(fault)
    file, span = places.locate(fault.site)
    labels = tuple(Label(*places.locate(site), text) for site, text in wording.labels)
    where = f"variant `{clip(variant, 40)}`"
    first = wording.says if not variant or where in wording.says else f"{wording.says} (in the {where})"
    text = clip("\n".join((first, *wording.details)), _ROOM - len(wording.help))
    return Message(fault.code, gravity(fault), file, span, text, labels, wording.help)


def gravity(fault: Fault) -> Severity:
    """How grave a fault is."""
    return _GRAVITY.get(fault.code, "error")


def _word(fault: Fault) -> Wording:
    if isinstance(fault, _SYNTAX):
        return word_syntax(cast(SyntaxFault, fault))
    if isinstance(fault, _ELABORATE):
        return word_elaborate(cast(ElaborationFault, fault))
    if isinstance(fault, _CHECK):
        return word_check(cast(CheckFault, fault))
    raise TypeError(f"no words for {type(fault).__name__}")


def compose_finding(said: Said, places: Places, origin: Origin) -> Statement:
    """The message for a finding; its place is that of the first element of its subject that has one."""
    finding = said.finding
    site = next(filter(None, map(origin, finding.subject)), None)
    file, span = places.locate(site) if site else (origin.source, NOWHERE)
    told = Message(finding.rule.code, finding.rule.severity, file, span, finding.says.plain(), help=finding.help)
    return Statement(told, said.by, finding.subject, finding.witness, finding.cites)


def compose_permit(permit: Permit, known: bool, places: Places, origin: Origin) -> Message:  # noqa: FBT001
    """A message for a permit that permits nothing; ``known`` says whether anything loaded has its code."""
    site = origin(permit.element)
    file, span = places.locate(site) if site else (origin.source, NOWHERE)
    code, at = clip(permit.code, 60), clip(permit.at, 60)
    if known:
        says = f"nothing is found by `{code}` at `{at}`, so there is nothing to allow"
        return Message("unused-allow", "warning", file, span, says, help="Remove it, or correct `lint` or `at`.")
    says = f"nothing that is loaded looks for `{code}`, so this allows nothing yet"
    return Message("not-analysed", "note", file, span, says, help="`interlock plugins` shows what is loaded.")


def compose_failures(failed: Iterable[Failed], skipped: Iterable[Skipped], plugins: dict[tuple[str, str], str]) -> list[Message]:
    """Messages for analyses that failed or were not run; ``plugins`` tells whose each is."""
    messages = []
    for what, name, error in failed:
        whose = f" of the plugin `{plugins[what, name]}`" if plugins.get((what, name)) else ""
        reason = clip(" ".join(str(error).split()), 200)
        says = f"the {what} `{name}`{whose} failed: {type(error).__name__}{': ' + reason if reason else ''}"
        advice = "This is a mistake of the plugin. INTERLOCK_DEBUG=1 shows the traceback."
        messages.append(Message("analysis-failed", "error", "", NOWHERE, says, help=advice))
    for what, name, needs in skipped:
        says = f"the {what} `{name}` was not run, because `{needs}` failed or was not run"
        messages.append(Message("analysis-skipped", "warning", "", NOWHERE, says))
    return messages
