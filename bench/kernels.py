"""Finite kernels: one marginal of a long chain, and the capacity of a large channel beside a plain loop.

Run from the root of the repository: `python -m bench.kernels`.
"""

from __future__ import annotations

from collections.abc import Callable
from statistics import median
from time import perf_counter, process_time

import numpy as np
from numpy.typing import NDArray

from bench.table import Figure, Result, Table, markdown
from interlock.diagram.element import Element, port
from interlock.diagram.shape import Port, telescopic
from interlock.diagram.wiring import Box, Wiring
from interlock.semantics.capacity import Capacity, capacity
from interlock.semantics.contract import TooLarge
from interlock.semantics.kernel import Axis, Kernel, Mode
from interlock.semantics.law import law
from interlock.semantics.network import Machine, Network, Values, network

BOXES = 1_000
VALUES: Values = ("a", "b", "c", "d")
WIDTH = 1_000
GAP = 1e-6
ROUNDS = 5


def measure() -> Result:
    """Both, medians of some rounds of each; the loop and ours in turn."""
    net = chain()
    marginal(net)  # imports
    chained = [_timed(lambda: marginal(net)) for _ in range(ROUNDS)]
    built = [_timed(chain) for _ in range(ROUNDS)]
    channel = np.random.default_rng(1).dirichlet(np.ones(WIDTH), size=WIDTH)
    times = [(_spent(lambda: capacity(channel, GAP)), _spent(lambda: loop(channel, GAP))) for _ in range(2)]
    ours, plain = (median(row[at] for row in times) for at in (0, 1))
    found, expected = capacity(channel, GAP), loop(channel, GAP)
    if not (found.met and found.lower - GAP <= expected <= found.upper):
        raise SystemExit(f"the loop has {expected}, which is not within {found.lower} .. {found.upper}")
    figures = (
        Figure(f"a marginal of {BOXES:,} boxes of {len(VALUES)} values", median(chained) * 1000, 60, "ms"),
        Figure(f"capacity of {WIDTH:,} x {WIDTH:,} to {GAP:g} bit / a plain loop", ours / plain, 2),
    )
    rows = (
        ("the network of the chain", f"{median(built) * 1000:.1f}"),
        ("a marginal of it", f"{median(chained) * 1000:.1f}"),
        (f"capacity, {found.rounds} rounds", f"{ours * 1000:.1f}"),
        ("the plain loop", f"{plain * 1000:.1f}"),
    )
    return Result("Finite kernels", figures, (Table("Milliseconds, medians, after imports", ("", "time"), rows),))


def chain() -> Network:
    """A law, and boxes in a row, each with a random matrix."""
    rng = np.random.default_rng(0)
    rows = rng.dirichlet(np.ones(len(VALUES)), size=(BOXES, len(VALUES)))
    shape = telescopic([Port("x", "in"), Port("y", "out")], [(), ()])
    outer = Box(shape, (VALUES, VALUES))
    names = [f"b{at}" for at in range(BOXES)]
    ends = [Element("x"), *(port(name, "y") for name in names)]
    wires = dict(zip([*(port(name, "x") for name in names), Element("y")], ends, strict=True))
    axes = (Axis("x", VALUES),), (Axis("y", VALUES),)
    machines = {name: Machine(Kernel(Mode.STOCHASTIC, *axes, rows[at])) for at, name in enumerate(names)}
    made = network(Wiring(outer, dict.fromkeys(names, outer), wires), machines)
    if not isinstance(made, Network):
        raise SystemExit(f"the chain is no network: {made}")
    return made


def marginal(net: Network) -> NDArray[np.float64]:
    """The law of the last output."""
    found = law(net, ["y"], {"x": [0.1, 0.2, 0.3, 0.4]})
    if isinstance(found, TooLarge):
        raise SystemExit(f"too large: {found}")
    return found


def loop(channel: NDArray[np.float64], gap: float) -> float:
    """The capacity in bits as a textbook has it, with the same rule to stop, for channels without zeros."""
    law_ = np.full(len(channel), 1.0 / len(channel))
    logarithms = np.log2(channel, where=channel > 0, out=np.zeros_like(channel))
    own = (channel * logarithms).sum(axis=1)
    while True:
        distances = own - channel @ np.log2(law_ @ channel)
        lower, upper = float(law_ @ distances), float(distances.max())
        if upper - lower <= gap:
            return lower
        law_ = law_ * np.exp2(distances)
        law_ /= law_.sum()


def _timed(work: Callable[[], object]) -> float:
    start = perf_counter()
    work()
    return perf_counter() - start


def _spent(work: Callable[[], Capacity | float]) -> float:
    start = process_time()
    work()
    return process_time() - start


if __name__ == "__main__":
    print(markdown(measure()))
