"""The section of finite kernels: what a box does, row by row."""

from __future__ import annotations

from typing import Final, TypeAlias

from interlock.api.diagram import Element, Quantity
from interlock.api.record import NamedTuple
from interlock.api.section import Section, box, either, many, named, number, record, text

Row: TypeAlias = str | tuple[str, ...] | tuple[tuple[str, Quantity], ...]
"""The values of the outputs: the one there is, those that are possible, or those that have a chance, with it."""


class BoxKernel(NamedTuple):
    """What a box does: for the values of its inputs, with commas in the order of the interface, a row."""

    of: Element
    rows: tuple[tuple[str, Row], ...]


KERNELS: Final = Section(
    "kernels",
    record(BoxKernel, of=box(), rows=named(text(), either(named(text(), number("1")), many(text()), text()))),
    introduces="kernel",
    doc="What boxes do whose ports have finitely many values: one value a row, a list of those possible, or chances.",
)
