"""What is said of latents."""

from __future__ import annotations

from collections.abc import Mapping

from interlock.api.record import dataclass, field


@dataclass(frozen=True, slots=True)
class Candidate:
    """What a candidate is to the things that it is to explain; errors and entropy in bits of Shannon's measure.

    ``mediation`` is the total correlation of the things given it, ``redundancy`` its entropy given each of them. It is ``natural``
    if none of these is above the tolerance, ``minimal`` if it mediates and is a garbling of every other mediator.
    """

    entropy: float
    mediation: float
    redundancy: Mapping[str, float]
    natural: bool
    minimal: bool


@dataclass(frozen=True, slots=True)
class Claim:
    """That the minimal latent is the product of the things in the coslice under Ω, tested: whether it ``holds``.

    The ``product`` there is the joint variable, by its entropy in bits; ``latent`` is that of the finest function of all things
    that no change of one of them changes, which is the minimal latent if there is one.
    """

    holds: bool
    minimal_exists: bool
    latent: float
    product: float


@dataclass(frozen=True, slots=True)
class Explanation:
    """Things, their total correlation and Gács-Körner common part in bits, each candidate, and the claim; or why nothing is said."""

    of: tuple[str, ...] = ()
    law: str = ""
    total_correlation: float = 0.0
    common_part: float = 0.0
    candidates: Mapping[str, Candidate] = field(default_factory=dict)
    coslice_product: Claim | None = None
    refused: str = ""


@dataclass(frozen=True, slots=True)
class Latents:
    """Every explanation by its name."""

    latents: Mapping[str, Explanation] = field(default_factory=dict)
