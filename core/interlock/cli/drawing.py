"""The picture of a checked diagram: its marks from layers, its scene, and what to say where none can be drawn."""

from __future__ import annotations

from collections.abc import Sequence

import click

from interlock.analysis.answer import DIAGRAM, FUNCTIONS, Layer, Request, Results
from interlock.analysis.exhibit import Lit
from interlock.analysis.mark import Marks
from interlock.analysis.plan import attempt, run
from interlock.check.checked import CheckedDiagram
from interlock.cli.exit import CannotRunError
from interlock.cli.inquiry import instead, require_names
from interlock.cli.subject import names_of
from interlock.diagram.element import Element
from interlock.draw.depict import depict
from interlock.draw.graphviz import Format, Picture
from interlock.draw.stage import scene
from interlock.kernel.spell import spell
from interlock.plugin.loaded import Loaded
from interlock.record import replace


def draw(diagram: CheckedDiagram, form: Format, marks: Marks | None = None, level: int | None = None) -> Picture:
    """The picture of a diagram.

    Raises:
        CannotRunError: there is no Graphviz, it failed, or it took too long; the words say what to do.
    """
    drawn = depict(scene(diagram, marks or {}, spell, level), form)
    if not isinstance(drawn, Picture):
        raise CannotRunError(drawn.remedy)
    return drawn


def draw_or_say(diagram: CheckedDiagram, marks: Marks | None = None) -> tuple[str, str]:
    """The drawing as SVG, or why there is none: a page without a picture is better than no page."""
    try:
        return draw(diagram, "svg", marks).content.decode(), ""
    except CannotRunError as reason:
        return "", str(reason)


def draw_lit(diagram: CheckedDiagram, lit: Lit) -> tuple[str, str]:
    """The diagram, or of a large one what bears on it, with what is lit as SVG; or why there is none."""
    from interlock.draw.focus import focus

    whole = scene(diagram, lit.marks, spell, labels=lit.labels, ties=lit.ties)
    named = replace(whole, title=lit.title, subtitle=" · ".join((whole.subtitle, whole.title)), caption=lit.note)
    drawn = depict(focus(named), "svg")
    return (drawn.content.decode(), "") if isinstance(drawn, Picture) else ("", drawn.remedy)


def light(diagram: CheckedDiagram, loaded: Loaded, hazards: tuple[str, ...], layers: Sequence[str]) -> Marks:
    """The marks of the named layers, or of all where only hazards are named; none where nothing is.

    Raises:
        CannotRunError: a layer or hazard of that name is not there.
    """
    require_names(names_of(diagram).get("hazard", ()), "hazard", hazards)
    chosen = _choose(loaded.layers, layers, every=bool(hazards))
    request = Request(hazards)
    ran = run(
        [key for layer in chosen for key in layer.needs], {DIAGRAM: diagram, FUNCTIONS: loaded.functions()}, request
    )
    marks: dict[Element, tuple[str, ...]] = {}
    for layer in chosen:
        lit = _marks(layer, ran.results, request)
        for element, more in lit.items():
            marks[element] = tuple(dict.fromkeys((*marks.get(element, ()), *more)))
    return marks


def _choose(layers: Sequence[Layer], names: Sequence[str], *, every: bool) -> list[Layer]:
    known = [layer.name for layer in layers]
    for name in names:
        if name not in known:
            raise CannotRunError(f"there is no layer {name!r}. {instead(name, known)}")
    return [layer for layer in layers if layer.name in names or (every and not names and not layer.apart)]


def _marks(layer: Layer, results: Results, request: Request) -> Marks:
    """What a layer lights; nothing, and a word on standard error, if it fails."""
    missing = next((key.name for key in layer.needs if key not in results), None)
    lit = attempt(lambda: layer.marks(results, request)) if missing is None else RuntimeError(f"{missing} failed")
    if isinstance(lit, Exception):
        click.echo(f"interlock: the layer {layer.name!r} is not drawn: {type(lit).__name__}: {lit}", err=True)
        return {}
    return lit
