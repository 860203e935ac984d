"""Interfaces as telescopes: parameters, then ports, each type over everything before it."""

from __future__ import annotations

from collections.abc import Sequence

from interlock.kernel.builtin import UNIT
from interlock.kernel.evaluate import Machine, evaluate_in
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


def over_parameters(
    telescope: Telescope, arguments: Sequence[Term], alone: Sequence[bool], machine: Machine
) -> tuple[Term | None, ...]:
    """The types of the ports that mention parameters ``alone``, at these arguments; None for all others."""
    offset = len(telescope.parameters)
    # A term at depth d is evaluated among d values; those of the ports before it are not looked at.
    values = [*arguments, *[UNIT] * len(telescope.ports)]
    return tuple(
        [
            evaluate_in(port.type, values, offset + at, machine) if alone[at] else None
            for at, port in enumerate(telescope.ports)
        ]
    )
