"""From a scene to a picture."""

from __future__ import annotations

from interlock.draw.dot import print_graph
from interlock.draw.graphviz import SECONDS, Fault, Format, Picture, draw
from interlock.draw.paint import paint
from interlock.draw.scene import Scene
from interlock.draw.svg import dress
from interlock.draw.tell import tell_scene


def depict(scene: Scene, format: Format, seconds: float = SECONDS) -> Picture | Fault:
    """The picture of a scene; the same scene gives the same bytes on the same Graphviz.

    Args:
        scene: what is to be seen.
        format: of the picture; `dot` needs no Graphviz.
        seconds: after which Graphviz is stopped.
    """
    drawn = draw(print_graph(paint(scene)), format, seconds)
    if not isinstance(drawn, Picture) or format != "svg":
        return drawn
    return Picture("svg", dress(drawn.content, scene.title, tell_scene(scene)))
