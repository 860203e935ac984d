"""Kernels between finite sets: what a box does, as an array of conditional probabilities or of what is possible."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from enum import Enum
from typing import TYPE_CHECKING, TypeAlias

from interlock.record import NamedTuple, dataclass, field

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Table: TypeAlias = NDArray[np.float64]

ROUNDING = 1e-9
"""By how much the numbers of a row may miss one; what is left is shared out, so that rows sum to one."""


class Mode(Enum):
    """What a kernel gives for what it is given: one value, a law, or a non-empty set of values."""

    DETERMINISTIC = "deterministic"
    STOCHASTIC = "stochastic"
    POSSIBILISTIC = "possibilistic"


class Axis(NamedTuple):
    """A finite set under the name of a port, a state or a choice; its values are distinct."""

    name: str
    values: tuple[str, ...]

    @property
    def size(self) -> int:
        """How many values there are."""
        return len(self.values)


@dataclass(frozen=True, slots=True)
class Kernel:
    """For each value of what is given, and each way to choose, a law or a set over what is yielded.

    `table` has an axis for each of `givens`, `choices` and `yields`, in this order: probabilities, or (possibilistic)
    1 where the values go together and 0 elsewhere. A choice is an axis that nothing draws and nothing sums over: under one name it is
    one and the same choice wherever it stands, so that bounds are taken once, at the end.
    """

    mode: Mode
    givens: tuple[Axis, ...]
    yields: tuple[Axis, ...]
    table: Table = field(compare=False)
    choices: tuple[Axis, ...] = ()

    @property
    def axes(self) -> tuple[Axis, ...]:
        """The axes of the table in their order."""
        return (*self.givens, *self.choices, *self.yields)

    def rows(self) -> Table:
        """The table as a matrix: a row for each value of what is given and chosen."""
        across = math.prod(axis.size for axis in self.yields)
        return self.table.reshape(-1, across)


class WrongShape(NamedTuple):
    """A table whose numbers are not as many, or not arranged, as its axes want."""

    wanted: tuple[int, ...]
    found: tuple[int, ...]


class BadEntry(NamedTuple):
    """A number that is negative or not finite, and the values of all axes at which it stands."""

    at: tuple[str, ...]
    entry: float


class BadRow(NamedTuple):
    """A row whose numbers do not sum to one: the values it is for, the sum, and by how much it is too great."""

    at: tuple[str, ...]
    total: float
    over: float


class NothingPossible(NamedTuple):
    """A row of a relation that relates its values to nothing."""

    at: tuple[str, ...]


class NotOneValue(NamedTuple):
    """A row of a function that does not hold a single one, and nothing else."""

    at: tuple[str, ...]


Defect: TypeAlias = WrongShape | BadEntry | BadRow | NothingPossible | NotOneValue


def kernel(
    mode: Mode,
    givens: Sequence[Axis],
    yields: Sequence[Axis],
    numbers: object,
    choices: Sequence[Axis] = (),
) -> Kernel | tuple[Defect, ...]:
    """The kernel with these numbers (anything `numpy.asarray` takes), or all that is wrong with them, row by row."""
    import numpy as np

    axes = (*givens, *choices, *yields)
    table = np.asarray(numbers, np.float64)
    wanted = tuple(axis.size for axis in axes)
    if table.shape != wanted:
        return (WrongShape(wanted, table.shape),)
    wrong = np.argwhere(~(np.isfinite(table) & (table >= 0.0)))
    if len(wrong):
        return tuple(BadEntry(_values(axes, at), float(table[tuple(at)])) for at in wrong)
    above = (*givens, *choices)
    rows = table.reshape(math.prod(axis.size for axis in above), -1)
    defects = _row_defects(mode, above, rows)
    if defects:
        return defects
    if mode is Mode.POSSIBILISTIC:
        return Kernel(mode, tuple(givens), tuple(yields), np.sign(table), tuple(choices))
    even = (rows / rows.sum(axis=1, keepdims=True)).reshape(wanted)
    return Kernel(mode, tuple(givens), tuple(yields), even, tuple(choices))


def _row_defects(mode: Mode, above: tuple[Axis, ...], rows: NDArray[np.float64]) -> tuple[Defect, ...]:
    import numpy as np

    sizes = tuple(axis.size for axis in above)

    def at(row: int) -> tuple[str, ...]:
        return _values(above, [int(one) for one in np.unravel_index(row, sizes)] if sizes else [])

    if mode is Mode.POSSIBILISTIC:
        return tuple(NothingPossible(at(int(row))) for row in np.flatnonzero(~rows.any(axis=1)))
    totals = rows.sum(axis=1)
    off = np.flatnonzero(np.abs(totals - 1.0) > ROUNDING)
    if len(off):
        return tuple(BadRow(at(int(row)), float(totals[row]), float(totals[row] - 1.0)) for row in off)
    if mode is Mode.DETERMINISTIC:
        return tuple(NotOneValue(at(int(row))) for row in np.flatnonzero((rows > 0.0).sum(axis=1) != 1))
    return ()


def _values(axes: Sequence[Axis], places: Sequence[int] | NDArray[np.intp]) -> tuple[str, ...]:
    return tuple(axis.values[int(place)] for axis, place in zip(axes, places, strict=True))


def function(
    givens: Sequence[Axis], yields: Sequence[Axis], sends: Mapping[tuple[str, ...], tuple[str, ...]]
) -> Kernel:
    """The deterministic kernel of a function that is given value by value.

    Raises:
        KeyError: A value has no image.
        ValueError: An image is no value.
    """
    from itertools import product

    import numpy as np

    table = np.zeros([axis.size for axis in (*givens, *yields)])
    for row in product(*(axis.values for axis in givens)):
        sent = (*row, *sends[row])
        table[tuple(axis.values.index(value) for axis, value in zip((*givens, *yields), sent, strict=True))] = 1.0
    return Kernel(Mode.DETERMINISTIC, tuple(givens), tuple(yields), table)


def possible(one: Kernel) -> Kernel:
    """What can happen at all: the support of each row, a monad map that keeps pairs, so that it commutes with wiring."""
    import numpy as np

    return Kernel(Mode.POSSIBILISTIC, one.givens, one.yields, np.sign(one.table), one.choices)


def joined(modes: Sequence[Mode]) -> Mode | None:
    """The least mode above all of these, or none: chance beside free choice is credal, and wants its choices named."""
    distinct = frozenset(modes) - {Mode.DETERMINISTIC}
    if len(distinct) > 1:
        return None
    return next(iter(distinct), Mode.DETERMINISTIC)
