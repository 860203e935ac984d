"""What is said of labels that flow."""

from __future__ import annotations

from collections.abc import Mapping

from interlock.api.record import dataclass, field


@dataclass(frozen=True, slots=True)
class DemandAnswer:
    """A port that takes at least or at most a value, the value that reaches it, and the way by which that came."""

    port: str
    takes: str
    has: str
    holds: bool
    way: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Use:
    """An output that relabels: the value that it would have and the one that it has."""

    port: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class KeyAnswer:
    """A label key: its values in order, how they combine, those of the outer outputs, demands and relabellings."""

    order: tuple[str, ...]
    combine: str
    outputs: Mapping[str, str]
    demands: tuple[DemandAnswer, ...]
    relabels: tuple[Use, ...]


@dataclass(frozen=True, slots=True)
class LabelFlow:
    """For each ordered label key that something is stated of what flows."""

    keys: Mapping[str, KeyAnswer] = field(default_factory=dict)
