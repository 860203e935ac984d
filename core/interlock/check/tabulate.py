"""Types with finitely many values, and boxes whose outputs are terms (`is:`), computed value by value."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from interlock.check.checked import CheckedDiagram
from interlock.check.compute import datum_of
from interlock.check.members import usual, valued, within
from interlock.check.sorts import constructor
from interlock.kernel.builtin import FALSE, FIN, TRUE, UNIT
from interlock.kernel.evaluate import Machine, evaluate
from interlock.kernel.signature import Signature
from interlock.kernel.term import Apply, Constant, Deep, Free, Large, Literal, Term

LISTED: Final = 2**20
"""How many values a type has at most that are listed."""

STEPS: Final = 20_000
"""Steps of evaluation that one output may take at one value of the inputs."""


def values(type_: Term, diagram: CheckedDiagram) -> Mapping[str, Term] | None:
    """The values of a type by how they are written: of `Bool`, `Fin n`, and data whose constructors take nothing.

    Parameters of the proposal count at their defaults. None where there are no such values, or too many to be listed.
    """
    if isinstance(type_, Apply) and type_.head == FIN:
        size = type_.arguments[0]
        size = usual(diagram).get(size.name, size) if isinstance(size, Free) else size
        known = isinstance(size, Literal) and isinstance(size.value, int) and size.value <= LISTED
        return {str(at): Literal(at) for at in range(int(size.value))} if known and isinstance(size, Literal) else None
    if not isinstance(type_, Constant):
        return None
    if type_.name == "Bool":
        return {"true": TRUE, "false": FALSE}
    signature = _signature(diagram)
    found = signature.constructors(type_.name)
    if not found or any(count for _, count in found):
        return None
    return {name.rpartition(".")[2]: constructor(name, signature) for name, _ in found}


def defined(diagram: CheckedDiagram, box: str) -> frozenset[str]:
    """The outputs of a box that say what they are (`is`); none of a family."""
    if diagram.judged is None or box not in diagram.judged.script.boxes or diagram.boxes[box].copies is not None:
        return frozenset()
    ports = diagram.judged.script.boxes[box].telescope.ports
    return frozenset(field.name for field in ports if field.given is not None and not field.incoming)


def tabulated(
    diagram: CheckedDiagram, box: str, given: Mapping[str, Term], formulas: Mapping[str, Term]
) -> dict[str, str | None]:
    """What ports of a box are, as it is written, where some have values; None for what is not computed.

    Args:
        diagram: Where the box is.
        box: The box; none of a family.
        given: The values of some ports: of the inputs, and of outputs that show what is kept.
        formulas: Terms over the parameters and ports of the box, by port. Of an output that is given, it says what comes next;
            other outputs without one are what their `is` says.
    """
    assert diagram.judged is not None
    signature = diagram.judged.signature
    telescope = diagram.judged.script.boxes[box].telescope
    setting = within(diagram.boxes[box], usual(diagram))
    first = len(telescope.parameters)
    environment: list[Term] = [valued(setting[field.name], setting) for field in telescope.parameters]
    environment += [given.get(field.name, UNIT) for field in telescope.ports]
    found: dict[str, str | None] = {}
    for at, field in enumerate(telescope.ports):
        term = formulas.get(field.name, field.given)
        if term is not None and not field.incoming and field.name not in given:
            environment[first + at], found[field.name] = _computed(term, environment, signature)
    later = {name: _computed(term, environment, signature)[1] for name, term in formulas.items() if name in given}
    return found | later


def _computed(term: Term, environment: Sequence[Term], signature: Signature) -> tuple[Term, str | None]:
    """The value of a term, and as it is written."""
    try:
        value = evaluate(term, tuple(environment), Machine(steps=STEPS, entries=signature.entries))
    except (Deep, Large):
        return term, None
    datum = datum_of(value, signature)
    if isinstance(datum, bool):
        return Literal(datum), str(datum).lower()
    return value, None if datum is None else str(datum).rpartition(".")[2]


def _signature(diagram: CheckedDiagram) -> Signature:
    return diagram.judged.signature if diagram.judged else Signature({})
