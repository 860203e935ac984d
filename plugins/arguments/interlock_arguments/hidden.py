"""Hidden premises: what would have to be added for a conclusion to follow, the weaker before the stronger."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations, permutations
from typing import Final

from interlock.api.prove import AT_MOST, EQUAL, IMPLIES, LESS, NOT, Fact, Proved
from interlock.api.term import (
    INT,
    NAT,
    PROP,
    REAL,
    Apply,
    Constant,
    Context,
    Free,
    Literal,
    Local,
    Term,
    bare,
    children,
)
from interlock_arguments.answer import Hidden
from interlock_arguments.court import Court, minimal

ATOMS: Final = 6
"""So many variables are compared with one another."""

TOGETHER: Final = 3
"""Of named candidates so many are tried together."""

KNOWN: Final = 12
"""So many facts of the proposal that speak of the same things are tried."""

SHOWN: Final = 6
"""So many premises made of comparisons are told."""


def hidden(court: Court, known: Mapping[str, Term]) -> tuple[Hidden, ...]:
    """Sets of named candidates, or of facts that the proposal knows; or single comparisons of what the argument is about."""
    found = [*_named(court, court.candidates, "candidates"), *_named(court, _near(court, known), "known")]
    made = _weakest(court, list(_made(court)))
    return (*found, *(Hidden((text,), (text,), "made") for text in map(court.written, made[:SHOWN])))


def _named(court: Court, pool: Mapping[str, Term], kind: str) -> Iterator[Hidden]:
    """The minimal sets of a pool with which the conclusion follows, without a contradiction."""
    every = tuple(court.premises)

    def enough(some: Sequence[str]) -> bool:
        return isinstance(court.entail(every, court.conclusion, *(Fact(name, pool[name]) for name in some)), Proved)

    if not pool or not enough(tuple(pool)):
        return
    for some in minimal(tuple(pool), enough, TOGETHER):
        if court.consistent(every, *(Fact(name, pool[name]) for name in some)) is not False:
            says = tuple(court.written(pool[name]) for name in some)
            yield Hidden(some, says, "candidates" if kind == "candidates" else "known")


def _near(court: Court, known: Mapping[str, Term]) -> dict[str, Term]:
    """The facts of the proposal that speak of something of which the argument does, or another such fact; the nearest first."""
    about, near = _leaves((court.conclusion, *court.premises.values())), dict[str, Term]()
    while fresh := {name: one for name, one in known.items() if name not in near and _leaves((one,)) & about}:
        near |= fresh
        about |= _leaves(tuple(fresh.values()))
    return dict(list(near.items())[:KNOWN])


def _leaves(terms: Sequence[Term]) -> frozenset[Term]:
    """The ports, parameters and declared names of which terms speak."""
    stack, seen = list(terms), set[Term]()
    while stack:
        one = stack.pop()
        if one not in seen:
            seen.add(one)
            stack.extend(children(one))
    return frozenset(one for one in seen if isinstance(one, Free) or (isinstance(one, Constant) and "." in one.name))


def _made(court: Court) -> Iterator[Term]:
    """Comparisons of single variables with one another, with 0 and with 1, that close the gap; the weakest of each pair."""
    numbers = [one for one, type_ in _variables(court.context) if type_ in (NAT, INT, REAL)][:ATOMS]
    truths = [one for one, type_ in _variables(court.context) if type_ is PROP][:ATOMS]
    ends = [*numbers, Literal(0), Literal(1)]
    for left, right in permutations(ends, 2):
        if not (isinstance(left, Literal) and isinstance(right, Literal)):
            yield from _first(court, (Apply(AT_MOST, (left, right)), Apply(LESS, (left, right))))
    for left, right in combinations(ends, 2):
        if not (isinstance(left, Literal) and isinstance(right, Literal)):
            yield from _first(
                court, (Apply(NOT, (Apply(EQUAL, (REAL, left, right)),)), Apply(EQUAL, (REAL, left, right)))
            )
    for one in truths:
        yield from _first(court, (one,))
        yield from _first(court, (Apply(NOT, (one,)),))
    for left, right in permutations(truths, 2):
        yield from _first(court, (Apply(IMPLIES, (left, right)),))


def _variables(context: Context) -> Iterator[tuple[Term, Term]]:
    """The variables of an argument with their types."""
    for level, type_ in enumerate(context.bound):
        yield Local(level), bare(type_, context.machine)


def _first(court: Court, tried: Sequence[Term]) -> Iterator[Term]:
    """The first of some propositions that closes the gap and is not against the premises; none that needs no premise for it."""
    every = tuple(court.premises)
    for one in tried:
        if every and isinstance(court.entail((), court.conclusion, Fact("", one)), Proved):
            return
        if isinstance(court.entail(every, court.conclusion, Fact("", one)), Proved):
            if court.consistent(every, Fact("", one)) is not False:
                yield one
            return


def _weakest(court: Court, found: Sequence[Term]) -> list[Term]:
    """Those that do not say more than another one, given the premises; of those that say the same the first."""
    every = tuple(court.premises)
    kept: list[Term] = []
    for at, one in enumerate(found):
        weaker = (
            other
            for place, other in enumerate(found)
            if place != at
            and isinstance(court.entail(every, other, Fact("", one)), Proved)
            and (place < at or not isinstance(court.entail(every, one, Fact("", other)), Proved))
        )
        if next(weaker, None) is None:
            kept.append(one)
    return kept
