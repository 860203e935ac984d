"""A picture of what passes membranes, in bits: each crossing with what it tells and what it may."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from interlock.api.analysis import Exhibit, Lit
from interlock.api.diagram import Element, wire
from interlock_boundaries.bits_answer import TOGETHER, Bits, Numbers, Passing
from interlock_boundaries.depict import ADMITTED, BREACH

SHOWN: tuple[str, str] = ("shannon", "narrowing")
"""The measure that is written at a wire: of chances, or of a relation."""


def depict(found: Bits) -> Sequence[Exhibit]:
    """The diagram with the bits of each wire by which something leaves or enters a membrane; nothing where none is known."""
    lit: dict[Element, tuple[str, ...]] = {}
    labels: dict[Element, list[str]] = {}
    for name, row, numbers in _numbers(found):
        at = wire(row.wire)
        over = (
            row.admitted is not None
            and numbers.shannon_capacity_least is not None
            and numbers.shannon_capacity_least > row.admitted
        )
        lit[at] = BREACH if over or lit.get(at) == BREACH else ADMITTED
        labels.setdefault(at, []).append(_label(name, row, numbers))
    if not lit:
        return ()
    note = "At each wire the bits per use that it tells of all that enters where this is uniform, and its Shannon capacity."
    return (Lit("What passes membranes, in bits", lit, note, {at: ", ".join(many) for at, many in labels.items()}),)


def _numbers(found: Bits) -> Iterator[tuple[str, Passing, Numbers]]:
    """What is known of single wires."""
    for name, rows in found.membranes.items():
        for row in rows:
            if row.numbers is not None and row.wire != TOGETHER:
                yield name, row, row.numbers


def _label(name: str, row: Passing, numbers: Numbers) -> str:
    """A membrane with the bits of a wire: those told, the capacity if it is another number, and what is admitted."""
    told = next((numbers.leaks[measure] for measure in SHOWN if measure in numbers.leaks), 0.0)
    most = (
        ""
        if numbers.shannon_capacity_most is None or f"{numbers.shannon_capacity_most:.3g}" == f"{told:.3g}"
        else f" of {numbers.shannon_capacity_most:.3g}"
    )
    admitted = "" if row.admitted is None else f" <= {row.admitted:.3g}"
    return f"{name}: {told:.3g}{most}{admitted} bit"
