"""What crosses a Cartesian split is zero exactly where the membrane is tight, and never more than the supremum."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from interlock.semantics.capacity import capacity
from interlock.semantics.contract import Limits, TooLarge
from interlock.semantics.kernel import Axis, Kernel, Mode
from interlock.semantics.measure import entropy
from interlock.semantics.split import Crossing, Direction, Part, State, Supremum, crossing, supremum, tight
from tests.semantics.diagrams import SOME, table, values

Array = NDArray[np.float64]
SEEDS = st.integers(0, 2**32 - 1)
STATES = [State(part, part.value[0], part.value[0] + "'") for part in Part]
IN, OUT = Direction


def step(numbers: Array, mode: Mode = Mode.STOCHASTIC) -> Kernel:
    """The kernel of one step, of an array v a p e v' a' p' e'."""
    names = [state.now for state in STATES], [state.then for state in STATES]
    givens, yields = (
        tuple(Axis(name, values(size)) for name, size in zip(row, sizes, strict=True))
        for row, sizes in zip(names, (numbers.shape[:4], numbers.shape[4:]), strict=True)
    )
    return Kernel(mode, givens, yields, numbers)


def bits(found: Crossing | TooLarge) -> float:
    assert isinstance(found, Crossing)
    return found.bits


def sup(found: Supremum | TooLarge) -> Supremum:
    assert isinstance(found, Supremum)
    return found


def tight_step(rng: np.random.Generator) -> Array:
    """Inside moves by v a p, outside by a p e: nothing else passes."""
    inside = table(rng, (2, 2, 2, 2, 2), 3, Mode.STOCHASTIC)
    outside = table(rng, (2, 2, 2, 2, 2), 3, Mode.STOCHASTIC)
    both: Array = np.einsum("vapxy,apezw->vapexyzw", inside, outside)
    return both


def by_entropies(joint: Array, direction: Direction) -> float:
    """The same information as a sum of four entropies of an array v a p e v' a' p' e'."""
    hidden, side = (3, (4, 5)) if direction is IN else (0, (6, 7))
    known = tuple(axis for axis in range(4) if axis != hidden)

    def of(*axes: int) -> float:
        return entropy(joint.sum(axis=tuple(axis for axis in range(8) if axis not in axes)).ravel())

    return of(*side, *known) + of(hidden, *known) - of(hidden, *side, *known) - of(*known)


@SOME
@given(SEEDS)
def test_a_tight_membrane_lets_exactly_nothing_through(seed: int) -> None:
    rng = np.random.default_rng(seed)
    one = step(tight_step(rng))
    start = rng.dirichlet(np.ones(16)).reshape(2, 2, 2, 2)
    for direction in Direction:
        assert tight(one, STATES, direction) is True
        assert bits(crossing(one, STATES, start, "some", direction)) == 0.0
        assert sup(supremum(one, STATES, direction))[1:3] == (0.0, 0.0)


@SOME
@given(SEEDS)
def test_of_what_is_possible_it_counts_what_is_and_not_in_how_many_ways(seed: int) -> None:
    rng = np.random.default_rng(seed)
    numbers = table(rng, (2,) * 8, 4, Mode.POSSIBILISTIC)
    for direction, hidden, side in ((IN, 3, slice(4, 6)), (OUT, 0, slice(6, 8))):
        after: dict[tuple[int, ...], dict[int, set[tuple[int, ...]]]] = {}
        for at in map(tuple, np.argwhere(numbers)):
            known = at[:hidden] + at[hidden + 1 : 4]
            after.setdefault(known, {}).setdefault(at[hidden], set()).add(at[side])
        same = all(len({frozenset(ways) for ways in each.values()}) == 1 for each in after.values())
        assert tight(step(numbers, Mode.POSSIBILISTIC), STATES, direction) is same


def test_what_moves_the_environment_alone_is_tight_though_more_is_possible_there() -> None:
    numbers = np.ones((2,) * 8)
    numbers[:, :, :, 1, :, :, :, 1] = 0.0  # of two environments one may go two ways
    assert tight(step(numbers, Mode.POSSIBILISTIC), STATES, IN) is True


@SOME
@given(SEEDS)
def test_a_leaky_one_lets_through_what_entropies_say_and_no_more_than_the_supremum(seed: int) -> None:
    rng = np.random.default_rng(seed)
    numbers = table(rng, (2,) * 8, 4, Mode.STOCHASTIC)
    start = rng.dirichlet(np.ones(16)).reshape(2, 2, 2, 2)
    for direction in Direction:
        found = bits(crossing(step(numbers), STATES, start, "some", direction))
        joint = start.reshape(2, 2, 2, 2, 1, 1, 1, 1) * numbers
        assert found == pytest.approx(by_entropies(joint, direction), abs=1e-12)
        most = sup(supremum(step(numbers), STATES, direction))
        assert 0.0 < found <= most.upper
        assert most.upper - most.lower <= 1.1e-6
        assert tight(step(numbers), STATES, direction) is False


@SOME
@given(SEEDS)
def test_the_supremum_is_the_greatest_capacity_over_all_that_is_known(seed: int) -> None:
    rng = np.random.default_rng(seed)
    numbers = table(rng, (2, 2, 2, 3, 2, 2, 1, 1), 4, Mode.STOCHASTIC)
    numbers[1, 1] = numbers[1, 0]  # some of it does not matter
    most = sup(supremum(step(numbers), STATES, IN))
    found = {at: capacity(numbers[*at, :].reshape(3, -1)) for at in np.ndindex(2, 2, 2)}
    assert most.lower == pytest.approx(max(one.lower for one in found.values()), abs=1.1e-6)
    assert most.upper == pytest.approx(max(one.upper for one in found.values()), abs=1.1e-6)
    at = tuple(axis.values.index(value) for axis, (_, value) in zip(step(numbers).givens, most.at, strict=False))
    assert found[at].upper >= most.lower


def test_a_fault_that_copies_the_environment_inside_with_one_chance_in_ten_is_an_erasure() -> None:
    numbers = np.zeros((2,) * 8)
    for v, a, p, e in np.ndindex(2, 2, 2, 2):
        numbers[v, a, p, e, p, a, p, e] += 0.9
        numbers[v, a, p, e, e, 1 - a, p, e] += 0.1  # the active state tells that it happened
    found = crossing(step(numbers), STATES, np.full((2,) * 4, 1 / 16), "uniform", IN)
    assert found == Crossing(IN, "uniform", pytest.approx(0.1))  # type: ignore[arg-type]
    most = sup(supremum(step(numbers), STATES, IN))
    assert most.lower == pytest.approx(0.1, abs=1e-6)
    assert bits(crossing(step(numbers), STATES, np.full((2,) * 4, 1 / 16), "uniform", OUT)) == 0.0


def test_a_start_law_that_is_certain_of_the_environment_hides_a_leak_that_the_supremum_shows() -> None:
    numbers = np.zeros((2,) * 8)
    for v, a, p, e in np.ndindex(2, 2, 2, 2):
        numbers[v, a, p, e, e, a, p, e] = 1.0
    start = np.zeros((2,) * 4)
    start[0, 0, 0, 1] = 1.0
    assert bits(crossing(step(numbers), STATES, start, "known", IN)) == 0.0
    most = sup(supremum(step(numbers), STATES, IN))
    assert most.upper == pytest.approx(1.0, abs=1e-6)
    assert dict(most.at) == {"v": "a", "a": "a", "p": "a"}


def test_bad_start_laws_wrong_names_and_large_steps_are_refused() -> None:
    one = step(tight_step(np.random.default_rng(0)))
    with pytest.raises(ValueError, match="sums to one"):
        crossing(one, STATES, np.ones((2,) * 4), "no law", IN)
    with pytest.raises(KeyError, match="q"):
        tight(one, [*STATES, State(Part.ACTIVE, "q", "q'")], IN)
    assert supremum(one, STATES, IN, limits=Limits(entries=100)) == TooLarge("entries", 256, 100)
