"""Leakage and capacity beside other programs: cutting planes by HiGHS, and, where they are installed, cvxpy and libqif."""

from __future__ import annotations

import importlib
import importlib.util
import math
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from interlock.semantics.capacity import capacity
from interlock.semantics.measure import gain_leakage, min_entropy_leakage, shannon_leakage

Array = NDArray[np.float64]
CHANNELS = 200
CVXPY_MISSING = "cvxpy is not installed (pip install cvxpy)"
QIF_MISSING = "libqif's bindings are not installed (pip install qif)"


def missing(name: str) -> bool:
    return importlib.util.find_spec(name) is None


def channel(seed: int) -> Array:
    """A random channel, a quarter of whose entries are 0."""
    rng = np.random.default_rng(seed)
    inputs, outputs = (int(one) for one in rng.integers(2, 7, size=2))
    table = rng.random((inputs, outputs)) * (rng.random((inputs, outputs)) < 0.75)
    table[np.arange(inputs), rng.integers(outputs, size=inputs)] += 0.05
    even: Array = table / table.sum(axis=1, keepdims=True)
    return even


def cut(matrix: Array, rounds: int = 60) -> tuple[float, float]:
    """Bounds of the capacity, the least over q of the greatest divergence of a row from q, by Kelley's cutting planes."""
    highspy: Any = importlib.import_module("highspy")
    model = highspy.Highs()
    model.silent()
    outputs = matrix.shape[1]
    variables = [model.addVariable(1e-9, 1.0) for _ in range(outputs)]
    bound = model.addVariable(0.0, math.log2(len(matrix)) + 1)
    model.addConstr(sum(variables) == 1)
    law, above = np.full(outputs, 1.0 / outputs), math.inf
    own = np.where(matrix > 0, matrix * np.log2(np.where(matrix > 0, matrix, 1.0)), 0.0).sum(axis=1)
    below = 0.0
    for _ in range(rounds):
        far = own - matrix @ np.log2(law)
        above = min(above, float(far.max()))
        for row, distance in zip(matrix, far, strict=True):
            slopes = -row / law / math.log(2)
            line = sum(float(slope) * variable for slope, variable in zip(slopes, variables, strict=True) if slope)
            model.addConstr(bound - line >= float(distance - slopes @ law))
        model.minimize(bound)
        values = np.array([model.val(one) for one in variables])
        below = max(below, float(model.val(bound)))
        if above - below < 1e-5:
            break
        law = (values + law) / 2  # half the way, for the logarithm is steep at the edge
        law /= law.sum()
    return below, above


def test_capacity_is_what_cutting_planes_enclose() -> None:
    for seed in range(CHANNELS):
        found, (below, above) = capacity(channel(seed)), cut(channel(seed))
        assert found.met
        assert below - 1e-6 <= found.upper, seed
        assert found.lower <= above + 1e-6, seed
        assert above - below < 2e-3, seed


@pytest.mark.skipif(missing("cvxpy"), reason=CVXPY_MISSING)
def test_capacity_is_what_a_conic_solver_finds() -> None:
    cvxpy: Any = importlib.import_module("cvxpy")
    for seed in range(CHANNELS):
        matrix = channel(seed)
        law = cvxpy.Variable(len(matrix), nonneg=True)
        own = np.where(matrix > 0, matrix * np.log(np.where(matrix > 0, matrix, 1.0)), 0.0).sum(axis=1)
        nats = cvxpy.sum(cvxpy.entr(matrix.T @ law)) + own @ law
        problem = cvxpy.Problem(cvxpy.Maximize(nats), [cvxpy.sum(law) == 1])
        problem.solve(solver="CLARABEL")
        bits = float(problem.value) / math.log(2)
        found = capacity(matrix)
        assert found.lower - 1e-6 <= bits <= found.upper + 1e-6, seed


@pytest.mark.skipif(missing("qif"), reason=QIF_MISSING)
def test_capacity_and_leakages_are_those_of_libqif() -> None:
    qif: Any = importlib.import_module("qif")
    for seed in range(CHANNELS):
        matrix, rng = channel(seed), np.random.default_rng(seed + 10_000)
        law, gain = rng.dirichlet(np.ones(len(matrix))), rng.random((3, len(matrix)))
        bits = float(qif.measure.shannon.add_capacity(matrix)[0])
        found = capacity(matrix)
        assert found.lower - 1e-5 <= bits <= found.upper + 1e-5, seed
        assert qif.measure.shannon.add_leakage(law, matrix) == pytest.approx(shannon_leakage(law, matrix), abs=1e-9)
        guess = qif.measure.bayes_vuln.mult_leakage(law, matrix)
        assert math.log2(guess) == pytest.approx(min_entropy_leakage(law, matrix), abs=1e-9)
        times = qif.measure.g_vuln.mult_leakage(gain, law, matrix)
        assert math.log2(times) == pytest.approx(gain_leakage(law, matrix, gain), abs=1e-9)
