"""Random interfaces and wiring diagrams, with few draws each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import product

from hypothesis import strategies as st

from interlock.diagram.element import Element
from interlock.diagram.shape import Direction, Port, Shape, telescopic
from interlock.diagram.wiring import Box, Wiring, ends

Typed = Wiring[str]

WAYS: tuple[Direction, ...] = ("in", "out")
PORTS = tuple(product(WAYS, (0, 0, 1, 2), ("all", "all", "none", "first", "last"), ("Model", "Spec")))
"""Per port its direction, how far back its type mentions one, which inputs `from` leaves, its type."""


@st.composite
def boxes(draw: st.DrawFn, mentions: bool = True) -> Box[str]:
    """Any mixture of inputs and outputs, some outputs narrowed by `from`, some types mentioning earlier ports."""
    rows = draw(st.lists(st.sampled_from(PORTS), max_size=5))
    ports = [Port(f"{direction[0]}{at}", direction) for at, (direction, *_) in enumerate(rows)]
    mentioned: list[Sequence[int]] = []
    narrowed: dict[str, Sequence[str]] = {}
    for at, (direction, back, kept, _) in enumerate(rows):
        mentioned.append([at - back] if mentions and 0 < back <= at else [])
        before = [port.name for port in ports[:at] if port.direction == "in"]
        if direction == "out" and kept != "all":
            narrowed[ports[at].name] = {"none": [], "first": before[:1], "last": before[-1:]}[kept]
    shape = telescopic(ports, mentioned, narrowed, memory=len(rows) == 1)
    return Box(shape, tuple(row[3] for row in rows))


def interfaces() -> st.SearchStrategy[Shape]:
    """The interfaces of these boxes."""
    return boxes().map(lambda box: box.shape)


@st.composite
def wirings(
    draw: st.DrawFn,
    outer: Box[str] | None = None,
    holding: Mapping[str, Box[str]] | None = None,
    whole: bool = False,
) -> Typed:
    """A diagram with one or two boxes of its own beside those that it holds in any case.

    Half of them are wired forwards, so that loops do not drown the rest; unless ``whole``, some targets lack a source.
    """
    around = outer or draw(boxes())
    inside = {**(holding or {}), **dict(zip("pq", draw(st.lists(boxes(), min_size=1, max_size=2)), strict=False))}
    forwards = draw(st.booleans())
    names = draw(st.permutations(list(inside)))
    wires: dict[Element, Element] = {}
    paths: dict[Element, tuple[str, ...]] = {}
    for at, name in enumerate(names):
        own, before = {name: inside[name].shape}, {other: inside[other].shape for other in names[:at]}
        sources = ends(around.shape, before if forwards else {other: box.shape for other, box in inside.items()})[0]
        inputs = [target for target in ends(around.shape, own)[1] if "." in target]
        _feed(draw, inputs, list(sources), whole, wires, paths)
    sources, targets = ends(around.shape, {name: inside[name].shape for name in names})
    _feed(draw, [target for target in targets if "." not in target], list(sources), whole, wires, paths)
    return Wiring(around, {name: inside[name] for name in names}, wires, paths)


def _feed(
    draw: st.DrawFn,
    targets: Sequence[Element],
    sources: Sequence[Element],
    whole: bool,
    wires: dict[Element, Element],
    paths: dict[Element, tuple[str, ...]],
) -> None:
    """Wire each target to some source or, unless ``whole``, to none, a few by a field of its value."""
    size = len(targets) if sources else 0
    choices = draw(st.lists(st.integers(0, 12 * len(sources) - 1), min_size=size, max_size=size)) if size else []
    for target, choice in zip(targets, choices, strict=False):
        turn, source = divmod(choice, len(sources))
        if turn != 0 or whole:
            wires[target] = sources[source]
            paths.update({target: (target.replace(".", "-"),)} if turn == 1 else {})


@st.composite
def shuffled(draw: st.DrawFn, wiring: Typed) -> Typed:
    """The same diagram with boxes and wires in another order."""
    inside = dict(draw(st.permutations(list(wiring.boxes.items()))))
    return Wiring(wiring.outer, inside, dict(draw(st.permutations(list(wiring.wires.items())))), wiring.paths)
