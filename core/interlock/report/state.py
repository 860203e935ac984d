"""Messages from what analyses found, from those that failed, and from permits that permit nothing."""

from __future__ import annotations

from collections.abc import Iterable

from interlock.analysis.allow import Permit
from interlock.analysis.plan import Failed, Said, Skipped
from interlock.report.contrast import clip
from interlock.report.message import NOWHERE, Message, Places, Statement
from interlock.report.origin import Origin


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
    if not permit.because.strip():
        says = f"it is not said why `{code}` is allowed at `{at}`, so it is not"
        return Message("unused-allow", "warning", file, span, says, help="Give the reason under `because`.")
    if known:
        says = f"nothing is found by `{code}` at `{at}`, so there is nothing to allow"
        return Message("unused-allow", "warning", file, span, says, help="Remove it, or correct `lint` or `at`.")
    says = f"nothing that is loaded looks for `{code}`, so this allows nothing yet"
    return Message("not-analysed", "note", file, span, says, help="`interlock plugins` shows what is loaded.")


def compose_failures(
    failed: Iterable[Failed], skipped: Iterable[Skipped], plugins: dict[tuple[str, str], str]
) -> list[Message]:
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
