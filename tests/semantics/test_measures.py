"""Values from the literature, the laws that measures of information obey, and capacity against a search of its own."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from interlock.semantics.capacity import capacity
from interlock.semantics.kernel import Mode
from interlock.semantics.latent import shared_part
from interlock.semantics.measure import (
    Leak,
    Worthless,
    cascade,
    certain,
    divergence,
    entropy,
    gain_leakage,
    leaks,
    min_capacity,
    min_entropy_leakage,
    mutual,
    narrowing,
    possible_leaks,
    shannon_leakage,
    vulnerability_after,
)
from tests.semantics.diagrams import FULL, SOME, table

Array = NDArray[np.float64]
SEEDS = st.integers(0, 2**32 - 1)

SYMMETRIC = np.array([[0.9, 0.1], [0.1, 0.9]])
ERASURE = np.array([[0.7, 0.3, 0.0], [0.0, 0.3, 0.7]])
Z = np.array([[1.0, 0.0], [0.5, 0.5]])


def channel(rng: np.random.Generator, inputs: int, outputs: int) -> Array:
    return table(rng, (inputs, outputs), 1, Mode.STOCHASTIC)


def uniform(size: int) -> Array:
    return np.full(size, 1.0 / size)


@pytest.mark.parametrize(
    ("matrix", "bits"), [(SYMMETRIC, 0.5310), (ERASURE, 0.7), (Z, math.log2(1.25)), (np.eye(4), 2.0)]
)
def test_capacities_that_are_known_lie_between_the_bounds(matrix: Array, bits: float) -> None:
    found = capacity(matrix)
    assert found.met
    assert found.lower - 5e-5 <= bits <= found.upper + 5e-5
    assert found.upper - found.lower <= 1.1e-6
    assert round(found.lower, 4) == pytest.approx(bits, abs=5e-5)


def test_the_law_that_is_given_attains_the_lower_bound() -> None:
    found = capacity(Z)
    assert shannon_leakage(np.array(found.law), Z) == pytest.approx(found.lower, abs=1e-9)
    assert found.law[1] == pytest.approx(0.4, abs=1e-3)


def test_a_channel_that_shows_nothing_has_no_capacity_and_one_stopped_early_says_so() -> None:
    flat = capacity(np.tile([0.25, 0.75], (3, 1)))
    assert flat.lower == 0.0
    assert flat.upper < 1e-12
    cut = capacity(Z, gap=1e-12, rounds=3)
    assert not cut.met
    assert cut.lower < math.log2(1.25) < cut.upper


def test_smiths_pair_is_ordered_one_way_on_average_and_the_other_way_at_one_guess() -> None:
    # FOSSACS 2009: H uniform on 8 bits; L = H if H mod 8 = 0 else 1, against the last two bits of H.
    first = np.zeros((256, 256))
    first[np.arange(256), [h if h % 8 == 0 else 1 for h in range(256)]] = 1.0
    second = np.zeros((256, 4))
    second[np.arange(256), np.arange(256) % 4] = 1.0
    prior, guess = uniform(256), np.eye(256)
    assert shannon_leakage(prior, first) == pytest.approx(1.17, abs=0.005)
    assert shannon_leakage(prior, second) == pytest.approx(2.0)
    ratio = vulnerability_after(prior, first, guess) / vulnerability_after(prior, second, guess)
    assert ratio == pytest.approx(8.25)
    assert min_entropy_leakage(prior, first) == pytest.approx(math.log2(33))


@SOME
@given(SEEDS)
def test_one_guess_is_the_gain_of_being_right(seed: int) -> None:
    rng = np.random.default_rng(seed)
    matrix = channel(rng, int(rng.integers(1, 6)), int(rng.integers(1, 6)))
    law = rng.dirichlet(np.ones(len(matrix)))
    assert min_entropy_leakage(law, matrix) == pytest.approx(gain_leakage(law, matrix, np.eye(len(law))), abs=1e-12)


@SOME
@given(SEEDS)
def test_one_guess_gains_exactly_nothing_of_what_tells_nothing(seed: int) -> None:
    rng = np.random.default_rng(seed)
    law = rng.dirichlet(np.ones(int(rng.integers(1, 7))))
    flat = np.tile(rng.dirichlet(np.ones(int(rng.integers(1, 7)))), (len(law), 1))
    gain = rng.random((3, len(law)))
    assert min_entropy_leakage(law, flat) == min_capacity(flat) == gain_leakage(law, flat, gain) == 0.0


def test_each_number_says_by_which_measure() -> None:
    found = leaks(uniform(2), SYMMETRIC, {"guess": np.eye(2), "nothing": np.zeros((1, 2))})
    assert [one.measure for one in found if isinstance(one, Leak)] == ["shannon", "min-entropy", "gain guess"]
    assert found[-1] == Worthless("nothing", 0.0)
    assert found[1].bits == pytest.approx(math.log2(1.8)) if isinstance(found[1], Leak) else False


def test_two_symmetric_channels_in_cascade_flip_by_either_but_not_both() -> None:
    assert cascade([SYMMETRIC, SYMMETRIC]) == pytest.approx(np.array([[0.82, 0.18], [0.18, 0.82]]))
    assert capacity(cascade([SYMMETRIC] * 3)).upper < capacity(cascade([SYMMETRIC] * 2)).lower


@SOME
@given(SEEDS)
def test_what_is_processed_further_tells_no_more_by_any_measure(seed: int) -> None:
    rng = np.random.default_rng(seed)
    size = rng.integers(2, 5, size=3)
    first, second = channel(rng, size[0], size[1]), channel(rng, size[1], size[2])
    both = cascade([first, second])
    prior = rng.dirichlet(np.ones(size[0]))
    gain = rng.random((3, size[0]))
    assert shannon_leakage(prior, both) <= min(shannon_leakage(prior, first), entropy(prior @ first)) + 1e-12
    assert shannon_leakage(prior, both) <= shannon_leakage(prior @ first, second) + 1e-12
    assert min_entropy_leakage(prior, both) <= min_entropy_leakage(prior, first) + 1e-12
    left, right = gain_leakage(prior, both, gain), gain_leakage(prior, first, gain)
    assert isinstance(left, float)
    assert isinstance(right, float)
    assert left <= right + 1e-12
    assert right <= min_capacity(first) + 1e-12
    assert min_entropy_leakage(uniform(size[0]), first) == pytest.approx(min_capacity(first))


@SOME
@given(SEEDS)
def test_the_chain_rule_holds_and_information_is_a_difference_of_entropies(seed: int) -> None:
    rng = np.random.default_rng(seed)
    joint = table(rng, (3, 2, 2, 3), 0, Mode.STOCHASTIC)
    whole = mutual(joint, [0], [1, 2], [3])
    assert whole == pytest.approx(mutual(joint, [0], [1], [3]) + mutual(joint, [0], [2], [1, 3]), abs=1e-12)
    pair = joint.sum(axis=(2, 3))
    by_entropy = entropy(pair.sum(axis=1)) + entropy(pair.sum(axis=0)) - entropy(pair.ravel())
    assert mutual(joint, [0], [1]) == pytest.approx(by_entropy, abs=1e-12)
    assert whole >= 0.0


@SOME
@given(SEEDS)
def test_names_and_order_of_values_do_not_matter(seed: int) -> None:
    rng = np.random.default_rng(seed)
    matrix, prior = channel(rng, 4, 3), rng.dirichlet(np.ones(4))
    rows, columns = rng.permutation(4), rng.permutation(3)
    other = matrix[np.ix_(rows, columns)]
    assert shannon_leakage(prior, matrix) == pytest.approx(shannon_leakage(prior[rows], other), abs=1e-12)
    assert min_entropy_leakage(prior, matrix) == pytest.approx(min_entropy_leakage(prior[rows], other), abs=1e-12)
    assert capacity(matrix).lower == pytest.approx(capacity(other).lower, abs=2e-6)


@SOME
@given(SEEDS)
def test_independent_groups_have_exactly_no_information_and_the_least_tie_has_some(seed: int) -> None:
    rng = np.random.default_rng(seed)
    joint = np.multiply.outer(rng.dirichlet(np.ones(3)), rng.dirichlet(np.ones(4)))
    assert mutual(joint, [0], [1]) == 0.0
    tied = joint + 1e-9 * joint[:2, :2].min() * np.outer([1, -1, 0], [1, -1, 0, 0])
    assert 0.0 < mutual(tied, [0], [1]) < 1e-16


@pytest.mark.parametrize("rare", [1e-100, 1e-155, 1e-170, 1e-300, 5e-324])
def test_what_is_hardly_ever_so_tells_hardly_anything(rare: float) -> None:
    told = mutual(np.diag([rare, 1.0 - rare]), [0], [1])
    assert 0.0 <= told <= 1100 * rare


def test_what_is_rare_and_independent_tells_exactly_nothing() -> None:
    rare = np.outer([1e-90, 1.0 - 1e-90], [1e-70, 1e-55, 1.0 - 1e-55])
    assert mutual(rare, [0], [1]) == 0.0


def test_divergence_from_a_law_that_lacks_a_value_is_infinite() -> None:
    assert divergence(np.array([0.5, 0.5]), np.array([1.0, 0.0])) == math.inf
    assert divergence(np.array([1.0, 0.0]), np.array([0.5, 0.5])) == pytest.approx(1.0)


@pytest.mark.parametrize("seed", range(200 if FULL else 30))
def test_capacity_is_what_a_search_over_laws_finds(seed: int) -> None:
    rng = np.random.default_rng(seed)
    matrix = channel(rng, 2 + seed % 2, int(rng.integers(2, 5)))
    found = capacity(matrix)
    best = searched(matrix)
    assert found.lower - 1e-9 <= best + 1e-6
    assert best <= found.upper + 1e-9
    assert found.met


def searched(matrix: Array) -> float:
    """The greatest information over laws of two or three inputs: it is concave, so a golden section finds it, nested."""
    if len(matrix) == 2:
        return golden(lambda p: shannon_leakage(np.array([p, 1 - p]), matrix))

    def last(q: float) -> float:
        return golden(lambda p: shannon_leakage(np.array([p * (1 - q), (1 - p) * (1 - q), q]), matrix), 40)

    return golden(last, 40)


def golden(value: Callable[[float], float], rounds: int = 60) -> float:
    ratio = (math.sqrt(5) - 1) / 2
    low, high = 0.0, 1.0
    left, right = high - ratio, low + ratio
    at_left, at_right = value(left), value(right)
    for _ in range(rounds):
        if at_left < at_right:
            low, left, at_left = left, right, at_right
            right = low + ratio * (high - low)
            at_right = value(right)
        else:
            high, right, at_right = right, left, at_left
            left = high - ratio * (high - low)
            at_left = value(left)
    return max(at_left, at_right)


@SOME
@given(SEEDS)
def test_a_relation_narrows_as_counting_says_and_tells_its_common_part_for_certain(seed: int) -> None:
    rng = np.random.default_rng(seed)
    relation = table(rng, (int(rng.integers(1, 6)), int(rng.integers(1, 6))), 1, Mode.POSSIBILISTIC)
    fewest = min(int(column.sum()) for column in relation.T if column.any())
    assert narrowing(relation) == pytest.approx(math.log2(len(relation) / fewest))
    assert certain(relation) == pytest.approx(math.log2(shared_part(relation / relation.sum()).max() + 1))
    assert certain(relation) <= narrowing(relation) + 1e-12
    assert [one.measure for one in possible_leaks(relation)] == ["narrowing", "certain"]


def test_a_function_tells_for_certain_how_many_values_it_has() -> None:
    assert certain(np.eye(4)) == narrowing(np.eye(4)) == 2.0
    assert certain(np.ones((4, 2))) == narrowing(np.ones((4, 2))) == 0.0
