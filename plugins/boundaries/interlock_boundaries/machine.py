"""Declared kernels read: the finite sets of ports, and the machine of each box, or what stands against it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import product
from math import prod
from typing import Final, TypeAlias

from interlock.api.diagram import Box, CheckedDiagram, CheckedItem, Element, usual
from interlock.api.finite import (
    Axis,
    BadEntry,
    BadRow,
    Defect,
    Kernel,
    Machine,
    Mode,
    NothingPossible,
    NotOneValue,
    Values,
    WrongShape,
    kernel,
)
from interlock.api.plugin import Sentence, say
from interlock.api.record import NamedTuple
from interlock.api.term import FIN, Apply, Constant, Free, Literal, Signature, Term, spell
from interlock_boundaries.kernel_section import KERNELS, BoxKernel, Row

LARGEST: Final = 2**20
"""Numbers in a kernel that is declared row by row."""

NOTHING: Final = "-"
"""The key of the only row of a box without inputs."""


class Wrong(NamedTuple):
    """What stands against a declared kernel."""

    item: Element
    says: Sentence


class Machines(NamedTuple):
    """The machine of each box that has one, and what stands against the others that are declared."""

    boxes: Mapping[str, Machine]
    wrong: tuple[Wrong, ...]


_Entries: TypeAlias = list[tuple[tuple[int, ...], float]]


def machines(diagram: CheckedDiagram) -> Machines:
    """Every declared kernel of a diagram as a machine without memory."""
    made: dict[str, Machine] = {}
    wrong: list[Wrong] = []
    for item in diagram.of(KERNELS):
        assert isinstance(item.value, BoxKernel)
        if item.value.of in made:
            wrong.append(Wrong(item.element, say("{box} has a kernel already", box=item.value.of)))
            continue
        found = _machine(diagram, item, item.value)
        if isinstance(found, Machine):
            made[item.value.of] = found
        else:
            wrong += [Wrong(item.element, each) for each in found]
    return Machines(made, tuple(wrong))


def finite(type_: Term, diagram: CheckedDiagram) -> Values | None:
    """The values of a type, as they are written: of `Bool`, `Fin n`, and data whose constructors take nothing."""
    if isinstance(type_, Apply) and type_.head == FIN:
        size = type_.arguments[0]
        size = usual(diagram).get(size.name, size) if isinstance(size, Free) else size
        known = isinstance(size, Literal) and isinstance(size.value, int) and size.value <= LARGEST
        return tuple(map(str, range(size.value))) if known and isinstance(size, Literal) else None  # type: ignore[arg-type]
    if not isinstance(type_, Constant):
        return None
    signature = diagram.judged.signature if diagram.judged else Signature({})
    found = signature.constructors(type_.name)
    if not found or any(count for _, count in found):
        return None
    return tuple(name.rpartition(".")[2] for name, _ in found)


def _machine(diagram: CheckedDiagram, item: CheckedItem, given: BoxKernel) -> Machine | tuple[Sentence, ...]:
    box = diagram.wiring.boxes[given.of]
    axes = {name: finite(type_, diagram) for name, type_ in _typed(box)}
    endless = [name for name, values in axes.items() if values is None]
    if endless:
        types = {name: spell(type_) for name, type_ in _typed(box)}
        return tuple(
            say(
                "{port} has not finitely many values that could be listed: {type}",
                port=f"{given.of}.{name}",
                type=types[name],
            )
            for name in endless
        )
    givens = tuple(Axis(name, axes[name] or ()) for name in box.shape.inputs)
    yields = tuple(Axis(name, axes[name] or ()) for name in box.shape.outputs)
    needed = prod(axis.size for axis in (*givens, *yields))
    if needed > LARGEST:
        return (
            say(
                "the kernel of {box} has {needed} numbers, above {limit}",
                box=given.of,
                needed=f"{needed:,}",
                limit=f"{LARGEST:,}",
            ),
        )
    wrong = list(_rows_wrong(given, givens, yields))
    if wrong:
        return tuple(wrong)
    made = kernel(_mode(given), givens, yields, _table(given, givens, yields))
    return Machine(made) if isinstance(made, Kernel) else tuple(map(told, made))


def _typed(box: Box[Term]) -> Iterator[tuple[str, Term]]:
    return zip([port.name for port in box.shape.ports], box.types, strict=True)


def _mode(given: BoxKernel) -> Mode:
    rows = [row for _, row in given.rows]
    if any(isinstance(row, tuple) and row and isinstance(row[0], tuple) for row in rows):
        return Mode.STOCHASTIC
    return Mode.POSSIBILISTIC if any(isinstance(row, tuple) for row in rows) else Mode.DETERMINISTIC


def _rows_wrong(given: BoxKernel, givens: Sequence[Axis], yields: Sequence[Axis]) -> Iterator[Sentence]:
    """Keys that are no values, rows that are twice or not at all there, and numbers that are none."""
    stated: set[tuple[str, ...]] = set()
    sorts = {isinstance(row[0], tuple) for _, row in given.rows if isinstance(row, tuple) and row}
    if len(sorts) > 1:
        yield say("some rows of {box} state chances and others what is possible", box=given.of)
    for key, row in given.rows:
        at = _split(key)
        yield from _no_values(key, at, givens, "input")
        if at in stated:
            yield say("the row {row} of {box} stands twice", row=key, box=given.of)
        stated.add(at)
        for outcome, chance in _outcomes(row):
            yield from _no_values(outcome, _split(outcome), yields, "output")
            if chance is None:
                yield say("the chance of {outcome} in row {row} is no single number", outcome=outcome, row=key)
    missing = [one for one in product(*(axis.values for axis in givens)) if one not in stated]
    if missing:
        shown = "; ".join(", ".join(one) or NOTHING for one in missing[:3]) + ("; ..." if len(missing) > 3 else "")
        yield say("{box} has no row for {count} of its inputs: {rows}", box=given.of, count=len(missing), rows=shown)


def _no_values(key: str, at: tuple[str, ...], axes: Sequence[Axis], what: str) -> Iterator[Sentence]:
    if len(at) != len(axes):
        yield say(
            "{key} names {found} values, and there are {wanted} {what}s",
            key=key,
            found=len(at),
            wanted=len(axes),
            what=what,
        )
        return
    for value, axis in zip(at, axes, strict=True):
        if value not in axis.values:
            shown = ", ".join(axis.values[:8]) + (", ..." if axis.size > 8 else "")
            yield say(
                "{value} is no value of {what} {port}, which are {values}",
                value=value,
                what=what,
                port=axis.name,
                values=shown,
            )


def _split(key: str) -> tuple[str, ...]:
    return () if key == NOTHING else tuple(part.strip() for part in key.split(","))


def _outcomes(row: Row) -> Iterator[tuple[str, float | None]]:
    for one in (row,) if isinstance(row, str) else row:
        if isinstance(one, str):
            yield one, 1.0
        else:
            yield one[0], float(one[1].low) if one[1].low == one[1].high else None


def _table(given: BoxKernel, givens: Sequence[Axis], yields: Sequence[Axis]) -> object:
    import numpy as np

    table = np.zeros([axis.size for axis in (*givens, *yields)])
    for key, row in given.rows:
        for outcome, chance in _outcomes(row):
            values = zip((*givens, *yields), (*_split(key), *_split(outcome)), strict=True)
            table[tuple(axis.values.index(value) for axis, value in values)] += chance or 0.0
    return table


def told(defect: Defect) -> Sentence:
    """What is wrong with a table, in words."""
    match defect:
        case BadRow(at=at, total=total, over=over):
            return say(
                "row {row} sums to {total}, off by {over}",
                row=", ".join(at) or NOTHING,
                total=f"{total:.6g}",
                over=f"{over:+.3g}",
            )
        case BadEntry(at=at, entry=entry):
            return say("{at} has the chance {entry}", at=", ".join(at), entry=f"{entry:g}")
        case NothingPossible(at=at):
            return say("nothing is possible in row {row}", row=", ".join(at) or NOTHING)
        case NotOneValue(at=at):
            return say("row {row} has not one value", row=", ".join(at) or NOTHING)
        case WrongShape():
            raise AssertionError("the table was made by its axes")
