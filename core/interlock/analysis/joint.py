"""Probabilities over all joint laws with stated marginals, conditional probabilities and independent sets.

A linear programme whose columns are states, made as they are needed (column generation). Its ends are certified: weak
duality makes a bound of any multipliers, and the gap to a law that was found is returned.
"""

from __future__ import annotations

from typing import Final

from interlock.analysis.boolean import FALSE, TRUE, Formula
from interlock.analysis.interval import UNIT, Interval
from interlock.analysis.statement import Joint, read
from interlock.record import NamedTuple

APART: Final = 8
"""The atoms of a set whose independence is written out, 256 cells."""


class Certified(NamedTuple):
    """Ends that hold for every law, and how far at most laws that were found stay behind them."""

    range: Interval
    gap: float


class TooMany(NamedTuple):
    """A set of independent atoms is too large, or too much must be remembered from one atom to the next."""

    atoms: tuple[str, ...]


class NoLaw(NamedTuple):
    """No joint law is as stated."""


def joint_bound(formula: Formula, joint: Joint) -> Certified | TooMany | NoLaw:
    """Return the least and the greatest probability of a function over all joint laws that are as stated.

    Where the rounds end before any law was found, every probability is within the ends.

    Raises:
        KeyError: if an atom of the function or of a statement has no marginal.
    """
    from interlock.analysis.master import Master
    from interlock.analysis.track import draw

    stated = read(formula, joint)
    if any(len(one) > APART for one in stated.sets) or (graph := draw(stated)) is None:
        return TooMany(stated.names)
    master = Master(graph, stated.rows, stated.ceilings)
    lawful = master.begin()
    if lawful is False:
        return NoLaw()
    if formula in (TRUE, FALSE):
        return Certified(Interval(float(formula is TRUE), float(formula is TRUE)), 0.0)
    if lawful is None:
        return Certified(UNIT, 1.0)
    upper, lower = master.greatest(0, 1.0), master.greatest(0, -1.0)
    least = max(0.0, -lower.bound)
    return Certified(Interval(least, max(least, min(1.0, upper.bound))), max(upper.gap, lower.gap))
