"""Stated gains, read: what each guess is worth at each value of a secret."""

from __future__ import annotations

from collections.abc import Sequence
from math import prod
from typing import TYPE_CHECKING

from interlock.api.diagram import CheckedItem, key
from interlock.api.finite import Axis
from interlock.api.plugin import say
from interlock_boundaries.kernel_section import StatedGain
from interlock_boundaries.known import Wrong
from interlock_boundaries.rows import misplaced, split

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


def gain(item: CheckedItem, secret: Sequence[Axis]) -> NDArray[np.float64] | list[Wrong]:
    """The gain as a matrix: a row for each guess, a column for each value of the secret, whose names may come in any order."""
    import numpy as np

    stated = item.value
    assert isinstance(stated, StatedGain)
    names = [axis.name for axis in secret]
    if sorted(stated.of) != sorted(names):
        text = "the gain is of {of}, and the secret is {secret}"
        return [Wrong(key(item.element, "of"), say(text, of=", ".join(stated.of), secret=", ".join(names)))]
    axes = [next(axis for axis in secret if axis.name == name) for name in stated.of]
    table = np.zeros([len(stated.guesses), *(axis.size for axis in axes)])
    wrong: list[Wrong] = []
    for place, (guess, row) in enumerate(stated.guesses):
        for written, number in row:
            at = key(item.element, "guesses", guess, written)
            found = [Wrong(at, says) for says in misplaced(written, axes, "variable")]
            if number.low != number.high or number.low < 0:
                found.append(
                    Wrong(
                        at,
                        say(
                            "what {guess} gains at {value} is no single number of 0 or more", guess=guess, value=written
                        ),
                    )
                )
            if not found:
                where = tuple(axis.values.index(one) for axis, one in zip(axes, split(written), strict=True))
                table[(place, *where)] = float(number.low)
            wrong += found
    if wrong:
        return wrong
    order = [1 + stated.of.index(name) for name in names]
    return table.transpose([0, *order]).reshape(len(stated.guesses), prod(axis.size for axis in secret))
