"""Kernels that are formulas of the language, computed at each value of what is given."""

from __future__ import annotations

from collections.abc import Iterable

from interlock.api.diagram import CheckedDiagram
from interlock.api.finite import Axis, Mode, defined, tabulated, values
from interlock.api.plugin import Sentence, say
from interlock.api.record import NamedTuple
from interlock_boundaries.kernel_section import BoxKernel
from interlock_boundaries.rows import Line, shown


class Ends(NamedTuple):
    """The finite sets of a box's inputs, of what it keeps, and of its outputs."""

    givens: tuple[Axis, ...]
    cells: tuple[Axis, ...]
    outputs: tuple[Axis, ...]


def computed(
    diagram: CheckedDiagram, stated: BoxKernel, ends: Ends, every: Iterable[tuple[str, ...]]
) -> dict[tuple[str, ...], Line] | Sentence:
    """What the outputs of a box are, and what it keeps, at every value; or what is not said, or not computed."""
    kept = [cell.name for cell in ends.cells]
    names = [axis.name for axis in ends.outputs if axis.name not in kept] + kept
    formulas = dict(stated.gives)
    unsaid = _unsaid(diagram, stated, ends, names)
    if unsaid is not None:
        return unsaid
    box = diagram.wiring.boxes[stated.of]
    terms = {name: values(box.types[box.shape.index[name]], diagram) or {} for name in [*box.shape.inputs, *kept]}
    found: dict[tuple[str, ...], Line] = {}
    for row in every:
        given = {name: terms[name][value] for name, value in zip(terms, row, strict=True)}
        results = tabulated(diagram, stated.of, given, formulas)
        stuck = next((name for name in names if results[name] is None), None)
        if stuck is not None:
            text = "what {port} is at {row} is not computed: a part of it has no equations, or takes too long"
            return say(text, port=f"{stated.of}.{stuck}", row=shown(row))
        found[row] = Line(Mode.DETERMINISTIC, ((", ".join(str(results[name]) for name in names), 1.0),))
    return found


def _unsaid(diagram: CheckedDiagram, stated: BoxKernel, ends: Ends, names: list[str]) -> Sentence | None:
    """What formulas leave unsaid, or say of nothing."""
    known = {name for name, _ in stated.gives}
    outputs = {axis.name for axis in ends.outputs}
    if strange := [name for name, _ in stated.gives if name not in outputs]:
        return say("{name} is no output of {box}", name=strange[0], box=stated.of)
    if hidden := [cell.name for cell in ends.cells if cell.name not in outputs]:
        return say("{cell} is no output, so no formula may speak of it", cell=hidden[0])
    cells = {cell.name for cell in ends.cells}
    if missing := [
        name for name in names if name not in known and (name in cells or name not in defined(diagram, stated.of))
    ]:
        text = "{box} has neither `rows` nor `calls`, and nothing says what {port} is (`gives`, or `is` at the port)"
        return say(text, box=stated.of, port=missing[0])
    return None
