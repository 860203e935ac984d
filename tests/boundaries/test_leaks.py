"""What crosses by the wiring, against what kernels let through in bits: a leak has a way and a breach, a tight membrane neither."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from interlock.api.diagram import CheckedDiagram, CheckedItem, item
from interlock.diagram.element import Element, owner, port
from interlock.diagram.shape import Port, telescopic
from interlock.diagram.wiring import Box, Wiring
from interlock.semantics.contract import TooLarge
from interlock.semantics.kernel import Axis, Kernel, Mode
from interlock.semantics.law import composite
from interlock.semantics.measure import mutual
from interlock.semantics.memory import unrolled
from interlock.semantics.network import Machine, Network, Values, network
from interlock_boundaries.analyses import MEMBRANES
from interlock_boundaries.answer import MembraneAnswer
from interlock_boundaries.sections import BOUNDARIES, Membrane
from tests.semantics.diagrams import FULL, Drawn, Garden, drawn, table
from tests.swiss_cheese.diagrams import Drawn as Sketched
from tests.swiss_cheese.diagrams import asked, diagram

SEEDS = range(2000 if FULL else 200)
SECRET = Axis("secret", ("a", "b"))
TINY = 1e-12


def sketch(wiring: Wiring[Values], inside: Iterable[str]) -> CheckedDiagram:
    """The same wires, with a membrane around some boxes that admits nothing."""
    shapes = {name: box.shape for name, box in wiring.boxes.items()}
    boxes = {name: Sketched(one.inputs, one.outputs, memory=one.memory) for name, one in shapes.items()}
    wires = {str(target): str(source) for target, source in wiring.wires.items()}
    outer = wiring.outer.shape.inputs, wiring.outer.shape.outputs
    wall = CheckedItem(item("boundaries", "wall"), "wall", Membrane(tuple(inside), ()))
    return diagram(boxes, wires, {}, {}, outer=outer, more={BOUNDARIES: (wall,)})


def wall(wiring: Wiring[Values], inside: Iterable[str]) -> MembraneAnswer:
    """What is said of a membrane around some boxes."""
    return asked(sketch(wiring, inside), MEMBRANES).results[MEMBRANES].membranes["wall"]


def told(one: Drawn, boxes: Iterable[str], rng: np.random.Generator) -> Drawn:
    """The same where some boxes without memory do what one secret of two values says, each at random in its second case."""
    wiring, machines = one.wiring, dict(one.machines)
    inner, wires = dict(wiring.boxes), dict(wiring.wires)
    for name in boxes:
        kernel, box = machines[name].kernel, inner[name]
        if not machines[name].memory:
            other = table(rng, kernel.table.shape, len(kernel.givens), Mode.STOCHASTIC)
            both = np.stack([kernel.table, other])
            machines[name] = Machine(Kernel(Mode.STOCHASTIC, (SECRET, *kernel.givens), kernel.yields, both))
            inner[name] = interface([Port("secret", "in"), *box.shape.ports], [SECRET.values, *box.types])
            wires[port(name, "secret")] = Element("secret")
    outer = interface([Port("secret", "in"), *wiring.outer.shape.ports], [SECRET.values, *wiring.outer.types])
    return Drawn(Wiring(outer, inner, wires), machines)


def interface(ports: list[Port], types: list[Values]) -> Box[Values]:
    """An interface in which outputs depend on all inputs before them."""
    return Box(telescopic(ports, [()] * len(ports)), tuple(types))


def tapped(one: Drawn, boxes: Iterable[str]) -> Drawn:
    """The same whose outer outputs are what comes to some boxes."""
    wiring = one.wiring
    sources = dict.fromkeys(source for at, source in wiring.wires.items() if owner(at) in boxes)
    types = {Element(name): wiring.outer.types[wiring.outer.shape.index[name]] for name in wiring.outer.shape.inputs}
    for name, box in wiring.boxes.items():
        types |= {port(name, out): box.types[box.shape.index[out]] for out in box.shape.outputs}
    given = list(wiring.outer.shape.inputs)
    ports = [*(Port(name, "in") for name in given), *(Port(f"tap{at}", "out") for at in range(len(sources)))]
    outer = interface(ports, [types[one] for one in (*map(Element, given), *sources)])
    wires = {at: source for at, source in wiring.wires.items() if owner(at)}
    wires |= {Element(f"tap{at}"): source for at, source in enumerate(sources)}
    return Drawn(Wiring(outer, wiring.boxes, wires), one.machines)


def bits(one: Drawn, steps: int, secrets: Iterable[str]) -> float:
    """What all outer outputs tell of some outer inputs, these and the others being uniform, over some instants."""
    made = network(one.wiring, one.machines)
    assert isinstance(made, Network), made
    whole = composite(unrolled(made, steps))
    assert not isinstance(whole, TooLarge)
    count = len(whole.givens)
    left = [at for at, axis in enumerate(whole.givens) if axis.name.partition("@")[0] in secrets]
    joint = whole.table / np.prod([axis.size for axis in whole.givens], dtype=int)
    return mutual(joint, left, range(count, joint.ndim), [at for at in range(count) if at not in left])


def cast(seed: int) -> tuple[Drawn, list[str], list[str], int]:
    """A diagram, with memory or without; boxes inside and outside; and how many instants it is watched for."""
    rng = np.random.default_rng([seed, 1])
    memory = bool(rng.random() < 0.3)
    one = drawn(seed, 4, mode=list(Mode)[int(rng.integers(2))], memory=memory)
    inside = [name for name in one.wiring.boxes if rng.random() < 0.4] or [next(iter(one.wiring.boxes))]
    return one, inside, [name for name in one.wiring.boxes if name not in inside], 2 if memory else 1


def test_what_the_inside_tells_by_what_leaves_has_a_way_and_is_a_breach() -> None:
    leaking = 0
    for seed in SEEDS:
        one, inside, _, steps = cast(seed)
        if bits(told(one, inside, np.random.default_rng([seed, 2])), steps, ["secret"]) > TINY:
            leaking += 1
            found = wall(one.wiring, inside)
            assert found.passages["outward"].ways, seed
            assert any(each.direction == "outward" for each in found.breaches()), seed
    assert leaking > len(SEEDS) / 4


def test_what_the_inside_learns_of_the_outside_has_a_way_and_is_a_breach() -> None:
    leaking = 0
    for seed in SEEDS:
        one, inside, outside, steps = cast(seed)
        watched = tapped(told(one, outside, np.random.default_rng([seed, 2])), inside)
        given = watched.wiring.outer.shape.inputs
        if bits(watched, steps, given) > TINY:
            leaking += 1
            found = wall(one.wiring, inside)
            assert found.passages["inward"].ways, seed
            assert any(each.direction == "inward" for each in found.breaches()), seed
    assert leaking > len(SEEDS) / 4


def test_a_tight_membrane_has_no_way_and_lets_nothing_through() -> None:
    for seed in SEEDS:
        one, inside = apart(seed)
        outside = [name for name in one.wiring.boxes if name not in inside]
        found = wall(one.wiring, inside)
        assert (found.crossings, found.passages["inward"].ways, found.passages["outward"].ways) == ((), 0, 0)
        rng = np.random.default_rng([seed, 2])
        assert bits(told(one, inside, rng), 1, ["secret"]) == 0.0
        watched = tapped(told(one, outside, rng), inside)
        assert bits(watched, 1, watched.wiring.outer.shape.inputs) == 0.0


def apart(seed: int) -> tuple[Drawn, list[str]]:
    """Two diagrams side by side, the first of which nothing enters or leaves; and the boxes of the first."""
    first, second = Garden(seed, Mode.STOCHASTIC), Garden(seed + len(SEEDS), Mode.STOCHASTIC)
    for at in range(3):
        first.box(f"in{at}")
    given = {Element("x"): Values(("a", "b"))}
    second.ready |= given
    for at in range(3):
        second.box(f"out{at}")
    around = second.closed(given)
    inner = {**first.inner, **around.wiring.boxes}
    wires = {**first.wires, **around.wiring.wires}
    return Drawn(Wiring(around.wiring.outer, inner, wires), {**first.machines, **around.machines}), list(first.inner)
