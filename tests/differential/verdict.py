"""The three verdicts on a diagram: the naive checker's, the kernel's on a script made by hand, and the elaborator's."""

from __future__ import annotations

from interlock.check.checked import CheckedDiagram
from interlock.kernel.judge import Refused
from interlock.kernel.script import judge as judge_script
from interlock.kernel.script import judge_signature
from interlock.pipeline import examine
from interlock.plugin.loaded import Loaded
from interlock.syntax.bundle import Missing
from tests.differential.diagram import Diagram
from tests.differential.forms import Unspeakable, files, script, signature
from tests.differential.naive import ordered

LOADED = Loaded()


def of_kernel(diagram: Diagram) -> str:
    """The rule by which the kernel refuses, empty if it accepts; the order of ports is that of causes."""
    order = ordered(diagram)
    if order is None:
        return "loop"
    constants = signature(diagram)
    try:
        judge_signature(constants, constants.entries.values())
        judge_script(script(diagram, tuple((name, at, at + 1) for name, at in order)), constants)
    except Refused as no:
        return no.rule
    return ""


def of_elaborator(diagram: Diagram, *, stated: bool = True) -> list[str]:
    """The codes of the errors on the diagram as text."""
    return elaborated(diagram, stated=stated)[0]


def elaborated(diagram: Diagram, *, stated: bool) -> tuple[list[str], CheckedDiagram | None]:
    """The codes, and the checked diagram if there are none; arguments are left to be found unless they are stated."""
    texts = files(diagram, stated=stated)
    examined = examine("proposal.yaml", lambda path: texts.get(path.removeprefix("./"), Missing("")), LOADED)
    codes = [told.fault.code for told in examined.told if told.fault.code != "unused-source"]
    if "vacuous" in codes:
        raise Unspeakable("an output whose type has no value is well-typed, and an author is told of it")
    assert (examined.diagram is None) == bool(codes)
    return codes, examined.diagram
