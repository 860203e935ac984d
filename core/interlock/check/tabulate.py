"""Types with finitely many values, and boxes whose outputs are terms (`is:`), computed value by value."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from interlock.check.checked import CheckedDiagram
from interlock.check.formula import Datum
from interlock.check.members import usual, valued, within
from interlock.check.sorts import constructor
from interlock.kernel.builtin import FALSE, FIN, TRUE
from interlock.kernel.evaluate import Machine, evaluate
from interlock.kernel.proposition import decide
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


def is_formula(diagram: CheckedDiagram, box: str) -> bool:
    """Whether a box has outputs, and each of them is a term over the ports before it."""
    if diagram.judged is None or box not in diagram.judged.script.boxes or diagram.boxes[box].copies is not None:
        return False
    outputs = [field for field in diagram.judged.script.boxes[box].telescope.ports if not field.incoming]
    return bool(outputs) and all(field.given is not None for field in outputs)


def tabulated(diagram: CheckedDiagram, box: str, given: Sequence[Term]) -> tuple[str | None, ...]:
    """What the outputs of a formula are, as it is written, at values of its inputs; None where one is not computed.

    Raises:
        KeyError: The box is none, or no formula.
    """
    assert diagram.judged is not None
    signature = diagram.judged.signature
    telescope = diagram.judged.script.boxes[box].telescope
    setting = within(diagram.boxes[box], usual(diagram))
    environment = [valued(setting[field.name], setting) for field in telescope.parameters]
    waiting = iter(given)
    shown: list[str | None] = []
    for field in telescope.ports:
        if field.incoming:
            environment.append(next(waiting))
            continue
        if field.given is None:
            raise KeyError(field.name)
        found = _computed(field.given, environment, signature)
        environment.append(found[0])
        shown.append(found[1])
    return tuple(shown)


def _computed(term: Term, environment: Sequence[Term], signature: Signature) -> tuple[Term, str | None]:
    """The value of a term, and as it is written."""
    try:
        value = evaluate(term, tuple(environment), Machine(steps=STEPS, entries=signature.entries))
    except (Deep, Large):
        return term, None
    datum = _datum(value, signature)
    if isinstance(datum, bool):
        return Literal(datum), str(datum).lower()
    return value, None if datum is None else str(datum).rpartition(".")[2]


def _datum(value: Term, signature: Signature) -> Datum | None:
    if isinstance(value, Literal):
        return value.value
    if isinstance(value, Constant) and signature.owner(value.name):
        return value.name
    return decide(value)


def _signature(diagram: CheckedDiagram) -> Signature:
    return diagram.judged.signature if diagram.judged else Signature({})
