"""The capacity of a channel by the algorithm of Blahut and Arimoto, with bounds that certify it.

(R. Blahut, Computation of channel capacity and rate-distortion functions, IEEE Trans. Inf. Theory 18, 1972.) Whatever law
q the outputs are given, max_x D(W_x || q) is at least the capacity, and the information under any law of the inputs at
most; the algorithm stops as soon as both are near, or after so many rounds, and says what lies between.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from interlock.record import NamedTuple

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Array: TypeAlias = NDArray[np.float64]

GAP = 1e-6
"""Bits between the bounds at which it stops."""

ROUNDS = 100_000
"""After so many it stops in any case; each costs two products of the matrix with a vector."""


_GROWTH = 1.25
"""By what the step grows while it pays: the exponent of the ratio of two laws, which is 1 in the algorithm itself.

(G. Matz and P. Duhamel, Information geometric formulation and interpretation of accelerated Blahut-Arimoto-type algorithms,
ITW 2004.) A step that loses information is taken back and begun anew at 1, where none does.
"""


class Capacity(NamedTuple):
    """Bits per use, Shannon's: the capacity is in `lower .. upper`; `law` attains the lower bound; `met`: within the gap."""

    lower: float
    upper: float
    law: tuple[float, ...]
    rounds: int
    met: bool


def capacity(channel: Array, gap: float = GAP, rounds: int = ROUNDS) -> Capacity:
    """The greatest mutual information of input and output over all laws of the input.

    Args:
        channel: A row for each input, which sums to one.
        gap: Bits between the bounds at which it stops.
        rounds: How many rounds it goes at most.
    """
    import numpy as np

    seen = channel[:, channel.max(axis=0) > 0]
    with np.errstate(divide="ignore", invalid="ignore"):
        own = np.where(seen > 0, seen * np.log(seen), 0.0).sum(axis=1)
    law = np.full(len(seen), 1.0 / len(seen))
    least = np.finfo(float).tiny
    bit = float(np.log(2.0))
    best = kept = law
    lower, upper, reached = 0.0, float("inf"), 0.0
    done, stride = 0, 1.0
    slopes = np.zeros(len(seen))
    while done < rounds and upper - lower > gap * bit:
        done += 1
        distances = own - seen @ np.log(np.maximum(law @ seen, least))
        information, above = float(law @ distances), float(distances.max())
        upper = min(upper, above)
        if information > lower:
            best, lower = law, information
        if information >= reached or stride == 1.0:
            kept, reached, slopes, stride = law, information, distances - above, stride * _GROWTH
        else:
            stride = 1.0
        law = kept * np.exp(stride * slopes)
        law /= law.sum()
    upper = max(upper, lower)
    # what rounding may do to either bound: an error of each of the sum's terms, none of which exceeds the logarithm
    slack = float(np.finfo(float).eps * sum(seen.shape) * (1.0 + np.abs(np.log(np.maximum(best @ seen, least))).max()))
    return Capacity(
        max(0.0, lower - slack) / bit, (upper + slack) / bit, tuple(best.tolist()), done, upper - lower <= gap * bit
    )
