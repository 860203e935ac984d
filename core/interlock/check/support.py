"""Which guarantees a claim rests on: minimal sets of them that stand and entail it, and the minimal sets that hit these.

A set of guarantees *stands* if it entails what every box of whose guarantees it has one assumes. Unions of standing sets
stand, so each set has a largest standing subset, and that this entails the claim is a monotone property of the set.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Final, Generic, NamedTuple, TypeVar

G = TypeVar("G")
Names = frozenset[str]

MOST: Final = 200
"""So many path sets, candidate cut sets at a time, and trials per path set, are looked at before a search is cut short."""


class Contracts(NamedTuple, Generic[G]):
    """The box that gives each guarantee, what each box assumes, and an oracle.

    ``prove`` gives, of some guarantees, a subset that entails a proposition; None if they do not. It is monotone.
    """

    owners: Mapping[str, str]
    assumptions: Mapping[str, tuple[G, ...]]
    prove: Callable[[Names, G], Names | None]


class Support(NamedTuple):
    """Path sets and cut sets, each by size and then by name; not ``whole`` if the search was cut short.

    Then path sets are missing, and the cut sets may be too small, never too large.
    """

    paths: tuple[tuple[str, ...], ...]
    cuts: tuple[tuple[str, ...], ...]
    whole: bool = True


def supported(within: Names, claim: G, contracts: Contracts[G]) -> Names | None:
    """A standing subset that entails the claim, None if there is none.

    A box whose assumption the whole set does not entail has no guarantee in any standing subset: it is left out, and the
    search starts again. So only what a proof uses is looked at.
    """
    while True:
        used = contracts.prove(within, claim)
        if used is None:
            return None
        failing = None
        waiting, found = sorted(used), set(used)
        boxes: set[str] = set()
        while waiting and failing is None:
            box = contracts.owners[waiting.pop()]
            if box in boxes:
                continue
            boxes.add(box)
            for assumption in contracts.assumptions.get(box, ()):
                more = contracts.prove(within, assumption)
                if more is None:
                    failing = box
                    break
                waiting += sorted(more - found)
                found |= more
        if failing is None:
            return frozenset(found)
        within = frozenset(name for name in within if contracts.owners[name] != failing)


def supports(claim: G, contracts: Contracts[G], most: int = MOST) -> Support:
    """All path sets and cut sets of a claim; none if nothing supports it.

    Dualise and advance: the complement of a set that hits all path sets known so far either supports no more, or has a
    path set that is new. Source: Gunopulos and others, Discovering all most specific sentences (2003); what is minimal is
    that of a monotone predicate, as in Liffiton and others, Fast, flexible MUS enumeration (2016).
    """
    everything = frozenset(contracts.owners)
    first = supported(everything, claim, contracts)
    if first is None:
        return Support((), ())
    paths = [_minimal(first, claim, contracts)]
    cuts: list[Names] = [frozenset((name,)) for name in sorted(paths[0])]
    settled: set[Names] = set()
    while True:
        candidate = next((cut for cut in cuts if cut not in settled), None)
        if candidate is None:
            return Support(_sorted(paths), _sorted(cuts))
        found = supported(everything - candidate, claim, contracts)
        if found is None:
            settled.add(candidate)
            continue
        paths.append(_minimal(found, claim, contracts))
        cuts = _hit(cuts, paths[-1])
        if len(paths) >= most or len(cuts) > most:
            return Support(_sorted(paths), _sorted(cuts), whole=False)


def _minimal(names: Names, claim: G, contracts: Contracts[G]) -> Names:
    """A minimal standing set within one that supports the claim: each is left out that can be."""
    kept = names
    for name in sorted(names):
        if name in kept:
            smaller = supported(kept - {name}, claim, contracts)
            kept = kept if smaller is None else smaller
    return kept


def _hit(cuts: Iterable[Names], path: Names) -> list[Names]:
    """The minimal sets that hit one more set, from those that hit the others (Berge, Hypergraphs, 1989)."""
    hitting = [cut for cut in cuts if cut & path]
    grown = {cut | {name} for cut in cuts if not cut & path for name in path}
    grown = {one for one in grown if not any(cut <= one for cut in hitting)}
    return sorted([*hitting, *(one for one in grown if not any(other < one for other in grown))], key=_order)


def _order(names: Names) -> tuple[int, tuple[str, ...]]:
    return len(names), tuple(sorted(names))


def _sorted(sets: Iterable[Names]) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(sorted(one)) for one in sorted(sets, key=_order))
