"""What kernels have against one another, and what sums are too large, in words."""

from __future__ import annotations

from collections.abc import Sequence
from math import fsum, log10, prod
from typing import Final

from interlock.api.finite import USUAL, LooksAhead, Misfit, Mixed, OtherPorts, OtherValues, TooLarge, Unfed
from interlock.api.plugin import Sentence, say

MANY: Final = 10**15
"""Numbers from here on are told by their size alone."""


def misfit(one: Misfit) -> Sentence:
    """Why boxes with these kernels are no network."""
    match one:
        case LooksAhead(box=box, outputs=outputs, input=into):
            text = "the kernel of {box} lets {outputs} depend on {into}, on which the interface says that it does not"
            return say(text, box=box, outputs=", ".join(outputs), into=into)
        case Mixed(stochastic=stochastic, possibilistic=possible):
            text = "chances ({chance}) and free choice ({choice}) stand in one membrane"
            return say(text, chance=", ".join(stochastic), choice=", ".join(possible))
        case OtherValues(at=at, wanted=wanted, found=found):
            text = "the values at {at} are {found}, not {wanted}"
            return say(text, at=at, found=", ".join(found), wanted=", ".join(wanted))
        case Unfed(target=target):
            return say("{target} takes no whole value of a source", target=target)
        case OtherPorts():
            raise AssertionError("declared kernels have the ports of their boxes")


def over(found: TooLarge) -> Sentence:
    """That an array would be too large, and how large."""
    return _beyond(found.what, f"{found.needed:,}" if found.needed < MANY else _size(log10(found.needed)), found.limit)


def excess(often: Sequence[int], once: Sequence[int], steps: int) -> Sentence | None:
    """That an array would be too large whose axes have these sizes, the first of them at each of so many instants."""
    digits = steps * fsum(map(log10, often)) + fsum(map(log10, once))
    if digits > log10(MANY):
        return _beyond("entries", _size(digits), USUAL.entries)
    needed = prod(often) ** steps * prod(once)
    return over(TooLarge("entries", needed, USUAL.entries)) if needed > USUAL.entries else None


def _size(digits: float) -> str:
    return f"some 10^{digits:.0f}"


def _beyond(what: str, needed: str, limit: int) -> Sentence:
    return say("{needed} {what} needed, above {limit}", needed=needed, what=what, limit=f"{limit:,}")
