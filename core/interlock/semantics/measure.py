"""How much two things of a joint law tell of one another, each number in bits of a measure that is named.

Shannon's is what is learnt on average, over many uses; min-entropy's what one guess gains; g-leakage's what an attacker
gains whose interest is stated as a gain function. They do not order channels alike (G. Smith, On the foundations of
quantitative information flow, FOSSACS 2009; Alvim and others, The Science of Quantitative Information Flow, 2020).
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, TypeAlias

from interlock.diagram.cycle import components
from interlock.record import NamedTuple

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Array: TypeAlias = NDArray[np.float64]

AGREES = 1e-12
"""The relative difference up to which two products of probabilities are one: what rounding does to some ten factors."""

_NEVER = 1e-280
"""Products of two chances from here on have all their digits, also after a division by one of at most 1."""


class Leak(NamedTuple):
    """So many bits by a measure: `shannon`, `min-entropy` or `gain NAME`, under a law of the secret; `narrowing`, `certain`."""

    measure: str
    bits: float


class Worthless(NamedTuple):
    """A gain function that is worth nothing before the channel is seen, or negative: no ratio can be taken to it."""

    gain: str
    before: float


def entropy(law: Array) -> float:
    """Shannon's entropy of a law, in bits."""
    import numpy as np

    some = law[law > 0]
    return float(-(some * np.log2(some)).sum()) + 0.0


def divergence(law: Array, other: Array) -> float:
    """The Kullback-Leibler divergence of a law from another of the same shape, in bits; infinite where that one lacks a value.

    A sum of terms none of which is negative, other * ((1 + d) ln(1 + d) - d) with 1 + d = law / other, so that it is zero
    exactly where the laws agree up to rounding, and small ones are not lost among large ones.
    """
    import numpy as np

    if np.any((other <= 0) & (law > 0)):
        return float("inf")
    held = other > 0
    excess = law[held] / other[held] - 1.0
    excess[np.abs(excess) <= AGREES] = 0.0
    near = np.abs(excess) < 1e-3
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        series = excess**2 * (0.5 - excess * (1 / 6 - excess * (1 / 12 - excess / 20)))
        whole = np.where(excess > -1.0, (1.0 + excess) * np.log1p(excess), 0.0) - excess
    return float((other[held] * np.where(near, series, whole)).sum() / np.log(2))


def mutual(joint: Array, left: Sequence[int], right: Sequence[int], given: Sequence[int] = ()) -> float:
    """Shannon's mutual information of two groups of axes of a joint law, given a third, in bits.

    The divergence of the law from the one in which, for each value of `given`, both groups are independent: zero exactly
    where they are, up to rounding. Axes in no group are summed out. What is of two chances whose product is below 10^-280 counts
    as never: it is rarer than 10^-140, and tells less than 10^-130 bits.
    """
    import numpy as np

    order = [*left, *right, *given]
    rest = tuple(axis for axis in range(joint.ndim) if axis not in order)
    kept = joint.sum(axis=rest) if rest else joint
    places = {axis: at for at, axis in enumerate(sorted(order))}
    sizes = [int(np.prod([joint.shape[axis] for axis in group], dtype=int)) for group in (left, right, given)]
    cube = kept.transpose([places[axis] for axis in order]).reshape(sizes)
    whole = cube.sum(axis=(0, 1))
    both = cube.sum(axis=1)[:, None, :] * cube.sum(axis=0)[None, :, :]
    with np.errstate(divide="ignore", invalid="ignore"):
        apart = both / whole
    told = both >= _NEVER
    return divergence(np.where(told, cube, 0.0), np.where(told, apart, 0.0))


def shannon_leakage(law: Array, channel: Array) -> float:
    """The mutual information of a secret and what a channel shows of it, in bits, under a law of the secret."""
    return mutual(law[:, None] * channel, [0], [1])


def vulnerability(law: Array, gain: Array) -> float:
    """The greatest expected gain of one guess: `gain[guess, secret]`."""
    return float((gain @ law).max())


def vulnerability_after(law: Array, channel: Array, gain: Array) -> float:
    """The expected gain of the best guess made after the channel was seen."""
    return float((gain @ (law[:, None] * channel)).max(axis=0).sum())


def gain_leakage(law: Array, channel: Array, gain: Array, name: str = "") -> float | Worthless:
    """The logarithm, in bits, of how many times more one guess gains after the channel was seen than before."""
    before = vulnerability(law, gain)
    if not before > 0.0:
        return Worthless(name, before)
    return _gained(vulnerability_after(law, channel, gain) / before)


def min_entropy_leakage(law: Array, channel: Array) -> float:
    """The logarithm, in bits, of how many times likelier one guess is right after the channel was seen than before.

    That is the gain leakage of the guess that gains 1 where it is right.
    """
    after = float((law[:, None] * channel).max(axis=0).sum())
    return _gained(after / float(law.max()))


def min_capacity(channel: Array) -> float:
    """The greatest min-entropy leakage under any law of the secret, in bits; the uniform one attains it.

    It bounds every gain leakage (Alvim and others, Measuring information leakage using generalized gain functions, 2012).
    """
    return _gained(float(channel.max(axis=0).sum()))


def _gained(ratio: float) -> float:
    """The logarithm, in bits, of a ratio that is at least one: exactly zero where rounding may have made it more."""
    return math.log2(ratio) if ratio > 1.0 + AGREES else 0.0


def possible_leaks(relation: Array) -> tuple[Leak, ...]:
    """What a relation lets through of the secrets that are possible, without any chances."""
    return Leak("narrowing", narrowing(relation)), Leak("certain", certain(relation))


def leaks(law: Array, channel: Array, gains: Mapping[str, Array] | None = None) -> tuple[Leak | Worthless, ...]:
    """What a channel lets through by each measure: Shannon's, one guess's, and that of each stated gain."""
    found: list[Leak | Worthless] = [
        Leak("shannon", shannon_leakage(law, channel)),
        Leak("min-entropy", min_entropy_leakage(law, channel)),
    ]
    for name, gain in (gains or {}).items():
        bits = gain_leakage(law, channel, gain, name)
        found.append(bits if isinstance(bits, Worthless) else Leak(f"gain {name}", bits))
    return tuple(found)


def narrowing(relation: Array) -> float:
    """The logarithm, in bits, of how many times fewer secrets are possible after the channel was seen than before, at most.

    A row for each possible secret, 1 where it can show so. (R. Hartley, Transmission of information, 1928.)
    """
    import numpy as np

    left = np.count_nonzero(relation, axis=0)
    return float(np.log2(len(relation) / left[left > 0].min()))


def certain(relation: Array) -> float:
    """What is learnt for certain whatever happens, in bits: of the finest variable that secret and channel both determine.

    The logarithm of the number of its values. (G. Nair, A nonstochastic information theory for communication and state
    estimation, IEEE Trans. Automatic Control 58, 2013: maximin information.)
    """
    import numpy as np

    rows = len(relation)
    shown = [[rows + int(one) for one in np.flatnonzero(row)] for row in relation]
    showing = [[int(one) for one in np.flatnonzero(row)] for row in relation.T]
    groups = components([*shown, *showing])
    return float(np.log2(sum(1 for group in groups if min(group) < rows)))


def cascade(channels: Sequence[Array]) -> Array:
    """The channel that is one after another: the product of their matrices.

    Raises:
        IndexError: There is no channel.
    """
    whole = channels[0]
    for channel in channels[1:]:
        whole = whole @ channel
    return whole
