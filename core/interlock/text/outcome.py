"""What a stage returns: the value as far as it could be made, and what was wrong."""

from __future__ import annotations

from typing import Generic, Protocol, TypeVar

from interlock.record import dataclass
from interlock.text.site import Site

T_co = TypeVar("T_co", covariant=True)


class Fault(Protocol):
    """A mistake of the author, as a value: a stable code, a place, and the terms or names its words need."""

    @property
    def code(self) -> str:
        """The kebab-case code of the mistake."""

    @property
    def site(self) -> Site:
        """Where the mistake stands."""


@dataclass(frozen=True, slots=True)
class Outcome(Generic[T_co]):
    """A value with the faults met while making it; ``faults == ()`` iff nothing was wrong."""

    value: T_co
    faults: tuple[Fault, ...] = ()
