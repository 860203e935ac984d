"""Every pattern that is looked for, one a file by the name of its code, and the step that they all read.

The file of a pattern is imported where a proposal has policies or learn wires, without which there is none of them.
"""

from __future__ import annotations

from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING, Final, cast

from interlock.api.analysis import Analysis, Body, Lint, Pattern
from interlock.api.section import LEARNS
from interlock_pressure.analyses import STREAMS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from interlock.api.analysis import Finding
    from interlock.api.diagram import CheckedDiagram
    from interlock_lints.scene import Scene

CODES: Final = (
    "budget-burnable",
    "duties-not-separated",
    "effect-before-review",
    "filter-without-input",
    "incentive-on-oversight",
    "monitor-in-training-data",
    "monitor-shares-lineage",
    "proxy-pressure",
    "trained-against-monitor",
    "trained-alike",
    "verdict-without-effect",
)


def _scene() -> Body[Scene]:
    from interlock.api.analysis import Report
    from interlock_lints.scene import Scene, scene

    return Body(Scene, lambda results, request: Report(scene(results[STREAMS])))


SCENE: Final = Analysis(
    "scene",
    (STREAMS,),
    _scene,
    doc="Boxes with their roles and lineage, learn wires with whom they teach, and who judges whom.",
    shown=False,
)


def _untaught(diagram: CheckedDiagram) -> bool:
    """Whether nobody decides or learns in a diagram."""
    if diagram.items.get(LEARNS):
        return False
    return not any("policy" in box.labels.get("role", ()) for box in diagram.boxes.values())


def _pattern(code: str) -> Pattern:
    """What is looked for by the file of a code: its rule, and a function from the scene to findings."""
    module = import_module(f"interlock_lints.{code.replace('-', '_')}")
    return Pattern(module.RULE, lambda results: cast("Iterator[Finding]", module.look(results[SCENE])))


def _lint(code: str) -> Lint:
    return Lint(code, (SCENE,), partial(_pattern, code), _untaught)


LINTS: Final = tuple(map(_lint, CODES))
