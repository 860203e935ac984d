"""Arguments, judged one by one."""

from __future__ import annotations

from collections.abc import Iterator

from interlock.api.analysis import DIAGRAM, Finding, Report, Request, Results
from interlock.api.diagram import CheckedDiagram, CheckedItem, Quantity
from interlock.api.plugin import say
from interlock.api.prove import NOT, Proved, Prover, Unproved, stated, surroundings
from interlock.api.record import replace
from interlock.api.term import Apply, Term, spell
from interlock_arguments.answer import ArgumentAnswer, Arguments, PremiseAnswer, Standing
from interlock_arguments.court import Court, contradiction, summon, supports, values_of
from interlock_arguments.credence import LAWLESS, credence
from interlock_arguments.hidden import hidden
from interlock_arguments.rules import CONTRADICTORY, INCOHERENT, NOT_DECIDED, NOT_VALID
from interlock_arguments.sections import ARGUMENTS, Argument


def analyse(results: Results, request: Request) -> Report[Arguments]:
    """The answer to every argument, and findings about those that do not hold."""
    diagram, prover = results[DIAGRAM], Prover()
    answers: dict[str, ArgumentAnswer] = {}
    findings: list[Finding] = []
    for item in diagram.of(ARGUMENTS):
        assert isinstance(item.value, Argument)
        answer = answers[item.name] = judge(item.value, diagram, prover)
        findings += _findings(item, answer)
    return Report(Arguments(answers), tuple(findings))


def judge(argument: Argument, diagram: CheckedDiagram, prover: Prover) -> ArgumentAnswer:
    """What becomes of one argument."""
    court = summon(argument, diagram, prover)
    every = tuple(court.premises)
    clash = contradiction(court)
    if clash:
        return replace(_heard(court, argument, ()), verdict="contradictory", contradiction=clash)
    verdict = court.entail(every, court.conclusion)
    if isinstance(verdict, Proved):
        minimal, whole = supports(court)
        rests = tuple(one for one in verdict.used if one not in court.premises)
        return replace(_heard(court, argument, minimal), verdict="valid", whole=whole, rests_on=rests)
    model = court.countermodel()
    found = replace(_heard(court, argument, ()), missing=court.weakest, hidden=hidden(court.hasty, _known(diagram)))
    if model is None:
        return replace(found, undecided=verdict.missing if isinstance(verdict, Unproved) else "")
    return replace(found, verdict="refuted", countermodel=model)


def _heard(court: Court, argument: Argument, minimal: tuple[tuple[str, ...], ...]) -> ArgumentAnswer:
    """The answer so far: the premises one by one, and what they make of the conclusion's credence."""
    used = frozenset(minimal[0]) if minimal else frozenset[str]()
    stated = {name: one.credence for name, one in argument.premises}
    return ArgumentAnswer(
        spell(court.bodies[0], court.context.names),
        "undecided",
        {name: _premise(court, name, stated[name], used=name in used) for name in court.premises},
        minimal,
        credence=credence(court, stated, minimal),
    )


def _premise(court: Court, name: str, stated: Quantity | None, *, used: bool) -> PremiseAnswer:
    """What a premise is by itself."""
    says = court.premises[name]
    verdict = court.entail((), says)
    standing: Standing = "always true"
    if not isinstance(verdict, Proved):
        standing = "never true" if isinstance(court.entail((), Apply(NOT, (says,))), Proved) else "taken"
    ends = None if stated is None else (float(stated.low), float(stated.high))
    return PremiseAnswer(court.texts[name], standing, used, ends, values_of(verdict))


def _known(diagram: CheckedDiagram) -> dict[str, Term]:
    """What the proposal knows, by the place that says it; of several things at one place each has a number."""
    found: dict[str, Term] = {}
    for fact in stated(diagram, surroundings(diagram)):
        places = sum(one.partition(" (")[0] == fact.name for one in found)
        found[f"{fact.name} ({places + 1})" if places else fact.name] = fact.proposition
    return found


def _findings(item: CheckedItem, answer: ArgumentAnswer) -> Iterator[Finding]:
    subject = (item.element,)
    match answer.verdict:
        case "contradictory":
            says = say(
                "the premises of `{name}` cannot be true together, so that everything follows: {some}",
                name=item.name,
                some=", ".join(answer.contradiction),
            )
            yield Finding(CONTRADICTORY, subject, says)
        case "refuted":
            says = say("the conclusion of `{name}` does not follow{where}", name=item.name, where=_where(answer))
            yield Finding(NOT_VALID, subject, says, help=_help(answer))
        case "undecided":
            text = "it was not decided whether the conclusion of `{name}` follows ({why})"
            yield Finding(NOT_DECIDED, subject, say(text, name=item.name, why=answer.undecided), help=_help(answer))
        case "valid":
            pass
    if answer.credence.refused == LAWLESS:
        says = say("the credences of the premises of `{name}` contradict one another", name=item.name)
        yield Finding(INCOHERENT, subject, says)


def _where(answer: ArgumentAnswer) -> str:
    values = ", ".join(f"{name} = {value}" for name, value in answer.countermodel.items())
    return f": the premises are true and it is not at {values}" if values else ""


def _help(answer: ArgumentAnswer) -> str:
    if not answer.hidden:
        return ""
    first = answer.hidden[0]
    return f"It would follow with {' and '.join(f'`{one}`' for one in first.names)}."
