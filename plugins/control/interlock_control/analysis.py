"""Protocols, played one by one."""

from __future__ import annotations

from collections.abc import Iterator

from interlock.api.analysis import DIAGRAM, Finding, Report, Request, Results
from interlock.api.diagram import CheckedDiagram, CheckedItem
from interlock.api.plugin import say
from interlock_control.answer import DecisionAnswer, ProtocolAnswer, Protocols
from interlock_control.budget import attention, queue, upfront
from interlock_control.decision import SEEN, decide
from interlock_control.rules import OVERSPENT, REFUSED, SAFER, SHORT
from interlock_control.sections import PROTOCOLS, Decision, Queue, Upfront


def analyse(results: Results, request: Request) -> Report[Protocols]:
    """The worth of every protocol, and what is wrong with those that state what they do."""
    answers: dict[str, ProtocolAnswer] = {}
    findings: list[Finding] = []
    for item in results[DIAGRAM].of(PROTOCOLS):
        answers[item.name] = answer = play(item, results[DIAGRAM])
        if answer.refused:
            says = say("the protocol `{name}` has no value: {why}", name=item.name, why=answer.refused)
            findings.append(Finding(REFUSED, (item.element,), says))
        if answer.decision is not None:
            findings += _decided(item, answer.decision)
    return Report(Protocols(answers), tuple(findings))


def play(item: CheckedItem, diagram: CheckedDiagram) -> ProtocolAnswer:
    """What one protocol is worth."""
    if isinstance(item.value, Decision):
        return decide(item.value)
    assert isinstance(item.value, Upfront | Queue)
    element = item.value[0]
    has = attention(diagram, element)
    if isinstance(has, str):
        return ProtocolAnswer(refused=has)
    if isinstance(item.value, Upfront):
        return upfront(item.value, has)
    return queue(item.value, has, diagram.boxes[element])


def _decided(item: CheckedItem, answer: DecisionAnswer) -> Iterator[Finding]:
    for name, (spent, most) in answer.overspent.items():
        text = "`{name}` does `{action}` to {spent} of honest code, which may be {most} at most"
        yield Finding(
            OVERSPENT, (item.element,), say(text, name=item.name, action=name, spent=f"{spent:g}", most=f"{most:g}")
        )
    now, best = answer.stated, answer.best
    if now is not None and answer.short_of is not None:
        text = "`{name}` keeps {now} of the use of honest code, and {asked} is asked for"
        asked = f"{answer.short_of:g}"
        yield Finding(SHORT, (item.element,), say(text, name=item.name, now=f"{now.usefulness:.4g}", asked=asked))
    if answer.overspent or now is None or best is None or best.reply.safety[0] <= now.reply.safety[0] + SEEN:
        return
    says = say(
        "with `{name}` the deployment is safe with {now}; with other actions at the same scores it is with {best}, "
        "and honest code is no less useful",
        name=item.name,
        now=f"{now.reply.safety[0]:.4g}",
        best=f"{best.reply.safety[0]:.4g}",
    )
    yield Finding(SAFER, (item.element,), says)
