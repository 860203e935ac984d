"""Interfaces as telescopes: parameters, then ports, each type over everything before it."""

from __future__ import annotations

from interlock.kernel.term import Term
from interlock.record import NamedTuple, dataclass


class Field(NamedTuple):
    """One entry of a telescope at depth d: its type and what it is given to be at d, its contract at d + 1."""

    name: str
    type: Term
    incoming: bool = False
    given: Term | None = None
    assume: Term | None = None
    guarantee: Term | None = None
    fixed: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Telescope:
    """The parameters stand at depths 0 .. p - 1, the ports at p .. p + q - 1.

    All boxes of a kind share one telescope, so that it is a key by its identity.
    """

    parameters: tuple[Field, ...]
    ports: tuple[Field, ...]
