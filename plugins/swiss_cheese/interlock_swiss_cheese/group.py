"""Groups of alike events, and the causes that several of them share, as events of their own."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from itertools import combinations
from typing import Final

from interlock.api.diagram import Quantity
from interlock.api.kit import Model, share_ranges
from interlock_swiss_cheese.network import Group

MOST: Final = 8
"""The members of a group of which each subset may have a cause."""


def expand(means: Model, factors: Sequence[Quantity], of: tuple[str, ...], taken: Collection[str]) -> Group:
    """The group with its causes: `common(a, b)` brings about a and b and no other."""
    wrong = _wrong(means, factors, of, taken)
    if wrong:
        return Group(means, of, wrong=wrong)
    parts = share_ranges(means, [(one.low, one.high) for one in factors], len(of))
    reaching = [number for number, (_, most) in enumerate(parts, 1) if number > 1 and most > 0]
    causes = {cause(some): some for number in reaching for some in combinations(of, number)}
    return Group(means, of, parts, causes)


def cause(of: Sequence[str]) -> str:
    """The event that is the cause of just these."""
    return f"common({', '.join(of)})"


def _wrong(means: Model, factors: Sequence[Quantity], of: Sequence[str], taken: Collection[str]) -> str:
    """Why the statement means nothing; empty if it means something."""
    return next(_objections(means, factors, of, taken), "")


def _objections(means: Model, factors: Sequence[Quantity], of: Sequence[str], taken: Collection[str]) -> Iterator[str]:
    if len(of) < 2 or len(set(of)) < len(of):
        yield "a group has two different events or more"
    wanted = {"beta": 1, "mgl": len(of) - 1, "alpha": len(of), "phi": len(of)}[means]
    if len(factors) != wanted:
        yield f"for {len(of)} events it takes {wanted} factors, and there are {len(factors)}"
    beyond = next((end for one in factors for end in (one.low, one.high) if not 0 <= end <= 1), None)
    if beyond is not None:
        yield f"a factor lies between 0 and 1, and {float(beyond):g} does not"
    if means == "alpha" and not any(one.low for one in factors):
        yield "some factor is more than 0"
    if means != "beta" and len(of) > MOST:
        yield f"of more than {MOST} events not every subset is given a cause"
    twice = [one for one in of if one in taken]
    if twice:
        yield f"{twice[0]} is in another group as well"
