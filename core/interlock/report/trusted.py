"""The whole trusted base of a checked proposal: programs, declarations that are believed, and what is admitted."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from interlock.check.checked import Assumption, CheckedDiagram
from interlock.kernel.builtin import COVARIANT
from interlock.kernel.spell import spell
from interlock.record import NamedTuple
from interlock.report.json import Json
from interlock.report.words.assumption import word_assumption

_ENCODING: Final = (
    "encode, terms, sorts, range, encoded and question, from propositions to formulas",
    "unfold, what the equations of functions say of calls",
)
_LOGIC: Final = (
    "propositional and instance, for what needs no arithmetic",
    "finite and compute, for what has few values",
)


class Part(NamedTuple):
    """One part of what is trusted: its name, and a line for each thing in it."""

    name: str
    lines: tuple[str, ...]


def trusted_parts(diagram: CheckedDiagram, version: str, solver: str) -> tuple[Part, ...]:
    """All on which the verdict rests; ``solver`` is the version of z3, empty if it is not installed."""
    builtin = [f"{name}: covariant in its first argument" for name in sorted(COVARIANT)]
    declared = [f"{name}: {', '.join(how)}" for name, how in diagram.trusted.variances]
    return (
        Part("kernel", (f"interlock {version}: interlock.kernel, by the rules of docs/theory/types.md",)),
        Part("layout", (f"interlock {version}: interlock.check.layout, which hands the diagram to the kernel",)),
        Part("encoding", tuple(f"interlock {version}: interlock.check.{modules}" for modules in _ENCODING)),
        Part("logic", tuple(f"interlock {version}: interlock.check.{modules}" for modules in _LOGIC)),
        Part("solver", (f"z3 {solver}" if solver else "z3 is not installed: nothing rests on it",)),
        Part("variance", (*builtin, *declared)),
        Part("lemmas", tuple(f"{name}: {spell(says)}" for name, says in diagram.trusted.lemmas)),
        Part("admissions", tuple(word_assumption(one) for one in _admitted("", diagram))),
    )


def _admitted(prefix: str, diagram: CheckedDiagram) -> Iterator[Assumption]:
    """What is assumed in a diagram and in all that is nested in it."""
    for one in diagram.assumed:
        yield one._replace(element=prefix + one.element)
    for name, box in diagram.boxes.items():
        if box.nested is not None:
            yield from _admitted(f"{prefix}{name}/", box.nested)


def trust_json(parts: tuple[Part, ...]) -> Json:
    """The parts by their names."""
    return {part.name: list(part.lines) for part in parts}
