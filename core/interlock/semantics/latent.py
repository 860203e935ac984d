"""Latents of a finite joint law: whether one mediates, whether it is natural, whether it is minimal.

A latent L is a further axis of the joint law of X_1, ..., X_n. It *mediates* if the X_i are independent given L, and is
*natural* if moreover each X_i alone determines it (J. Wentworth and D. Lorell, Natural Latents, arXiv:2509.03780). It is
*minimal* if it mediates and is a garbling of every other mediator.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, TypeAlias

from interlock.diagram.cycle import components
from interlock.record import NamedTuple
from interlock.semantics.measure import AGREES, entropy, mutual

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Array: TypeAlias = NDArray[np.float64]

EXACT = 1e-12
"""Bits up to which an error is none where no tolerance is asked for: what rounding leaves of a difference of entropies."""


class Latent(NamedTuple):
    """What a latent is to the things it is a latent of; all errors in bits of Shannon's measure.

    Attributes:
        mediation: The total correlation of the X_i given the latent: zero iff it mediates.
        redundancy: H(L | X_i) for each i: zero iff X_i determines it.
        natural: Whether all errors are at most the tolerance that was asked for.
        minimal: Whether it is a garbling of every mediator, and mediates, with a mediation error that is 0.
    """

    mediation: float
    redundancy: tuple[float, ...]
    natural: bool
    minimal: bool


class Coslice(NamedTuple):
    """The claim that the minimal latent is the product of the X_i among the variables under Ω, tested on one joint law.

    Objects are variables on Ω, and an arrow from one to another says that the first determines the second. The product
    is then the joint variable (X_1, ..., X_n): each variable that determines every X_i determines it.

    Attributes:
        minimal: Whether there is a minimal latent at all.
        latent: The entropy of the candidate, the finest function of all X_i that no change of one of them alone
            changes; every mediator determines it.
        product: The entropy of the joint variable.
        holds: Whether there is a minimal latent and it determines every X_i.
    """

    minimal: bool
    latent: float
    product: float
    holds: bool


def total_correlation(joint: Array) -> float:
    """How far the axes of a law are from being independent, in bits: the sum of their entropies less that of all."""
    first = [mutual(joint, [at], list(range(at))) for at in range(1, joint.ndim)]
    return math.fsum(first)


def mediation(joint: Array) -> float:
    """The total correlation of all axes but the last, given the last, in bits; the mutual information if these are two."""
    last = joint.ndim - 1
    return math.fsum(mutual(joint, [at], list(range(at)), [last]) for at in range(1, last))


def redundancy(joint: Array) -> tuple[float, ...]:
    """For each axis but the last, the entropy of the last that is left when it is known, in bits."""
    last = joint.ndim - 1
    found = []
    for at in range(last):
        pair = joint.sum(axis=tuple(axis for axis in range(last) if axis != at))
        found.append(max(0.0, entropy(pair.ravel()) - entropy(pair.sum(axis=1))) if _undetermined(pair) else 0.0)
    return tuple(found)


def _undetermined(pair: Array) -> bool:
    """Whether some row has a chance and holds two values that have."""
    return bool(((pair > 0).sum(axis=1) > 1).any())


def latent(joint: Array, tolerance: float = EXACT) -> Latent:
    """What the last axis of a law is to the others, natural up to a tolerance in bits.

    Minimal exactly if it mediates and, given the candidate of `mediated`, is independent of the X_i. For a mediator's
    values have supports that are products, in which single changes lead everywhere, so it determines the candidate; and
    a garbling of every mediator is one of all X_i but the i-th, for each i, so single changes do not bear on it.
    """
    errors = mediation(joint), redundancy(joint)
    natural = max(errors[0], *errors[1]) <= tolerance
    return Latent(*errors, natural, errors[0] == 0.0 and _is_garbling_of_candidate(joint))


def _is_garbling_of_candidate(joint: Array) -> bool:
    import numpy as np

    law = joint.sum(axis=-1)
    classes = mediated(law)
    for label in range(int(classes.max()) + 1):
        rows = joint[classes == label]
        rows = rows / rows.sum(axis=1, keepdims=True)
        if not np.allclose(rows, rows[:1], rtol=0.0, atol=AGREES):
            return False
    return True


def shared_part(law: Array) -> NDArray[np.int_]:
    """The Gács-Körner common part: at each value of the X_i that has a chance a class, the finest that each X_i determines.

    Values without a chance are -1. (P. Gács and J. Körner, Common information is far less than mutual information, 1973.)
    """
    return _classes(law, lambda row, at: (at, row[at]))


def mediated(law: Array) -> NDArray[np.int_]:
    """The finest function of all X_i that a change of one of them alone never changes, as classes; -1 without a chance.

    Of two variables it is their common part. Every mediator determines it; so there is a minimal latent iff it mediates.
    """
    return _classes(law, lambda row, at: (at, *row[:at], *row[at + 1 :]))


def classified(law: Array, classes: NDArray[np.int_]) -> Array:
    """The law with a last axis for the class: classes as a latent."""
    import numpy as np

    count = int(classes.max()) + 1
    return np.where(classes[..., None] == np.arange(count), law[..., None], 0.0)


def coslice(law: Array) -> Coslice:
    """Test the claim that the minimal latent is the product, on the law of X_1, ..., X_n."""
    candidate = classified(law, mediated(law))
    minimal = mediation(candidate) == 0.0
    own = candidate.sum(axis=tuple(range(law.ndim)))
    determines = bool(((candidate > 0).reshape(-1, len(own)).sum(axis=0) <= 1).all())
    return Coslice(minimal, entropy(own), entropy(law.ravel()), minimal and determines)


def _classes(law: Array, shared: Callable[[Sequence[int], int], tuple[int, ...]]) -> NDArray[np.int_]:
    """The classes of the values that have a chance, where two that share a key belong together, in their order."""
    import numpy as np

    rows = [tuple(int(one) for one in row) for row in np.argwhere(law > 0)]
    seats: dict[tuple[int, ...], int] = {}
    neighbours: list[list[int]] = [[] for _ in rows]
    for at, row in enumerate(rows):
        for axis in range(law.ndim):
            other = seats.setdefault(shared(row, axis), at)
            if other != at:
                neighbours[at].append(other)
                neighbours[other].append(at)
    found = np.full(law.shape, -1)
    for label, group in enumerate(sorted(sorted(one) for one in components(neighbours))):
        for at in group:
            found[rows[at]] = label
    return found
