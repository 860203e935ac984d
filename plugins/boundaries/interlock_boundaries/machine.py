"""What boxes do, read: the finite sets of ports and cells, and the machine of each box, or what stands against it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from itertools import product
from math import prod
from typing import TYPE_CHECKING, Final

from interlock.api.diagram import Box, CheckedDiagram, CheckedItem, Element, Shape, item, key
from interlock.api.finite import USUAL, Axis, Cell, Kernel, Machine, Mode, TooLarge, defined, kernel, looks_ahead
from interlock.api.plugin import Sentence, say
from interlock.api.record import NamedTuple
from interlock.api.term import Term, spell
from interlock_boundaries.called import Functions, calls
from interlock_boundaries.formula import Ends, computed
from interlock_boundaries.kernel_section import KERNELS, BoxKernel
from interlock_boundaries.known import Known, Machines, Wrong, after, finite, now
from interlock_boundaries.misfit import misfit, over
from interlock_boundaries.nested import within
from interlock_boundaries.rows import Line, faults, filled, misplaced, shown, split, told, written

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

LARGEST: Final = 2**20
"""Numbers in the kernel of a box."""

ROWS: Final = 2**14
"""Rows of a kernel that is computed, by a formula or a function."""


class _Ends(NamedTuple):
    """What a row is for and of what it is, and what a box keeps; cells that an output shows are no part of a row's values."""

    givens: tuple[Axis, ...]
    yields: tuple[Axis, ...]
    cells: tuple[Axis, ...]
    outputs: tuple[Axis, ...]

    @property
    def above(self) -> tuple[Axis, ...]:
        """The axes of a row's key."""
        return (*self.givens, *(Axis(now(cell.name), cell.values) for cell in self.cells))

    @property
    def across(self) -> tuple[Axis, ...]:
        """The axes of a row's values."""
        return (*self.yields, *(Axis(after(cell.name), cell.values) for cell in self.cells))


def machines(diagram: CheckedDiagram, functions: Functions) -> Machines:
    """What every box does of which it is declared, or whose outputs or inner boxes say it."""
    made: dict[str, Known] = {}
    wrong: list[Wrong] = []
    declared: set[str] = set()
    for one in diagram.of(KERNELS):
        assert isinstance(one.value, BoxKernel)
        whose, found = one.value.of, _declared(diagram, one, one.value, declared, functions)
        declared.add(whose)
        if isinstance(found, Known):
            made[whose] = found
        else:
            wrong += found
    for name in diagram.wiring.boxes:
        if name not in declared and diagram.boxes[name].copies is None:
            found = _undeclared(diagram, name, functions)
            if isinstance(found, Known):
                made[name] = found
            else:
                wrong += found
    return Machines(made, tuple(wrong))


def _declared(
    diagram: CheckedDiagram, item: CheckedItem, stated: BoxKernel, before: Collection[str], functions: Functions
) -> Known | list[Wrong]:
    box, at = stated.of, key(item.element, "of")
    if box in before:
        return [Wrong(at, say("{box} has a kernel already", box=box))]
    if box not in diagram.boxes or diagram.boxes[box].copies is not None:
        return [Wrong(at, say("{box} is a family or one of it, and kernels are of boxes that are alone", box=box))]
    return _machine(diagram, item, stated, functions)


def _undeclared(diagram: CheckedDiagram, box: str, functions: Functions) -> Known | list[Wrong]:
    """What a box does of which no item speaks: nothing is wrong if nothing else says it."""
    at, part = item("boxes", box), diagram.boxes[box].nested
    if part is not None:
        inner = machines(part, functions)
        found = within(part, inner.boxes)
        if isinstance(found, Sentence):
            return [Wrong(at, say("{part} is no kernel: {why}", part=part.name, why=found.plain()))]
        told = [Wrong(at, say("within {part}: {why}", part=part.name, why=one.says.plain())) for one in inner.wrong]
        return found if found is not None else told
    outputs = diagram.wiring.boxes[box].shape.outputs
    if outputs and defined(diagram, box) >= {*outputs}:
        own = _machine(diagram, CheckedItem(at, box, None), BoxKernel(Element(box)), functions)
        return own if isinstance(own, Known) else []
    return []


def _machine(
    diagram: CheckedDiagram, item: CheckedItem, stated: BoxKernel, functions: Functions
) -> Known | list[Wrong]:
    ends = _ends(diagram, item, stated)
    if not isinstance(ends, _Ends):
        return ends
    axes = (*ends.above, *ends.across, *ends.outputs[len(ends.yields) :])
    if len(axes) > USUAL.axes:
        return [Wrong(key(item.element, "of"), over(TooLarge("axes", len(axes), USUAL.axes)))]
    if (needed := prod(axis.size for axis in axes)) > LARGEST:
        text = "the kernel of {box} has {needed} numbers, above {limit}"
        return [Wrong(key(item.element, "of"), say(text, box=stated.of, needed=f"{needed:,}", limit=f"{LARGEST:,}"))]
    lines = _lines(diagram, item, stated, ends, functions)
    if not isinstance(lines, dict):
        return lines
    return _made(diagram.wiring.boxes[stated.of].shape, item, stated, ends, lines)


def _ends(diagram: CheckedDiagram, item: CheckedItem, stated: BoxKernel) -> _Ends | list[Wrong]:
    """The finite sets at a box, or which of its ports and cells have none."""
    box = diagram.wiring.boxes[stated.of]
    axes = {name: finite(type_, diagram) for name, type_ in _typed(box)}
    wrong: list[Wrong] = []
    for name, type_ in _typed(box):
        if axes[name] is None:
            text = "{port} has not finitely many values that could be listed: {type}"
            says = say(text, port=f"{stated.of}.{name}", type=spell(type_))
            wrong.append(Wrong(key(item.element, "of"), says))
    cells: list[Axis] = []
    for name, cell in stated.keeps:
        at = key(item.element, "keeps", name)
        owned = axes.get(name) if name in box.shape.outputs else cell.values
        if owned is None:
            text = "{cell} is no output of {box}, and says no `values`"
            wrong.append(Wrong(at, say(text, cell=name, box=stated.of)))
        elif len(set(owned)) < len(owned) or (name in box.shape.outputs and cell.values is not None):
            wrong.append(Wrong(at, say("the values of {cell} are said twice", cell=name)))
        else:
            cells.append(Axis(name, owned))
    if wrong:
        return wrong
    kept = {cell.name for cell in cells}
    outputs = tuple(Axis(name, axes[name] or ()) for name in box.shape.outputs)
    givens = tuple(Axis(name, axes[name] or ()) for name in box.shape.inputs)
    return _Ends(givens, tuple(axis for axis in outputs if axis.name not in kept), tuple(cells), outputs)


def _typed(box: Box[Term]) -> Iterator[tuple[str, Term]]:
    return zip([port.name for port in box.shape.ports], box.types, strict=True)


def _lines(
    diagram: CheckedDiagram, item: CheckedItem, stated: BoxKernel, ends: _Ends, functions: Functions
) -> dict[tuple[str, ...], Line] | list[Wrong]:
    """A line for each value of what is given, or what is wrong with those that are stated or computed."""
    ways = [way for way in ("rows", "calls", "gives") if getattr(stated, way) not in (None, ())]
    if len(ways) > 1:
        text = "what {box} does is said twice, by `{one}` and by `{other}`"
        return [Wrong(key(item.element, ways[1]), say(text, box=stated.of, one=ways[0], other=ways[1]))]
    if stated.rows is not None:
        return _stated(item, stated, ends)
    at = key(item.element, ways[0] if ways else "of")
    if (count := prod(axis.size for axis in ends.above)) > ROWS:
        text = "what {box} does is computed for {count} values, above {limit}"
        return [Wrong(at, say(text, box=stated.of, count=f"{count:,}", limit=f"{ROWS:,}"))]
    every = product(*(axis.values for axis in ends.above))
    if stated.calls is not None:
        found = calls(functions, stated.calls, every)
    else:
        found = computed(diagram, stated, Ends(ends.givens, ends.cells, ends.outputs), every)
    if not isinstance(found, dict):
        return [Wrong(at, found)]
    odd = (Wrong(at, one) for row, line in found.items() for _, one in faults(line, shown(row), ends.across))
    wrong = list(dict.fromkeys(odd))  # what a formula gives at many values is told once
    return wrong[:3] if wrong else found


def _stated(item: CheckedItem, stated: BoxKernel, ends: _Ends) -> dict[tuple[str, ...], Line] | list[Wrong]:
    """The rows as they are written; keys that are no values, rows that are twice or not at all there, numbers that are none."""
    found: dict[tuple[str, ...], Line] = {}
    wrong: list[Wrong] = []
    for name, row in stated.rows or ():
        at, place, line = split(name), key(item.element, "rows", name), written(row)
        wrong += [Wrong(place, says) for says in misplaced(name, ends.above, "input")]
        if at in found:
            wrong.append(Wrong(place, say("the row {row} of {box} stands twice", row=name, box=stated.of)))
        found[at] = line
        wrong += [Wrong(key(place, outcome), says) for outcome, says in faults(line, name, ends.across)]
    missing = [one for one in product(*(axis.values for axis in ends.above)) if one not in found]
    if missing:
        rows = "; ".join(map(shown, missing[:3])) + ("; ..." if len(missing) > 3 else "")
        text = "{box} has no row for {count} of its inputs: {rows}"
        wrong.append(Wrong(key(item.element, "rows"), say(text, box=stated.of, count=len(missing), rows=rows)))
    return wrong or found


def _made(
    shape: Shape, item: CheckedItem, stated: BoxKernel, ends: _Ends, lines: Mapping[tuple[str, ...], Line]
) -> Known | list[Wrong]:
    """The machine of these lines."""
    import numpy as np

    modes = {line.mode for line in lines.values()}
    if {Mode.STOCHASTIC, Mode.POSSIBILISTIC} <= modes:
        text = "some rows of {box} state chances and others what is possible"
        return [Wrong(key(item.element, "rows"), say(text, box=stated.of))]
    mode = next(iter(modes - {Mode.DETERMINISTIC}), Mode.DETERMINISTIC)
    every = product(*(axis.values for axis in ends.above))
    table = np.stack([filled(lines[row], ends.across) for row in every]) if lines else np.zeros(0)
    table = table.reshape([axis.size for axis in (*ends.above, *ends.across)])
    made = kernel(mode, ends.above, ends.across, table)
    if not isinstance(made, Kernel):
        keys = {split(name): name for name, _ in stated.rows or ()}
        above = len(ends.above)
        return [Wrong(_row(item, keys, getattr(one, "at", ())[:above]), told(one)) for one in made]
    memory: list[Cell] = []
    for (name, cell), axis in zip(stated.keeps, ends.cells, strict=True):
        start = _start(key(item.element, "keeps", name, "starts"), written(cell.starts) if cell.starts else None, axis)
        if not isinstance(start, tuple):
            return start
        memory.append(Cell(now(name), after(name), start))
    whole = _showing(made, ends)
    ahead = [Wrong(key(item.element, "of"), misfit(one)) for one in looks_ahead(stated.of, shape, whole)]
    return ahead or Known(Machine(whole, tuple(memory)), _basis(stated))


def _row(item: CheckedItem, keys: Mapping[tuple[str, ...], str], at: tuple[str, ...]) -> Element:
    return key(item.element, "rows", keys[at]) if at in keys else key(item.element, "calls")


def _start(at: Element, line: Line | None, axis: Axis) -> tuple[float, ...] | list[Wrong]:
    """The law by which a cell begins; empty where it does not say."""
    if line is None:
        return ()
    wrong = [Wrong(key(at, value), says) for value, says in faults(line, axis.name, (axis,), "cell")]
    if wrong:
        return wrong
    made = kernel(line.mode, (), (axis,), filled(line, (axis,)))
    return tuple(made.table.tolist()) if isinstance(made, Kernel) else [Wrong(at, told(one, axis.name)) for one in made]


def _showing(made: Kernel, ends: _Ends) -> Kernel:
    """The kernel whose outputs that show a cell are what the cell holds."""
    import numpy as np

    table: NDArray[np.float64] = made.table
    order = [axis.name for axis in made.axes]
    for cell in ends.cells:
        if any(axis.name == cell.name for axis in ends.outputs):
            place = order.index(now(cell.name))
            same = np.eye(cell.size).reshape(
                [cell.size if at == place else 1 for at in range(len(order))] + [cell.size]
            )
            table = table[..., None] * same
            order.append(cell.name)
    yields = (*ends.outputs, *made.yields[len(ends.yields) :])
    wanted = [*(axis.name for axis in made.givens), *(axis.name for axis in yields)]
    return Kernel(made.mode, made.givens, yields, table.transpose([order.index(name) for name in wanted]))


def _basis(stated: BoxKernel) -> str:
    if stated.calls is not None:
        return f"function {stated.calls}, {stated.basis}"
    return stated.basis if stated.rows is not None else f"formula, {stated.basis}" if stated.gives else "formula"
