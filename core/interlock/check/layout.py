"""The layout of an elaborated proposal for the kernel; with the kernel, part of what is trusted."""

from __future__ import annotations

from collections.abc import Iterable

from interlock.elaborate.proposal import Elaborated
from interlock.kernel.script import Open, Script
from interlock.kernel.term import Free, Term


def script(elaborated: Elaborated, proved: Iterable[Term] = ()) -> Script:
    """The boxes with their arguments, the outside under ``""``, an order of all ports, and what feeds each target; claims that are proved."""
    outer = elaborated.interface.telescope
    walked = elaborated.walked
    boxes = {"": Open(outer, tuple(Free(parameter.name) for parameter in outer.parameters))}
    for name, box in elaborated.boxes.items():
        arguments = walked.arguments[name]
        boxes[name] = (
            Open(box.interface.telescope, arguments)
            if box.family is None
            else Open(box.family.one.telescope, arguments[:-1], arguments[-1])
        )
    order = tuple([(step.box, step.start, step.stop) for step in elaborated.order])
    return Script(outer.parameters, boxes, order, walked.sources, elaborated.items.propositions, tuple(proved))
