"""What becomes of an argument, as plain data."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, TypeAlias

from interlock.api.record import dataclass, field

Judgement: TypeAlias = Literal["valid", "refuted", "contradictory", "undecided"]
"""Whether the conclusion follows; from contradictory premises everything does, and that is told instead."""

Standing: TypeAlias = Literal["always true", "never true", "taken"]
"""What a premise is by itself: known to be true, or false, whatever the variables are; or else taken for granted."""


@dataclass(frozen=True, slots=True)
class PremiseAnswer:
    """What a premise says, what it is by itself, whether the conclusion rests on it, and its credence."""

    says: str
    standing: Standing
    used: bool
    credence: tuple[float, float] | None = None
    counterexample: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Hidden:
    """Premises that are not stated and with which the conclusion follows, by name; ``says`` has what they say.

    ``kind`` tells whether the author named them candidates, the proposal knows them, or they were made of what is compared.
    """

    names: tuple[str, ...]
    says: tuple[str, ...]
    kind: Literal["candidates", "known", "made"]


@dataclass(frozen=True, slots=True)
class Belief:
    """Bounds of the credence that a conclusion must have, and how they were found."""

    lower: float
    upper: float
    method: str


@dataclass(frozen=True, slots=True)
class Credence:
    """How credible the premises make the conclusion; ``refused`` says what is missing for a bound that is None.

    ``frechet`` is 1 - sum of (1 - c) over the premises used, the best of their minimal sets. ``law`` is over all joint laws of
    the truths of the premises and the conclusion that are logically possible and have the stated credences. Of very many
    premises only some are counted, as its method says, those first on which the conclusion rests: it is then wider.
    """

    frechet: Belief | None = None
    law: Belief | None = None
    refused: str | None = None


@dataclass(frozen=True, slots=True)
class ArgumentAnswer:
    """Whether an argument is valid, from which premises, and what is missing if it is not.

    ``supports`` are the minimal sets of premises from which the conclusion follows, the smallest first; not ``whole`` if
    there may be others. ``rests_on`` are types of variables and equations that one proof uses beside these.
    ``contradiction`` names premises that cannot be true together, none of which can be left out. At the ``countermodel`` all
    premises are true and the conclusion is not. ``missing`` is the weakest premise that would do.
    """

    concludes: str
    verdict: Judgement
    premises: Mapping[str, PremiseAnswer]
    supports: tuple[tuple[str, ...], ...] = ()
    whole: bool = True
    rests_on: tuple[str, ...] = ()
    contradiction: tuple[str, ...] = ()
    countermodel: Mapping[str, str] = field(default_factory=dict)
    missing: str = ""
    hidden: tuple[Hidden, ...] = ()
    undecided: str = ""
    credence: Credence = field(default_factory=Credence)


@dataclass(frozen=True, slots=True)
class Arguments:
    """The answer for each argument by name."""

    arguments: Mapping[str, ArgumentAnswer] = field(default_factory=dict)
