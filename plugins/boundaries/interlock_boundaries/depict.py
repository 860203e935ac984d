"""What pictures show of membranes: admitted crossings with their capacity, and breaches."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from interlock.api.analysis import Exhibit, Lit, Marks
from interlock.api.diagram import Element
from interlock_boundaries.answer import Crossing, MembraneAnswer, Membranes
from interlock_boundaries.show import ends

ADMITTED: Final = ("admitted",)
BREACH: Final = ("breach",)


def marks(found: Membranes) -> Marks:
    """The marks of all that crosses: a breach of one membrane counts before an admission by another."""
    lit: dict[Element, tuple[str, ...]] = {}
    for name, answer in found.membranes.items():
        for one in answer.crossings:
            element = Element(one.element)
            if _breaches(one, answer):
                lit[element] = BREACH
                lit[_element(name)] = BREACH
            elif answer.states_admissions:
                lit.setdefault(element, ADMITTED)
    return lit


def _breaches(one: Crossing, answer: MembraneAnswer) -> bool:
    return answer.states_admissions and not one.admitted


def _element(name: str) -> Element:
    return Element(f"boundaries:{name}")


def labels(found: Membranes) -> Mapping[Element, str]:
    """The least capacity of each crossing that has one, as it is to be written at its wire."""
    least: dict[Element, tuple[float, float]] = {}
    for answer in found.membranes.values():
        for one in answer.crossings:
            if one.capacity is not None:
                (low, high), known = one.capacity, least.get(Element(one.element), one.capacity)
                least[Element(one.element)] = min(known[0], low), min(known[1], high)
    return {element: f"<= {ends(capacity)}" for element, capacity in least.items()}


def depict(found: Membranes) -> Sequence[Exhibit]:
    """The diagram with all that crosses its membranes; nothing where there are none."""
    if not any(one.crossings for one in found.membranes.values()):
        return ()
    many = sum(len(one.breaches()) for one in found.membranes.values())
    note = {0: "Nothing crosses that is not admitted.", 1: "One wire crosses that is not admitted."}
    return (
        Lit(
            "What crosses membranes",
            marks(found),
            note.get(many, f"{many} wires cross that are not admitted."),
            labels(found),
        ),
    )
