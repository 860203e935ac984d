"""Where an argument is heard: its premises and its conclusion over its variables, and what the solver says of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import reduce
from itertools import combinations
from typing import Final, TypeAlias

from interlock.api.diagram import CheckedDiagram
from interlock.api.prove import (
    AND,
    IMPLIES,
    Deep,
    Fact,
    Large,
    Proved,
    Prover,
    Refuted,
    Unknowable,
    Unproved,
    Verdict,
    legible,
    opened,
    surroundings,
)
from interlock.api.record import dataclass, replace
from interlock.api.term import Apply, Context, Quantified, Term, spell
from interlock_arguments.sections import Argument

Suffices: TypeAlias = Callable[[Sequence[str]], bool]

SEARCHING: Final = 8
"""By what the steps of the solver are divided for each question of a search for hidden premises."""

MOST: Final = 8
"""Of so many premises all minimal sets are looked for that suffice; of more, one."""


@dataclass(frozen=True, slots=True)
class Court:
    """An argument in the context of its variables; its propositions are values of that context.

    ``bodies`` are the conclusion and the premises as they were written, as terms over the variables.
    """

    prover: Prover
    context: Context
    premises: Mapping[str, Term]
    conclusion: Term
    candidates: Mapping[str, Term]
    bodies: tuple[Term, ...]

    @property
    def hasty(self) -> Court:
        """The same court for a search, which asks much and must not take long for one answer."""
        return replace(self, prover=Prover(max(1, self.prover.limit // SEARCHING)))

    def entail(self, names: Sequence[str], goal: Term, *more: Fact) -> Verdict:
        """Whether a proposition follows from some of the premises, and from more."""
        self.context.machine.rest()
        try:
            return self.prover.entail([*self.facts(names), *more], goal, self.context)
        except (Unknowable, Deep, Large):
            return Unproved("too-large")

    def consistent(self, names: Sequence[str], *more: Fact) -> bool | None:
        """Whether some of the premises, and more, can be true together; None where that was not decided."""
        self.context.machine.rest()
        try:
            return self.prover.consistent([*self.facts(names), *more], self.context)
        except (Unknowable, Deep, Large):
            return None

    def countermodel(self) -> Mapping[str, str] | None:
        """Values of all that is spoken of at which the premises are true and the conclusion is not; None if none are known.

        What is not interpreted, such as a predicate, may mean anything there.
        """
        verdict = self.entail((), self.sequent)
        if isinstance(verdict, Proved):
            return None
        self.context.machine.rest()
        try:
            values = values_of(verdict) or dict(self.prover.imagine((), self.sequent, self.context) or ())
        except (Unknowable, Deep, Large):
            return None
        order = {name: at for at, name in enumerate(self.context.names)}
        return dict(sorted(values.items(), key=lambda pair: order.get(pair[0], len(order)))) or None

    @property
    def sequent(self) -> Term:
        """That the conclusion follows from the premises, as one proposition."""
        return _sequent(self.conclusion, tuple(self.premises.values()))

    @property
    def weakest(self) -> str:
        """The weakest premise that would do, that the conclusion follows from those that are stated, as text."""
        return spell(_sequent(self.bodies[0], self.bodies[1:]), self.context.names)

    @property
    def texts(self) -> Mapping[str, str]:
        """The premises as the author wrote them, by name."""
        told = (spell(one, self.context.names) for one in self.bodies[1:])
        return dict(zip(self.premises, told, strict=True))

    def facts(self, names: Sequence[str]) -> list[Fact]:
        """Some of the premises as facts under their names."""
        return [Fact(name, self.premises[name]) for name in names]

    def written(self, value: Term) -> str:
        """The value of a proposition as an author would write it."""
        return spell(legible(value, self.context.names))


def summon(argument: Argument, diagram: CheckedDiagram, prover: Prover) -> Court:
    """The court of an argument over a diagram."""
    candidates = argument.candidates or ()
    says = [argument.concludes, *(one.says for _, one in argument.premises), *(one.says for _, one in candidates)]
    context, values = opened(says, len(argument.given or ()), surroundings(diagram))
    own = len(argument.premises)
    premises = {name: value for (name, _), value in zip(argument.premises, values[1 : 1 + own], strict=True)}
    others = {name: value for (name, _), value in zip(candidates, values[1 + own :], strict=True)}
    bodies = tuple(_body(one, context.depth) for one in says[: 1 + own])
    return Court(prover, context, premises, values[0], others, bodies)


def _body(says: Term, count: int) -> Term:
    """What is said over so many variables."""
    for _ in range(count):
        assert isinstance(says, Quantified)
        says = says.body
    return says


def _sequent(conclusion: Term, premises: tuple[Term, ...]) -> Term:
    if not premises:
        return conclusion
    return Apply(IMPLIES, (reduce(lambda a, b: Apply(AND, (a, b)), premises), conclusion))


def supports(court: Court) -> tuple[tuple[tuple[str, ...], ...], bool]:
    """The minimal sets of premises that entail the conclusion, the smallest first, and whether these are all there are."""
    names = tuple(court.premises)
    if len(names) > MOST:
        return (_shrunk(court, names),), False
    return tuple(minimal(names, lambda some: isinstance(court.entail(some, court.conclusion), Proved))), True


def contradiction(court: Court) -> tuple[str, ...]:
    """Premises that cannot be true together, of which none can be left out; none if all can be, or it is not known."""
    kept = tuple(court.premises)
    if court.consistent(kept) is not False:
        return ()
    for name in court.premises:
        fewer = tuple(one for one in kept if one != name)
        if court.consistent(fewer) is False:
            kept = fewer
    return kept


def _shrunk(court: Court, names: tuple[str, ...]) -> tuple[str, ...]:
    """Premises that suffice, each of which is needed."""
    for name in names:
        fewer = tuple(one for one in names if one != name)
        if isinstance(court.entail(fewer, court.conclusion), Proved):
            names = fewer
    return names


def minimal(names: Sequence[str], enough: Suffices, largest: int | None = None) -> Iterator[tuple[str, ...]]:
    """The minimal sets that are enough, if a set with more in it is too; the smallest first, each in the order of the names."""
    found: list[frozenset[str]] = []
    for size in range((len(names) if largest is None else min(largest, len(names))) + 1):
        for some in combinations(names, size):
            if not any(one <= frozenset(some) for one in found) and enough(some):
                found.append(frozenset(some))
                yield some


def values_of(verdict: Verdict) -> Mapping[str, str]:
    """The values at which something is refuted."""
    return dict(verdict.counterexample) if isinstance(verdict, Refuted) else {}
