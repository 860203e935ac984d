"""What kernels have against one another, and what sums are too large, in words."""

from __future__ import annotations

from interlock.api.finite import LooksAhead, Misfit, Mixed, OtherPorts, OtherValues, TooLarge, Unfed
from interlock.api.plugin import Sentence, say


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
    text = "{needed} {what} needed, above {limit}"
    return say(text, needed=f"{found.needed:,}", what=found.what, limit=f"{found.limit:,}")
