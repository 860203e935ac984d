"""What the pictures of two diagrams light to show how they differ."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal, TypeAlias

from interlock.analysis.mark import Marks
from interlock.check.compare import Change
from interlock.diagram.element import Element

Lit: TypeAlias = Literal["added", "removed", "retyped", "changed"]
_ASPECTS: dict[str, Lit] = {"ports": "retyped"}


def difference_marks(changes: Iterable[Change]) -> tuple[Marks, Marks]:
    """The marks of both pictures: in the first what went, in the second what came, in both what reads otherwise.

    A wire that has another source went, and another came.
    """
    before: dict[Element, tuple[str, ...]] = {}
    after: dict[Element, tuple[str, ...]] = {}
    for change in changes:
        rewired = change.section == "wires"
        if change.after is None or rewired:
            _light(before, change.element, "removed" if change.before is not None else None)
        if change.before is None or rewired:
            _light(after, change.element, "added" if change.after is not None else None)
        if change.before is not None and change.after is not None and not rewired:
            mark = _ASPECTS.get(change.section, "changed")
            _light(before, change.element, mark)
            _light(after, change.element, mark)
    return before, after


def _light(marks: dict[Element, tuple[str, ...]], element: Element, mark: Lit | None) -> None:
    if mark is not None:
        marks[element] = tuple(dict.fromkeys((*marks.get(element, ()), mark)))
