"""A wiring diagram of kernels: one variable for each source, so that whatever a source feeds sees the same value."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, TypeAlias

from interlock.diagram.element import Element, port
from interlock.diagram.shape import Shape
from interlock.diagram.wiring import Wiring, targets, type_of
from interlock.record import NamedTuple, dataclass
from interlock.semantics.kernel import Axis, Kernel, Mode, joined, possible

if TYPE_CHECKING:
    from interlock.semantics.kernel import Table

Values: TypeAlias = tuple[str, ...]


class Cell(NamedTuple):
    """What a box keeps: it is given as `now`, yielded as `then`, and begins by a law over its values."""

    now: str
    then: str
    start: tuple[float, ...]


class Machine(NamedTuple):
    """What a box does in one instant: a kernel from its inputs and cells to its outputs and cells, drawn jointly."""

    kernel: Kernel
    memory: tuple[Cell, ...] = ()


class Node(NamedTuple):
    """A kernel at its variables."""

    givens: tuple[int, ...]
    choices: tuple[int, ...]
    yields: tuple[int, ...]
    table: Table


class Bond(NamedTuple):
    """The variables of a cell at this instant and the next, and the law it begins by."""

    now: int
    then: int
    start: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Network:
    """Kernels that share variables, each of which one of them yields or nothing does.

    Attributes:
        mode: The least mode above those of the kernels.
        variables: The finite set of each variable, named after its source, cell or choice.
        nodes: The kernels.
        at: The variable at each source and target; cells are `box:cell`.
        inputs: The outer inputs.
        outputs: The outer outputs by name; several may be of one variable.
        choices: The variables that stand for choices.
        bonds: The cells.
    """

    mode: Mode
    variables: tuple[Axis, ...]
    nodes: tuple[Node, ...]
    at: Mapping[Element, int]
    inputs: tuple[int, ...]
    outputs: tuple[tuple[str, int], ...]
    choices: tuple[int, ...] = ()
    bonds: tuple[Bond, ...] = ()


class OtherPorts(NamedTuple):
    """A box whose kernel has not the axes of its ports and cells."""

    box: str
    wanted: tuple[str, ...]
    found: tuple[str, ...]


class OtherValues(NamedTuple):
    """A place where two finite sets should be one: the port, or the choice, and both."""

    at: str
    wanted: Values
    found: Values


class Unfed(NamedTuple):
    """A target without a source, or one fed by a part of a value, which is no finite set of its own here."""

    target: Element


class Mixed(NamedTuple):
    """Boxes of chance and boxes of free choice in one diagram: together they are credal, and want choices named."""

    stochastic: tuple[str, ...]
    possibilistic: tuple[str, ...]


class LooksAhead(NamedTuple):
    """A kernel whose outputs depend at once on an input on which the interface says that they do not."""

    box: str
    outputs: tuple[str, ...]
    input: str


Misfit: TypeAlias = OtherPorts | OtherValues | Unfed | Mixed | LooksAhead


def network(wiring: Wiring[Values], machines: Mapping[str, Machine]) -> Network | tuple[Misfit, ...]:
    """The network of a diagram whose port types are finite sets, or every place at which it is none.

    The diagram's graph is taken to be acyclic, as checked diagrams are.

    Raises:
        KeyError: A box has no machine.
    """
    misfits = [*_misfits(wiring, machines)]
    mode = joined([machines[name].kernel.mode for name in wiring.boxes])
    if mode is None or misfits:
        return (*misfits, *([_mixed(wiring, machines)] if mode is None else []))
    made = _Making(mode)
    inputs = tuple(made.variable(Element(name), type_of(wiring, Element(name))) for name in wiring.outer.shape.inputs)
    for name, inner in wiring.boxes.items():
        for out in inner.shape.outputs:
            made.variable(port(name, out), type_of(wiring, port(name, out)))
    for target, source in wiring.wires.items():
        made.at[target] = made.at[source]
    for name in wiring.boxes:
        made.add(name, machines[name])
    outputs = tuple((name, made.at[Element(name)]) for name in wiring.outer.shape.outputs)
    choices = tuple(made.chosen.values())
    return Network(mode, tuple(made.variables), tuple(made.nodes), made.at, inputs, outputs, choices, tuple(made.bonds))


class _Making:
    """A network while it is made."""

    def __init__(self, mode: Mode) -> None:
        self.mode = mode
        self.variables: list[Axis] = []
        self.nodes: list[Node] = []
        self.at: dict[Element, int] = {}
        self.chosen: dict[str, int] = {}
        self.bonds: list[Bond] = []

    def variable(self, name: Element, values: Values) -> int:
        self.variables.append(Axis(name, values))
        self.at[name] = len(self.variables) - 1
        return self.at[name]

    def add(self, box: str, machine: Machine) -> None:
        """A box whose ports have their variables."""
        kernel = machine.kernel
        if self.mode is Mode.POSSIBILISTIC and kernel.mode is not self.mode:
            kernel = possible(kernel)
        axes = {axis.name: axis.values for axis in (*kernel.givens, *kernel.yields)}
        for cell in machine.memory:
            now, then = (self.variable(Element(f"{box}:{name}"), axes[name]) for name in (cell.now, cell.then))
            self.bonds.append(Bond(now, then, cell.start))
        cells = {name: self.at[Element(f"{box}:{name}")] for cell in machine.memory for name in (cell.now, cell.then)}
        for axis in kernel.choices:
            if axis.name not in self.chosen:
                self.variables.append(axis)
                self.chosen[axis.name] = len(self.variables) - 1

        def places(row: Iterable[Axis]) -> tuple[int, ...]:
            return tuple([cells[one.name] if one.name in cells else self.at[port(box, one.name)] for one in row])

        choices = tuple(self.chosen[axis.name] for axis in kernel.choices)
        self.nodes.append(Node(places(kernel.givens), choices, places(kernel.yields), kernel.table))


def _misfits(wiring: Wiring[Values], machines: Mapping[str, Machine]) -> Iterable[Misfit]:
    chosen: dict[str, Values] = {}
    for name, inner in wiring.boxes.items():
        kernel, cells = machines[name].kernel, machines[name].memory
        wanted = {*inner.shape.index, *(cell.now for cell in cells), *(cell.then for cell in cells)}
        found = [axis.name for axis in (*kernel.givens, *kernel.yields)]
        if sorted(wanted) != sorted(found) or not _polarised(inner.shape, kernel, cells):
            yield OtherPorts(name, tuple(sorted(wanted)), tuple(found))
            continue
        yield from _other_values(wiring, name, kernel)
        for axis in kernel.choices:
            if chosen.setdefault(axis.name, axis.values) != axis.values:
                yield OtherValues(axis.name, chosen[axis.name], axis.values)
        yield from looks_ahead(name, inner.shape, kernel)
    yield from _misfed(wiring)


def _polarised(shape: Shape, kernel: Kernel, cells: Sequence[Cell]) -> bool:
    givens = {axis.name for axis in kernel.givens}
    return givens == {*shape.inputs, *(cell.now for cell in cells)}


def _other_values(wiring: Wiring[Values], name: str, kernel: Kernel) -> Iterable[Misfit]:
    for axis in (*kernel.givens, *kernel.yields):
        at = wiring.boxes[name].shape.index.get(axis.name)
        if at is not None and wiring.boxes[name].types[at] != axis.values:
            yield OtherValues(port(name, axis.name), wiring.boxes[name].types[at], axis.values)


def _misfed(wiring: Wiring[Values]) -> Iterable[Misfit]:
    for target in targets(wiring):
        source = wiring.wires.get(target)
        if source is None or wiring.paths.get(target):
            yield Unfed(target)
        elif type_of(wiring, source) != type_of(wiring, target):
            yield OtherValues(target, type_of(wiring, source), type_of(wiring, target))


def _mixed(wiring: Wiring[Values], machines: Mapping[str, Machine]) -> Mixed:
    def of(mode: Mode) -> tuple[str, ...]:
        return tuple(name for name in wiring.boxes if machines[name].kernel.mode is mode)

    return Mixed(of(Mode.STOCHASTIC), of(Mode.POSSIBILISTIC))


def looks_ahead(name: str, shape: Shape, kernel: Kernel) -> Iterable[LooksAhead]:
    """The inputs on which outputs depend that may not: the law of all outputs that may not use it varies with it."""
    import numpy as np

    for axis in kernel.givens:
        place = shape.index.get(axis.name)
        if place is None or axis.size < 2:
            continue
        blind = [out for out in shape.outputs if place not in shape.depends[shape.index[out]]]
        summed = tuple(at for at, one in enumerate(kernel.axes) if one in kernel.yields and one.name not in blind)
        law: Table = np.asarray(kernel.table.sum(axis=summed))
        if kernel.mode is Mode.POSSIBILISTIC:
            law = np.sign(law)
        moved = np.moveaxis(law, kernel.givens.index(axis), 0)
        if blind and not np.allclose(moved, moved[:1], rtol=0.0, atol=1e-12):
            yield LooksAhead(name, tuple(blind), axis.name)
