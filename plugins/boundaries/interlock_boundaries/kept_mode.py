"""Whether what boxes do keeps to the modes that they, and the membranes around them, state."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from interlock.api.analysis import Finding
from interlock.api.diagram import CheckedDiagram, Element, item, key
from interlock.api.finite import Kernel, Mode
from interlock.api.plugin import say
from interlock.api.record import NamedTuple
from interlock_boundaries.cutout import inside
from interlock_boundaries.kernel_rules import MODE_NOT_KEPT
from interlock_boundaries.kernel_section import KERNELS, BoxKernel
from interlock_boundaries.known import Known
from interlock_boundaries.sections import BOUNDARIES, Membrane

_KEEPS: Final[Mapping[str, frozenset[Mode]]] = {
    "deterministic": frozenset({Mode.DETERMINISTIC}),
    "stochastic": frozenset({Mode.DETERMINISTIC, Mode.STOCHASTIC}),
    "possibilistic": frozenset({Mode.DETERMINISTIC, Mode.POSSIBILISTIC}),
}
"""The modes of kernels that a stated mode allows; `credal` and what is not stated allow all."""


def exceeding(diagram: CheckedDiagram, known: Mapping[str, Known]) -> Iterator[Finding]:
    """Each kernel that does more than its box says, or else than a membrane around it."""
    places: dict[str, Element] = {
        one.value.of: key(one.element, "of") for one in diagram.of(KERNELS) if isinstance(one.value, BoxKernel)
    }
    membranes = _moded(diagram) if known else ()
    for box, one in known.items():
        mode = _mode(one.machine.kernel)
        around = [(membrane.mode, membrane.name) for membrane in membranes if box in membrane.inside]
        for stated, whose in [(diagram.boxes[box].mode, box), *around]:
            if stated in _KEEPS and mode not in _KEEPS[stated]:
                text = "what {box} does is {mode}, and {whose} is to be {stated}"
                says = say(text, box=box, mode=mode.value, whose=whose, stated=stated)
                yield Finding(MODE_NOT_KEPT, (places.get(box, item("boxes", box)), Element(whose)), says)
                break


class _Moded(NamedTuple):
    """A membrane that states a mode, with the boxes inside."""

    name: str
    mode: str
    inside: frozenset[str]


def _moded(diagram: CheckedDiagram) -> tuple[_Moded, ...]:
    """The membranes that state a mode."""
    return tuple(
        _Moded(one.name, one.value.mode, inside(diagram, one.name))
        for one in diagram.of(BOUNDARIES)
        if isinstance(one.value, Membrane) and one.value.mode is not None
    )


def _mode(kernel: Kernel) -> Mode:
    """The least mode of a kernel: one whose rows have a single value each is deterministic, however it was stated."""
    single = (kernel.rows() > 0).sum(axis=1)
    return Mode.DETERMINISTIC if bool((single == 1).all()) else kernel.mode
