"""The probability of a hazard: over all joint laws, as the file declares dependence, and as if all were independent."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from interlock.api.kit import (
    Compiled,
    Formula,
    Interval,
    Undecided,
    atoms,
    dependence_bound,
    enclose,
    enclose_independent,
    intersection,
    is_monotone,
    probability_range,
)
from interlock_swiss_cheese.chance import UNSTATED, Chance
from interlock_swiss_cheese.network import Network

NEVER: Final = Interval(0.0, 0.0)


@dataclass(frozen=True, slots=True)
class Bounds:
    """Ends of a probability, and how they were found.

    Exact: `lp`, a linear programme, and `bdd`, a decision diagram. Outer bounds, where that is too large: `frechet`,
    over all joint laws, and `association`, under independence. Of a function that is not monotone `lp` is never too
    narrow, and exact where its rounds did not run out.
    """

    lower: float
    upper: float
    method: str


@dataclass(frozen=True, slots=True)
class Probability:
    """The probability of a hazard three times; ``refused`` says for those that are None which input is missing.

    ``no_assumption`` ranges over all joint laws with the stated marginals and is the answer by default, ``declared``
    uses the independence that the file states, and ``independent`` assumes it of all events, stated or not.
    """

    no_assumption: Bounds | None = None
    declared: Bounds | None = None
    independent: Bounds | None = None
    refused: str | None = None


def likelihood(top: Formula, compiled: Compiled, chances: Mapping[str, Chance], network: Network) -> Probability:
    """The probability of a function of events, which is compiled."""
    concerned = support(compiled)
    refused = _missing(concerned, chances)
    if refused:
        return Probability(refused=refused)
    ranges = {name: chances[name].range or Interval(0.0, 1.0) for name in concerned}
    ranges = {name: ranges.get(name, NEVER) for name in compiled.atoms}
    bound = dependence_bound(compiled, ranges)
    if not compiled.monotone:
        bound = intersection(bound, enclose(top, {**dict.fromkeys(atoms(top), NEVER), **ranges})) or bound
    free = probability_range(compiled, ranges)
    if isinstance(free, Undecided):
        many = ", ".join(free.atoms)
        return Probability(_bounds(bound, "lp"), refused=f"`exactly one of` and too many intervals: {many}")
    unstated = undeclared(concerned, ranges, network)
    declared = None if unstated else _bounds(free, "bdd")
    return Probability(_bounds(bound, "lp"), declared, _bounds(free, "bdd"), unstated and f"declared: {unstated}")


def enclosed(top: Formula, chances: Mapping[str, Chance], network: Network, why: str) -> Probability:
    """Bounds of the probability of a function that is too large to compile; ``why`` says so."""
    concerned = atoms(top)
    refused = _missing(concerned, chances)
    if refused:
        return Probability(refused=f"{why}; {refused}")
    ranges = {name: chances[name].range or Interval(0.0, 1.0) for name in concerned}
    outer = _bounds(enclose(top, ranges), "frechet")
    said = f"{why}: the bounds are certain, and may be wide"
    if not is_monotone(top):
        return Probability(outer, refused=f"{said}; what is negated has none under independence")
    free = _bounds(enclose_independent(top, ranges), "association")
    unstated = undeclared(concerned, ranges, network)
    return Probability(outer, None if unstated else free, free, f"{said}; declared: {unstated}" if unstated else said)


def _bounds(found: Interval, method: str) -> Bounds:
    return Bounds(found.lower, found.upper, method)


def _missing(concerned: Sequence[str], chances: Mapping[str, Chance]) -> str:
    """Which events have no number, and why; empty if all have one."""
    reasons = {name: chances[name].missing if name in chances else UNSTATED for name in concerned}
    plain = [name for name, why in reasons.items() if why == UNSTATED]
    others = [f"{name} {why}" for name, why in reasons.items() if why not in (None, UNSTATED)]
    return "; ".join([*([f"no probability for {', '.join(plain)}"] if plain else []), *others])


def support(compiled: Compiled) -> tuple[str, ...]:
    """The events on which a compiled function depends, in alphabetical order."""
    parts = dict(compiled.parts)
    pending, found = [compiled.parts[-1].top], set[str]()
    while pending:
        diagram = parts[pending.pop()]
        for level in dict.fromkeys(diagram.level[2:]):
            leaf = diagram.leaves[level]
            if leaf.operator == "atom":
                found.add(leaf.name)
            else:
                pending.append(leaf)
    return tuple(sorted(found))


def undeclared(concerned: Sequence[str], ranges: Mapping[str, Interval], network: Network) -> str | None:
    """Why the joint law of some events is not declared; None if it is.

    Certain events are independent of all. Those that one statement names are independent given the modelled causes,
    of which one may be concerned that it does not name.
    """
    groups = [group for group in network.groups if any(event in concerned for event in group.of)]
    if groups:
        return "; ".join(f"`{group.means}` of {', '.join(group.of)} is not analysed yet" for group in groups)
    open_ = [name for name in concerned if ranges[name] not in (Interval(0.0, 0.0), Interval(1.0, 1.0))]
    causes = {cause for many in network.causes.values() for cause in many}
    together = [frozenset(stated) for stated in (*network.independent, ())]
    left = [[name for name in open_ if name not in stated] for stated in together]
    if len(open_) < 2 or any(len(rest) <= 1 and causes.issuperset(rest) for rest in left):
        return None
    fewest = min(left, key=len)
    return f"independence is not stated for {', '.join(fewest)}"
