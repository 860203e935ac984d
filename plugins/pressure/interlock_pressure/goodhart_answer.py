"""What is said of proxies: how each gap is known, where chains of them end, and by which kinds of Goodhart's law they fail."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from interlock.api.record import dataclass, field

Kind = Literal["regressional", "causal", "extremal", "adversarial"]
Gap = Literal["measured", "assumed", "unstated"]


@dataclass(frozen=True, slots=True)
class Exposure:
    """Whether a proxy may fail in one way, with what shows it; None where nothing that is stated tells."""

    present: bool | None
    witness: tuple[str, ...] = ()
    says: str = ""


@dataclass(frozen=True, slots=True)
class ProxyAnswer:
    """A port that stands for another.

    The gap is ``measured`` by ``evidence``, of ``value`` if it has one, or ``assumed`` for a reason. The evidence is stale if
    an input of what it measured is fed by another source now: ``stale`` has each with the source then and the source now.
    """

    proxy: str
    goal: str
    gap: Gap
    evidence: str | None
    value: tuple[float, float] | None
    stale: tuple[tuple[str, str, str | None], ...]
    because: str | None
    ideal: bool
    exposures: Mapping[Kind, Exposure]


@dataclass(frozen=True, slots=True)
class ChainAnswer:
    """Proxies of proxies, nearest first, and whether the last stands for what a box of role `ideal` says.

    ``measured`` and ``assumed`` are its gaps, each by its proxy; ``exposures`` are those of the first port as a proxy of the last.
    """

    ports: tuple[str, ...]
    ideal: bool
    measured: tuple[str, ...]
    assumed: tuple[str, ...]
    exposures: Mapping[Kind, Exposure]


@dataclass(frozen=True, slots=True)
class Goodhart:
    """Every proxy by its element, and every chain of them that is not part of a longer one; of very many only the first.

    Then these are not ``whole``.
    """

    proxies: Mapping[str, ProxyAnswer] = field(default_factory=dict)
    chains: tuple[ChainAnswer, ...] = ()
    whole: bool = True
