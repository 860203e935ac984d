"""Stated gains, read: what each guess is worth at each value of a secret."""

from __future__ import annotations

from collections.abc import Sequence
from math import prod
from typing import TYPE_CHECKING

from interlock.api.diagram import CheckedItem, key
from interlock.api.finite import USUAL, Axis, TooLarge
from interlock.api.plugin import Sentence, say
from interlock.api.record import NamedTuple
from interlock_boundaries.kernel_section import StatedGain
from interlock_boundaries.known import Wrong
from interlock_boundaries.misfit import over
from interlock_boundaries.rows import misplaced, split

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


class Gain(NamedTuple):
    """A gain by its name: an array with an axis for the guess, and one for each name that it is of, in their order."""

    name: str
    of: tuple[str, ...]
    table: NDArray[np.float64]

    def at(self, secret: Sequence[str]) -> NDArray[np.float64] | Sentence:
        """The gain as a matrix: a row for each guess, a column for each value of a secret of the same names in any order."""
        if sorted(self.of) != sorted(secret):
            text = "the gain {gain} is of {of}, and the secret is {secret}"
            return say(text, gain=self.name, of=", ".join(self.of), secret=", ".join(secret) or "nothing")
        order = [1 + self.of.index(name) for name in secret]
        return self.table.transpose([0, *order]).reshape(len(self.table), -1)


def gain(item: CheckedItem, axes: Sequence[Axis]) -> Gain | list[Wrong]:
    """The gain over these finite sets, one for each name that it is of."""
    import numpy as np

    stated = item.value
    assert isinstance(stated, StatedGain)
    if not stated.guesses:
        return [Wrong(key(item.element, "guesses"), say("{gain} names no guess", gain=item.name))]
    sizes = [len(stated.guesses), *(axis.size for axis in axes)]
    if (needed := prod(sizes)) > USUAL.entries:
        return [Wrong(key(item.element, "of"), over(TooLarge("entries", needed, USUAL.entries)))]
    table = np.zeros(sizes)
    wrong: list[Wrong] = []
    for place, (guess, row) in enumerate(stated.guesses):
        for written, number in row:
            at = key(item.element, "guesses", guess, written)
            found = [Wrong(at, says) for says in misplaced(written, axes, "variable")]
            if number.low != number.high or number.low < 0:
                text = "what {guess} gains at {value} is no single number of 0 or more"
                found.append(Wrong(at, say(text, guess=guess, value=written)))
            if not found:
                where = tuple(axis.values.index(one) for axis, one in zip(axes, split(written), strict=True))
                table[(place, *where)] = float(number.low)
            wrong += found
    return wrong or Gain(item.name, stated.of, table)
