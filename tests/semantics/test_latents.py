"""Mediators, natural and minimal latents, common parts, and the claim about the coslice, on joint laws."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from interlock.semantics.kernel import Mode
from interlock.semantics.latent import (
    EXACT,
    Coslice,
    classified,
    coslice,
    latent,
    mediated,
    mediation,
    redundancy,
    shared_part,
    total_correlation,
)
from interlock.semantics.measure import entropy, mutual
from tests.semantics.diagrams import SOME, table

Array = NDArray[np.float64]
SEEDS = st.integers(0, 2**32 - 1)

NOISY_COPIES = np.array([[0.45, 0.05], [0.05, 0.45]])
BLOCKS = np.array([[0.1, 0.2, 0.0], [0.1, 0.2, 0.0], [0.0, 0.0, 0.4]])
"""Two blocks, in each of which both are independent."""


def mixed(rng: np.random.Generator, sizes: tuple[int, ...], values: int) -> Array:
    """A latent with its own law, given which the others are independent: it mediates."""
    joint = rng.dirichlet(np.ones(values))
    for size in sizes:
        joint = joint[..., None] * table(rng, (values, size), 1, Mode.STOCHASTIC).reshape(
            values, *([1] * (joint.ndim - 1)), size
        )
    return np.moveaxis(joint, 0, -1)


def test_the_block_of_a_law_of_two_blocks_is_a_natural_and_minimal_latent() -> None:
    found = latent(classified(BLOCKS, shared_part(BLOCKS)))
    assert found.mediation == 0.0
    assert found.redundancy == (0.0, 0.0)
    assert found.natural
    assert found.minimal


def test_noisy_copies_have_no_common_part_and_so_no_minimal_latent() -> None:
    assert shared_part(NOISY_COPIES).tolist() == [[0, 0], [0, 0]]
    assert mediation(classified(NOISY_COPIES, shared_part(NOISY_COPIES))) == pytest.approx(0.531, abs=5e-4)
    assert coslice(NOISY_COPIES).minimal is False


def test_the_first_of_two_mediates_and_is_minimal_only_if_the_second_determines_it() -> None:
    copy = np.einsum("xy,xl->xyl", NOISY_COPIES, np.eye(2))
    found = latent(copy)
    assert found.mediation == 0.0
    assert found.redundancy[0] == 0.0
    assert found.redundancy[1] == pytest.approx(0.469, abs=5e-4)
    assert not found.natural
    assert not found.minimal
    assert latent(np.einsum("xy,xl->xyl", np.eye(2) / 2, np.eye(2))).minimal


@pytest.mark.parametrize("tie", [1e-3, 1e-6, 1e-9])
def test_a_tie_that_is_hardly_there_still_has_no_minimal_latent(tie: float) -> None:
    law = np.full((2, 2), 0.25) + tie / 4 * np.array([[1.0, -1.0], [-1.0, 1.0]])
    assert not coslice(law).minimal
    assert not latent(law[..., None]).minimal


def test_a_tolerance_makes_a_noisy_latent_natural_but_not_minimal() -> None:
    almost = 0.999 * np.eye(2)[:, :, None] * np.eye(2)[:, None, :] / 2 + 0.001 / 8
    assert not latent(almost).natural
    assert latent(almost, 0.02).natural
    assert not latent(almost, 0.02).minimal


def test_a_mediator_with_noise_of_its_own_is_minimal_but_not_natural() -> None:
    noisy = classified(BLOCKS, shared_part(BLOCKS))[..., None] * np.array([0.3, 0.7])
    found = latent(noisy.reshape(3, 3, 4))
    assert found.minimal
    assert not found.natural
    assert found.redundancy[0] == pytest.approx(entropy(np.array([0.3, 0.7])))


@pytest.mark.parametrize(
    ("law", "holds"),
    [
        (np.eye(3) / 3, True),  # each determines the other: all three variables are one
        (np.array([0.5, 0.5]), False),  # one variable: the minimal latent is trivial, the product is the variable
        (np.full((2, 2), 0.25), False),  # independent: trivial, and the product is the pair
        (BLOCKS, False),
    ],
)
def test_the_product_in_the_coslice_is_the_joint_variable_which_is_rarely_the_minimal_latent(
    law: Array, holds: bool
) -> None:
    found = coslice(law)
    assert found.holds is holds
    assert found.product == pytest.approx(entropy(law.ravel()))
    assert found == Coslice(True, found.latent, found.product, found.latent == pytest.approx(found.product))


def test_three_bits_any_two_of_which_give_the_third_have_only_the_trivial_candidate_or_none() -> None:
    parity = np.zeros((2, 2, 2))
    for x, y in product(range(2), range(2)):
        parity[x, y, x ^ y] = 0.25
    assert shared_part(parity).tolist() == np.where(parity > 0, 0, -1).tolist()
    assert (
        len({label for label in mediated(parity).ravel().tolist() if label >= 0}) == 4
    )  # no single change is possible
    assert coslice(parity) == Coslice(True, 2.0, 2.0, True)


@SOME
@given(SEEDS)
def test_every_mediator_determines_the_candidate(seed: int) -> None:
    rng = np.random.default_rng(seed)
    joint = mixed(rng, tuple(rng.integers(2, 4, size=rng.integers(2, 4))), int(rng.integers(1, 4)))
    law = joint.sum(axis=-1)
    assert mediation(joint) <= EXACT
    classes = mediated(law)
    for value in range(joint.shape[-1]):
        assert len(set(classes[joint[..., value] > 0].tolist())) <= 1


@SOME
@given(SEEDS)
def test_natural_latents_are_minimal_and_minimal_ones_are_garblings_of_each_mediator_tried(seed: int) -> None:
    rng = np.random.default_rng(seed)
    blocks = np.zeros((4, 4))
    blocks[:2, :2] = np.outer(rng.dirichlet(np.ones(2)), rng.dirichlet(np.ones(2))) * 0.4
    blocks[2:, 2:] = np.outer(rng.dirichlet(np.ones(2)), rng.dirichlet(np.ones(2))) * 0.6
    lawful = latent(classified(blocks, shared_part(blocks)))
    assert lawful.natural
    assert lawful.minimal
    joint = mixed(rng, (2, 3), 3)
    found = latent(joint)
    if found.natural:
        assert found.minimal
    if found.minimal:
        for axis in (0, 1):  # each of two variables mediates, so the latent is independent of the other given it
            assert mutual(joint, [2], [1 - axis], [axis]) <= EXACT


@SOME
@given(SEEDS)
def test_errors_are_sums_of_entropies(seed: int) -> None:
    rng = np.random.default_rng(seed)
    joint = table(rng, (2, 3, 2, 2), 0, Mode.STOCHASTIC)
    of = [joint.sum(axis=tuple(a for a in range(4) if a not in kept)) for kept in ((0, 3), (1, 3), (2, 3), (3,))]
    given_latent = [entropy(pair.ravel()) - entropy(of[3]) for pair in of[:3]]
    whole = entropy(joint.ravel()) - entropy(of[3])
    assert mediation(joint) == pytest.approx(sum(given_latent) - whole, abs=1e-12)
    law = joint.sum(axis=-1)
    apart = [entropy(law.sum(axis=tuple(a for a in range(3) if a != one))) for one in range(3)]
    assert total_correlation(law) == pytest.approx(sum(apart) - entropy(law.ravel()), abs=1e-12)
    for one, left in zip(redundancy(joint), apart, strict=True):
        assert 0.0 <= one <= entropy(of[3]) + 1e-12
        assert left >= 0.0


@SOME
@given(SEEDS)
def test_the_common_part_is_a_function_of_each_and_no_finer_one_is(seed: int) -> None:
    rng = np.random.default_rng(seed)
    law = rng.random((3, 4)) * (rng.random((3, 4)) < 0.4)
    law[0, 0] += 0.1
    law /= law.sum()
    classes = shared_part(law)
    for axis in (0, 1):
        for line in np.moveaxis(classes, axis, 0):
            assert len(set(line[line >= 0].tolist())) <= 1
    merged = {
        tuple(row): row_class for row, row_class in zip(np.argwhere(law > 0).tolist(), classes[law > 0], strict=True)
    }
    assert len(set(merged.values())) == by_joining(law)


def by_joining(law: Array) -> int:
    """How many classes there are when rows and columns are joined wherever a value has a chance, one after the other."""
    label = {("x", at): at for at in range(law.shape[0])} | {("y", at): 10 + at for at in range(law.shape[1])}
    for x, y in np.argwhere(law > 0).tolist():
        left, right = label["x", x], label["y", y]
        label = {node: left if one == right else one for node, one in label.items()}
    return len({label["x", x] for x, _ in np.argwhere(law > 0).tolist()})
