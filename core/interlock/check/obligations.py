"""What was accepted on credit is decided: faults for what does not follow, certificates for the kernel for what does."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from interlock.check.encode import Unknowable
from interlock.check.prove import Fact, Proved, Prover, Refuted
from interlock.elaborate.elaboration import legible
from interlock.elaborate.fault import NotProved, TooLarge
from interlock.elaborate.metavariable import holes
from interlock.elaborate.owed import Owed
from interlock.kernel.evaluate import STEP_LIMIT, evaluate
from interlock.kernel.obligation import Certificate, Shape, normal_shape
from interlock.kernel.part import parts
from interlock.kernel.quote import identity, quote
from interlock.kernel.term import Deep, Free, Large, Term
from interlock.record import dataclass, field

Standing = Callable[[str], Sequence[Fact]]
"""The facts of a diagram that are in force at a port."""


@dataclass(slots=True)
class Settled:
    """What became of obligations."""

    faults: list[NotProved | TooLarge] = field(default_factory=list)
    told: set[Shape] = field(default_factory=set)
    certificates: list[Certificate] = field(default_factory=list)


def _nowhere(_: str) -> Sequence[Fact]:
    return ()


def discharge(
    owed: Iterable[Owed], prover: Prover, lemmas: Sequence[Fact] = (), standing: Standing = _nowhere
) -> Settled:
    """Decide what is owed, each at its place; what is about something ill-typed is left out, since that is told."""
    settled = Settled()
    for one in sorted(owed, key=lambda one: one.derived):
        one.context.machine.rest()
        try:
            _settle(one, prover, (*_sayable(standing(one.port), one), *lemmas), settled)
        except Unknowable:
            continue
        except (Deep, Large):
            settled.faults.append(TooLarge(one.site, "steps of evaluation", STEP_LIMIT))
    return settled


def _sayable(facts: Sequence[Fact], one: Owed) -> Iterator[Fact]:
    """The facts about what the context has: where parameters are stated there are no ports yet."""
    for fact in facts:
        if one.port or all(part.name in one.context.free for part in parts(fact.proposition) if isinstance(part, Free)):
            yield fact


def _settle(one: Owed, prover: Prover, everywhere: Sequence[Fact], settled: Settled) -> None:
    goal, *known = (_filled(term, one) for term in (one.goal, *one.facts))
    if any(holes(term) for term in (goal, *known)):
        return
    facts = [*(Fact("", fact) for fact in known), *everywhere]
    verdict = prover.entail(facts, goal, one.context)
    if isinstance(verdict, Proved):
        settled.certificates.append(_certificate(one, goal, verdict))
        return
    said = legible(goal, one.context.names)
    about = normal_shape(said, 0, one.context)
    if one.derived and about in settled.told:
        return
    settled.told.add(about)
    shown = tuple(legible(fact, one.context.names) for fact in verdict.known)
    if isinstance(verdict, Refuted):
        settled.faults.append(NotProved(one.site, said, True, shown, verdict.counterexample))  # noqa: FBT003 - a verdict
    else:
        settled.faults.append(NotProved(one.site, said, False, shown, (), verdict.missing))  # noqa: FBT003


def _filled(value: Term, one: Owed) -> Term:
    """The value with the holes filled that are by now."""
    machine, depth = one.context.machine, one.context.depth
    while any(hole.name in machine.holes for hole in holes(value)):
        value = evaluate(quote(value, depth, machine), identity(depth), machine)
    return value


def _certificate(one: Owed, goal: Term, proved: Proved) -> Certificate:
    context, depth = one.context, one.context.depth
    return Certificate(
        normal_shape(goal, depth, context),
        tuple(normal_shape(type_, at, context) for at, type_ in enumerate(context.bound)),
        tuple((name, normal_shape(type_, 0, context)) for name, type_ in proved.types),
        tuple(normal_shape(premise, depth, context) for premise in proved.premises),
        proved.functions,
    )
