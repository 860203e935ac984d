"""Random small diagrams of kernels, and what they mean by going through every assignment of values."""

from __future__ import annotations

import os
from collections.abc import Mapping
from itertools import product
from typing import NamedTuple

import numpy as np
from hypothesis import settings
from numpy.random import Generator
from numpy.typing import NDArray

from interlock.diagram.element import Element, port
from interlock.diagram.shape import Port, telescopic
from interlock.diagram.wiring import Box, Wiring, sources
from interlock.semantics.kernel import Axis, Kernel, Mode
from interlock.semantics.network import Cell, Machine, Values

FULL = "INTERLOCK_MANY" in os.environ
MANY = settings(max_examples=2000 if FULL else 200, deadline=None)
SOME = settings(max_examples=300 if FULL else 40, deadline=None)

SIZES = (1, 2, 2, 3)


class Drawn(NamedTuple):
    """A diagram and its machines."""

    wiring: Wiring[Values]
    machines: Mapping[str, Machine]


def values(size: int) -> Values:
    return tuple("abcd"[:size])


def table(rng: Generator, shape: tuple[int, ...], above: int, mode: Mode) -> NDArray[np.float64]:
    """Random rows: some numbers zero, at least one not."""
    across = int(np.prod(shape[above:], dtype=int))
    rows = int(np.prod(shape[:above], dtype=int))
    if mode is Mode.DETERMINISTIC:
        numbers = np.eye(across)[rng.integers(across, size=rows)]
    else:
        numbers = rng.random((rows, across)) * (rng.random((rows, across)) < 0.7)
        numbers[np.arange(rows), rng.integers(across, size=rows)] += 0.1
        numbers /= numbers.sum(axis=1, keepdims=True)
    if mode is Mode.POSSIBILISTIC:
        numbers = np.sign(numbers)
    return numbers.reshape(shape)


class Garden:
    """A diagram while it grows: boxes wired to what is ready."""

    def __init__(self, seed: int, mode: Mode | None) -> None:
        self.rng = np.random.default_rng(seed)
        self.mode = mode or list(Mode)[int(self.rng.integers(3))]
        self.ready: dict[Element, Values] = {}
        self.inner: dict[str, Box[Values]] = {}
        self.machines: dict[str, Machine] = {}
        self.wires: dict[Element, Element] = {}

    def some(self) -> Element:
        return list(self.ready)[int(self.rng.integers(len(self.ready)))]

    def keeper(self, name: str) -> None:
        """A box that gives what it keeps, then takes what it will keep: a wire may go back to it."""
        kept = values(int(self.rng.integers(2, 4)))
        shape = telescopic([Port("now", "out"), Port("next", "in")], [(), ()], memory=True)
        self.inner[name] = Box(shape, (kept, kept))
        self.machines[name] = keeper(kept, self.rng)
        self.ready[port(name, "now")] = kept

    def box(self, name: str) -> None:
        fed = [self.some() for _ in range(self.rng.integers(0, 4) if self.ready else 0)]
        gives = [values(int(self.rng.choice(SIZES))) for _ in range(self.rng.integers(1, 3))]
        givens = tuple(Axis(f"i{k}", self.ready[one]) for k, one in enumerate(fed))
        yields = tuple(Axis(f"o{k}", row) for k, row in enumerate(gives))
        ports = [*(Port(axis.name, "in") for axis in givens), *(Port(axis.name, "out") for axis in yields)]
        types = tuple(axis.values for axis in (*givens, *yields))
        self.inner[name] = Box(telescopic(ports, [()] * len(ports)), types)
        self.wires |= {port(name, f"i{k}"): source for k, source in enumerate(fed)}
        own = self.mode if self.rng.random() < 0.8 else Mode.DETERMINISTIC
        numbers = table(self.rng, tuple(len(row) for row in types), len(givens), own)
        self.machines[name] = Machine(Kernel(own, givens, yields, numbers))
        self.ready |= {port(name, axis.name): axis.values for axis in yields}

    def closed(self, given: Mapping[Element, Values]) -> Drawn:
        """The diagram with these outer inputs, and some outer outputs."""
        out = [self.some() for _ in range(self.rng.integers(1, 4))]
        self.wires |= {Element(f"y{at}"): source for at, source in enumerate(out)}
        ports = [*(Port(name, "in") for name in given), *(Port(f"y{at}", "out") for at in range(len(out)))]
        outer = Box(telescopic(ports, [()] * len(ports)), (*given.values(), *(self.ready[one] for one in out)))
        return Drawn(Wiring(outer, self.inner, self.wires), self.machines)


def drawn(seed: int, boxes: int = 4, *, mode: Mode | None = None, memory: bool = False) -> Drawn:
    """A diagram wired forwards; with memory, some wires go back to boxes that keep what they take for an instant."""
    garden = Garden(seed, mode)
    rng = garden.rng
    garden.ready |= {Element(f"x{at}"): values(int(rng.choice(SIZES))) for at in range(rng.integers(0, 3))}
    given = dict(garden.ready)
    keepers = [f"k{at}" for at in range(rng.integers(1, 3))] if memory else []
    for name in keepers:
        garden.keeper(name)
    for at in range(int(rng.integers(1, boxes + 1))):
        garden.box(f"b{at}")
    for name in keepers:
        like = [one for one, row in garden.ready.items() if row == garden.inner[name].types[0]]
        garden.wires[port(name, "next")] = like[int(rng.integers(len(like)))]
    return garden.closed(given)


def around(seed: int, inner: Drawn, whole: Kernel) -> Drawn:
    """A diagram in which one box `n` has the interface of another diagram and does what that does; some are wired behind it."""
    garden = Garden(seed, whole.mode)
    given = {Element(f"z{at}"): axis.values for at, axis in enumerate(whole.givens)}
    garden.ready |= given
    garden.inner["n"] = inner.wiring.outer
    garden.machines["n"] = Machine(whole)
    for at, axis in enumerate(whole.givens):
        garden.wires[port("n", axis.name)] = Element(f"z{at}")
    garden.ready |= {port("n", axis.name): axis.values for axis in whole.yields}
    for at in range(2):
        garden.box(f"c{at}")
    return garden.closed(given)


def keeper(kept: Values, rng: Generator) -> Machine:
    """A delay: gives what it keeps, keeps what it takes."""
    size = len(kept)
    copies = np.einsum("so,it->siot", np.eye(size), np.eye(size))
    start = rng.dirichlet(np.ones(size))
    axes = (Axis("s", kept), Axis("next", kept)), (Axis("now", kept), Axis("t", kept))
    return Machine(Kernel(Mode.DETERMINISTIC, *axes, copies), (Cell("s", "t", tuple(start)),))


def by_enumeration(one: Drawn, *, steps: int = 1) -> dict[tuple[Values, Values], float]:
    """The weight of each (values of the outer inputs, values of the outer outputs) over so many instants, from the start.

    Each assignment of the sources at every instant, and of what is kept, weighs the product of all kernels' numbers.
    Possibilistic weights are positive iff possible.
    """
    cells = [(name, cell) for name, machine in one.machines.items() for cell in machine.memory]
    held = [one.wiring.boxes[name].types[0] for name, _ in cells]
    histories: dict[tuple[Values, Values, Values], float] = {}
    for state in product(*held):
        starts = [cell.start[row.index(value)] for (_, cell), row, value in zip(cells, held, state, strict=True)]
        histories[(), (), state] = float(np.prod(starts))
    for _ in range(steps):
        following: dict[tuple[Values, Values, Values], float] = {}
        for (ins, outs, state), weight in histories.items():
            now = dict(zip([name for name, _ in cells], state, strict=True))
            for given, yielded, then, chance in instants(one.wiring, one.machines, now):
                key = (ins + given, outs + yielded, then)
                following[key] = following.get(key, 0.0) + weight * chance
        histories = following
    found: dict[tuple[Values, Values], float] = {}
    for (ins, outs, _), weight in histories.items():
        found[ins, outs] = found.get((ins, outs), 0.0) + weight
    return found


def instants(
    wiring: Wiring[Values], machines: Mapping[str, Machine], state: Mapping[str, str]
) -> list[tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...], float]]:
    """All that can happen in one instant from a state: inputs, outputs, the next state, and its weight."""
    names = sources(wiring)
    types = {}
    for name in wiring.outer.shape.inputs:
        types[Element(name)] = wiring.outer.types[wiring.outer.shape.index[name]]
    for box, inner in wiring.boxes.items():
        types |= {port(box, out): inner.types[inner.shape.index[out]] for out in inner.shape.outputs}
    found = []
    for row in product(*(types[name] for name in names)):
        at = dict(zip(names, row, strict=True))
        weight, then = 1.0, []
        for box, machine in machines.items():
            held = {cell.now: state[box] for cell in machine.memory}
            held |= {name: at[wiring.wires[port(box, name)]] for name in wiring.boxes[box].shape.inputs}
            held |= {name: at[port(box, name)] for name in wiring.boxes[box].shape.outputs}
            for cell in machine.memory:
                held[cell.then] = held["next"]
                then.append(held["next"])
            places = tuple(axis.values.index(held[axis.name]) for axis in machine.kernel.axes)
            weight *= float(machine.kernel.table[places])
        if weight:
            outs = tuple(at[wiring.wires[Element(name)]] for name in wiring.outer.shape.outputs)
            found.append((tuple(at[Element(name)] for name in wiring.outer.shape.inputs), outs, tuple(then), weight))
    return found
