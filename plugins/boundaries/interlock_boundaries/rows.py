"""Rows as they are written, or as a function returns them: values of finite sets, each with a chance or merely possible."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from fractions import Fraction
from math import prod
from typing import TYPE_CHECKING, Final

from interlock.api.diagram import Quantity
from interlock.api.finite import Axis, BadEntry, BadRow, Defect, Mode, NothingPossible, NotOneValue, WrongShape
from interlock.api.plugin import Sentence, say
from interlock.api.record import NamedTuple
from interlock_boundaries.kernel_section import Row

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

NOTHING: Final = "-"
"""What stands for the values of nothing: the key of the only row of a box without inputs."""

UNIFORM: Final = "uniform"
"""The row in which all values have the same chance."""


class Line(NamedTuple):
    """A row: what it gives, the values with their chances (None: no single number), and whether all are alike."""

    mode: Mode
    outcomes: tuple[tuple[str, float | None], ...]
    even: bool = False


def written(row: Row) -> Line:
    """The row of a file."""
    if isinstance(row, str):
        if row == UNIFORM:
            return Line(Mode.STOCHASTIC, (), even=True)
        return Line(Mode.DETERMINISTIC, ((row, 1.0),))
    names = [one for one in row if isinstance(one, str)]
    if names or not row:
        return Line(Mode.POSSIBILISTIC, tuple((one, 1.0) for one in names))
    stated = {one[0]: _chance(one[1]) for one in row if not isinstance(one, str)}
    left = 1 - sum(chance for chance in stated.values() if isinstance(chance, Fraction))  # exact, so that nothing is 0
    shared = ((name, left if isinstance(chance, str) else chance) for name, chance in stated.items())
    return Line(Mode.STOCHASTIC, tuple((name, None if chance is None else float(chance)) for name, chance in shared))


def _chance(stated: Quantity | str) -> Fraction | str | None:
    """The chance that is stated: a number, the word for the rest, or None where it is no single number."""
    if isinstance(stated, str):
        return stated
    return stated.low if stated.low == stated.high else None


def returned(row: object) -> Line | Sentence:
    """The row that a function returned, or that it is none."""
    if isinstance(row, str):
        return written(row)
    if isinstance(row, Mapping):
        pairs = tuple(row.items())
        if all(isinstance(key, str) and _is_number(chance) for key, chance in pairs):
            return Line(Mode.STOCHASTIC, tuple((key, float(chance)) for key, chance in pairs))
    elif isinstance(row, list | tuple | AbstractSet):
        names = sorted(row, key=str) if isinstance(row, AbstractSet) else list(row)
        if all(isinstance(one, str) for one in names):
            return Line(Mode.POSSIBILISTIC, tuple((one, 1.0) for one in names))
    shown = repr(row)
    return say("{shown}, which is no row", shown=shown if len(shown) <= 60 else f"{shown[:60]}...")


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def split(key: str) -> tuple[str, ...]:
    """The values in a key."""
    return () if key == NOTHING else tuple(part.strip() for part in key.split(","))


def shown(values: Sequence[str]) -> str:
    """The key of values."""
    return ", ".join(values) or NOTHING


def misplaced(key: str, axes: Sequence[Axis], what: str) -> Iterator[Sentence]:
    """What of a key are no values of these axes."""
    at = split(key)
    if len(at) != len(axes):
        text = "{key} names {found} values, and there are {wanted} {what}s"
        yield say(text, key=key, found=len(at), wanted=len(axes), what=what)
        return
    for value, axis in zip(at, axes, strict=True):
        if value not in axis.values:
            known = ", ".join(axis.values[:8]) + (", ..." if axis.size > 8 else "")
            text = "{value} is no value of {what} {name}, which are {values}"
            yield say(text, value=value, what=what, name=axis.name, values=known)


def faults(line: Line, key: str, yields: Sequence[Axis], what: str = "output") -> Iterator[tuple[str, Sentence]]:
    """What of a row is no value, or no number, each after its values."""
    for outcome, chance in line.outcomes:
        for says in misplaced(outcome, yields, what):
            yield outcome, says
        if chance is None:
            text = "the chance of {outcome} in row {row} is no single number"
            yield outcome, say(text, outcome=outcome, row=key)


def filled(line: Line, yields: Sequence[Axis]) -> NDArray[np.float64]:
    """The row as an array over what is yielded."""
    import numpy as np

    sizes = [axis.size for axis in yields]
    if line.even:
        return np.full(sizes, 1.0 / prod(sizes))
    table = np.zeros(sizes)
    for outcome, chance in line.outcomes:
        at = tuple(axis.values.index(value) for axis, value in zip(yields, split(outcome), strict=True))
        table[at] += chance or 0.0
    return table


def told(defect: Defect, name: str = NOTHING) -> Sentence:
    """What is wrong with a table, in words; a row that is for nothing has a name."""
    match defect:
        case BadRow(at=at, total=total, over=over):
            text = "row {row} sums to {total}, off by {over}"
            return say(text, row=", ".join(at) or name, total=f"{total:.6g}", over=f"{over:+.3g}")
        case BadEntry(at=at, entry=entry):
            return say("{at} has the chance {entry}", at=shown(at), entry=f"{entry:g}")
        case NothingPossible(at=at):
            return say("nothing is possible in row {row}", row=", ".join(at) or name)
        case NotOneValue(at=at):
            return say("row {row} has not one value", row=", ".join(at) or name)
        case WrongShape():
            raise AssertionError("the table was made by its axes")
