"""Kernels that are formulas: boxes whose outputs say what they are, computed at each value of the inputs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from interlock.api.diagram import CheckedDiagram
from interlock.api.finite import Axis, Mode, tabulated, values
from interlock.api.plugin import Sentence, say
from interlock_boundaries.rows import Line, shown


def computed(
    diagram: CheckedDiagram, box: str, outputs: Sequence[Axis], every: Iterable[tuple[str, ...]]
) -> dict[tuple[str, ...], Line] | Sentence:
    """What the outputs of a box are at every value, or the first that is not computed."""
    inner = diagram.wiring.boxes[box]
    known = [values(inner.types[inner.shape.index[name]], diagram) or {} for name in inner.shape.inputs]
    found: dict[tuple[str, ...], Line] = {}
    for row in every:
        results = tabulated(diagram, box, [terms[value] for terms, value in zip(known, row, strict=True)])
        for axis, result in zip(outputs, results, strict=True):
            if result is None:
                text = "what {port} is at {row} is not computed: a part of it has no equations, or takes too long"
                return say(text, port=f"{box}.{axis.name}", row=shown(row))
        found[row] = Line(Mode.DETERMINISTIC, ((", ".join(map(str, results)), 1.0),))
    return found
