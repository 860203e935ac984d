"""Claims that are no propositions: the verdicts of analyses on them, for `interlock check --claims`."""

from __future__ import annotations

from interlock.analysis.answer import Request
from interlock.analysis.plan import bodies, reached
from interlock.analysis.verdict import Verdict
from interlock.cli.inquiry import ask, complain
from interlock.cli.session import Session
from interlock.cli.subject import subject_of
from interlock.record import replace


def settled(session: Session) -> tuple[Session, tuple[Verdict, ...]]:
    """The verdicts of all analyses that judge claims of a file that checks, and the session with what they find about these."""
    if session.examined.diagram is None or session.wrong:
        return session, ()
    subject = subject_of(session)
    verdicts: list[Verdict] = []
    made, failed = bodies(session.loaded.analyses)
    messages = [*session.messages, *complain(failed, session.loaded)]
    for analysis, body in made.items():
        judge = body.verdicts
        if judge is None or not reached((analysis,), subject.given):
            continue
        inquiry = ask(subject, Request(), analysis.name)
        found = judge(inquiry.ran.results[analysis]) if analysis in inquiry.ran.results else ()
        claims = {one.claim for one in found}
        told = [each.told for each in inquiry.findings if each.subject and each.subject[0] in claims]
        verdicts += found
        messages += [*inquiry.messages, *told]
    return replace(session, messages=tuple(messages)), tuple(verdicts)
