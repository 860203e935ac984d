"""Random diagrams with membranes, and what an onlooker who walks every way sees of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import chain, combinations

from hypothesis import strategies as st

from interlock.api.diagram import CheckedDiagram, CheckedItem, Element, Learn, LearnRef, WireRef, item
from interlock.api.section import LEARNS
from interlock_boundaries.sections import BOUNDARIES, Admission, Membrane
from tests.swiss_cheese.diagrams import Drawn, diagram

Arrows = Mapping[str, tuple[str, ...]]


@st.composite
def worlds(draw: st.DrawFn, most: int = 4) -> CheckedDiagram:
    """A diagram of a few boxes, one of which may hold a diagram, with learn wires and a membrane around some."""
    inner = draw(_diagrams(2, {}, ["u"], ["v"])) if draw(st.booleans()) else None
    return draw(_diagrams(most, {} if inner is None else {"nest": inner}, ["x", "y"][: draw(st.integers(1, 2))], ["z"]))


@st.composite
def _diagrams(
    draw: st.DrawFn, most: int, nested: Mapping[str, CheckedDiagram], into: list[str], out: list[str]
) -> CheckedDiagram:
    boxes = {
        f"b{at}": Drawn(
            ["i", "j"][: draw(st.integers(0, 2))], ["o", "p"][: draw(st.integers(1, 2))], memory=draw(st.booleans())
        )
        for at in range(draw(st.integers(1, most)))
    }
    boxes |= dict.fromkeys(nested, Drawn(["u"], ["v"]))
    sources = [*into, *(f"{name}.{port}" for name, box in boxes.items() for port in box.outputs)]
    targets = [*out, *(f"{name}.{port}" for name, box in boxes.items() for port in box.inputs)]
    wires = {target: draw(st.sampled_from(sources)) for target in targets}
    taught = [*(name for name in boxes), *sources[len(into) :]]
    learns = draw(st.lists(st.tuples(st.sampled_from(sources), st.sampled_from(taught)), max_size=2, unique=True))
    inside = draw(st.lists(st.sampled_from(list(boxes)), min_size=1, unique=True))
    admits = [
        *(
            Admission(WireRef(Element(source), (Element(target),)))
            for target, source in wires.items()
            if draw(st.booleans())
        ),
        *(Admission(LearnRef(Element(source), Element(target))) for source, target in learns if draw(st.booleans())),
    ]
    membrane = CheckedItem(item("boundaries", "wall"), "wall", Membrane(tuple(inside), tuple(admits)))
    return diagram(
        boxes, wires, {}, {}, outer=(into, out), learns=learns, nested=nested, more={BOUNDARIES: (membrane,)}
    )


def arrows(drawn: CheckedDiagram, path: str = "") -> Iterator[tuple[str, str]]:
    """Every step that something may take from port to port, read off the diagram."""
    here = f"{path}/" if path else ""
    for target, source in drawn.wiring.wires.items():
        yield here + str(source), here + str(target)
    for one in drawn.of(LEARNS):
        assert isinstance(one.value, Learn)
        begin, end = map(str, one.value.learn)
        outs = [f"{end}.{port}" for port in drawn.boxes[end].shape.outputs] if end in drawn.boxes else [end]
        yield from ((here + begin, here + out) for out in outs)
    for name, box in drawn.boxes.items():
        at = here + name
        if box.nested is not None:
            yield from ((f"{at}.{port}", f"{at}/{port}") for port in box.shape.inputs)
            yield from ((f"{at}/{port}", f"{at}.{port}") for port in box.shape.outputs)
            yield from arrows(box.nested, at)
        else:
            yield from ((f"{at}.{i}", f"{at}.{o}") for i in box.shape.inputs for o in box.shape.outputs)


def within(port: str, inside: frozenset[str]) -> bool:
    """Whether a port belongs to one of the boxes, or to what is in it."""
    return ("/" in port or "." in port) and port.replace("/", ".").split(".")[0] in inside


def simple(steps: Arrows, starts: list[str], ends: frozenset[str], part: Mapping[str, object]) -> list[tuple[str, ...]]:
    """Every way from a start to the first end that it meets, which comes to no part twice: a port, unless said otherwise."""
    found: list[tuple[str, ...]] = []
    pending: list[tuple[str, ...]] = [(one,) for one in starts]
    while pending:
        way = pending.pop()
        if way[-1] in ends:
            found.append(way)
            continue
        met = {part.get(one, one) for one in way}
        pending += [(*way, after) for after in steps.get(way[-1], ()) if part.get(after, after) not in met]
    return found


def least(ways: list[tuple[str, ...]], places: frozenset[str]) -> int | None:
    """The least number of places that meet every way."""
    if not all(places.intersection(way) for way in ways):
        return None
    met = [places.intersection(way) for way in ways]
    some = sorted(frozenset(chain.from_iterable(met)))
    return next(k for k in range(len(some) + 1) if any(_meets(cut, met) for cut in combinations(some, k)))


def _meets(cut: tuple[str, ...], met: list[frozenset[str]]) -> bool:
    return all(one.intersection(cut) for one in met)
